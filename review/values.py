"""What the store speaks of: rows, changes, authors, conflicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

Body = dict[str, Any]
"""A bead's line in the lossless format, with what reviewers add."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bead under review. `revision` counts its changes; `place` orders the rows."""

    id: int
    place: int
    revision: int
    body: Body


@dataclass(frozen=True, slots=True)
class Change:
    """One act: who did what when, and the rows before and after it (`[id, body]`)."""

    seq: int
    at: str
    who: str
    act: str
    before: list[tuple[int, Body]]
    after: list[tuple[int, Body]]
    undone: bool
    step: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """What happened after a change. `all` where everything may be another.

    `gone` are ids of rows that are no more, `rows` those changed or new, `placed` tells of new ones which row each
    follows (0: none), `alike` are keys of source texts whose rows may agree otherwise now.
    """

    seq: int
    gone: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()
    placed: tuple[tuple[int, int], ...] = ()
    alike: tuple[int, ...] = ()
    all: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, and in which tab: undo takes back what the same tab did."""

    who: str
    tab: str


class Conflict(Exception):  # noqa: N818  a state of affairs, not a fault
    """Another act was first; `rows` are those that stand now."""

    def __init__(self, message: str, rows: Sequence[Row]) -> None:
        super().__init__(message)
        self.rows = tuple(rows)


Act = Callable[[list[Row]], list[Row]]
"""What an act makes of the rows it names: the new rows in order. An `id` of 0 asks for a new one."""
Renewal = Callable[[list[Row], set[int]], list[Row]]
Watch = Callable[[Sequence[Row], Sequence[Row]], None]
"""Told of the rows before and after an act while it may still fail."""
