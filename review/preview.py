"""Find and replace, before it is done: what would stand in each translation. The store is only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from align.errors import InputError
from review.fold import Hit, fold, hits
from review.marks import APPROVED

if TYPE_CHECKING:
    from review.reading import Reader


def replacements(
    store: Reader, wanted: str, other: str, ids: Sequence[int] | None = None, *, exact: bool = False
) -> list[dict[str, Any]]:
    """Id, revision, texts before and after, how often, and whether it is approved, of each row that would change.

    `wanted` is found as a search finds it, or only as it is written where `exact`. Raises InputError where it is empty.
    """
    folded = wanted if exact else fold(wanted)
    if not folded:
        raise InputError("there is nothing to look for")
    approved = set(store.marked(APPROVED))
    out = []
    for row, revision, _, target in store.texts(ids):
        places = _exact(target, wanted) if exact else hits(target, folded)
        after = _replaced(target, places, other)
        if after != target:
            told = {"id": row, "revision": revision, "before": target, "after": after, "count": len(places)}
            out.append(told | {"approved": row in approved})
    return out


def _exact(text: str, wanted: str) -> list[Hit]:
    out, at = [], text.find(wanted)
    while at >= 0:
        out.append((at, at + len(wanted)))
        at = text.find(wanted, at + len(wanted))
    return out


def _replaced(text: str, places: Sequence[Hit], other: str) -> str:
    out, end = "", 0
    for start, stop in places:
        out += text[end:start] + other
        end = stop
    return out + text[end:]
