"""What each bead inside a band gains over leaving its segments unpaired: words, lengths, shapes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from align.beads.affinity import Bag, Floats, Ints, Sparse, expand
from align.beads.path import NEVER, Band, Shape


@dataclass(frozen=True, slots=True)
class Weights:
    """The free parameters, in natural-log units. Fitted on documents composed from training text.

    `evidence` scales the summed word ratios, whose words are not independent; `unexplained` is w0 of
    `align.beads.affinity` for words of the target, `left` for those of the source; `ratio` is how many
    characters of the target stand for one of the source, and `length` the standard deviation of its logarithm
    in a sentence of 100 characters; `merge` is lost for each segment beyond 1-1, and `cross` more where both
    sides merge. `align.beads.habits` fits them to a text.
    """

    evidence: float = 0.7
    unexplained: float = 0.5
    left: float = 0.5
    ratio: float = 0.94
    length: float = 0.17
    merge: float = 2.5
    cross: float = 3.0


DEFAULT = Weights()
_UNRELATED = 0.9
_GAPS = (-12.0, -2.5)
_USUAL, _KNOWN = -6.5, 40  # percentile of unrelated pairs in other texts, and how many pairs it counts as
_SHORTEST, _FULL = -1.0, 8.0  # gap of a segment without words; words from which on it is the whole
_FAR = 4.0  # no length counts as more standard deviations away than this


def _explained(sums: Floats, sizes: Floats, unexplained: float) -> Floats:
    """log(w0 + (1 - w0) * sums / sizes), in place."""
    sums *= (1 - unexplained) / np.maximum(sizes, 1e-6)[:, None]
    sums += unexplained
    return np.log(sums, out=sums)


class _Explainer:
    """What runs of one side's segments say of the other side's words, asked for segment after segment."""

    def __init__(self, bag: Bag, words: Sparse, longest: int) -> None:
        self._bag, self._words, self._longest = bag, words, longest
        self._dense = np.zeros((longest, words.width), np.float32)  # row i % longest holds segment i
        self._columns = [np.zeros(0, np.int64)] * longest
        for i in range(min(longest - 1, len(bag))):
            self._load(i)

    def _load(self, i: int) -> None:
        place = i % self._longest
        row = self._dense[place]
        row[self._columns[place]] = 0.0
        self._columns[place] = np.zeros(0, np.int64)
        if i < len(self._bag):
            entries = expand(self._bag, self._words, i, i + 1)
            self._columns[place] = entries.column
            np.add.at(row, entries.column, entries.value)

    def sums(self, i: int, tokens: Ints) -> Floats:
        """Row k: the affinities of segments i .. i + k together to each of `tokens`. Ask for i in order."""
        self._load(i + self._longest - 1)
        single = self._dense[:, tokens]
        order = [(i + k) % self._longest for k in range(self._longest)]
        sums: Floats = np.cumsum(single[order], axis=0, dtype=np.float32)
        return sums


def _one_side(
    sides: tuple[Bag, Bag],
    words: Sparse,
    bounds: tuple[Ints, Ints],
    longest: tuple[int, int],
    unexplained: float,
) -> Iterator[Floats]:
    """How well runs of the first side's segments explain the words of runs of the second's.

    For each segment i in turn an array of shape (*longest, hi[i] - lo[i]): segments i .. i + k (first axis)
    against l + 1 segments (second axis) from each start in lo[i] .. hi[i], which are the `bounds`.
    """
    bag, other = sides
    own, most = longest
    sizes = np.concatenate([[0.0], np.cumsum(bag.sizes(), dtype=np.float64)])
    explainer = _Explainer(bag, words, own)
    for i, (low, high) in enumerate(zip(*(side.tolist() for side in bounds), strict=True)):
        span = slice(int(other.start[low]), int(other.start[min(high + most - 1, len(other))]))
        size = sizes[np.minimum(np.arange(i, i + own) + 1, len(bag))] - sizes[i]
        logs = _explained(explainer.sums(i, other.tokens[span]), size.astype(np.float32), unexplained)
        logs *= other.weights[span]
        running = np.zeros((own, logs.shape[1] + 1))
        np.cumsum(logs, axis=1, out=running[:, 1:])
        starts = other.start[np.minimum(np.arange(low, high + most), len(other))] - span.start
        at = running[:, starts]
        width = high - low
        yield np.stack([at[:, k + 1 : k + 1 + width] - at[:, :width] for k in range(most)], axis=1)


def word_gains(
    sides: tuple[Bag, Bag], words: Sparse, band: Band, shapes: Sequence[Shape], weights: Weights = DEFAULT
) -> Floats:
    """Mean of both directions' log ratios for each of `shapes` at each node of the band.

    `words` are the affinities of the source's words to the target's. Shape len(shapes) x band.size.
    """
    source, target = sides
    gains = np.zeros((len(shapes), band.size), np.float32)
    long, wide = (max(side) for side in zip(*shapes, strict=True))
    bounds = band.lo[: len(source)], np.minimum(band.hi[: len(source)], len(target))
    ahead = np.array([wide * (n - 1) + m - 1 for n, m in shapes])
    for i, block in enumerate(_one_side((source, target), words, bounds, (long, wide), weights.unexplained)):
        row = slice(int(band.start[i]), int(band.start[i]) + block.shape[2])
        gains[:, row] = block.reshape(long * wide, -1)[ahead]
    columns = np.arange(len(target))
    first = np.searchsorted(band.hi[: len(source)], columns, side="right")
    last = np.searchsorted(band.lo[: len(source)], columns, side="right")
    back = np.array([long * (m - 1) + n - 1 for n, m in shapes])
    turned = words.transpose()
    for j, block in enumerate(_one_side((target, source), turned, (first, last), (wide, long), weights.left)):
        rows = np.arange(first[j], last[j])
        gains[:, band.start[rows] + j - band.lo[rows]] += block.reshape(long * wide, -1)[back]
    gains *= 0.5 * weights.evidence
    return gains


def length_distance(source: Ints, target: Ints, weights: Weights) -> npt.NDArray[np.float64]:
    """How many standard deviations the ratio of lengths in characters lies from the usual one, four at most."""
    x, y = source + 10.0, target + 10.0
    spread = weights.length * np.sqrt(0.5 + 50.0 / x)
    far: npt.NDArray[np.float64] = np.minimum(np.abs(np.log(y / (weights.ratio * x))) / spread, _FAR)
    return far


def add_shape_gains(
    gains: Floats,
    lengths: tuple[Ints, Ints],
    band: Band,
    shapes: Sequence[Shape],
    weights: Weights = DEFAULT,
) -> None:
    """Add, in place, the log odds of each of `shapes` at each node by lengths in characters and by shape alone.

    The log of the length ratio is taken as normal, its variance falling with length, as in Gale and Church
    1993, A program for aligning sentences in bilingual corpora.
    """
    rows, columns = band.places()
    before, after = (np.concatenate([[0], np.cumsum(side)]) for side in lengths)
    for k, (n, m) in enumerate(shapes):
        x = before[np.minimum(rows + n, len(before) - 1)] - before[rows]
        y = after[np.minimum(columns + m, len(after) - 1)] - after[columns]
        far = length_distance(x, y, weights)
        gains[k] -= 0.5 * far**2 + weights.merge * (n + m - 2) + weights.cross * (n > 1 and m > 1)


def gap_gain(gains: Floats, band: Band) -> float:
    """Gain of leaving a segment unpaired: half of what an unrelated pair gains at the 90th percentile.

    As in Vecalign the penalty is a percentile of the costs at hand, so it follows the texts and the evidence
    for them; where they show few unrelated pairs, those of other texts stand in. `gains` is that of shape 1-1;
    the best node of each row is taken for related and left out, as are the nodes where no pair fits.
    """
    rows, columns = band.places()
    fits = (rows < band.rows - 1) & (columns < band.hi[-1] - 1)
    best = np.maximum.reduceat(np.where(fits, gains, NEVER), band.start[:-1])
    unrelated = gains[fits & (gains < np.repeat(best, np.diff(band.start)))]
    found = float(np.quantile(unrelated, _UNRELATED)) if len(unrelated) else 0.0
    shrunk = (len(unrelated) * found + _KNOWN * _USUAL) / (len(unrelated) + _KNOWN)
    return float(np.clip(0.5 * shrunk, *_GAPS))


def segment_gaps(bag: Bag, gap: float) -> npt.NDArray[np.float64]:
    """Gain of leaving each segment unpaired: `gap`, and less of a loss where it has few words to pair by chance."""
    part = np.minimum(bag.sizes() / _FULL, 1.0)
    gaps: npt.NDArray[np.float64] = max(_SHORTEST, gap) * (1 - part) + gap * part
    return gaps
