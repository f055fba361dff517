"""How right an alignment is: precision, recall and F1 over sentence beads, AER over word links.

Beads are counted as Vecalign does (Thompson and Koehn 2019, `score.py`), which is what published figures
for sentence alignment mean:

- A bead is strictly right where the gold has the very same bead, laxly right where some pair of a source
  and a target segment in it is paired in the gold too. A bead with an empty side is right only strictly.
- Precision counts all beads of the hypothesis, those with an empty side included. Recall counts the beads
  of the gold with both sides filled, against those of the hypothesis with both sides filled.
- Over several documents the counts are summed first (micro average). A share of nothing is 0.

Word links are counted by alignment error rate (Och and Ney 2003): with hypothesis A, sure gold links S and
possible gold links P, which always include S, AER = 1 - (|A and S| + |A and P|) / (|A| + |S|).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.errors import InputError
from align.model import Bead
from align.text.files import read_text

Numbers = tuple[int, ...]
Pairing = tuple[Numbers, Numbers]
WordLink = tuple[int, int]

_LINE = re.compile(r"\s*(\d+(?:,\d+)*)?\s*:\s*(\d+(?:,\d+)*)?\s*(?::.*)?")
_JSON_LIST = re.compile(r"\[([\d,\s]*)\]")


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares in 0..1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class BeadScore:
    """Strict and lax rates of beads against gold."""

    strict: Rates
    lax: Rates


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Alignment error rate with precision (of all links, against possible) and recall (of sure links)."""

    aer: float
    precision: float
    recall: float


def pairings(beads: Iterable[Bead]) -> list[Pairing]:
    """Segment numbers of each bead, as `score_beads` compares them."""
    return [
        (tuple(range(bead.source.start, bead.source.end)), tuple(range(bead.target.start, bead.target.end)))
        for bead in beads
    ]


def _matched(judged: Collection[Pairing], reference: Collection[Pairing]) -> tuple[int, int]:
    """How many of `judged` the reference has too, exactly and by at least one segment pair."""
    links = {(i, j) for source, target in reference for i in source for j in target}
    strict = sum(pairing in reference for pairing in judged)
    lax = sum(
        pairing in reference or any((i, j) in links for i in pairing[0] for j in pairing[1])
        for pairing in judged
    )
    return strict, lax


def _filled(pairs: Collection[Pairing]) -> set[Pairing]:
    return {pairing for pairing in pairs if pairing[0] and pairing[1]}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def score_beads(documents: Iterable[tuple[Sequence[Pairing], Sequence[Pairing]]]) -> BeadScore:
    """Score (hypothesis, gold) pairings of one or more documents, micro-averaged.

    A pairing is (source numbers, target numbers), numbers from 0. Pairings empty on both sides are ignored,
    repeated ones count once.
    """
    judged = wanted = 0
    precise, recalled = (0, 0), (0, 0)
    for hypothesis, gold in documents:
        ours, theirs = ({pair for pair in side if pair[0] or pair[1]} for side in (hypothesis, gold))
        found = _matched(ours, theirs)
        missed = _matched(_filled(theirs), _filled(ours))
        precise = precise[0] + found[0], precise[1] + found[1]
        recalled = recalled[0] + missed[0], recalled[1] + missed[1]
        judged, wanted = judged + len(ours), wanted + len(_filled(theirs))
    strict, lax = (Rates(_share(precise[k], judged), _share(recalled[k], wanted)) for k in (0, 1))
    return BeadScore(strict, lax)


def score_links(
    sentences: Iterable[tuple[Collection[WordLink], Collection[WordLink], Collection[WordLink]]],
) -> LinkScore:
    """Score (hypothesis, sure, possible) links of one or more sentence pairs, counts summed first.

    A link is (source token, target token). Sure links count as possible too. With no links anywhere AER is 0.
    """
    links = sure_found = possible_found = sure_links = 0
    for hypothesis, sure, possible in sentences:
        ours, certain = set(hypothesis), set(sure)
        links, sure_links = links + len(ours), sure_links + len(certain)
        sure_found += len(ours & certain)
        possible_found += len(ours & (certain | set(possible)))
    total = links + sure_links
    return LinkScore(
        aer=1 - (sure_found + possible_found) / total if total else 0.0,
        precision=_share(possible_found, links),
        recall=_share(sure_found, sure_links),
    )


def parse_beads(text: str, *, file: str | None = None) -> list[Pairing]:
    """Beads from lines `3,4:3`. A side may be empty; blank lines and all after a second colon are ignored.

    Lists as Vecalign prints them, `[3, 4]:[3]:0.25`, are read as well. Raises InputError with the line.
    """
    return list(_parse_lines(text.splitlines(), file))


def _parse_lines(lines: Iterable[str], file: str | None) -> Iterator[Pairing]:
    seen: tuple[set[int], set[int]] = set(), set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(_JSON_LIST.sub(lambda found: re.sub(r"\s", "", found[1]), line))
        if match is None:
            raise InputError(
                f"{line.strip()!r} is no bead; expected source numbers, a colon, target numbers: 3,4:3",
                file=file,
                line=number,
            )
        sides = tuple(
            tuple(sorted(int(part) for part in group.split(","))) if group else () for group in match.groups()
        )
        for name, side, before in zip(("source", "target"), sides, seen, strict=True):
            again = before.intersection(side)
            if again or len(set(side)) < len(side):
                raise InputError(
                    f"a {name} number stands in two beads: {line.strip()}", file=file, line=number
                )
            before.update(side)
        yield sides[0], sides[1]


def read_beads(path: str | Path) -> list[Pairing]:
    """Beads from a file in the form `parse_beads` reads."""
    return parse_beads(read_text(path), file=str(path))
