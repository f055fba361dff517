"""Batches for a model: like lengths together, order restored.

A batch holds items of one length class only, and everything it sets for them (how long an answer may get) is
set by the class. With classes one token wide there is no padding either. So what is decoded for an item does
not depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Batch:
    """Places of its items in the input, and the length (in tokens) that none of them exceeds."""

    places: tuple[int, ...]
    longest: int


def pack(lengths: Sequence[int], *, tokens: int, width: int = 1) -> list[Batch]:
    """Batches of at most `tokens` padded tokens each (or one item), longest first; classes `width` wide."""
    classes: dict[int, list[int]] = {}
    for place, length in enumerate(lengths):
        classes.setdefault(-(-max(length, 1) // width) * width, []).append(place)
    out = []
    for longest in sorted(classes, reverse=True):
        places, size = classes[longest], max(1, tokens // longest)
        out += [Batch(tuple(places[i : i + size]), longest) for i in range(0, len(places), size)]
    return out


def in_batches(
    items: Sequence[_Item],
    lengths: Sequence[int],
    submit: Callable[[list[_Item], int], Callable[[], Sequence[_Answer]]],
    *,
    tokens: int,
    width: int = 1,
) -> list[_Answer]:
    """Answers in the order of the items.

    `submit(items, longest)` takes a batch and gives back a call that waits for its answers; all batches are
    submitted before the first is waited for, so that an engine with several workers keeps them busy.
    """
    batches = pack(lengths, tokens=tokens, width=width)
    waiting = [submit([items[place] for place in batch.places], batch.longest) for batch in batches]
    out: dict[int, _Answer] = {}
    for batch, wait in zip(batches, waiting, strict=True):
        out.update(zip(batch.places, wait(), strict=True))
    return [out[place] for place in range(len(items))]
