"""What each bead inside a band gains over leaving its segments unpaired: words, lengths, shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from align.beads.affinity import Bag, Floats, Ints, Sparse, expand
from align.beads.path import Band, Shape

SHAPES: tuple[Shape, ...] = tuple(
    sorted(((n, m) for n in range(1, 5) for m in range(1, 5)), key=lambda shape: (sum(shape), shape))
)
_WIDEST = 4


@dataclass(frozen=True, slots=True)
class Weights:
    """The free parameters, in natural-log units. Fitted on documents composed from training text.

    `evidence` scales the summed word ratios, whose words are not independent; `unexplained` is w0 of
    `align.beads.affinity`; `length` is the standard deviation of the log length ratio of a sentence of 100
    characters; `merge` is lost for each segment beyond 1-1, and `cross` more where both sides merge.
    """

    evidence: float = 0.7
    unexplained: float = 0.5
    length: float = 0.17
    merge: float = 2.5
    cross: float = 3.0


DEFAULT = Weights()
_RATIO = 0.94  # characters of English for one of Indonesian
_UNRELATED = 0.9
_GAPS = (-12.0, -1.0)
_SAMPLE = 4000
_VECTOR_EVIDENCE = 12.0  # gain of a pair of sentences whose vectors are the same
_FAR = 4.0  # no length counts as more standard deviations away than this


def _explained(sums: Floats, sizes: Floats, weights: Weights) -> Floats:
    """log(w0 + (1 - w0) * sums / sizes), in place."""
    sums *= (1 - weights.unexplained) / np.maximum(sizes, 1e-6)[:, None]
    sums += weights.unexplained
    return np.log(sums, out=sums)


class _Explainer:
    """What runs of one side's segments say of the other side's words, asked for segment after segment."""

    def __init__(self, bag: Bag, words: Sparse) -> None:
        self._bag, self._words = bag, words
        self._dense = np.zeros((_WIDEST, words.width), np.float32)  # row i % 4 holds segment i
        self._columns = [np.zeros(0, np.int64)] * _WIDEST
        for i in range(min(_WIDEST - 1, len(bag))):
            self._load(i)

    def _load(self, i: int) -> None:
        row = self._dense[i % _WIDEST]
        row[self._columns[i % _WIDEST]] = 0.0
        if i < len(self._bag):
            entries = expand(self._bag, self._words, i, i + 1)
            self._columns[i % _WIDEST] = entries.column
            np.add.at(row, entries.column, entries.value)

    def sums(self, i: int, tokens: Ints) -> Floats:
        """Row k: the affinities of segments i .. i + k together to each of `tokens`. Ask for i in order."""
        self._load(i + _WIDEST - 1)
        single = self._dense[:, tokens]
        order = [(i + k) % _WIDEST for k in range(_WIDEST)]
        sums: Floats = np.cumsum(single[order], axis=0, dtype=np.float32)
        return sums


def _one_side(
    sides: tuple[Bag, Bag], words: Sparse, lo: Ints, hi: Ints, weights: Weights
) -> Iterator[Floats]:
    """How well runs of the first side's segments explain the words of runs of the second's.

    For each segment i in turn an array of shape (4, 4, hi[i] - lo[i]): segments i .. i + k (first axis)
    against l + 1 segments (second axis) from each start in lo[i] .. hi[i].
    """
    bag, other = sides
    sizes = np.concatenate([[0.0], np.cumsum(bag.sizes(), dtype=np.float64)])
    explainer = _Explainer(bag, words)
    for i in range(len(bag)):
        low, high = int(lo[i]), int(hi[i])
        span = slice(int(other.start[low]), int(other.start[min(high + _WIDEST - 1, len(other))]))
        size = sizes[np.minimum(np.arange(i, i + _WIDEST) + 1, len(bag))] - sizes[i]
        logs = _explained(explainer.sums(i, other.tokens[span]), size.astype(np.float32), weights)
        logs *= other.weights[span]
        running = np.zeros((_WIDEST, logs.shape[1] + 1))
        np.cumsum(logs, axis=1, out=running[:, 1:])
        starts = other.start[np.minimum(np.arange(low, high + _WIDEST), len(other))] - span.start
        at = running[:, starts]
        width = high - low
        yield np.stack([at[:, k + 1 : k + 1 + width] - at[:, :width] for k in range(_WIDEST)], axis=1)


def word_gains(source: Bag, target: Bag, words: Sparse, band: Band, weights: Weights = DEFAULT) -> Floats:
    """Mean of both directions' log ratios for each of SHAPES at each node of the band.

    `words` are the affinities of the source's words to the target's. Shape len(SHAPES) x band.size.
    """
    gains = np.zeros((len(SHAPES), band.size), np.float32)
    lo, hi = band.lo[: len(source)], np.minimum(band.hi[: len(source)], len(target))
    ahead = np.array([4 * (n - 1) + m - 1 for n, m in SHAPES])
    for i, block in enumerate(_one_side((source, target), words, lo, hi, weights)):
        row = slice(int(band.start[i]), int(band.start[i] + hi[i] - lo[i]))
        gains[:, row] = block.reshape(_WIDEST**2, -1)[ahead]
    columns = np.arange(len(target))
    first = np.searchsorted(band.hi[: len(source)], columns, side="right")
    last = np.searchsorted(band.lo[: len(source)], columns, side="right")
    back = np.array([4 * (m - 1) + n - 1 for n, m in SHAPES])
    for j, block in enumerate(_one_side((target, source), words.transpose(), first, last, weights)):
        rows = np.arange(first[j], last[j])
        gains[:, band.start[rows] + j - band.lo[rows]] += block.reshape(_WIDEST**2, -1)[back]
    gains *= 0.5 * weights.evidence
    return gains


def add_shape_gains(
    gains: Floats, lengths: tuple[Ints, Ints], band: Band, weights: Weights = DEFAULT
) -> None:
    """Add, in place, the log odds of each of SHAPES at each node by lengths in characters and by shape alone.

    The log of the length ratio is taken as normal, its variance falling with length, as in Gale and Church
    1993, A program for aligning sentences in bilingual corpora.
    """
    rows = np.repeat(np.arange(band.rows), np.diff(band.start))
    columns = np.arange(band.size) - np.repeat(band.start[:-1] - band.lo, np.diff(band.start))
    before, after = (np.concatenate([[0], np.cumsum(side)]) for side in lengths)
    for k, (n, m) in enumerate(SHAPES):
        x = before[np.minimum(rows + n, len(before) - 1)] - before[rows] + 10.0
        y = after[np.minimum(columns + m, len(after) - 1)] - after[columns] + 10.0
        spread = weights.length * np.sqrt(0.5 + 50.0 / x)
        far = np.minimum(np.abs(np.log(y / (_RATIO * x))) / spread, _FAR)
        gains[k] -= 0.5 * far**2 + weights.merge * (n + m - 2) + weights.cross * (n > 1 and m > 1)


def gap_gain(gains: Floats, band: Band) -> float:
    """Gain of leaving a segment unpaired: half of what an unrelated pair gains at the 90th percentile.

    As in Vecalign the penalty is a percentile of the costs at hand, so it follows the texts and the evidence
    for them. `gains` is that of shape 1-1; the best node of each row is taken for related and left out.
    """
    best = np.maximum.reduceat(gains, band.start[:-1])
    unrelated = gains[gains < np.repeat(best, np.diff(band.start))]
    if not len(unrelated):
        return _GAPS[0]
    return float(np.clip(0.5 * np.quantile(unrelated, _UNRELATED), *_GAPS))


def add_vector_gains(gains: Floats, source: Sequence[Floats], target: Sequence[Floats], band: Band) -> None:
    """Add, in place, the gains of SHAPES by the cosine of sentence vectors.

    `source[k]` holds the vector of segments i .. i + k merged for each i, shape (segments, dimensions). The
    distance 1 - cosine is measured in that of unrelated runs of the same shape (the median of a sample) and
    counts n * m fold, as in Vecalign, so that a longer run is not favoured for being alike anyway. A pair
    gains as much where the vectors are the same as it loses where they are unrelated.
    """
    generator = np.random.default_rng(3)
    left, right = ([_unit(run) for run in side] for side in (source, target))
    rows = np.repeat(np.arange(band.rows), np.diff(band.start))
    columns = np.arange(band.size) - np.repeat(band.start[:-1] - band.lo, np.diff(band.start))
    nodes = np.flatnonzero((rows < len(left[0])) & (columns < len(right[0])))
    for k, (n, m) in enumerate(SHAPES):
        x, y = left[n - 1], right[m - 1]
        some = generator.integers(len(x), size=_SAMPLE), generator.integers(len(y), size=_SAMPLE)
        unrelated = max(1.0 - float(np.median(np.einsum("kd,kd->k", x[some[0]], y[some[1]]))), 1e-3)
        for part in np.array_split(nodes, 1 + len(nodes) // _SAMPLE):
            cosine = np.einsum("kd,kd->k", x[rows[part]], y[columns[part]])
            gains[k, part] += _VECTOR_EVIDENCE * (0.5 * (n + m) - 2.0 * n * m * (1.0 - cosine) / unrelated)


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit
