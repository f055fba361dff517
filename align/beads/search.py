"""From segments that can be compared to beads: the best path, the text's own habits, longer beads where they fit.

The first pass knows beads of up to four segments a side. Where a text turns out to have other habits than most, it is
aligned again by its own; where a bead ends at that bound, or is long or unsure beside a gap, the stretch around it
is aligned again with longer ones. Both cost time only in texts that ask for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from align.beads.blocks import Blocks, forbid_crossing
from align.beads.cost import DEFAULT, Weights, gap_gain
from align.beads.evidence import Comparison
from align.beads.habits import habits
from align.beads.path import Band, Grid, Posteriors, Shape, best_path, make_band, posteriors
from align.model import Bead, Span

LONGEST = 16  # segments a side of a bead, unless asked otherwise
_FIRST = 4  # in the first pass
_LONG = 3  # a bead with so many segments on a side, beside a gap, may be part of a longer one
_UNSURE = 0.5  # and so may be one of a lower score
_AROUND = 2  # beads before and after such a one that are searched with it
_CROSS = 4  # the longer side of beads with several segments on both
_ROUNDS = 3  # a text may be aligned by its own habits


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched: `gap` is the gain of an unpaired sentence, None for one that follows from the text."""

    comparison: Comparison
    band: Band
    blocks: Blocks
    longest: int = LONGEST
    gap: float | None = None


def find_beads(search: Search) -> list[Bead]:
    """The beads that tile both sides, each with its probability among all paths through the band."""
    weights = DEFAULT
    beads = _by(search, weights)
    for _ in range(_ROUNDS):
        own = habits(search.comparison, beads, weights)
        if own is weights:
            break
        weights = own
        beads = _by(search, weights)
    return beads


def _by(search: Search, weights: Weights) -> list[Bead]:
    """The same by given weights: where a bead may be longer than the first pass knows, there is another."""
    first = min(_FIRST, search.longest)
    beads, gap = _through(search, shapes_to(first), weights)
    stretches = list(_stretches(beads)) if first < search.longest else []
    return _again(replace(search, gap=gap), beads, stretches, weights)


def shapes_to(longest: int) -> tuple[Shape, ...]:
    """Shapes of beads of up to so many segments a side, up to four where both sides have several."""
    pairs = ((n, m) for n in range(1, longest + 1) for m in range(1, longest + 1))
    kept = (shape for shape in pairs if min(shape) == 1 or max(shape) <= _CROSS)
    return tuple(sorted(kept, key=lambda shape: (sum(shape), shape)))


def _through(search: Search, shapes: Sequence[Shape], weights: Weights) -> tuple[list[Bead], float]:
    """Beads of the best path, and the gain of a gap."""
    gains = search.comparison.gains(search.band, shapes, weights)
    gap = gap_gain(gains[0], search.band) if search.gap is None else search.gap
    forbid_crossing(search.blocks, search.band, shapes, gains)
    grid = Grid(search.band, tuple(shapes), gains, search.comparison.gaps(gap))
    return list(_scored(best_path(grid), grid, posteriors(grid))), gap


def _scored(path: Sequence[Shape], grid: Grid, likely: Posteriors) -> Iterator[Bead]:
    kinds = {shape: likely.beads[k] for k, shape in enumerate(grid.shapes)}
    kinds |= {(1, 0): likely.source_gaps, (0, 1): likely.target_gaps}
    band = grid.band
    i = j = 0
    for n, m in path:
        score = float(kinds[n, m][band.start[i] + j - band.lo[i]])
        yield Bead(Span(i, i + n), Span(j, j + m), min(max(score, 1e-6), 1.0))
        i, j = i + n, j + m


def _stretches(beads: Sequence[Bead]) -> Iterator[tuple[int, int]]:
    """Runs of beads, as numbers first <= n < last, in which one may be longer than those of the first pass."""
    begin = end = -1
    for number, bead in enumerate(beads):
        size = max(len(bead.source), len(bead.target))
        near = beads[max(number - 1, 0) : number + 2]
        beside = any(not len(other.source) or not len(other.target) for other in near)
        if size >= _FIRST or (beside and (size >= _LONG or bead.score < _UNSURE)):
            if end >= 0 and number - _AROUND > end:
                yield begin, end
                begin = number - _AROUND
            elif end < 0:
                begin = max(number - _AROUND, 0)
            end = _past_gaps(beads, number + 1)
    if end >= 0:
        yield begin, end


def _past_gaps(beads: Sequence[Bead], number: int) -> int:
    """The number of the bead from which on `_AROUND` beads with both sides, and all gaps among them, are passed."""
    filled = 0
    while number < len(beads) and filled < _AROUND:
        filled += len(beads[number].source) > 0 and len(beads[number].target) > 0
        number += 1
    return number


def _again(
    search: Search,
    beads: Sequence[Bead],
    stretches: Sequence[tuple[int, int]],
    weights: Weights,
) -> list[Bead]:
    """The beads with those of each stretch found anew."""
    out: list[Bead] = []
    shapes = shapes_to(search.longest)
    done = 0
    for first, last in stretches:
        out += beads[done:first]
        rows = slice(beads[first].source.start, beads[last - 1].source.end)
        columns = slice(beads[first].target.start, beads[last - 1].target.end)
        part = _part(search, rows, columns)
        if rows.stop > rows.start and columns.stop > columns.start:
            found, _ = _through(part, shapes, weights)
            out += [
                Bead(bead.source.shift(rows.start), bead.target.shift(columns.start), bead.score)
                for bead in found
            ]
        else:
            out += beads[first:last]
        done = last
    return out + list(beads[done:])


def _part(search: Search, rows: slice, columns: slice) -> Search:
    """The same search between two corners that lie on the path."""
    lo, hi = search.band.lo[rows.start : rows.stop + 1], search.band.hi[rows.start : rows.stop + 1]
    lo = np.clip(lo, columns.start, columns.stop) - columns.start
    hi = np.clip(hi, columns.start + 1, columns.stop + 1) - columns.start
    lo[0], hi[-1] = 0, columns.stop - columns.start + 1
    source, target = search.blocks.source, search.blocks.target
    blocks = Blocks(
        np.clip(source, rows.start, rows.stop) - rows.start,
        np.clip(target, columns.start, columns.stop) - columns.start,
    )
    return replace(
        search, comparison=search.comparison.part(rows, columns), band=make_band(lo, hi), blocks=blocks
    )
