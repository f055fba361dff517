"""Comments on a row: who said what when, replies, and whether it is settled. Pure.

A comment is `{"id", "text"}` with `who` and `at` where they are known, `re` (the id of the comment it answers) and
`done` (who settled it). In other formats it is one line, `who: text`; a line that comes from a file is a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Remark = dict[str, Any]


def line(own: Remark) -> str:
    """A comment as other formats hold it."""
    return f"{own['who']}: {own['text']}" if own.get("who") else str(own["text"])


def from_lines(lines: Iterable[str]) -> list[Remark]:
    """Comments that came with a file."""
    return [{"id": number, "text": text} for number, text in enumerate(lines, 1)]


def added(notes: Sequence[Remark], text: str, *, who: str, at: str, re: int = 0) -> list[Remark]:
    """`notes` with another one, an answer to the one with the id `re`; a settled one is open again then."""
    new = {"id": max((own["id"] for own in notes), default=0) + 1, "who": who, "at": at, "text": text}
    if not re:
        return [*notes, new]
    return [*settled(notes, re, ""), new | {"re": re}]


def settled(notes: Sequence[Remark], own: int, who: str) -> list[Remark]:
    """`notes` with one of them settled by `who`, or open again where that is empty."""
    bare = ({key: value for key, value in note.items() if key != "done"} for note in notes)
    return [
        (new | {"done": who} if who else new) if old["id"] == own else old
        for old, new in zip(notes, bare, strict=True)
    ]


def without(notes: Sequence[Remark], own: int) -> list[Remark]:
    """`notes` without one of them and its answers."""
    return [note for note in notes if own not in (note["id"], note.get("re"))]


def joined(*sides: Iterable[Remark]) -> list[Remark]:
    """The comments of several rows as those of one; of two that are one line, one."""
    out: list[Remark] = []
    for side in sides:
        shift = max((own["id"] for own in out), default=0)
        known = {line(own) for own in out}
        for own in side:
            if line(own) not in known:
                answered = {"re": own["re"] + shift} if own.get("re") else {}
                out.append(own | {"id": own["id"] + shift} | answered)
    return out


def open_remarks(notes: Iterable[Remark]) -> list[Remark]:
    """Comments that wait for somebody: not settled, and no answers."""
    return [own for own in notes if not own.get("done") and not own.get("re")]
