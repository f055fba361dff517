"""Paths and posteriors against every path of a small grid, counted one by one."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from align.beads.path import Band, Grid, Shape, best_path, full_band, make_band, posteriors

SHAPES: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1), (2, 2))


def random_grid(band: Band, seed: int) -> Grid:
    """A grid with gains drawn around 0."""
    gains = np.random.default_rng(seed).normal(size=(len(SHAPES), band.size)).astype(np.float32)
    chance = np.random.default_rng(seed + 100)
    gaps = tuple(-chance.random(size) for size in (band.rows - 1, int(band.hi[-1]) - 1))
    return Grid(band, SHAPES, gains, (gaps[0], gaps[1]))


def gain_of(grid: Grid, i: int, j: int, shape: Shape) -> float:
    """Gain of one step."""
    if 0 in shape:
        return float(grid.gaps[0][i] if shape[0] else grid.gaps[1][j])
    return float(grid.gains[SHAPES.index(shape), int(grid.band.start[i] + j - grid.band.lo[i])])


def paths(grid: Grid, i: int = 0, j: int = 0) -> Iterator[list[tuple[int, int, Shape]]]:
    """Every path from a node to the last one, inside the band."""
    band = grid.band
    if (i, j) == (band.rows - 1, int(band.hi[-1]) - 1):
        yield []
    for n, m in (*SHAPES, (1, 0), (0, 1)):
        if i + n < band.rows and band.lo[i + n] <= j + m < band.hi[i + n]:
            for rest in paths(grid, i + n, j + m):
                yield [(i, j, (n, m)), *rest]


BANDS = {
    "whole": full_band(3, 4),
    "no source": full_band(0, 3),
    "no target": full_band(3, 0),
    "narrow": make_band([0, 0, 1, 3], [2, 4, 5, 5]),
    "gap only": make_band([0, 0, 0], [1, 1, 4]),
}


@pytest.mark.parametrize("name", BANDS)
@pytest.mark.parametrize("seed", range(4))
def test_best_path_is_the_best_of_all(name: str, seed: int) -> None:
    """No path of the band gains more than the one returned."""
    grid = random_grid(BANDS[name], seed)
    best = max(sum(gain_of(grid, *step) for step in path) for path in paths(grid))
    i = j = 0
    gained = 0.0
    for n, m in best_path(grid):
        gained += gain_of(grid, i, j, (n, m))
        i, j = i + n, j + m
    assert (i, j) == (grid.band.rows - 1, int(grid.band.hi[-1]) - 1)
    assert gained == pytest.approx(best)


@pytest.mark.parametrize("name", BANDS)
@pytest.mark.parametrize("seed", range(4))
def test_posteriors_are_shares_of_all_paths(name: str, seed: int) -> None:
    """The probability of a bead is the weight of the paths that hold it over that of all paths."""
    grid = random_grid(BANDS[name], seed)
    weights: dict[tuple[int, int, Shape], float] = {}
    total = 0.0
    for path in paths(grid):
        weight = math.exp(sum(gain_of(grid, *step) for step in path))
        total += weight
        for step in path:
            weights[step] = weights.get(step, 0.0) + weight
    likely = posteriors(grid)
    kinds = dict(
        zip((*SHAPES, (1, 0), (0, 1)), (*likely.beads, likely.source_gaps, likely.target_gaps), strict=True)
    )
    for (i, j, shape), weight in weights.items():
        node = int(grid.band.start[i] + j - grid.band.lo[i])
        assert kinds[shape][node] == pytest.approx(weight / total, abs=1e-5)
    assert sum(map(float, map(np.sum, kinds.values()))) == pytest.approx(
        sum(weights.values()) / total, abs=1e-4
    )


def test_long_paths_keep_their_precision() -> None:
    """Over five thousand steps whose gains add up to 10^5 each sure bead still has probability 1."""
    count = 5000
    steps = np.arange(count + 1)
    band = make_band(np.maximum(steps - 3, 0), np.minimum(steps + 4, count + 1))
    gains = np.full((1, band.size), -5.0, np.float32)
    diagonal = band.start[:-1] + steps - band.lo
    gains[0, diagonal] = 20.0
    grid = Grid(band, ((1, 1),), gains, (np.full(count, -3.0), np.full(count, -3.0)))
    assert best_path(grid) == [(1, 1)] * count
    assert posteriors(grid).beads[0, diagonal[:-1]] == pytest.approx(1.0, abs=1e-4)
