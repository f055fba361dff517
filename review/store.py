"""Rows under review in SQLite: one primitive, replacing rows by rows, in one durable transaction with its history.

A row is a line of the lossless format (`align.formats.jsonl`) with what reviewers add: `approved`, `notes`
(`review.remarks`), `dismissed` (signatures of findings) and `machine` (the text before the first edit). Every act
replaces the rows it saw, named by their revisions, by new ones; where another tab or process was first, it is refused
with the rows as they stand. Acts of one `step` are undone together, and edits of one step are one change. Undo puts the
replaced rows back, if what replaced them still stands.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from review.database import INDEXES, SCHEMA, TABLES
from review.marks import moved, tally
from review.migrate import migrate
from review.packing import columns, pack
from review.reading import CHANGE, Reader, change_of
from review.values import Act, Author, Body, Change, Conflict, Renewal, Row, Watch

__all__ = ["Act", "Author", "Body", "Change", "Conflict", "Row", "Store"]
STEP = 1 << 32  # between the places of two rows, so that a row fits between without moving the others
TERM = "term"  # the act of a change whose sides are terms, not rows
_LAST = f"SELECT {CHANGE} FROM change WHERE tab=? AND undone=0 AND undoes IS NULL ORDER BY seq DESC LIMIT 1"
_NEXT = (
    f"SELECT {CHANGE} FROM change WHERE tab=?1 AND undone=1 AND seq > (SELECT coalesce(max(seq), 0) FROM change "
    "WHERE tab=?1 AND undone=0 AND undoes IS NULL) ORDER BY seq LIMIT 1"
)


class Store(Reader):
    """The review of one file; every method that writes is durable.

    What `watch` raises undoes the act it is told of. `turn_term` is told of changes of terms that are taken back or made
    again: what stood, and what is to stand.
    """

    watch: Watch | None = None
    turn_term: Callable[[Body, Body], None] | None = None

    def begin(self, header: Body, bodies: Sequence[Body], *, source_hash: str) -> None:
        """Fills a fresh store, whole or not at all."""
        with self._transaction():
            if self._db.execute("PRAGMA user_version").fetchone()[0]:
                return  # another process was first
            for statement in TABLES:
                self._db.execute(statement)
            for key, value in (
                ("header", json.dumps(header)), ("source", source_hash), ("ids", str(len(bodies))),
                ("name", secrets.token_hex(8)), ("tally", json.dumps(tally(bodies))),
            ):  # fmt: skip
                self._set_meta(key, value)
            self._write(Row(number, number * STEP, 1, body) for number, body in enumerate(bodies, 1))
            for statement in INDEXES:
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version={SCHEMA}")
        self.fresh = False

    def bring_up(self) -> None:
        """Makes a store that an earlier padanan wrote one of this schema, whole or not at all."""
        if self._version == 1:
            with self._transaction():
                if self._db.execute("PRAGMA user_version").fetchone()[0] == 1:
                    migrate(self._db, self._write)

    def replace(
        self, seen: dict[int, int], act: Act, *, name: str, author: Author, step: str = ""
    ) -> list[Row]:
        """Replaces the rows of `seen` (id to revision) by what `act` makes of them; the new rows.

        Raises Conflict where one of them has another revision by now or is gone; what `act` raises passes through.
        Nothing is changed then.
        """
        with self._transaction():
            before = self.rows(list(seen))
            if {row.id: row.revision for row in before} != seen:
                raise Conflict("these sentences were changed meanwhile", before)
            made = act(before)
            if made == before:
                return before
            if name == "move" or len(made) != len(before):
                self._require_neighbours(before)
            after = self._put(before, made)
            self._log(name, author, before, after, step)
            if self.watch:
                self.watch(before, after)
        return after

    def log_term(self, author: Author, before: Body, after: Body, write: Callable[[], None]) -> None:
        """Keeps that a term changed, so that undo takes it back; `write` is called while it may still fail."""
        with self._transaction():
            self._insert_change(TERM, author, "", shape=0, sides=([[0, before]], [[0, after]]))
            write()

    def supersede(self, header: Body, source_hash: str, make: Renewal, author: Author, *, was: str) -> None:
        """Puts the rows of a file that changed in place of those that stand, history kept; whole or not at all.

        `make` is given the rows and the ids of those that reviewers cut otherwise; what it writes beside the store
        is written before the change is committed. Nothing is done where another process was first and the rows are no
        longer those of the file with the hash `was`.
        """
        with self._transaction():
            if self.source_hash != was:
                return
            query = "SELECT row FROM touch JOIN change USING(seq) WHERE act IN ('merge', 'split', 'move') AND undone=0"
            cut = {item[0] for item in self._all(query)}
            before = self.rows()
            after = [
                replace(row, id=row.id or self._new_id(), place=number * STEP)
                for number, row in enumerate(make(before, cut), 1)
            ]
            self._db.execute("DELETE FROM row")
            self._write(after)
            for key, value in (
                ("header", json.dumps(header)), ("source", source_hash),
                ("tally", json.dumps(tally(row.body for row in after))),
            ):  # fmt: skip
                self._set_meta(key, value)
            old, new = ({(row.id, row.revision): row for row in side} for side in (before, after))
            gone, come = (
                [row for key, row in one.items() if key not in two] for one, two in ((old, new), (new, old))
            )
            sides = ([[row.id, row.body] for row in side] for side in (gone, come))
            self._insert_change("carry", author, "", shape=1, sides=tuple(sides))

    def undo(self, author: Author, step: str = "") -> list[Row]:
        """Takes back the last step of this tab that still counts, or nothing where that is not `step`; the rows then.

        Raises Conflict where what it made was changed since, LookupError where there is none.
        """
        return self._turn_step(author, step, back=True)

    def redo(self, author: Author) -> list[Row]:
        """Does again what this tab took back last. Raises as `undo` does."""
        return self._turn_step(author, "", back=False)

    def _turn_step(self, author: Author, wanted: str, *, back: bool) -> list[Row]:
        query = _LAST if back else _NEXT
        out: dict[int, Row] = {}
        step = ""
        with self._transaction():
            for number in count():
                found = self._db.execute(query, (author.tab,)).fetchone()
                change = change_of(found) if found else None
                if number and (change is None or not step or change.step != step):
                    break
                if change is None or (wanted and change.step != wanted):
                    raise LookupError(f"there is nothing to {'undo' if back else 'redo'}")
                step = change.step
                out |= {row.id: row for row in self._turn(change, author, back=back)}
            return self.rows(list(out))

    def _turn(self, change: Change, author: Author, *, back: bool) -> list[Row]:
        name = "undo" if back else "redo"
        old, new = (change.after, change.before) if back else (change.before, change.after)
        self._db.execute("UPDATE change SET undone=? WHERE seq=?", (int(back), change.seq))
        if change.act == TERM:
            sides = [[list(own) for own in side] for side in (old, new)]
            self._insert_change(name, author, "", shape=0, sides=tuple(sides), undoes=change.seq)
            if self.turn_term:
                self.turn_term(old[0][1], new[0][1])
            return []
        standing = self.rows([row for row, _ in old])
        if sorted((row.id, pack(row.body)) for row in standing) != sorted(
            (row, pack(body)) for row, body in old
        ):
            raise Conflict("what this act made was changed since", standing)
        after = self._put(standing, [Row(row, 0, 0, body) for row, body in new])
        self._log(name, author, standing, after, undoes=change.seq)
        if self.watch:
            self.watch(standing, after)
        return after

    def _require_neighbours(self, rows: list[Row]) -> None:
        query = "SELECT count(*) FROM row WHERE place BETWEEN ? AND ?"
        if rows and self._all(query, (rows[0].place, rows[-1].place))[0][0] != len(rows):
            raise Conflict("these sentences do not follow one another any more", rows)

    def _put(self, before: list[Row], after: list[Row]) -> list[Row]:
        """Writes `after` where `before` stood; rows that stay keep ids and places, and revisions only grow."""
        places = self._places(before, after)
        if places is None:
            self._spread()
            return self._put(self.rows([row.id for row in before]), after)
        revision = max(row.revision for row in before) + 1
        new = [
            replace(row, id=row.id or self._new_id(), place=place, revision=revision)
            for row, place in zip(after, places, strict=True)
        ]
        self._db.executemany("DELETE FROM row WHERE id=?", [(row.id,) for row in before])
        self._write(new)
        counts = (tally(row.body for row in side) for side in (before, new))
        self._set_meta("tally", json.dumps(moved(self.tally, *counts)))
        return new

    def _places(self, before: list[Row], after: list[Row]) -> list[int] | None:
        """Places of the rows `after`: their own where they stood before, else behind the one in front of them."""
        known = {row.id: row.place for row in before}
        if [row.id for row in after] == list(known):
            return list(known.values())
        query = "SELECT min(place) FROM row WHERE place > ?"
        following = self._db.execute(query, (before[-1].place,)).fetchone()[0]
        first = before[0].place
        end = following if following is not None else before[-1].place + STEP
        gap = (end - first) // (len(after) + 1)
        return [first + gap * number for number in range(len(after))] if gap else None

    def _write(self, rows: Iterable[Row]) -> None:
        checks = self.checks
        known = len(checks)
        self._db.executemany(
            "INSERT INTO row VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (columns(row, checks) for row in rows)
        )
        if len(checks) > known:
            self._set_meta("checks", json.dumps(checks))

    def _new_id(self) -> int:
        """An id that no row ever had: ids in the history must stay unambiguous."""
        number = int(self._meta("ids")) + 1
        self._set_meta("ids", str(number))
        return number

    def _spread(self) -> None:
        self._db.executemany(
            "UPDATE row SET place=? WHERE id=?",
            [(number * STEP, own) for number, own in enumerate(self.order(), 1)],
        )

    def _log(
        self, name: str, author: Author, before: list[Row], after: list[Row], step: str = "",
        undoes: int | None = None,
    ) -> None:  # fmt: skip
        old = [[row.id, row.body] for row in before]
        if name == "edit" and step:
            old = self._begun(author, step, old)
        shape = int([row.id for row in before] != [row.id for row in after])
        sides = (old, [[row.id, row.body] for row in after])
        self._insert_change(name, author, step, shape=shape, sides=sides, undoes=undoes)

    def _begun(self, author: Author, step: str, before: list[list[object]]) -> list[list[object]]:
        """What stood before the edit that this one goes on with, whose change makes way; `before` where there is none."""
        found = self._db.execute(_LAST, (author.tab,)).fetchone()
        if not found or (found[3], found[7]) != ("edit", step) or found[5] != pack(before):
            return before
        for table in ("change", "touch"):
            self._db.execute(f"DELETE FROM {table} WHERE seq=?", (found[0],))
        return [list(own) for own in change_of(found).before]

    def _insert_change(
        self, name: str, author: Author, step: str, *, shape: int, sides: Sequence[object],
        undoes: int | None = None,
    ) -> None:  # fmt: skip
        before, after = sides
        at = datetime.now(UTC).isoformat(timespec="seconds")
        made = self._db.execute(
            "INSERT INTO change(at, who, tab, act, step, shape, undoes, before, after) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (at, author.who, author.tab, name, step, shape, undoes, pack(before), pack(after)),
        )
        touched = {own for side in (before, after) for own, _ in side} - {0}  # type: ignore[attr-defined]
        self._db.executemany("INSERT INTO touch VALUES(?, ?)", [(own, made.lastrowid) for own in touched])
