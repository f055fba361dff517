"""A narrow band around the right path, found in linear time from coarse to fine.

Both sides are pooled by twos until few segments are left; there the whole grid is searched, and each finer
level searches only around the path of the one before, as FastDTW does (Salvador and Chan 2007) and Thompson
and Koehn 2019, Vecalign. Segments are compared by the cosine of short vectors; a pair of blocks must be
nearer than most unrelated blocks of the same texts to gain anything.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from align.beads.affinity import Bag, Floats, Sparse, expand
from align.beads.path import Band, Grid, Shape, best_path, full_band, make_band

SMALL = 160_000  # nodes of a grid that is searched whole
_DIMENSIONS = 512
_MARGIN = 6  # segments that the finer path may leave the coarser one by
_UNRELATED = 0.9  # quantile of unrelated pairs' cosine that a pair has to beat
_GAP = -0.05
_SAMPLE = 2000
_CHUNK = 500


def _sketch(bag: Bag, words: Sparse, scale: npt.NDArray[np.float64]) -> Floats:
    """Count sketch of the segments' affinities (Charikar et al. 2002), damped and scaled: len(bag) x 512.

    Every column falls into one of 512 places with a sign, both drawn from a generator of fixed seed, so that
    dot products are kept on average.
    """
    generator = np.random.default_rng(1)
    place = generator.integers(_DIMENSIONS, size=words.width)
    sign = generator.choice([-1.0, 1.0], size=words.width) * scale
    sizes = np.maximum(bag.sizes(), 1.0)
    vectors = np.empty((len(bag), _DIMENSIONS), np.float32)
    for first in range(0, len(bag), _CHUNK):
        last = min(first + _CHUNK, len(bag))
        entries = expand(bag, words, first, last)
        damped = np.log1p(entries.value / sizes[first:last][entries.segment]) * sign[entries.column]
        keys = entries.segment * _DIMENSIONS + place[entries.column]
        sums = np.bincount(keys, damped, minlength=(last - first) * _DIMENSIONS)
        vectors[first:last] = sums.reshape(-1, _DIMENSIONS)
    return vectors


def word_vectors(source: Bag, target: Bag, words: Sparse) -> tuple[Floats, Floats]:
    """Vectors of source and target segments over the target's words, rare words counting more.

    Affinities of source words are damped to log(1 + A / |X|); a target word has an affinity of 1, to itself
    alone. Between the two a word is worth the square of log(1 / P(word)).
    """
    counts = np.bincount(target.tokens, minlength=len(target.words)) + 1.0
    rarity = np.log(counts.sum() / counts)
    width = len(target.words)
    itself = Sparse(np.arange(width + 1), np.arange(width), np.ones(width, np.float32), width)
    return _sketch(source, words, rarity), _sketch(target, itself, rarity)


def _pool(vectors: Floats) -> Floats:
    """Sums of neighbours two by two."""
    if len(vectors) % 2:
        vectors = np.vstack([vectors, np.zeros((1, vectors.shape[1]), np.float32)])
    pooled: Floats = vectors[::2] + vectors[1::2]
    return pooled


def _smooth(vectors: Floats) -> Floats:
    """Each block with half of its neighbours, so that it matters little where its borders fell."""
    smooth = vectors.copy()
    smooth[1:] += 0.5 * vectors[:-1]
    smooth[:-1] += 0.5 * vectors[1:]
    return smooth


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


def _cosines(source: Floats, target: Floats, band: Band) -> Floats:
    """Cosine of source segment i and target segment j at node (i, j), above that of most unrelated pairs."""
    source, target = _unit(_smooth(source)), _unit(_smooth(target))
    generator = np.random.default_rng(2)
    some = generator.integers(len(source), size=_SAMPLE), generator.integers(len(target), size=_SAMPLE)
    unrelated = np.quantile(np.einsum("kd,kd->k", source[some[0]], target[some[1]]), _UNRELATED)
    cosines = np.zeros((1, band.size), np.float32)
    for i in range(len(source)):
        low, high = int(band.lo[i]), min(int(band.hi[i]), len(target))
        nodes = slice(int(band.start[i]), int(band.start[i]) + high - low)
        cosines[0, nodes] = target[low:high] @ source[i] - unrelated
    return cosines


def _around(path: list[Shape], source: int, target: int, factor: int) -> Band:
    """Nodes within the margin of a path found on blocks `factor` times as large."""
    steps = np.vstack([[(0, 0)], np.cumsum(path, axis=0)]) * factor
    rows, columns = np.minimum(steps[:, 0], source), np.minimum(steps[:, 1], target)
    at = np.arange(source + 1)
    first = np.searchsorted(rows, np.maximum(at - _MARGIN, 0), side="right") - 1
    last = np.searchsorted(rows, np.minimum(at + _MARGIN, source), side="left")
    lo = np.maximum(columns[first] - _MARGIN, 0)
    hi = np.minimum(columns[np.minimum(last, len(columns) - 1)] + _MARGIN, target) + 1
    lo[0], hi[-1] = 0, target + 1
    return make_band(lo, hi)


def narrow_band(source: Floats, target: Floats) -> Band:
    """The band to search for segments with these vectors; the whole grid where that is small."""
    if (len(source) + 1) * (len(target) + 1) <= SMALL:
        return full_band(len(source), len(target))
    pooled = [(source, target)]
    while (len(pooled[-1][0]) + 1) * (len(pooled[-1][1]) + 1) > SMALL:
        pooled.append((_pool(pooled[-1][0]), _pool(pooled[-1][1])))
    band = full_band(len(pooled[-1][0]), len(pooled[-1][1]))
    while len(pooled) > 1:
        blocks = pooled.pop()
        gaps = (np.full(len(blocks[0]), _GAP), np.full(len(blocks[1]), _GAP))
        grid = Grid(band, ((1, 1),), _cosines(*blocks, band), gaps)
        finer = pooled[-1]
        band = _around(best_path(grid), len(finer[0]), len(finer[1]), 2)
    return band
