"""Translations read from a file: deterministic, for tests and for replaying what was translated before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from align.engines.base import Attention, Request, Translation
from align.errors import EngineError, InputError
from align.text import read_text
from align.tokens import tokenize


class FixedEngine:
    """Answers from a table of source and target; a segment it does not hold is an error."""

    annotates = False

    def __init__(self, table: dict[str, str], name: str) -> None:
        self._table, self._name = table, name
        digest = hashlib.sha256(repr(sorted(table.items())).encode()).hexdigest()[:8]
        self.signature = f"fixed:{digest}"

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        """The table's answers; attention runs along the diagonal."""
        return [self._answer(request.text, attention=attention) for request in batch]

    def _answer(self, text: str, *, attention: bool) -> Translation:
        if not any(char.isalnum() for char in text):
            return Translation(text, 0.0)
        target = self._table.get(" ".join(text.split()))
        if target is None:
            raise EngineError(f"{self._name}: no line for the segment {text[:80]!r}; add `source<TAB>target`")
        return Translation(target, 0.0, _diagonal(text, target) if attention else None)


def _diagonal(source: str, target: str) -> Attention:
    left, right = tuple(tokenize(source)), tuple(tokenize(target))
    weights = np.zeros((len(right), len(left)), dtype=np.float32)
    if left:
        for row in range(len(right)):
            weights[row, row * len(left) // len(right)] = 1
    return Attention(left, right, weights)


def load(argument: str, *, beam: int, threads: int, device: str) -> FixedEngine:  # noqa: ARG001
    """The table in the file `argument`: a line `source<TAB>target` for each segment."""
    try:
        lines = read_text(Path(argument)).splitlines()
    except InputError as error:
        raise EngineError(str(error)) from error
    table: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        cells = line.split("\t")
        if not line.strip():
            continue
        if len(cells) != 2:
            raise EngineError(f"{argument}:{number}: {len(cells)} cells; expected `source<TAB>target`")
        table[" ".join(cells[0].split())] = cells[1]
    return FixedEngine(table, argument)
