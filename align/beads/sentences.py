"""Sentence beads for two texts that are translations of each other: n to m, with gaps, in linear time.

Words of both sides become affinities (`align.beads.affinity`), a coarse search leaves a narrow band
(`align.beads.coarse`), every bead inside it gets a gain (`align.beads.cost`), and the path with the greatest sum of
gains is returned. Forward-backward over the same gains gives each of its beads a probability
(`align.beads.path`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.beads.blocks import Delimiters, Side, find_blocks, forbid_crossing, stack_bands, texts
from align.beads.coarse import narrow_band
from align.beads.cost import SHAPES, gap_gain
from align.beads.evidence import Evidence, compare
from align.beads.path import Band, Grid, Posteriors, Shape, best_path, posteriors
from align.errors import InputError
from align.model import Bead, Document, Span

_CAUTIOUS_SCORE, _CAUTIOUS_NEIGHBOUR = 0.95, 0.5
_LEXICAL = Evidence()


def align_sentences(
    source: Side,
    target: Side,
    *,
    evidence: Evidence = _LEXICAL,
    delimiters: Delimiters = "none",
    cautious: bool = False,
    min_score: float = 0.0,
) -> tuple[Bead, ...]:
    """Beads that tile both sides in order: up to four segments a side, or one segment without counterpart.

    Sides are Documents, or lists of strings read as Indonesian and English. A bead's score, in 0..1, is its
    probability among all paths, for gaps too. `min_score` takes apart the beads that score less; `cautious`
    also those below 0.95 and those that have a neighbour, gap or not, below 0.5. What is taken apart becomes
    one gap a segment, source side first, with a score of exactly 0: beads have to tile, and that score tells
    an undecided segment from one found to have no counterpart. `is_undecided` asks for it.

    With `delimiters` no bead crosses the border of a paragraph, or a line that is `.EOA`; both sides must
    then have equally many. Raises InputError where they do not, or for a `min_score` outside 0..1;
    EngineError where the evidence fails.
    """
    if not 0 <= min_score <= 1:
        raise InputError(f"min_score is {min_score}; it lies in 0..1")
    beads = list(_all_beads(source, target, evidence, delimiters))
    if not cautious and not min_score:
        return tuple(beads)
    return tuple(_sure_beads(beads, cautious=cautious, min_score=min_score))


def is_undecided(bead: Bead) -> bool:
    """Whether a bead is a gap only because `cautious` or `min_score` took a bead apart there."""
    return bead.score == 0 and (len(bead.source) == 0 or len(bead.target) == 0)


def agreement(beads: Sequence[Bead]) -> float:
    """Mean score over the segments of both sides, in 0..1, where a segment without counterpart counts 0.

    It is low where two texts are not translations of each other or do not keep the same order. 1 for no
    segments at all.
    """
    sizes = [len(bead.source) + len(bead.target) for bead in beads]
    worth = (
        size * bead.score * (len(bead.source) > 0 and len(bead.target) > 0)
        for size, bead in zip(sizes, beads, strict=True)
    )
    return sum(worth) / sum(sizes) if sizes else 1.0


def _all_beads(source: Side, target: Side, evidence: Evidence, delimiters: Delimiters) -> Iterator[Bead]:
    blocks = find_blocks(source, target, delimiters)
    left, right = texts(source), texts(target)
    if not left or not right:
        yield from _gaps(0, len(left), 0, len(right), 1.0)
        return
    comparison = compare(evidence, left, right, (_language(source, "id"), _language(target, "en")))
    vectors = comparison.vectors()
    band = stack_bands(blocks, lambda rows, columns: narrow_band(vectors[0][rows], vectors[1][columns]))
    gains = comparison.gains(band)
    gap = gap_gain(gains[0], band)
    forbid_crossing(blocks, band, SHAPES, gains)
    grid = Grid(band, SHAPES, gains, gap)
    yield from _scored(best_path(grid), band, posteriors(grid))


def _language(side: Side, otherwise: str) -> str:
    return side.language if isinstance(side, Document) else otherwise


def _scored(path: Sequence[Shape], band: Band, likely: Posteriors) -> Iterator[Bead]:
    kinds = {shape: likely.beads[k] for k, shape in enumerate(SHAPES)}
    kinds |= {(1, 0): likely.source_gaps, (0, 1): likely.target_gaps}
    i = j = 0
    for n, m in path:
        score = float(kinds[n, m][band.start[i] + j - band.lo[i]])
        yield Bead(Span(i, i + n), Span(j, j + m), min(max(score, 1e-6), 1.0))
        i, j = i + n, j + m


def _gaps(start: int, end: int, other_start: int, other_end: int, score: float) -> Iterator[Bead]:
    for i in range(start, end):
        yield Bead(Span(i, i + 1), Span(other_start, other_start), score)
    for j in range(other_start, other_end):
        yield Bead(Span(end, end), Span(j, j + 1), score)


def _sure_beads(beads: Sequence[Bead], *, cautious: bool, min_score: float) -> Iterator[Bead]:
    least = max(min_score, _CAUTIOUS_SCORE) if cautious else min_score
    for number, bead in enumerate(beads):
        neighbours = beads[max(number - 1, 0) : number + 2] if cautious else ()
        if bead.score >= least and all(near.score >= _CAUTIOUS_NEIGHBOUR for near in neighbours):
            yield bead
        else:
            yield from _gaps(bead.source.start, bead.source.end, bead.target.start, bead.target.end, 0.0)
