"""Rows under review in SQLite: one primitive, replacing rows by rows, in one durable transaction with its history.

A row is a line of the lossless format (`align.formats.jsonl`) with what reviewers add: `approved`, `notes`,
`dismissed` (signatures of findings) and `machine` (the text before the first edit). Every act replaces the rows
it saw, named by their revisions, by new ones; where another tab or process was first, it is refused with the rows
as they stand. Undo puts the replaced rows back, if what replaced them still stands.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from review.database import ALIKE, SCHEMA, TABLES, TARGET, Database
from review.values import Act, Author, Body, Change, Conflict, Renewal, Row, Since, Watch, one_line

__all__ = ["Act", "Author", "Body", "Change", "Conflict", "Row", "Store"]
STEP = 1 << 32  # between the places of two rows, so that a row fits between without moving the others


class Store(Database):
    """The review of one file; every method that writes is durable. What `watch` raises undoes the act it is told of."""

    watch: Watch | None = None

    def begin(self, header: Body, bodies: Sequence[Body], *, source_hash: str) -> None:
        """Fills a fresh store, whole or not at all."""
        with self._transaction():
            if self._db.execute("PRAGMA user_version").fetchone()[0]:
                return  # another process was first
            for statement in TABLES:
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
                query = "SELECT * FROM row WHERE id IN (SELECT value FROM json_each(?)) ORDER BY place"
                found = self._db.execute(query, (_dump(list(ids)),)).fetchall()
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

    def changed_since(self, seq: int) -> Since:
        """What happened after change number `seq`."""
        with self._lock:
            changes = self._db.execute("SELECT before, after FROM change WHERE seq > ?", (seq,)).fetchall()
            sides = [
                {own: one_line(body["source"]) for own, body in json.loads(side)}
                for item in changes
                for side in item
            ]
            touched = {own for side in sides for own in side}
            found = self.rows(sorted(touched))
            gone = touched - {row.id for row in found}
            return Since(self.seq(), frozenset(gone), tuple(found), frozenset(self._regrouped(sides)))

    def _regrouped(self, sides: list[dict[int, str]]) -> set[str]:
        """Source texts whose rows are to be looked at again: the first of them changed, or one came or went."""
        out = set()
        for text in {text for side in sides for text in side.values()}:
            members = [frozenset(own for own, held in side.items() if held == text) for side in sides]
            query = f"SELECT id FROM row WHERE {ALIKE}=? ORDER BY place LIMIT 1"
            first = self._db.execute(query, (text,)).fetchone()
            moved = any(one != two for one, two in zip(members[::2], members[1::2], strict=True))
            if moved or (first and any(first[0] in own for own in members)):
                out.add(text)
        return out

    def alike(self, source: str) -> list[tuple[int, str]]:
        """Ids and translations of the rows with this source text, in order."""
        query = f"SELECT id, {TARGET} FROM row WHERE {ALIKE}=? ORDER BY place"
        with self._lock:
            return self._db.execute(query, (one_line(source),)).fetchall()

    def first_alike(self, source: str) -> tuple[int, str] | None:
        """Number, from 1, and translation of the first row with this source text that has one."""
        query = f"SELECT place, {TARGET} FROM row WHERE {ALIKE}=? AND {TARGET}<>'' ORDER BY place LIMIT 1"
        with self._lock:
            found = self._db.execute(query, (one_line(source),)).fetchone()
            if found is None:
                return None
            before = self._db.execute("SELECT count(*) FROM row WHERE place < ?", (found[0],)).fetchone()[0]
        return before + 1, found[1]

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
            if self.watch:
                self.watch(before, after)
        return after

    def supersede(self, header: Body, source_hash: str, make: Renewal, author: Author, *, was: str) -> None:
        """Puts the rows of a file that changed in place of those that stand, history kept; whole or not at all.

        `make` is given the rows and the ids of those that reviewers cut otherwise; what it writes beside the store
        is written before the change is committed. Nothing is done where another process was first and the rows are no
        longer those of the file with the hash `was`.
        """
        with self._transaction():
            if self.source_hash != was:
                return
            query = "SELECT after FROM change WHERE act IN ('merge', 'split', 'move') AND undone=0"
            cut = {item[0] for after in self._db.execute(query) for item in json.loads(after[0])}
            before = self.rows()
            after = [
                replace(row, id=row.id or self._new_id(), place=number * STEP)
                for number, row in enumerate(make(before, cut), 1)
            ]
            self._db.execute("DELETE FROM row")
            self._db.executemany(
                "INSERT INTO row VALUES(?, ?, ?, ?)",
                ((row.id, row.place, row.revision, _dump(row.body)) for row in after),
            )
            self._set_meta("header", _dump(header))
            self._set_meta("source", source_hash)
            old, new = ({(row.id, row.revision): row for row in side} for side in (before, after))
            gone, come = (
                [row for key, row in one.items() if key not in two] for one, two in ((old, new), (new, old))
            )
            self._log("carry", author, gone, come)

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
            if self.watch:
                self.watch(standing, after)
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
        self._set_meta("ids", str(number))
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


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _row(item: tuple[int, int, int, str]) -> Row:
    return Row(item[0], item[1], item[2], json.loads(item[3]))


def _change(item: Sequence[Any]) -> Change:
    seq, at, who, _tab, act, before, after, undone, _undoes = item
    return Change(seq, at, who, act, json.loads(before), json.loads(after), bool(undone))
