"""Rows under review in SQLite: one primitive, replacing rows by rows, in one durable transaction with its history.

A row is a line of the lossless format (`align.formats.jsonl`) with what reviewers add: `approved`, `notes`,
`dismissed` (signatures of findings) and `machine` (the text before the first edit). Every act replaces the rows
it saw, named by their revisions, by new ones; where another tab or process was first, it is refused with the rows
as they stand. Undo puts the replaced rows back, if what replaced them still stands.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from align.errors import InputError, OutputError

SCHEMA = 1
STEP = 1 << 32  # between the places of two rows, so that a row fits between without moving the others
Body = dict[str, Any]

_TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE row(id INTEGER PRIMARY KEY, place INTEGER NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX row_place ON row(place);
CREATE TABLE change(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, tab TEXT NOT NULL,
  act TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
  undoes INTEGER
);
"""


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


class Store:
    """The review of one file. Safe for several threads and processes; every method that writes is durable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            self._db = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")  # an acknowledged act survives a power cut
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"is no review of padanan ({error}); move it away to begin anew", file=str(path)
            ) from None
        if version not in (0, SCHEMA):
            raise InputError(
                f"was written by another padanan (schema {version}); this one reads {SCHEMA}", file=str(path)
            )
        self.fresh = version == 0

    def close(self) -> None:
        """Closes the database; what was acknowledged is in it already."""
        with self._lock:
            self._db.close()

    def begin(self, header: Body, bodies: Sequence[Body], *, source_hash: str) -> None:
        """Fills a fresh store, whole or not at all."""
        with self._transaction():
            if self._db.execute("PRAGMA user_version").fetchone()[0]:
                return  # another process was first
            for statement in _TABLES.split(";\n"):
                self._db.execute(statement)
            self._db.executemany(
                "INSERT INTO meta VALUES(?, ?)",
                [("header", _dump(header)), ("source", source_hash), ("ids", str(len(bodies)))],
            )
            self._db.executemany(
                "INSERT INTO row VALUES(?, ?, 1, ?)",
                ((number, number * STEP, _dump(body)) for number, body in enumerate(bodies, 1)),
            )
            self._db.execute(f"PRAGMA user_version={SCHEMA}")
        self.fresh = False

    @property
    def header(self) -> Body:
        """The header line of the lossless format."""
        header: Body = json.loads(self._meta("header"))
        return header

    @property
    def source_hash(self) -> str:
        """SHA-256 of the file this review was begun from."""
        return self._meta("source")

    def rows(self, ids: Sequence[int] | None = None) -> list[Row]:
        """All rows, or those named, in order."""
        with self._lock:
            if ids is None:
                found = self._db.execute("SELECT * FROM row ORDER BY place").fetchall()
            else:
                marks = ",".join("?" * len(ids))
                found = self._db.execute(
                    f"SELECT * FROM row WHERE id IN ({marks}) ORDER BY place", ids
                ).fetchall()
        return [_row(item) for item in found]

    def after(self, row: int) -> Row | None:
        """The row that follows `row`."""
        query = "SELECT * FROM row WHERE place > (SELECT place FROM row WHERE id=?) ORDER BY place LIMIT 1"
        with self._lock:
            found = self._db.execute(query, (row,)).fetchone()
        return _row(found) if found else None

    def seq(self) -> int:
        """Number of the last change; 0 before the first."""
        with self._lock:
            return int(self._db.execute("SELECT coalesce(max(seq), 0) FROM change").fetchone()[0])

    def order(self) -> list[int]:
        """Ids of all rows, in order."""
        with self._lock:
            return [item[0] for item in self._db.execute("SELECT id FROM row ORDER BY place")]

    def changed_since(self, seq: int) -> tuple[int, list[int], list[Row]]:
        """The last change, ids of rows gone since `seq`, and the rows changed or new since."""
        with self._lock:
            changes = self._db.execute("SELECT before, after FROM change WHERE seq > ?", (seq,)).fetchall()
            touched = sorted({item[0] for change in changes for side in change for item in json.loads(side)})
            found = self.rows(touched)
            return self.seq(), sorted(set(touched) - {row.id for row in found}), found

    def history(self, row: int) -> list[Change]:
        """Every change that touched `row`, oldest first."""
        with self._lock:
            found = self._db.execute("SELECT * FROM change ORDER BY seq").fetchall()
        changes = (_change(item) for item in found)
        return [item for item in changes if any(own == row for own, _ in (*item.before, *item.after))]

    def replace(self, seen: dict[int, int], act: Act, *, name: str, author: Author) -> list[Row]:
        """Replaces the rows of `seen` (id to revision) by what `act` makes of them; the new rows.

        Raises Conflict where one of them has another revision by now or is gone; what `act` raises passes through.
        Nothing is changed then.
        """
        with self._transaction():
            before = self.rows(list(seen))
            if {row.id: row.revision for row in before} != seen:
                raise Conflict("these sentences were changed meanwhile", before)
            after = self._put(before, act(before))
            self._log(name, author, before, after)
        return after

    def undo(self, author: Author) -> list[Row]:
        """Takes back the last act of this tab that still counts; the rows as they stand then.

        Raises Conflict where what it made was changed since, LookupError where there is none.
        """
        query = "SELECT * FROM change WHERE tab=? AND undone=0 AND undoes IS NULL ORDER BY seq DESC LIMIT 1"
        return self._turn(query, author, back=True)

    def redo(self, author: Author) -> list[Row]:
        """Does again what this tab took back last. Raises as `undo` does."""
        query = (
            "SELECT * FROM change WHERE tab=?1 AND undone=1 AND seq > "
            "(SELECT coalesce(max(seq), 0) FROM change WHERE tab=?1 AND undone=0 AND undoes IS NULL) ORDER BY seq LIMIT 1"
        )
        return self._turn(query, author, back=False)

    def _turn(self, query: str, author: Author, *, back: bool) -> list[Row]:
        with self._transaction():
            found = self._db.execute(query, (author.tab,)).fetchone()
            if found is None:
                raise LookupError(f"there is nothing to {'undo' if back else 'redo'}")
            change = _change(found)
            old, new = (change.after, change.before) if back else (change.before, change.after)
            standing = self.rows([row for row, _ in old])
            if sorted((row.id, _dump(row.body)) for row in standing) != sorted(
                (row, _dump(body)) for row, body in old
            ):
                raise Conflict("what this act made was changed since", standing)
            after = self._put(standing, [Row(row, 0, 0, body) for row, body in new])
            self._db.execute("UPDATE change SET undone=? WHERE seq=?", (int(back), change.seq))
            self._log("undo" if back else "redo", author, standing, after, undoes=change.seq)
        return after

    def _put(self, before: list[Row], after: list[Row]) -> list[Row]:
        """Writes `after` where `before` stood; rows that stay keep their ids, and revisions only grow."""
        first, last = before[0].place, before[-1].place
        following = self._db.execute("SELECT min(place) FROM row WHERE place > ?", (last,)).fetchone()[0]
        end = following if following is not None else last + STEP
        gap = (end - first) // (len(after) + 1)
        if not gap:
            self._spread()
            return self._put(self.rows([row.id for row in before]), after)
        places = [first] if len(after) == 1 else [first + gap * number for number in range(len(after))]
        revision = max(row.revision for row in before) + 1
        self._db.executemany("DELETE FROM row WHERE id=?", [(row.id,) for row in before])
        out = []
        for row, place in zip(after, places, strict=True):
            new = replace(row, id=row.id or self._new_id(), place=place, revision=revision)
            self._db.execute("INSERT INTO row VALUES(?, ?, ?, ?)", (new.id, place, revision, _dump(new.body)))
            out.append(new)
        return out

    def _new_id(self) -> int:
        """An id that no row ever had: ids in the history must stay unambiguous."""
        number = int(self._meta("ids")) + 1
        self._db.execute("UPDATE meta SET value=? WHERE key='ids'", (str(number),))
        return number

    def _spread(self) -> None:
        ids = [item[0] for item in self._db.execute("SELECT id FROM row ORDER BY place")]
        self._db.executemany(
            "UPDATE row SET place=? WHERE id=?", [(number * STEP, own) for number, own in enumerate(ids, 1)]
        )

    def _log(
        self, name: str, author: Author, before: list[Row], after: list[Row], undoes: int | None = None
    ) -> None:
        sides = (_dump([[row.id, row.body] for row in side]) for side in (before, after))
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self._db.execute(
            "INSERT INTO change(at, who, tab, act, before, after, undoes) VALUES(?, ?, ?, ?, ?, ?, ?)",
            (at, author.who, author.tab, name, *sides, undoes),
        )

    def _meta(self, key: str) -> str:
        with self._lock:
            return str(self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()[0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                yield
                self._db.execute("COMMIT")
            except sqlite3.OperationalError as error:
                self._roll_back()
                raise OutputError(f"{self.path}: the change could not be saved ({error})") from None
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _row(item: tuple[int, int, int, str]) -> Row:
    return Row(item[0], item[1], item[2], json.loads(item[3]))


def _change(item: Sequence[Any]) -> Change:
    seq, at, who, _tab, act, before, after, undone, _undoes = item
    return Change(seq, at, who, act, json.loads(before), json.loads(after), bool(undone))
