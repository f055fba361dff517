"""Sentence beads for two texts that are translations of each other: n to m, with gaps, in linear time.

Words of both sides become affinities (`align.beads.affinity`), a coarse search leaves a narrow band
(`align.beads.coarse`), every bead inside it gets a gain (`align.beads.cost`), and the path with the greatest sum of
gains is returned. Forward-backward over the same gains gives each of its beads a probability
(`align.beads.path`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.beads.blocks import Delimiters, Side, find_blocks, stack_bands, texts
from align.beads.coarse import narrow_band
from align.beads.evidence import Evidence, compare
from align.beads.search import LONGEST, Search, find_beads
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
    longest: int = LONGEST,
    gap: float | None = None,
) -> tuple[Bead, ...]:
    """Beads that tile both sides in order: up to `longest` segments a side, or one segment without counterpart.

    Sides are Documents, or lists of strings read as Indonesian and English. A bead's score, in 0..1, is its
    probability among all paths, for gaps too. `min_score` takes apart the beads that score less; `cautious`
    also those below 0.95 and those that have a neighbour, gap or not, below 0.5. What is taken apart becomes
    one gap a segment, source side first, with a score of exactly 0: beads have to tile, and that score tells
    an undecided segment from one found to have no counterpart. `is_undecided` asks for it.

    `gap` is the gain, in natural logarithms and so below 0, of leaving a sentence unpaired: the lower, the fewer
    gaps. None lets it follow from the texts (`align.beads.cost.gap_gain`).

    With `delimiters` no bead crosses the border of a paragraph, or a line that is `.EOA`; both sides must
    then have equally many. Raises InputError where they do not, for a `min_score` outside 0..1, a `longest`
    below 1, a `gap` above 0; EngineError where the evidence fails.
    """
    if longest < 1:
        raise InputError(f"longest is {longest}; a bead has at least 1 segment a side")
    if gap is not None and not -1e6 < gap <= 0:
        raise InputError(f"gap is {gap}; what an unpaired sentence gains is 0 or below")
    beads = list(_all_beads(source, target, evidence, delimiters, longest, gap))
    return sure(beads, cautious=cautious, min_score=min_score)


def sure(beads: Sequence[Bead], *, cautious: bool, min_score: float) -> tuple[Bead, ...]:
    """The beads with those taken apart that are not sure, as `align_sentences` says. Raises InputError."""
    if not 0 <= min_score <= 1:
        raise InputError(f"min_score is {min_score}; it lies in 0..1")
    if not cautious and not min_score:
        return tuple(beads)
    return tuple(_sure_beads(beads, cautious=cautious, min_score=min_score))


def is_undecided(bead: Bead) -> bool:
    """Whether a bead is a gap only because `cautious` or `min_score` took a bead apart there."""
    return bead.score == 0 and (len(bead.source) == 0 or len(bead.target) == 0)


def _all_beads(
    source: Side, target: Side, evidence: Evidence, delimiters: Delimiters, longest: int, gap: float | None
) -> Iterator[Bead]:
    blocks = find_blocks(source, target, delimiters)
    left, right = texts(source), texts(target)
    if not left or not right:
        yield from _gaps(0, len(left), 0, len(right), 1.0)
        return
    comparison = compare(evidence, left, right, (_language(source, "id"), _language(target, "en")))
    vectors = comparison.vectors()
    band = stack_bands(blocks, lambda rows, columns: narrow_band(vectors[0][rows], vectors[1][columns]))
    yield from find_beads(Search(comparison, band, blocks, longest, gap))


def _language(side: Side, otherwise: str) -> str:
    return side.language if isinstance(side, Document) else otherwise


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
