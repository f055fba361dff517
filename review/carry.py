"""A review carried over to the file as it is now: which rows keep what people did, and which come in fresh. Pure.

Sentences of the old and the new source are aligned in order (a longest common subsequence); rows that share sentences
form a group. Where the source of a whole group is unchanged, people's work on it stays; elsewhere the new rows come
in as they are, and what people did on the old ones is left behind, to be written out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from review.remarks import joined
from review.values import Row

if TYPE_CHECKING:
    from review.values import Body

    _Chain = tuple[int, int, "_Chain | None"]

WORK = ("machine", "approved", "notes", "dismissed")
NEWER = "newer"  # on a row that keeps a person's text though the machine now says otherwise


@dataclass(frozen=True, slots=True)
class Carried:
    """The new rows in order, the old ones whose work finds no place, and counts for the line that tells of it."""

    rows: tuple[Row, ...]
    left: tuple[Row, ...]
    kept: int
    newer: int
    fresh: int


def carry(old: Sequence[Row], new: Sequence[Body], cut: set[int]) -> Carried:
    """What becomes of `old` when the file holds `new`; `cut` are ids of rows that people merged, split or moved in."""
    rows: list[Row] = []
    left: list[Row] = []
    kept = fresh = 0
    for before, after in _groups([_sentences(row.body) for row in old], [_sentences(body) for body in new]):
        olds, news = [old[at] for at in before], [new[at] for at in after]
        work = [row for row in olds if _worked_on(row, cut)]
        made = _renewed(olds, news, cut) if _text(row.body for row in olds) == _text(news) else None
        if made is not None:
            rows += made
            kept += len(work)
            continue
        rows += [Row(0, 0, 1, body) for body in news]
        left += work
        fresh += len(news)
    newer = sum(NEWER in row.body for row in rows)
    return Carried(tuple(rows), tuple(left), kept, newer, fresh)


def _worked_on(row: Row, cut: set[int]) -> bool:
    return row.id in cut or any(row.body.get(key) for key in WORK)


def _sentences(body: Body) -> list[str]:
    """What a row is recognised by: its source sentences, or its English where it has none."""
    spans = body.get("source_segments", ())
    return [body["source"][start:end] for start, end, _ in spans] or ["\0" + body["target"]]


def _text(bodies: Iterable[Body]) -> str:
    parts = [(body.get("source_before", ""), body["source"] or "\0" + body["target"]) for body in bodies]
    return "".join((before if number else "") + text for number, (before, text) in enumerate(parts))


def _groups(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Iterable[tuple[range, range]]:
    """Row numbers of both sides in order: cut wherever a row ends on both sides and no matched pair lies across."""
    a, b = ([text for row in side for text in row] for side in (old, new))
    ends = [_ends(side) for side in (old, new)]
    cuts = {(0, 0), (len(a), len(b))}
    for left, right in _common(a, b):
        cuts |= {(left, right), (left + 1, right + 1)}
    rows = sorted((ends[0][x], ends[1][y]) for x, y in cuts if x in ends[0] and y in ends[1])
    for (first, start), (last, end) in pairwise(rows):
        yield range(first, last), range(start, end)


def _common(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Places of a longest common subsequence, in order (Hunt and Szymanski 1977)."""
    least = min(len(a), len(b))
    head = next((n for n in range(least) if a[n] != b[n]), least)
    tail = next((n for n in range(least - head) if a[-1 - n] != b[-1 - n]), least - head)
    places: dict[str, list[int]] = {}
    for at in range(len(b) - tail - 1, head - 1, -1):
        places.setdefault(b[at], []).append(at)
    ends: list[int] = []  # where the shortest run of `b` with a common subsequence of each length ends
    chains: list[_Chain] = []
    for at in range(head, len(a) - tail):
        for place in places.get(a[at], ()):
            length = bisect_left(ends, place)
            if ends[length : length + 1] != [place]:
                ends[length : length + 1] = [place]
                chains[length : length + 1] = [(at, place, chains[length - 1] if length else None)]
    middle: list[tuple[int, int]] = []
    chain = chains[-1] if chains else None
    while chain is not None:
        middle.append(chain[:2])
        chain = chain[2]
    after = [(len(a) - n, len(b) - n) for n in range(tail, 0, -1)]
    return [*((n, n) for n in range(head)), *reversed(middle), *after]


