"""Documents composed from pairs whose right beads are known."""

from __future__ import annotations

import random
from collections.abc import Sequence

from align.beads.evaluate import BeadScore, Pairing, pairings, score_beads
from align.beads.sentences import align_sentences, is_undecided
from align.model import Document, Segment, Span

Composed = tuple[list[str], list[str], list[Pairing]]


def compose(
    pairs: Sequence[tuple[str, str]], seed: int, *, lost: float = 0.08, merged: float = 0.2
) -> Composed:
    """Lines of both sides with sentences lost from either, some joined on one line, and the right beads."""
    chance = random.Random(seed)
    source: list[str] = []
    target: list[str] = []
    gold: list[Pairing] = []
    rest = list(pairs)
    while rest:
        roll = chance.random()
        take = chance.choice((2, 2, 3)) if lost <= roll < lost + merged else 1
        run, rest = rest[:take], rest[take:]
        lines = [[pair[0] for pair in run], [pair[1] for pair in run]]
        if roll < lost:
            lines[chance.randrange(2)] = []
        elif len(run) > 1:
            joined = chance.randrange(2)
            lines[joined] = [" ".join(lines[joined])]
        gold.append(
            (
                tuple(range(len(source), len(source) + len(lines[0]))),
                tuple(range(len(target), len(target) + len(lines[1]))),
            )
        )
        source += lines[0]
        target += lines[1]
    return source, target, gold


def document(lines: Sequence[str], language: str, paragraphs: Sequence[int] | None = None) -> Document:
    """A document with these sentences, one a line."""
    segments, place = [], 0
    for number, line in enumerate(lines):
        paragraph = 0 if paragraphs is None else paragraphs[number]
        segments.append(Segment(Span(place, place + len(line)), paragraph))
        place += len(line) + 1
    return Document("\n".join(lines), language, tuple(segments))


def score(documents: Sequence[Composed], **options: object) -> BeadScore:
    """Score of what is decided, over several documents."""
    results = []
    for source, target, gold in documents:
        beads = align_sentences(source, target, **options)  # type: ignore[arg-type]
        results.append((pairings(bead for bead in beads if not is_undecided(bead)), gold))
    return score_beads(results)


def composed(runs: Sequence[tuple[list[str], list[str]]]) -> Composed:
    """Both sides and the right beads of runs of lines that belong together."""
    source: list[str] = []
    target: list[str] = []
    gold: list[Pairing] = []
    for own, english in runs:
        left = tuple(range(len(source), len(source) + len(own)))
        right = tuple(range(len(target), len(target) + len(english)))
        source, target = source + own, target + english
        gold += (
            [(left, right)] if own and english else [((i,), ()) for i in left] + [((), (j,)) for j in right]
        )
    return source, target, gold


def numbered(news: list[tuple[str, str]], copies: int) -> list[tuple[str, str]]:
    """A long text: the pairs again and again, each time with another number and name in them."""
    return [
        (
            f"{own} Laporan {n * 37} dari Kota {chr(65 + n % 23)}or{n}ya.",
            f"{english} Report {n * 37} from the city.",
        )
        for n, (own, english) in enumerate(pair for _ in range(copies) for pair in news)
    ]
