"""Hard delimiters: places that both sides share and no bead may cross."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from align.beads.affinity import Floats, Ints
from align.beads.path import NEVER, Band, Shape, make_band
from align.errors import InputError
from align.model import Document

Delimiters = Literal["none", "paragraphs", "lines"]
DELIMITER = ".EOA"
Side = Document | Sequence[str]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Where the blocks of both sides begin, ends included: block b holds source[b] <= i < source[b + 1]."""

    source: Ints
    target: Ints

    def __len__(self) -> int:
        """Number of blocks."""
        return len(self.source) - 1


def find_blocks(source: Side, target: Side, delimiters: Delimiters) -> Blocks:
    """The blocks the delimiters leave: paragraphs of Documents, or the runs of lines between `.EOA` lines.

    Delimiter lines stand in beads of their own. Raises InputError where the two sides differ in number.
    """
    if delimiters == "none":
        return Blocks(np.array([0, len(texts(source))]), np.array([0, len(texts(target))]))
    starts = _paragraph_starts if delimiters == "paragraphs" else _line_starts
    found = starts(source), starts(target)
    if len(found[0]) != len(found[1]):
        what = "paragraphs" if delimiters == "paragraphs" else f"runs of lines between {DELIMITER} lines"
        raise InputError(
            f"the source has {len(found[0]) - 1} {what}, the target {len(found[1]) - 1}; "
            "as hard delimiters they have to be equal in number"
        )
    return Blocks(np.array(found[0]), np.array(found[1]))


def texts(side: Side) -> list[str]:
    """Text of each segment."""
    return side.sentences() if isinstance(side, Document) else list(side)


def _paragraph_starts(side: Side) -> list[int]:
    if not isinstance(side, Document):
        raise InputError("paragraphs as delimiters need documents; a list of lines has none")
    numbers = [segment.paragraph for segment in side.segments]
    starts = [i for i, number in enumerate(numbers) if i == 0 or number != numbers[i - 1]]
    return [*starts, len(numbers)]


def _line_starts(side: Side) -> list[int]:
    starts = [0]
    lines = texts(side)
    for i, line in enumerate(lines):
        if line.strip() == DELIMITER:
            starts += [i, i + 1]
    return [*starts, len(lines)]


def stack_bands(blocks: Blocks, band_of: Callable[[slice, slice], Band]) -> Band:
    """One band from that of each block, `band_of(source segments, target segments)`."""
    lo = np.full(int(blocks.source[-1]) + 1, blocks.target[-1])
    hi = np.zeros_like(lo)
    for b in range(len(blocks)):
        first, last = int(blocks.source[b]), int(blocks.source[b + 1])
        offset = int(blocks.target[b])
        band = band_of(slice(first, last), slice(offset, int(blocks.target[b + 1])))
        rows = slice(first, last + 1)
        lo[rows] = np.minimum(lo[rows], band.lo + offset)
        hi[rows] = np.maximum(hi[rows], band.hi + offset)
    return make_band(lo, hi)


def forbid_crossing(blocks: Blocks, band: Band, shapes: Sequence[Shape], gains: Floats) -> None:
    """Set to never, in place, the gain of every bead whose four corners lie in different blocks."""
    if len(blocks) == 1:
        return
    rows, columns = band.places()
    for k, (n, m) in enumerate(shapes):
        home = np.searchsorted(blocks.source, rows, side="right")
        fits = home == np.searchsorted(blocks.source, rows + n - 1, side="right")
        fits &= home == np.searchsorted(blocks.target, columns, side="right")
        fits &= home == np.searchsorted(blocks.target, columns + m - 1, side="right")
        gains[k, ~fits] = NEVER
