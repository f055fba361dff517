"""Translations read from a file: deterministic, for tests and for replaying what was translated before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from align.engines.base import Request, Translation
from align.errors import EngineError, InputError
from align.lexical.attention import Attention
from align.text.files import read_text
from align.text.tokens import tokenize

ANY = "*"  # the source of a line that answers for every segment without one of its own
SEGMENT = "{}"  # in that line's target: the segment


class FixedEngine:
    """Answers from a table of source and target, white space in sources counted as one space.

    A segment it does not hold is an error, unless the table has a line `*<TAB>TARGET`: that answers for it,
    `{}` in TARGET standing for the segment. What holds no letter or digit is its own translation.
    """

    annotates = False

    def __init__(self, table: dict[str, str], name: str) -> None:
        self._table, self._name = table, name
        digest = hashlib.sha256(repr(sorted(table.items())).encode()).hexdigest()[:8]
        self.signature = f"fixed:{digest}"

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        """The table's answers, at score 0; attention runs along the diagonal of the tokens."""
        return [self._answer(request.text, attention=attention) for request in batch]

    def _answer(self, text: str, *, attention: bool) -> Translation:
        target = self._target(text)
        return Translation(target, 0.0, _diagonal(text, target) if attention else None)

    def _target(self, text: str) -> str:
        if not any(char.isalnum() for char in text):
            return text
        known = self._table.get(" ".join(text.split()))
        if known is not None:
            return known
        if ANY not in self._table:
            start = text if len(text) <= 80 else text[:79] + "…"
            raise EngineError(f"{self._name}: no line for the segment {start!r}; add `source<TAB>target`")
        return self._table[ANY].replace(SEGMENT, text)


def _diagonal(source: str, target: str) -> Attention:
    left, right = tuple(tokenize(source)), tuple(tokenize(target))
    weights = np.zeros((len(right), len(left)), dtype=np.float32)
    if left:
        for row in range(len(right)):
            weights[row, row * len(left) // len(right)] = 1
    return Attention(left, right, weights)


def load(argument: str, *, beam: int, threads: int, device: str) -> FixedEngine:  # noqa: ARG001
    """The table in the file `argument`: a line `source<TAB>target` for each segment, blank lines aside."""
    try:
        lines = read_text(Path(argument)).split("\n")
    except InputError as error:
        raise EngineError(str(error)) from error
    table: dict[str, str] = {}
    first: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        if len(cells) != 2:
            raise EngineError(f"{argument}:{number}: {len(cells)} cells; expected `source<TAB>target`")
        source = " ".join(cells[0].split())
        if table.setdefault(source, cells[1]) != cells[1]:
            raise EngineError(
                f"{argument}:{number}: another target for the source of line {first[source]}; keep one of them"
            )
        first.setdefault(source, number)
    return FixedEngine(table, argument)
