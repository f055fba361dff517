"""What sentence vectors say of each bead inside a band: how far two runs are nearer than unrelated runs of the texts.

Cosines of mean-pooled states are squeezed together, so each side is centred, and a cosine is measured in deviations of
unrelated runs of the same shape. The vector of a run is the sum of its segments', as in Thompson and Koehn 2019,
Vecalign; products of sums are sums of products, so that all shapes cost little more than one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from align.beads.affinity import Floats, Ints
from align.beads.path import Band, Shape

Sums = npt.NDArray[np.float64]
_EVIDENCE = 0.7  # weight of the log-likelihood ratio, since words say a part of the same
_NEARER = 2.2  # deviations by which pairs of free translations lie above unrelated ones
_NEAREST, _FARTHEST = 4.0, -3.0  # deviations that count
_FEW = 8  # segments: so many that a shorter side's deviations are trusted by half
_EVEN = 0.02  # no deviation counts as smaller
_ROWS = 64  # compared at once
_SAMPLE = 600


@dataclass(frozen=True, slots=True)
class Meaning:
    """Centred vectors of both sides' segments, shape (segments, dimensions), and those of the `whole` texts."""

    left: Floats
    right: Floats
    whole: tuple[Floats, Floats]

    def part(self, rows: slice, columns: slice) -> Meaning:
        """The same of some segments alone."""
        return Meaning(self.left[rows], self.right[columns], self.whole)


def centred(left: Floats, right: Floats) -> Meaning:
    """Unit vectors less the mean of their side: what a sentence says that its text does not say anyway."""
    sides = _centred(left), _centred(right)
    return Meaning(*sides, sides)


def add_vector_gains(gains: Floats, meaning: Meaning, band: Band, shapes: Sequence[Shape]) -> None:
    """Add, in place, the gains of `shapes` by sentence vectors.

    The log-likelihood ratio of a normal cosine that lies 2.2 deviations above unrelated ones against one that does not.
    """
    left, right = meaning.left, meaning.right
    others = min(map(len, meaning.whole)) - 1
    trust = _EVIDENCE * others / (others + _FEW)
    if not trust:
        return
    lengths = _run_lengths(left, max(n for n, _ in shapes)), _run_lengths(right, max(m for _, m in shapes))
    usual = [_unrelated(*meaning.whole, shape) for shape in shapes]
    for first in range(0, len(left), _ROWS):
        last = min(first + _ROWS, len(left))
        _add_rows(gains, (left, right), lengths, band, shapes, usual, trust, (first, last))


def _add_rows(
    gains: Floats, sides: tuple[Floats, Floats], lengths: tuple[Sums, Sums], band: Band, shapes: Sequence[Shape],
    usual: Sequence[tuple[float, float]], trust: float, bounds: tuple[int, int],
) -> None:  # fmt: skip
    """The same for the rows first <= i < last."""
    (left, right), (first, last) = sides, bounds
    low, high = int(band.lo[first]), int(band.hi[last - 1])
    deep, wide = (max(side) for side in zip(*shapes, strict=True))
    products = left[first : last + deep] @ right[low : high + wide].T
    table = np.zeros((products.shape[0] + 1, products.shape[1] + 1))
    table[1:, 1:] = products.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
    nodes = np.arange(band.start[first], band.start[last])
    rows = np.repeat(np.arange(first, last), np.diff(band.start[first : last + 1]))
    columns = nodes - band.start[rows] + band.lo[rows]
    for k, (n, m) in enumerate(shapes):
        fits = (rows + n <= len(left)) & (columns + m <= len(right))
        x, y = rows[fits], columns[fits]
        i, j = x - first, y - low
        dot = table[i + n, j + m] - table[i, j + m] - table[i + n, j] + table[i, j]
        cosine = dot / (lengths[0][n - 1, x] * lengths[1][m - 1, y])
        middle, deviation = usual[k]
        far = np.clip((cosine - middle) / deviation, _FARTHEST, _NEAREST)
        gains[k, nodes[fits]] += trust * _NEARER * (far - 0.5 * _NEARER)


def _centred(vectors: Floats) -> Floats:
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    centred: Floats = unit - unit.mean(axis=0)
    return centred


def _run_lengths(vectors: Floats, longest: int) -> Sums:
    """Length of the sum of n vectors from each on, in row n - 1; runs past the end are cut there."""
    lengths = np.empty((longest, len(vectors)))
    sums = np.zeros((len(vectors) + longest, vectors.shape[1]))
    for n in range(longest):
        sums[: max(len(vectors) - n, 0)] += vectors[n:]
        lengths[n] = np.linalg.norm(sums[: len(vectors)], axis=1)
    return np.maximum(lengths, 1e-9)


def _unrelated(left: Floats, right: Floats, shape: Shape) -> tuple[float, float]:
    """Median and robust deviation of the cosines of runs drawn at random."""
    if shape[0] > len(left) or shape[1] > len(right):
        return 0.0, 1.0
    generator = np.random.default_rng(3)
    runs = [
        _runs(side, generator.integers(len(side) - size + 1, size=_SAMPLE // size), size)
        for side, size in ((left, shape[0]), (right, shape[1]))
    ]
    size = min(map(len, runs))
    cosines = np.einsum("kd,kd->k", runs[0][:size], runs[1][:size])
    middle = float(np.median(cosines))
    return middle, max(1.4826 * float(np.median(np.abs(cosines - middle))), _EVEN)


def _runs(vectors: Floats, begins: Ints, size: int) -> Floats:
    """Unit vectors of runs of `size` that begin at `begins`."""
    sums = vectors[begins[:, None] + np.arange(size)].sum(axis=1)
    unit: Floats = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return unit
