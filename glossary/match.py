"""Finding terms in Indonesian text with an Aho-Corasick automaton (pyahocorasick) over folded text.

A term is found as a whole word (`edges`) in the right case (`case`). Of finds that overlap, affixes included, the
longest stays; of equal ones the first. Linear in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from glossary.case import JOINED_AFTER, JOINED_BEFORE, Capitals, Spelling, Verdict
from glossary.edges import Edges, edges
from glossary.fold import Folded, fold


@dataclass(frozen=True, slots=True)
class Hit:
    """Spelling `number` at characters [start, end); with its affixes, [outer_start, outer_end)."""

    number: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    affix: str


@dataclass(frozen=True, slots=True)
class _Find:
    """The same in folded characters."""

    number: int
    start: int
    end: int
    edges: Edges
    verdict: Verdict

    @property
    def outer(self) -> tuple[int, int]:
        return self.start - self.edges.before, self.end + self.edges.after


class Matcher:
    """Finds (spelling, exact) pairs. Of two that are written alike the exact one wins, then the later."""

    def __init__(self, spellings: Sequence[tuple[str, bool]]) -> None:
        self._spellings = [Spelling.of(text, exact=exact) for text, exact in spellings]
        self._automaton = self._build()

    def _build(self) -> Any:
        import ahocorasick  # noqa: PLC0415

        keys: dict[str, list[int]] = {}
        for number, spelling in enumerate(self._spellings):
            keys.setdefault(spelling.text, []).append(number)
        automaton = ahocorasick.Automaton()
        for key, numbers in keys.items():
            best = sorted(numbers, key=lambda number: (self._spellings[number].exact, number), reverse=True)
            automaton.add_word(key, (len(key), tuple(best)))
        automaton.make_automaton()
        return automaton

    def find(self, text: str) -> list[Hit]:
        """Hits left to right, none overlapping."""
        if not self._spellings:
            return []
        folded = fold(text)
        sure: list[_Find] = []
        unsure: list[_Find] = []
        for find in self._candidates(folded):
            (sure if find.verdict is Verdict.YES else unsure).append(find)
        sure += _joined(folded.shape, sure, unsure)
        return [_hit(folded, find) for find in _disjoint(sure)]

    def _candidates(self, folded: Folded) -> Iterator[_Find]:
        text, shape = folded.text, folded.shape
        capitals = Capitals(shape)
        size = len(text)
        for last, (length, numbers) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            # Most of what the automaton finds stands inside a word; this says so soonest.
            if end < size and text[end].isalpha() and text[end] not in "nlkp" and text[last].isalpha():
                continue
            if start and text[start - 1].isalpha() and text[start].isalpha() and not shape[start].isupper():
                continue
            for number in numbers:
                spelling = self._spellings[number]
                verdict = capitals.verdict(spelling, start, end)
                if verdict is Verdict.NO:
                    continue
                edge = edges(shape, start, end, name=spelling.name)
                if edge is not None:
                    yield _Find(number, start, end, edge, verdict)
                    break


def _joined(shape: str, sure: Sequence[_Find], unsure: Sequence[_Find]) -> Iterator[_Find]:
    """Those of `unsure` that a hyphen, a comma or an `and` joins to one that is sure."""
    if not unsure:
        return
    starts, ends = {find.start for find in sure}, {find.end for find in sure}
    for find in unsure:
        before = JOINED_BEFORE.search(shape[max(find.start - 10, 0) : find.start])
        after = JOINED_AFTER.match(shape, find.end)
        if (before and find.start - len(before.group()) in ends) or (after and after.end() in starts):
            yield find


def _disjoint(finds: Sequence[_Find]) -> list[_Find]:
    """Longest first among those that overlap, in order of place."""
    out: list[_Find] = []
    group: list[_Find] = []
    reach = -1
    for find in sorted(finds, key=lambda find: find.outer):
        start, end = find.outer
        if start >= reach:
            out += _longest(group)
            group = []
        group.append(find)
        reach = max(reach, end)
    return out + _longest(group)


def _longest(group: Sequence[_Find]) -> list[_Find]:
    if len(group) < 2:
        return list(group)
    kept: list[_Find] = []
    for find in sorted(group, key=lambda find: (find.start - find.end, find.start)):
        start, end = find.outer
        if all(end <= other.outer[0] or other.outer[1] <= start for other in kept):
            kept.append(find)
    return sorted(kept, key=lambda find: find.start)


def _hit(folded: Folded, find: _Find) -> Hit:
    outer_start, outer_end = find.outer
    return Hit(
        find.number, folded.source_start(find.start), folded.source_end(find.end),
        folded.source_start(outer_start), folded.source_end(outer_end), find.edges.affix,
    )  # fmt: skip
