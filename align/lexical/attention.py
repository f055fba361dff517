"""Attention of a translation model over a pair: what its words were made from."""

from __future__ import annotations

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
