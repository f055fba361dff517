"""Paths of beads through the grid of two documents: posteriors and the best path, inside a band.

A node (i, j) says that i source and j target segments are behind us; a bead of shape (n, m) leads from
(i, j) to (i + n, j + m). Only nodes inside a band are looked at, one numpy row at a time, so time and
memory grow with the size of the band. Nothing here knows what a sentence is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Sums = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Shape = tuple[int, int]

NEVER = -1e30


@dataclass(frozen=True, slots=True)
class Band:
    """Which nodes are looked at: row i holds lo[i] <= j < hi[i]; both bounds never fall from row to row.

    `lo` and `hi` have length source segments + 1; `start` has one more and says where each row begins in
    the flat arrays that hold one value a node. `bounds` is (lo, hi, start) as lists, quick to read singly.
    """

    lo: Ints
    hi: Ints
    start: Ints
    bounds: tuple[list[int], list[int], list[int]]

    @property
    def rows(self) -> int:
        """Number of rows, source segments + 1."""
        return len(self.lo)

    @property
    def size(self) -> int:
        """Number of nodes."""
        return int(self.start[-1])

    def row(self, i: int) -> slice:
        """Where row i lies in a flat array."""
        return slice(self.bounds[2][i], self.bounds[2][i + 1])


def make_band(lo: npt.ArrayLike, hi: npt.ArrayLike) -> Band:
    """A band with these bounds a row."""
    low, high = np.asarray(lo, np.int64), np.asarray(hi, np.int64)
    start = np.concatenate([[0], np.cumsum(high - low)])
    return Band(low, high, start, (low.tolist(), high.tolist(), start.tolist()))


def full_band(source: int, target: int) -> Band:
    """Every node of a grid of so many segments."""
    return make_band(np.zeros(source + 1), np.full(source + 1, target + 1))


@dataclass(frozen=True, slots=True)
class Grid:
    """What a path may gain: `gains[k, node]` for a bead of `shapes[k]` that starts at a node.

    `gap` is the gain of leaving one segment of either side unpaired. A bead that leaves the band is never
    taken.
    """

    band: Band
    shapes: tuple[Shape, ...]
    gains: Floats
    gap: float


def _join(band: Band, before: int, i: int, m: int) -> tuple[slice, slice]:
    """Nodes of row `before` and of row `i` that a step of m columns joins, as places in flat arrays."""
    lo, hi, start = band.bounds
    low = max(lo[before] + m, lo[i])
    count = max(min(hi[before] + m, hi[i]) - low, 0)
    begin, end = start[before] + low - m - lo[before], start[i] + low - lo[i]
    return slice(begin, begin + count), slice(end, end + count)


def _arrivals(grid: Grid, values: Sums, i: int) -> Sums:
    """What each node of row i is worth when reached from earlier rows: (1 + shapes) x width."""
    row = grid.band.row(i)
    worth = np.full((1 + len(grid.shapes), row.stop - row.start), NEVER)
    for k, (n, m) in enumerate(((1, 0), *grid.shapes)):
        if n <= i:
            starts, ends = _join(grid.band, i - n, i, m)
            gains = grid.gap if k == 0 else grid.gains[k - 1, starts]
            worth[k, ends.start - row.start : ends.stop - row.start] = values[starts] + gains
    return worth


def _departures(grid: Grid, values: Sums, i: int) -> Sums:
    """What each node of row i is worth by the later rows it leads to: (1 + shapes) x width."""
    row = grid.band.row(i)
    worth = np.full((1 + len(grid.shapes), row.stop - row.start), NEVER)
    for k, (n, m) in enumerate(((1, 0), *grid.shapes)):
        if i + n < grid.band.rows:
            starts, ends = _join(grid.band, i, i + n, m)
            gains = grid.gap if k == 0 else grid.gains[k - 1, starts]
            worth[k, starts.start - row.start : starts.stop - row.start] = values[ends] + gains
    return worth


def _log_sum(worth: Sums) -> Sums:
    top = worth.max(axis=0)
    total: Sums = top + np.log(np.exp(worth - top).sum(axis=0))
    return total


def _accumulate(row: Sums, gap: float) -> Sums:
    """Let gaps on the target side run along a row: out[j] = log(exp row[j] + exp(out[j - 1] + gap))."""
    ramp = np.arange(len(row)) * gap
    carried: Sums = np.logaddexp.accumulate(row - ramp) + ramp
    return carried


def _forward(grid: Grid) -> Sums:
    values = np.full(grid.band.size, NEVER)
    for i in range(grid.band.rows):
        row = _log_sum(_arrivals(grid, values, i))
        if i == 0:
            row[0] = 0.0
        values[grid.band.row(i)] = _accumulate(row, grid.gap)
    return values


def _backward(grid: Grid) -> Sums:
    values = np.full(grid.band.size, NEVER)
    last = grid.band.rows - 1
    for i in range(last, -1, -1):
        row = _log_sum(_departures(grid, values, i))
        if i == last:
            row[-1] = 0.0
        values[grid.band.row(i)] = _accumulate(row[::-1], grid.gap)[::-1]
    return values


@dataclass(frozen=True, slots=True)
class Posteriors:
    """Probability of each bead under P(path) proportional to exp(sum of gains).

    `beads[k, node]` is that of `shapes[k]` starting at a node, `source_gaps[node]` that of leaving the next
    source segment unpaired there, `target_gaps[node]` that of the next target segment.
    """

    beads: Floats
    source_gaps: Floats
    target_gaps: Floats


def posteriors(grid: Grid) -> Posteriors:
    """Forward-backward over the band, in natural logarithms."""
    band = grid.band
    ahead, behind = _backward(grid), _forward(grid)
    total = behind[-1]
    beads = np.zeros_like(grid.gains)
    source_gaps, target_gaps = np.zeros(band.size, np.float32), np.zeros(band.size, np.float32)
    for i in range(band.rows):
        row = band.row(i)
        here = behind[row]
        leaving = np.exp(np.minimum(_departures(grid, ahead, i) + here - total, 0.0))
        source_gaps[row], beads[:, row] = leaving[0], leaving[1:]
        along = here[:-1] + grid.gap + ahead[row][1:] - total
        target_gaps[row.start : row.stop - 1] = np.exp(np.minimum(along, 0.0))
    return Posteriors(beads, source_gaps, target_gaps)


def best_path(grid: Grid) -> list[Shape]:
    """Shapes of the beads, in order, of the path with the greatest sum of gains.

    Ties go to the shape listed first, gaps in the source before it and gaps in the target last.
    """
    band = grid.band
    values = np.full(band.size, NEVER)
    choice = np.zeros(band.size, np.uint8)
    along = 1 + len(grid.shapes)
    for i in range(band.rows):
        row = band.row(i)
        worth = _arrivals(grid, values, i)
        best = worth.argmax(axis=0)
        straight = worth[best, np.arange(len(best))]
        if i == 0:
            straight[0] = 0.0
        ramp = np.arange(len(straight)) * grid.gap
        level = straight - ramp
        reached = np.maximum.accumulate(level)
        values[row] = reached + ramp
        choice[row] = np.where(reached > level, along, best)
    return _walk_back(grid, choice)


def _walk_back(grid: Grid, choice: npt.NDArray[np.uint8]) -> list[Shape]:
    lo, hi, start = grid.band.bounds
    steps = ((1, 0), *grid.shapes, (0, 1))
    i, j = grid.band.rows - 1, hi[-1] - 1
    path: list[Shape] = []
    while i or j:
        n, m = steps[choice[start[i] + j - lo[i]]]
        path.append((n, m))
        i, j = i - n, j - m
    return path[::-1]
