"""Attention of a translation model over a pair: what its words were made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.model import Span

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Attention:
    """Weights from output tokens to input tokens, both given by their characters.

    `weights` has shape (len(target), len(source)), float32, rows sum to at most 1; a row of zeros is not known.
    `source` points into the text that was translated, `target` into the translation.
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    weights: npt.NDArray[np.float32]

    def cut(self, source: Sequence[Span], target: Sequence[Span]) -> Attention:
        """What of it lies between the first and the last of the words of each side, both in order."""
        columns, rows = _inside(self.source, source), _inside(self.target, target)
        return Attention(self.source[columns], self.target[rows], self.weights[rows, columns])


def _inside(pieces: Sequence[Span], words: Sequence[Span]) -> slice:
    places = [
        n for n, piece in enumerate(pieces) if piece.start < words[-1].end and words[0].start < piece.end
    ]
    return slice(places[0], places[-1] + 1) if places else slice(0, 0)