def _ends(side: Sequence[Sequence[str]]) -> dict[int, int]:
    """Borders of rows: how many sentences lie before, to how many rows do."""
    out, count = {0: 0}, 0
    for number, row in enumerate(side, 1):
        count += len(row)
        out[count] = number
    return out


def _renewed(olds: Sequence[Row], news: Sequence[Body], cut: set[int]) -> list[Row]:
    """Rows of a group whose source is unchanged."""
    if len(olds) == 1 == len(news):
        return [_as(olds[0], _one(olds[0].body, news[0], cut=olds[0].id in cut))]
    if not any(_worked_on(row, cut) for row in olds):
        return [Row(0, 0, 1, body) for body in news]
    return [_as(row, body) for row, body in zip(olds, _many(olds, news), strict=True)]


def _as(row: Row, body: Body) -> Row:
    return row if body == row.body else replace(row, revision=row.revision + 1, body=body)


def _one(old: Body, new: Body, *, cut: bool) -> Body:
    """A row for a row: the person's text if there is one, else the new file's.

    The machine's version of a row that people cut may be that of more than the row; it is then not held against.
    """
    person = "machine" in old or old.get("approved") or cut
    if not person or old["target"] == new["target"]:
        approved = {"approved": True} if old.get("approved") else {}
        return new | _left_by_people(old, new) | approved
    machine = old.get("machine", old["target"])
    body = _placed([old], [new])[0] | _left_by_people(old, new) | {"machine": new["target"]}
    if (machine != new["target"] and not cut) or NEWER in old:
        body[NEWER] = True
    return body


def _left_by_people(old: Body, new: Body) -> Body:
    both: Body = {
        "notes": joined(old.get("notes", ()), new.get("notes", ())),
        "dismissed": list(dict.fromkeys([*old.get("dismissed", ()), *new.get("dismissed", ())])),
    }
    return {key: value for key, value in both.items() if value}


def _many(olds: Sequence[Row], news: Sequence[Body]) -> list[Body]:
    """Rows that people cut otherwise stay as they cut them; the first holds the machine's version of all."""
    bodies = _placed([row.body for row in olds], news)
    was, now = (
        " ".join(" ".join(texts).split())
        for texts in (
            [str(body.get("machine", body["target"])) for body in bodies],
            [b["target"] for b in news],
        )
    )
    whole = " ".join(" ".join(body["target"] for body in bodies).split())
    if now in (was, whole, bodies[0].get("machine")):
        return bodies
    bodies = [
        {key: value for key, value in body.items() if key != "machine"} | {NEWER: True} for body in bodies
    ]
    bodies[0]["machine"] = now
    return bodies


def _placed(olds: Sequence[Body], news: Sequence[Body]) -> list[Body]:
    """Old bodies in the paragraphs of the new file, after the text that stands before the group there."""
    was = [item[2] for body in olds for item in body.get("source_segments", ())]
    now = [item[2] for body in news for item in body.get("source_segments", ())]
    some = [item[2] for body in news for item in body.get("target_segments", ())]
    paragraphs = dict(zip(was, now, strict=False))
    default = (now or some or [0])[0]
    out = []
    for body in olds:
        new = dict(body)
        for key in ("source_segments", "target_segments"):
            if key in body:
                new[key] = [[start, end, paragraphs.get(own, default)] for start, end, own in body[key]]
        out.append(new)
    for key, side in (("source_before", "source"), ("target_before", "target")):
        if out[0][side] and news[0][side]:
            out[0].pop(key, None)
            out[0] |= {key: news[0][key]} if key in news[0] else {}
    return out
