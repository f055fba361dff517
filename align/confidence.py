"""How far a translation may be trusted, from 0 to 1."""

from __future__ import annotations

import math
from typing import Protocol, runtime_checkable

from align.engines.base import Engine, Translation


@runtime_checkable
class Calibrated(Protocol):
    """An engine whose model comes with a calibration: intercept and weights of `features`."""

    @property
    def calibration(self) -> tuple[float, ...]:
        """Intercept first; empty where the model has none."""


def features(source: str, translation: Translation) -> tuple[float, float, float]:
    """Mean log-probability, log ratio of lengths without its sign, and log of the source's words."""
    words = max(len(source.split()), 1)
    ratio = (len(translation.text) + 5) / (len(source) + 5)
    return translation.score, abs(math.log(ratio)), math.log(words)


def confidence(source: str, translation: Translation, engine: Engine) -> float:
    """Expected sentence chrF (0..1) where the model is calibrated, else the geometric mean probability of
    a token. What a guard flagged gets at most half.
    """
    weights = engine.calibration if isinstance(engine, Calibrated) else ()
    if weights:
        total = weights[0] + sum(
            w * f for w, f in zip(weights[1:], features(source, translation), strict=True)
        )
        value = 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))
    else:
        value = math.exp(min(translation.score, 0.0))
    return value / 2 if translation.flags else value
