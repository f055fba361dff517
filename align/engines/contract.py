"""What an engine must keep to, held against what it gives: the one door between foreign code and the rest.

An engine may be anything with the method of `align.engines.base.Engine`. Whatever it raises becomes an EngineError,
and so does an answer that the data model could not hold: each in one line that names the engine.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from align.engines.base import Engine, Request, Translation
from align.engines.kept import kept, several
from align.errors import AlignError, EngineError
from align.lexical.attention import Attention
from align.lexical.links import Attender
from align.model import Span


class Held:
    """An engine whose every answer is looked at before it is given on.

    Args:
        engine: any engine.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.signature = str(_called(engine, lambda: engine.signature))
        self.annotates = bool(_called(engine, lambda: engine.annotates))
        self.copies = bool(getattr(engine, "copies", True))
        self.concurrent = bool(getattr(engine, "concurrent", False))
        self.attender = engine if isinstance(engine, Attender) else None
        self.calibration: tuple[float, ...] = tuple(getattr(engine, "calibration", ()))

    def length_of(self, text: str) -> int:
        """What an engine that decodes one length at a time counts; else characters. Raises EngineError."""
        measure = getattr(self._engine, "length_of", len)
        return int(_called(self._engine, lambda: measure(text)))

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        """One sound answer for each request. Raises EngineError."""
        return kept(batch, partial(self._asked, attention=attention or not self.copies), copies=self.copies)

    def _asked(self, batch: Sequence[Request], *, attention: bool) -> list[Translation]:
        answers = _called(self._engine, lambda: list(self._engine.translate(batch, attention=attention)))
        if len(answers) != len(batch):
            raise EngineError(f"{self.signature} gave {len(answers)} answers to {len(batch)} segments")
        return [self._sound(*pair) for pair in zip(batch, answers, strict=True)]

    def _sound(self, request: Request, answer: Any) -> Translation:
        wrong = fault(request, answer)
        if wrong:
            start = request.text if len(request.text) <= 40 else request.text[:39] + "…"
            raise EngineError(f"{self.signature} gave {wrong} to {start!r}")
        found: Translation = answer
        return found


class HeldWithSeveral(Held):
    """The same for an engine that can give several answers."""

    def alternatives(self, batch: Sequence[Request], count: int) -> list[list[Translation]]:
        """The best answers to each request, at least one each. Raises EngineError."""
        return several(batch, partial(self._several, count=count), copies=self.copies)

    def _several(self, batch: Sequence[Request], *, count: int) -> list[list[Translation]]:
        engine: Any = self._engine
        answers = _called(engine, lambda: [list(each) for each in engine.alternatives(batch, count)])
        if len(answers) != len(batch) or not all(answers):
            raise EngineError(
                f"{self.signature} gave {len(answers)} lists of answers to {len(batch)} segments"
            )
        return [
            [self._sound(request, answer) for answer in each]
            for request, each in zip(batch, answers, strict=True)
        ]


def held(engine: Engine) -> Held:
    """The engine behind the door; one that is there already stays as it is."""
    if isinstance(engine, Held):
        return engine
    return HeldWithSeveral(engine) if hasattr(engine, "alternatives") else Held(engine)


def fault(request: Request, answer: Any) -> str:
    """What is wrong with an answer, as `a score of nan`; nothing where it can be used."""
    if not isinstance(answer, Translation):
        return f"a {type(answer).__name__} for a Translation"
    if not isinstance(answer.text, str):
        return f"a {type(answer.text).__name__} for a text"
    if not set(_strange(answer.text)) <= set(_strange(request.text)):
        return "NUL or half a character"
    if not isinstance(answer.score, (int, float)) or not math.isfinite(answer.score):
        return f"a score of {str(answer.score)[:20]}"
    if not all(isinstance(flag, str) for flag in answer.flags):
        return "flags that are no names"
    return "" if answer.attention is None else _astray(answer.attention, request.text, answer.text)


def _strange(text: str) -> list[str]:
    """What no file can hold or no reader see: NUL and lone surrogates."""
    if text.isascii() and "\0" not in text:
        return []
    return [char for char in text if char == "\0" or "\ud800" <= char <= "\udfff"]


def _astray(attention: Attention, source: str, target: str) -> str:
    import numpy as np  # noqa: PLC0415  slow to import

    if not isinstance(attention, Attention):
        return f"a {type(attention).__name__} for its attention"
    shape = (len(attention.target), len(attention.source))
    weights: Any = attention.weights
    if not isinstance(weights, np.ndarray) or weights.dtype.kind != "f" or weights.shape != shape:
        return f"attention that is no {shape[0]} by {shape[1]} table of numbers"
    if not np.isfinite(weights).all():
        return "attention with weights that are no numbers"
    for spans, text in ((attention.source, source), (attention.target, target)):
        if not all(isinstance(span, Span) and 0 <= span.start <= span.end <= len(text) for span in spans):
            return "attention to characters that are not there"
    return ""


def _called(engine: object, ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except AlignError:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        name = type(error).__name__ + (f": {reason}" if reason else "")
        raise EngineError(f"{_name(engine)} failed ({name})") from error


def _name(engine: object) -> str:
    try:
        return str(getattr(engine, "signature", type(engine).__name__))
    except Exception:  # asked for its name it fails as well
        return type(engine).__name__
