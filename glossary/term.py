"""A term: what may stand in the source, what may stand in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from glossary.errors import TermError
from glossary.fold import fold

KINDS = ("term", "name", "acronym", "keep")
CASES = ("exact", "any")
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffd-\uffff]")


@dataclass(frozen=True, slots=True)
class Term:
    """A source term, further spellings of it, and its accepted renderings, the first preferred.

    `kind` is one of KINDS, `case` one of CASES or empty for the default of the kind. `forbidden` are renderings
    that must not be used. `origin` is `file:line`. Texts have single spaces inside and none around.

    Raises TermError for texts that are empty, doubled, padded or hold control characters, for unknown kinds
    and cases, for a `keep` with another rendering than itself, and for a rendering both accepted and forbidden.
    """

    source: str
    targets: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    kind: str = "term"
    case: str = ""
    note: str = ""
    forbidden: tuple[str, ...] = ()
    origin: str = ""

    def __post_init__(self) -> None:
        problem = next(self._problems(), None)
        if problem:
            raise TermError(f"{self.origin}: {problem}" if self.origin else problem)

    def _problems(self) -> Iterator[str]:
        if self.kind not in KINDS:
            yield f"kind {self.kind!r} is unknown; known: {', '.join(KINDS)}"
        if self.case not in ("", *CASES):
            yield f"case {self.case!r} is unknown; known: {', '.join(CASES)}"
        if not self.source or not self.targets:
            yield f"the {'target' if self.source else 'source'} is empty; a term needs both"
        for column in ("source", "target", "aliases", "forbidden", "note"):
            texts = self._column(column)
            if column != "note":
                yield from _bad_list(column, texts)
            for text in texts:
                if _UNFIT.search(text) or text != " ".join(text.split(" ")).strip():
                    yield f"{column} {text!r} holds a control character or padding; expected plain text"
        for spelling in self.spellings:
            if not fold(spelling).text.strip():
                yield f"{spelling!r} holds nothing visible; expected text"
        if self.kind == "keep" and self.targets != (self.source,):
            yield f"{self.source!r} is kept, so its only target is itself; found {'|'.join(self.targets)!r}"
        for text in self.forbidden:
            if text in self.targets:
                yield f"{text!r} is both accepted and forbidden; keep one of them"

    def _column(self, name: str) -> tuple[str, ...]:
        match name:
            case "source":
                return (self.source,)
            case "target":
                return self.targets
            case "aliases":
                return self.aliases
            case "forbidden":
                return self.forbidden
        return (self.note,)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Source and aliases."""
        return (self.source, *self.aliases)

    def exact(self, spelling: str) -> bool:
        """Whether `spelling` is found only as written: what `case` says, else for every kind but `term`; and a
        term in capitals only (`AS` in a list without kinds) is an acronym, whatever it is called. So is one with capitals a
        name where English keeps it: `Kapal Laut` in `Kapal Laut Tea` is no ship.
        """
        if self.case or self.kind != "term":
            return self.case != "any"
        return spelling.isupper() or self._stays(spelling)

    def _stays(self, spelling: str) -> bool:
        """Whether each word of a spelling has a capital, and it stands in a rendering with other words."""
        words = [word for word in spelling.split() if word[0].isalpha()]
        return (
            bool(words)
            and all(word[0].isupper() for word in words)
            and any(spelling in own and spelling != own for own in self.targets)
        )


def _bad_list(column: str, texts: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for text in texts:
        if not text:
            yield f"{column} holds an empty entry; expected text between `|`"
        elif text in seen:
            yield f"{column} holds {text!r} twice; keep one of them"
        seen.add(text)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a spelling claims of the source text: exactly itself, or itself in any case."""

    text: str
    exact: bool

    @property
    def folded(self) -> str:
        """The claim in any case."""
        return fold(self.text).text

    def same(self, other: Claim) -> bool:
        """Whether two rows of one list may not both hold these."""
        if self.exact == other.exact == False:  # noqa: E712
            return self.folded == other.folded
        return self.text == other.text

    def beats(self, earlier: Claim) -> bool:
        """Whether this claim of a later list takes the place of `earlier` in one before it.

        A later `korea utara` in any case replaces `Korea Utara`; but `as` (an axle) leaves `AS` alone.
        """
        if self.same(earlier):
            return True
        acronym = earlier.exact and earlier.text.isupper() and not self.text.isupper()
        return not self.exact and not acronym and self.folded == earlier.folded


def claims(term: Term) -> list[Claim]:
    """What each spelling of `term` claims."""
    return [Claim(spelling, term.exact(spelling)) for spelling in term.spellings]
