"""Glossaries and what they find: immutable values."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise

from glossary.acronyms import is_short, told_apart
from glossary.errors import TermError
from glossary.inflection import suited
from glossary.match import Matcher
from glossary.reduplication import said_once, with_plurals
from glossary.rendering import plural
from glossary.stacking import stacked
from glossary.term import Claim, Term, claims
from glossary.writing import write

_SENTENCE = 2000  # characters that are remembered at most


@dataclass(frozen=True, slots=True)
class Match:
    """A term found at characters [start, end), `surface`; with its affixes, [outer_start, outer_end).

    `affix` is the kind of the affixes: `clitic`, `prefix`, `verbal`, `plural`, or empty (see `glossary.edges`).
    `suited` is the rendering that fits the words before it (see `glossary.inflection`), the first where it is empty.
    """

    start: int
    end: int
    term: Term
    surface: str
    outer_start: int
    outer_end: int
    affix: str = ""
    suited: str = ""

    @property
    def spelt(self) -> str:
        """The surface on one line, with single blanks: it may stand across the end of a line."""
        return " ".join(self.surface.split())

    @property
    def rendering(self) -> str:
        """The rendering to prefer; of a word said twice its plural."""
        chosen = self.suited if self.suited in self.term.targets else self.term.targets[0]
        return plural(chosen) if self.affix == "plural" and self.term.kind == "term" else chosen


@dataclass(frozen=True)
class Glossary:
    """Terms in order. No two claim the same spelling, or TermError names the places of both."""

    terms: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        _check_claims(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __bool__(self) -> bool:
        return True  # an empty glossary is a choice, not a missing one

    def __add__(self, later: Glossary) -> Glossary:
        return stack((self, later))

    def __reduce__(self) -> tuple[type[Glossary], tuple[tuple[Term, ...]]]:
        return Glossary, (self.terms,)  # other processes build the automaton themselves

    @cached_property
    def hash(self) -> str:
        """Eight hex digits over the content, `none` for an empty glossary; notes and origins do not count."""
        if not self.terms:
            return "none"
        rows = sorted(
            (
                term.kind,
                term.targets,
                term.forbidden,
                tuple((claim.text, claim.exact) for claim in claims(term)),
            )
            for term in self.terms
        )
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:8]

    @cached_property
    def _matcher(self) -> tuple[Matcher, list[Term]]:
        pairs = [(claim, term) for term in self.terms for claim in claims(term)]
        return Matcher([(claim.text, claim.exact) for claim, _ in pairs]), [term for _, term in pairs]

    def match(self, text: str) -> list[Match]:
        """Terms in `text`, left to right, longest first, none overlapping; offsets are those of `text`.

        Where the text introduces a short form, `Komisi X (KX)`, the long one accepts long renderings alone, and
        the short one short ones: `KX (KX)` says nothing.
        """
        return list(self._remembered(text) if len(text) <= _SENTENCE else self._matched(text))

    @cached_property
    def _remembered(self) -> Callable[[str], tuple[Match, ...]]:
        # The pipeline and its checks ask for the same sentences.
        return lru_cache(maxsize=1024)(self._matched)

    def _matched(self, text: str) -> tuple[Match, ...]:
        matcher, owners = self._matcher
        hits = matcher.find(text)
        if (once := said_once(text)) != text:
            hits = with_plurals(text, hits, matcher.find(once))
        found = [
            Match(
                hit.start, hit.end, owners[hit.number], text[hit.start : hit.end],
                hit.outer_start, hit.outer_end, hit.affix, suited(owners[hit.number].targets, text, hit.start),
            )
            for hit in hits
        ]  # fmt: skip
        for place, (one, other) in enumerate(pairwise(found)):
            if text[one.end : other.start].strip() == "(" and text.startswith(")", other.end):
                terms = told_apart(one.term, other.term, other.surface)
                found[place], found[place + 1] = replace(one, term=terms[0]), replace(other, term=terms[1])
        return tuple(found)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the glossary in the format of the suffix, see `glossary.save`."""
        write(self.terms, path)


def stack(parts: Iterable[Glossary]) -> Glossary:
    """One glossary of several, later ones winning (see `glossary.stacking`); each term keeps its origin."""
    return Glossary(stacked(part.terms for part in parts))


def _check_claims(terms: Iterable[Term]) -> None:
    seen: dict[str, list[tuple[Claim, Term]]] = {}
    for term in terms:
        for claim in claims(term):
            rivals = seen.setdefault(claim.folded, [])
            for other, owner in rivals:
                if claim.same(other):
                    raise TermError(_rivalry(claim, term, owner))
            rivals.append((claim, term))


def _rivalry(claim: Claim, term: Term, owner: Term) -> str:
    where = f"{term.origin}: " if term.origin else ""
    before = f" in {owner.origin}" if owner.origin else ""
    if owner is term:
        return f"{where}{claim.text!r} stands in this term twice; keep one of them"
    if owner.targets == term.targets:
        return f"{where}{claim.text!r} stands{before} already; keep one of them"
    return (
        f"{where}{claim.text!r} is {'|'.join(term.targets)!r} here and {'|'.join(owner.targets)!r}{before}; "
        "keep one of them"
    )


def short_beside_long(matches: Sequence[Match]) -> list[Match]:
    """The matches of a sentence, an acronym beside its long form with its short renderings alone.

    `DPRK is the name of the Democratic People's Republic of Korea`, not the name of itself.
    """
    out = list(matches)
    long = [match.term for match in matches if not is_short(match.surface)]
    for place, match in enumerate(matches):
        own = set(match.term.targets)
        short = tuple(target for target in match.term.targets if is_short(target))
        beside = any(own & set(term.targets) for term in long if term != match.term)
        if short and beside and match.surface.isupper():
            out[place] = replace(match, term=replace(match.term, targets=short))
    return out
