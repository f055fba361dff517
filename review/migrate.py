"""A review of the first schema brought up to this one: every row and every change of it, in one transaction."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

from review.database import INDEXES, SCHEMA, TABLES
from review.marks import tally
from review.packing import pack
from review.remarks import from_lines
from review.values import Body, Row


def migrate(db: sqlite3.Connection, write: Callable[[Iterable[Row]], None]) -> None:
    """Brings `db` up; `write` writes rows. Every step is in the transaction that is open."""
    rows = [
        Row(row, place, revision, _body(json.loads(body)))
        for row, place, revision, body in db.execute("SELECT id, place, revision, body FROM row")
    ]
    changes = db.execute(
        "SELECT seq, at, who, tab, act, before, after, undone, undoes FROM change"
    ).fetchall()
    db.execute("DROP TABLE row")
    db.execute("DROP TABLE change")
    for statement in TABLES[1:]:
        db.execute(statement)
    for key, value in (("name", secrets.token_hex(8)), ("tally", json.dumps(tally(r.body for r in rows)))):
        db.execute("INSERT INTO meta VALUES(?, ?)", (key, value))
    write(rows)
    for seq, at, who, tab, act, *sides, undone, undoes in changes:
        before, after = ([[own, _body(body)] for own, body in json.loads(side)] for side in sides)
        shape = int([own for own, _ in before] != [own for own, _ in after])
        values: tuple[Any, ...] = (
            seq,
            at,
            who,
            tab,
            act,
            "",
            shape,
            undone,
            undoes,
            pack(before),
            pack(after),
        )
        db.execute("INSERT INTO change VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        touched = {own for side in (before, after) for own, _ in side}
        db.executemany("INSERT INTO touch VALUES(?, ?)", [(own, seq) for own in touched])
    for statement in INDEXES:
        db.execute(statement)
    db.execute(f"PRAGMA user_version={SCHEMA}")


def _body(body: Body) -> Body:
    notes = body.get("notes")
    return body | {"notes": from_lines(notes)} if notes else body
