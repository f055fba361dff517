"""Batches for a model: like lengths together, order restored.

Items of one batch share a length class, and everything a batch sets for its items (how long an answer may
get) is set by the class. So what is decoded for an item does not depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")

CLASS_WIDTH = 16


@dataclass(frozen=True, slots=True)
class Batch:
    """Places of its items in the input, and the length (in tokens) that none of them exceeds."""

    places: tuple[int, ...]
    longest: int


def pack(lengths: Sequence[int], tokens: int) -> Iterator[Batch]:
    """Batches of at most `tokens` padded tokens each (or one item), longest class first."""
    classes: dict[int, list[int]] = {}
    for place, length in enumerate(lengths):
        classes.setdefault(-(-max(length, 1) // CLASS_WIDTH) * CLASS_WIDTH, []).append(place)
    for longest in sorted(classes, reverse=True):
        size = max(1, tokens // longest)
        places = classes[longest]
        for start in range(0, len(places), size):
            yield Batch(tuple(places[start : start + size]), longest)


def scatter(
    items: Sequence[_Item],
    lengths: Sequence[int],
    tokens: int,
    answer: Callable[[list[_Item], int], list[_Answer]],
) -> list[_Answer]:
    """`answer(items, longest)` for each batch, the answers in the order of the items."""
    out: dict[int, _Answer] = {}
    for batch in pack(lengths, tokens):
        answers = answer([items[place] for place in batch.places], batch.longest)
        out.update(zip(batch.places, answers, strict=True))
    return [out[place] for place in range(len(items))]
