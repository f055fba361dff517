"""Rows with the same source text held against each other: the finding `inconsistent`, as things stand now.

It depends on other rows, so it is derived whenever rows are shown or exported and the one in a stored body is never
looked at: an edit need not rewrite its neighbours, and undo finds rows as it left them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from align.checks import INCONSISTENT
from review.marks import signature_of

if TYPE_CHECKING:
    from review.store import Store
    from review.values import Body, Row


def held(store: Store, rows: Iterable[Row]) -> list[Row]:
    """Some of the store's rows, each with the finding as it is now."""
    return [replace(row, body=_against(row.body, store.first_alike(row.body["source"]))) for row in rows]


def all_held(bodies: Iterable[Body]) -> Iterator[Body]:
    """All bodies of a review in order, each with the finding as it is now."""
    first: dict[str, tuple[int, str]] = {}
    for number, body in enumerate(bodies, 1):
        source = _squeezed(body["source"])
        if source and body["target"]:
            first.setdefault(source, (number, body["target"]))
        yield _against(body, first.get(source))


def _against(body: Body, first: tuple[int, str] | None) -> Body:
    """`body` held against the first translation of its source and that one's number."""
    found = body.get("findings", ())
    kept = [own for own in found if own["check"] != INCONSISTENT]
    finding = _finding(body["source"], body["target"], first)
    if finding is not None:
        place = next((at for at, own in enumerate(found) if own["check"] == INCONSISTENT), len(kept))
        return body | {"findings": [*kept[:place], finding, *kept[place:]]}
    if len(kept) == len(found):
        return body
    bare = {key: value for key, value in body.items() if key != "findings"}
    return bare | {"findings": kept} if kept else bare


def _finding(source: str, target: str, first: tuple[int, str] | None) -> Body | None:
    if first is None or not source or _squeezed(target) in ("", _squeezed(first[1])):
        return None
    return {
        "check": INCONSISTENT,
        "severity": "warning",
        "message": f"The same source is translated otherwise in sentence {first[0]}: {_squeezed(first[1])!r}.",
        "source": None,
        "target": [0, len(target)],
        "signature": signature_of(source),
    }


def _squeezed(text: str) -> str:
    return " ".join(text.split())
