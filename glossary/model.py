"""Terms and glossaries: immutable values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from glossary.match import Matcher

KINDS = ("term", "name", "acronym", "keep")
CASES = ("exact", "any")


@dataclass(frozen=True, slots=True)
class Term:
    """A source term and its accepted renderings, the first preferred.

    `forbidden` are renderings that must not be used. `origin` is `file:line`.
    """

    source: str
    targets: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    kind: str = "term"
    case: str = ""
    note: str = ""
    forbidden: tuple[str, ...] = ()
    origin: str = ""

    @property
    def exact(self) -> bool:
        """Whether case must agree: what `case` says, else yes for all kinds but `term`."""
        return self.case == "exact" or (not self.case and self.kind != "term")

    @property
    def spellings(self) -> tuple[str, ...]:
        """Source and aliases."""
        return (self.source, *self.aliases)


@dataclass(frozen=True, slots=True)
class Match:
    """A term found at characters [start, end); [outer_start, outer_end) includes affixes such as `-nya`, `se-`."""

    start: int
    end: int
    term: Term
    surface: str
    outer_start: int
    outer_end: int


@dataclass(frozen=True)
class Glossary:
    """Terms in order. Later spellings win over earlier ones: that is how glossaries stack."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def hash(self) -> str:
        """Eight hex digits over the content, `none` for an empty glossary."""
        if not self.terms:
            return "none"
        rows = sorted((t.source, t.targets, t.aliases, t.kind, t.exact, t.forbidden) for t in self.terms)
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:8]

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher([(spelling, term.exact) for term in self.terms for spelling in term.spellings])

    @cached_property
    def _owners(self) -> list[Term]:
        return [term for term in self.terms for _ in term.spellings]

    def match(self, text: str) -> list[Match]:
        """Terms in `text`, left to right, longest first, none overlapping; offsets are those of `text`."""
        return [
            Match(
                hit.start,
                hit.end,
                self._owners[hit.number],
                text[hit.start : hit.end],
                hit.outer_start,
                hit.outer_end,
            )
            for hit in self._matcher.find(text)
        ]


def stack(parts: Iterable[Glossary]) -> Glossary:
    """One glossary of several; a spelling of a later one takes that spelling away from earlier terms."""
    kept: list[Term] = []
    for part in parts:
        new = {(spelling.casefold(), term.exact) for term in part.terms for spelling in term.spellings}
        kept = [rest for term in kept for rest in _without(term, new)] + list(part.terms)
    return Glossary(tuple(kept))


def _without(term: Term, taken: set[tuple[str, bool]]) -> Sequence[Term]:
    left = [spelling for spelling in term.spellings if (spelling.casefold(), term.exact) not in taken]
    if len(left) == len(term.spellings):
        return (term,)
    if not left:
        return ()
    return (
        Term(
            left[0],
            term.targets,
            tuple(left[1:]),
            term.kind,
            term.case,
            term.note,
            term.forbidden,
            term.origin,
        ),
    )
