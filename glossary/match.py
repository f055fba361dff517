"""Finding terms in Indonesian text: whole words, longest first, with case rules and affixes.

Case. A spelling of the `any` rule is found in any case. One of the `exact` rule is found as it is written, and
in an ALL-CAPS line in capitals; there an acronym or name that is also an ordinary word (`AS`, `BIN`) is left
alone, since nothing tells the two apart.

Edges. A term is never found inside a word. A hyphen is an edge where it joins an Indonesian clitic or affix
(`KCNA-nya`, `se-Korea`, `non-DPRK`, `di-PBB-kan`) or another capitalised word or number (`AS-Rusia`); else it
belongs to the word, so `Kim Jong` is not found in `Kim Jong-un`. Clitics may be written on to a name that stands
in capitals in mid-text (`Koreanya`, `DPRKlah`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from glossary.fold import Folded, fold

_CLITICS = "nya|lah|kah|pun|ku|mu|an|kan|i"
_SUFFIX = re.compile(rf"-(?:{_CLITICS})(?:-?(?:nya|lah|kah|pun))?(?!\w)")
_AFTER = re.compile(rf"{_SUFFIX.pattern}|-(?=[A-Z\d])")
_ATTACHED = re.compile(r"(?:nya|lah|kah|pun)(?!\w)")
_PREFIXES = (
    "se|non|anti|pro|pra|pasca|di|ke|eks|antar|inter|ber|me|meng|mem|men|ter|pan|sub|ultra|kontra|semi|trans"
)
_PREFIX = re.compile(rf"(?<!\w)(?:{_PREFIXES})-$", re.IGNORECASE)
_JOINED = re.compile(r"(?<![a-z])[A-Z\d][\w.]*-$")
#: Ordinary words (or fragments) that capitals make look like an acronym or a name.
_ORDINARY = frozenset(
    "as bin ma dan di ke pan pas who it us un in mali roma oman chad kuba bali turki pip aba ada ibu ini itu abu".split()
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A spelling found: its number, its characters, and the same with affixes."""

    number: int
    start: int
    end: int
    outer_start: int
    outer_end: int


class Matcher:
    """An Aho-Corasick automaton over folded spellings (pyahocorasick)."""

    def __init__(self, spellings: Sequence[tuple[str, bool]]) -> None:
        self._spellings = [(fold(" ".join(text.split())), exact) for text, exact in spellings]
        self._automaton = self._build()

    def _build(self) -> Any:
        import ahocorasick  # noqa: PLC0415

        keys: dict[str, list[int]] = {}
        for number, (folded, _) in enumerate(self._spellings):
            if folded.text:
                keys.setdefault(folded.text, []).append(number)
        automaton = ahocorasick.Automaton()
        for key, numbers in keys.items():
            automaton.add_word(key, (len(key), tuple(numbers)))
        automaton.make_automaton()
        return automaton

    def find(self, text: str) -> list[Hit]:
        """Hits left to right, none overlapping, longest first."""
        if not len(self._automaton):
            return []
        folded = fold(text)
        found: list[tuple[int, int, int]] = []
        for last, (length, numbers) in self._automaton.iter(folded.text):
            start, end = last + 1 - length, last + 1
            if _edges(folded, start, end):
                # The last spelling wins where several are written alike.
                number = next((n for n in reversed(numbers) if self._case(folded, start, end, n)), None)
                if number is not None:
                    found.append((start, end, number))
        return [_hit(folded, *place) for place in _disjoint(found)]

    def _case(self, folded: Folded, start: int, end: int, number: int) -> bool:
        spelling, exact = self._spellings[number]
        shape = folded.shape[start:end]
        if not exact:
            return True
        shouted = shape.isupper() and _shouting(folded.shape, start)
        if shouted and spelling.text in _ORDINARY:
            return False
        return shape == spelling.shape or shouted


def _disjoint(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    taken_to = -1
    out = []
    # Leftmost first, and of those that start together the longest: a later, longer one never splits a word group.
    for start, end, number in sorted(found, key=lambda f: (f[0], -f[1])):
        if start >= taken_to:
            out.append((start, end, number))
            taken_to = end
    return out


def _edges(folded: Folded, start: int, end: int) -> bool:
    text = folded.shape
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if text[start].isalnum() and (before.isalnum() or before == "_"):
        return False
    if before == "-" and text[start].isalnum() and not _joined_before(text, start):
        return False
    if not text[end - 1].isalnum():
        return True
    if after.isalnum() or after == "_":
        return text[start].isupper() and len(text[start:end]) > 1 and bool(_ATTACHED.match(text, end))
    return after != "-" or not text[end + 1 : end + 2].isalnum() or bool(_AFTER.match(text, end))


def _joined_before(text: str, start: int) -> bool:
    near = text[max(start - 24, 0) : start]
    lead = text[max(start - 2, 0) : start - 1]
    if not lead.isalnum():
        return True
    return bool(_PREFIX.search(near) or _JOINED.search(near))


def _hit(folded: Folded, start: int, end: int, number: int) -> Hit:
    text = folded.shape
    prefix = _PREFIX.search(text[max(start - 24, 0) : start])
    suffix = _SUFFIX.match(text, end) or _ATTACHED.match(text, end)
    outer_start = start - (len(prefix.group()) if prefix else 0)
    outer_end = suffix.end() if suffix else end
    return Hit(
        number, folded.origin(start), folded.end(end), folded.origin(outer_start), folded.end(outer_end),
    )  # fmt: skip


def _shouting(text: str, place: int) -> bool:
    """Whether the line around `place` is written in capitals: at least two words, nine letters in ten."""
    start = text.rfind("\n", 0, place) + 1
    window = text[max(start, place - 200) : place + 200]
    letters = [char for char in window if char.isalpha()]
    words = [word for word in window.split() if any(map(str.isalpha, word))]
    return len(words) > 1 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)
