"""How far a translation may be trusted, from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Sequence

from align.engines.base import Translation


def features(source: str, translation: Translation) -> tuple[float, float, float]:
    """Mean log-probability, log ratio of lengths without its sign, and log of the source's words."""
    words = max(len(source.split()), 1)
    ratio = (len(translation.text) + 5) / (len(source) + 5)
    return translation.score, abs(math.log(ratio)), math.log(words)


def confidence(source: str, translation: Translation, calibration: Sequence[float]) -> float:
    """Expected sentence chrF (0..1) by the calibration of a model, intercept and weights of `features`; without one the
    geometric mean probability of a token. What a guard flagged gets at most half.
    """
    if calibration:
        own = features(source, translation)
        total = calibration[0] + sum(w * f for w, f in zip(calibration[1:], own, strict=True))
        value = 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))
    else:
        value = math.exp(min(translation.score, 0.0))
    return value / 2 if translation.flags else value
