"""Paths of beads through the grid of two documents: posteriors and the best path, inside a band.

A node (i, j) says that i source and j target segments are behind us; a bead of shape (n, m) leads from
(i, j) to (i + n, j + m). Only nodes inside a band are looked at, one numpy row at a time, so time and
memory grow with the size of the band. Nothing here knows what a sentence is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Sums = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Shape = tuple[int, int]

NEVER = -1e30
_TIE = 1e-9  # what sums of gaps may differ by for the order they are added in


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

    def places(self) -> tuple[Ints, Ints]:
        """Row and column of each node of a flat array."""
        widths = np.diff(self.start)
        rows = np.repeat(np.arange(self.rows), widths)
        return rows, np.arange(self.size) - np.repeat(self.start[:-1] - self.lo, widths)

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

    `gaps` are the gains of leaving each source and each target segment unpaired. A bead that leaves the band
    is never taken.
    """

    band: Band
    shapes: tuple[Shape, ...]
    gains: Floats
    gaps: tuple[Sums, Sums]


class _Steps:
    """The nodes that a step of each shape joins, source gaps first, as places in flat arrays.

    Step k from row i, if it stays inside the band, leads from the nodes `begin[k][i]` and on to the nodes
    `end[k][i]` and on, `count[k][i]` of them.
    """

    def __init__(self, band: Band, shapes: Sequence[Shape]) -> None:
        self.shapes = ((1, 0), *shapes)
        self.begin: list[list[int]] = []
        self.end: list[list[int]] = []
        self.count: list[list[int]] = []
        for n, m in self.shapes:
            rows = max(band.rows - n, 0)
            lo, hi, start = band.lo[:rows], band.hi[:rows], band.start[:rows]
            low = np.maximum(lo + m, band.lo[n:])
            self.count.append(np.maximum(np.minimum(hi + m, band.hi[n:]) - low, 0).tolist())
            self.begin.append((start + low - m - lo).tolist())
            self.end.append((band.start[n:-1] + low - band.lo[n:]).tolist())


def _arrivals(grid: Grid, steps: _Steps, values: Sums, i: int) -> Sums:
    """What each node of row i is worth when reached from earlier rows: (1 + shapes) x width."""
    row = grid.band.row(i)
    worth = np.full((len(steps.shapes), row.stop - row.start), NEVER)
    for k, (n, _) in enumerate(steps.shapes):
        before = i - n
        if before >= 0 and (count := steps.count[k][before]):
            begin, end = steps.begin[k][before], steps.end[k][before] - row.start
            gains = grid.gains[k - 1, begin : begin + count] if k else grid.gaps[0][before]
            worth[k, end : end + count] = values[begin : begin + count] + gains
    return worth


def _departures(grid: Grid, steps: _Steps, values: Sums, i: int) -> Sums:
    """What each node of row i is worth by the later rows it leads to: (1 + shapes) x width."""
    row = grid.band.row(i)
    worth = np.full((len(steps.shapes), row.stop - row.start), NEVER)
    for k in range(len(steps.shapes)):
        if i < len(steps.count[k]) and (count := steps.count[k][i]):
            begin, end = steps.begin[k][i], steps.end[k][i]
            gains = grid.gains[k - 1, begin : begin + count] if k else grid.gaps[0][i]
            worth[k, begin - row.start : begin - row.start + count] = values[end : end + count] + gains
    return worth


def _log_sum(worth: Sums) -> Sums:
    top = worth.max(axis=0)
    total: Sums = top + np.log(np.exp(worth - top).sum(axis=0))
    return total


def _ramp(grid: Grid) -> Sums:
    """What leaving all target segments before each column unpaired gains."""
    return np.concatenate([[0.0], np.cumsum(grid.gaps[1])])


def _forward(grid: Grid, steps: _Steps) -> Sums:
    values = np.full(grid.band.size, NEVER)
    lo, hi, _ = grid.band.bounds
    ramps = _ramp(grid)
    for i in range(grid.band.rows):
        row = _log_sum(_arrivals(grid, steps, values, i))
        if i == 0:
            row[0] = 0.0
        ramp = ramps[lo[i] : hi[i]]
        values[grid.band.row(i)] = np.logaddexp.accumulate(row - ramp) + ramp
    return values


def _backward(grid: Grid, steps: _Steps) -> Sums:
    values = np.full(grid.band.size, NEVER)
    lo, hi, _ = grid.band.bounds
    ramps = _ramp(grid)
    last = grid.band.rows - 1
    for i in range(last, -1, -1):
        row = _log_sum(_departures(grid, steps, values, i))
        if i == last:
            row[-1] = 0.0
        ramp = ramps[lo[i] : hi[i]]
        values[grid.band.row(i)] = np.logaddexp.accumulate((row + ramp)[::-1])[::-1] - ramp
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
    steps = _Steps(band, grid.shapes)
    ahead, behind = _backward(grid, steps), _forward(grid, steps)
    total = behind[-1]
    rows, columns = band.places()
    found = np.zeros((1 + len(grid.shapes), band.size), np.float32)
    for k, (n, m) in enumerate(steps.shapes):
        inside = np.flatnonzero(rows + n < band.rows)
        after, column = rows[inside] + n, columns[inside] + m
        held = (column >= band.lo[after]) & (column < band.hi[after])
        nodes, after, column = inside[held], after[held], column[held]
        gains = grid.gains[k - 1, nodes] if k else grid.gaps[0][rows[nodes]]
        ends = band.start[after] + column - band.lo[after]
        found[k, nodes] = np.exp(np.minimum(behind[nodes] + gains + ahead[ends] - total, 0.0))
    target_gaps = np.zeros(band.size, np.float32)
    along = np.flatnonzero(columns + 1 < band.hi[rows])
    gains = behind[along] + grid.gaps[1][columns[along]] + ahead[along + 1] - total
    target_gaps[along] = np.exp(np.minimum(gains, 0.0))
    return Posteriors(found[1:], found[0], target_gaps)


def best_path(grid: Grid) -> list[Shape]:
    """Shapes of the beads, in order, of the path with the greatest sum of gains.

    Ties go to the shape listed first, gaps in the source before it and gaps in the target last.
    """
    band = grid.band
    steps = _Steps(band, grid.shapes)
    lo, hi, _ = band.bounds
    ramps = _ramp(grid)
    values = np.full(band.size, NEVER)
    choice = np.zeros(band.size, np.uint8)
    along = 1 + len(grid.shapes)
    for i in range(band.rows):
        row = band.row(i)
        worth = _arrivals(grid, steps, values, i)
        best = worth.argmax(axis=0)
        straight = worth[best, np.arange(len(best))]
        if i == 0:
            straight[0] = 0.0
        ramp = ramps[lo[i] : hi[i]]
        level = straight - ramp
        reached = np.maximum.accumulate(level)
        values[row] = reached + ramp
        choice[row] = np.where(reached > level + _TIE, along, best)
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
