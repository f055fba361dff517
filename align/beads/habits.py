"""The habits of one translation: how long it is beside its source, how evenly, how literal.

A first alignment shows them by the beads it holds likely; the figures of ordinary translations count as some more
of them, so that a few beads change little. Where they differ from the ordinary ones the text is aligned once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from align.beads.affinity import Bag, Floats, Sparse, expand
from align.beads.cost import Weights, length_distance
from align.beads.evidence import Comparison
from align.model import Bead, Span

_LIKELY = 0.5  # score of a bead that counts
_WORDS = 15.0  # in a bead
_SAMPLE = 1000  # beads looked at
_ORDINARY = 10  # beads that the ordinary figures count as
_EVEN, _UNEVEN = 0.12, 0.6  # bounds of the spread of lengths
_LITERAL, _FREE = 0.45, 0.7  # bounds of the share of unexplained words
_SAME_RATIO, _SAME_SPREAD, _SAME_SHARE = (
    0.06,
    0.5,
    0.05,
)  # what is no other habit: in logarithms, and in the share


def habits(comparison: Comparison, beads: Sequence[Bead], usual: Weights) -> Weights:
    """`usual` fitted to a text by its likely beads with both sides filled; `usual` itself where it fits."""
    likely = [bead for bead in beads if bead.score >= _LIKELY and len(bead.source) and len(bead.target)]
    likely = likely[:: 1 + len(likely) // _SAMPLE]
    if not likely:
        return usual
    pairs = [(bead.source, bead.target) for bead in likely]
    ratio, spread = _lengths(comparison, pairs, usual)
    sides = comparison.source, comparison.target
    untold = _unexplained(sides, comparison.words, pairs, usual.unexplained)
    turned = comparison.words.transpose()
    left = _unexplained(sides[::-1], turned, [pair[::-1] for pair in pairs], usual.left)
    found = replace(usual, ratio=ratio, length=spread, unexplained=untold, left=left)
    same = (
        abs(np.log(ratio / usual.ratio)) < _SAME_RATIO
        and abs(np.log(spread / usual.length)) < _SAME_SPREAD
        and abs(untold - usual.unexplained) < _SAME_SHARE
        and abs(left - usual.left) < _SAME_SHARE
    )
    return usual if same else found


def _lengths(
    comparison: Comparison, pairs: Sequence[tuple[Span, Span]], usual: Weights
) -> tuple[float, float]:
    """Ratio of lengths, and the standard deviation of its logarithm in a sentence of 100 characters."""
    x, y = (
        np.array([int(side[run.start : run.end].sum()) for run in runs])
        for side, runs in zip(comparison.lengths, zip(*pairs, strict=True), strict=True)
    )
    logs = np.sort(np.log((y + 10.0) / (x + 10.0)))
    middle = float(np.median(logs))
    ratio = np.exp((len(logs) * middle + _ORDINARY * np.log(usual.ratio)) / (len(logs) + _ORDINARY))
    own = replace(usual, ratio=float(ratio), length=1.0)
    squares = length_distance(x, y, own) ** 2
    variance = (squares.sum() + _ORDINARY * usual.length**2) / (len(squares) + _ORDINARY)
    return float(ratio), float(np.clip(np.sqrt(variance), _EVEN, _UNEVEN))


def _unexplained(
    sides: tuple[Bag, Bag], words: Sparse, pairs: Sequence[tuple[Span, Span]], usual: float
) -> float:
    """Share of the second side's words that nothing in the segment paired with theirs explains.

    One step of expectation-maximisation from `usual`.
    """
    bag, other = sides
    sums, count = _ORDINARY * _WORDS * usual, _ORDINARY * _WORDS
    dense: Floats = np.zeros(words.width, np.float32)
    sizes = bag.sizes()
    for run, facing in pairs:
        entries = expand(bag, words, run.start, run.end)
        np.add.at(dense, entries.column, entries.value)
        tokens = other.tokens[other.start[facing.start] : other.start[facing.end]]
        size = float(sizes[run.start : run.end].sum())
        explained = (1 - usual) * dense[tokens] / max(size, 1e-6)
        dense[entries.column] = 0.0
        sums += float((usual / (usual + explained)).sum())
        count += len(tokens)
    return float(np.clip(sums / count, _LITERAL, _FREE))
