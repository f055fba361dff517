"""What an engine is: one method and a signature. Everything else in padanan works with any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from align.lexical.attention import Attention
from align.model import Span

BEAM = 3  # unless one is asked for: 4 takes an eighth longer and is no better with the embedded model


@dataclass(frozen=True, slots=True)
class Annotation:
    """A rendering asked for: the characters `source` of a request shall become `target`."""

    source: Span
    target: str


@dataclass(frozen=True, slots=True)
class Request:
    """One segment to translate. Engines that cannot be told renderings ignore `annotations`."""

    text: str
    annotations: tuple[Annotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """An engine's answer. `score` is the mean natural log-probability of an output token, at most 0.

    `flags` names what a guard saw and could not mend: `repetition`, `length`, `empty`, `unlikely`.
    """

    text: str
    score: float
    attention: Attention | None = None
    alternatives: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@runtime_checkable
class Engine(Protocol):
    """Translates batches. The answer to a request does not depend on what else is in the batch."""

    @property
    def signature(self) -> str:
        """Names engine and weights so that a result can be reproduced: `embedded-1.0`, `ct2:3fa9…`."""

    @property
    def annotates(self) -> bool:
        """Whether annotations reach the model."""

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        """One answer for each request, in order. Raises EngineError."""
