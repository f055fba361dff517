"""What is read of a review: rows, their order and neighbours, which are alike, lists of them, and their history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from review.database import Database
from review.marks import Tally
from review.packing import body_of, key_of, unpack
from review.values import Body, Change, Row, Since

ROW = "id, place, revision, source, target, rest"
CHANGE = "seq, at, who, act, before, after, undone, step"
_IDS = "(SELECT value FROM json_each(?))"
_INCONSISTENT = """SELECT id FROM row AS own WHERE alike<>0 AND said<>0 AND NOT marks & ?
  AND said <> (SELECT said FROM row WHERE alike=own.alike AND said<>0 ORDER BY place LIMIT 1)"""
_REPEATED = """SELECT id FROM row AS own WHERE alike<>0
  AND EXISTS (SELECT 1 FROM row WHERE alike=own.alike AND id<>own.id)"""


class Reader(Database):
    """The review of one file, to be read."""

    @property
    def header(self) -> Body:
        """The header line of the lossless format."""
        header: Body = json.loads(self._meta("header"))
        return header

    @property
    def source_hash(self) -> str:
        """SHA-256 of the file this review was begun from."""
        return self._meta("source")

    @property
    def name(self) -> str:
        """A name of this review that no other has; it stays when the file is moved."""
        return self._meta("name")

    @property
    def tally(self) -> Tally:
        """What the document counts, as things stand."""
        counts: Tally = json.loads(self._meta("tally"))
        return counts

    @property
    def checks(self) -> list[str]:
        """Names of checks in the order of their bits."""
        names: list[str] = json.loads(self._meta("checks", "[]"))
        return names

    def rows(self, ids: Sequence[int] | None = None) -> list[Row]:
        """All rows, or those named, in order."""
        found = self._all(f"SELECT {ROW} FROM row WHERE 1{_of(ids)} ORDER BY place", _values(ids))
        return [row_of(item) for item in found]

    def after(self, row: int) -> Row | None:
        """The row that follows `row`."""
        query = (
            f"SELECT {ROW} FROM row WHERE place > (SELECT place FROM row WHERE id=?) ORDER BY place LIMIT 1"
        )
        found = self._all(query, (row,))
        return row_of(found[0]) if found else None

    def before(self, row: int) -> int:
        """Id of the row before `row`; 0 for the first one."""
        query = (
            "SELECT id FROM row WHERE place < (SELECT place FROM row WHERE id=?) ORDER BY place DESC LIMIT 1"
        )
        found = self._all(query, (row,))
        return int(found[0][0]) if found else 0

    def number(self, row: int) -> int:
        """The number of `row`, from 1."""
        query = "SELECT count(*) FROM row WHERE place <= (SELECT place FROM row WHERE id=?)"
        return int(self._all(query, (row,))[0][0])

    def seq(self) -> int:
        """Number of the last change; 0 before the first."""
        return int(self._all("SELECT coalesce(max(seq), 0) FROM change")[0][0])

    def order(self) -> list[int]:
        """Ids of all rows, in order."""
        return [item[0] for item in self._all("SELECT id FROM row ORDER BY place")]

    def marked(self, bits: int, *, without: int = 0, ids: Sequence[int] | None = None) -> list[int]:
        """Ids of rows that have one of `bits` (any row where it is 0) and none of `without`, in order; of `ids` only."""
        return self._list("(?=0 OR marks & ?) AND NOT marks & ?", (bits, bits, without), ids)

    def surest(self, below: float, ids: Sequence[int] | None = None) -> list[int]:
        """Ids of rows with a confidence below that, in order; of `ids` only."""
        return self._list("score < ?", (below,), ids)

    def _list(self, where: str, values: Sequence[float], ids: Sequence[int] | None) -> list[int]:
        query = f"SELECT id FROM row WHERE {where}{_of(ids)} ORDER BY place"
        return [item[0] for item in self._all(query, (*values, *_values(ids)))]

    def scores(self) -> list[float]:
        """The confidence of every row, the lowest first."""
        return [item[0] for item in self._all("SELECT score FROM row ORDER BY score")]

    def inconsistent(self, agreed: int, ids: Sequence[int] | None = None) -> set[int]:
        """Ids of rows translated otherwise than the first of their like, those with the bit `agreed` left out."""
        return {item[0] for item in self._all(_INCONSISTENT + _of(ids), (agreed, *_values(ids)))}

    def repeated(self, ids: Sequence[int] | None = None) -> set[int]:
        """Ids of rows whose source stands elsewhere, too."""
        return {item[0] for item in self._all(_REPEATED + _of(ids), _values(ids))}

    def at(self, number: int) -> int:
        """Id of the row with that number, from 1; 0 where there is none."""
        found = self._all("SELECT id FROM row ORDER BY place LIMIT 1 OFFSET ?", (number - 1,))
        return int(found[0][0]) if found else 0

    def texts(self, ids: Sequence[int] | None = None) -> Iterable[tuple[int, int, str, str]]:
        """Id, revision, source and target of all rows, or of those named, in order."""
        query = f"SELECT id, revision, source, target FROM row WHERE 1{_of(ids)} ORDER BY place"
        return self._all(query, _values(ids))

    def alike(self, source: str) -> list[tuple[int, str]]:
        """Ids and translations of the rows with this source text, in order."""
        return self._all("SELECT id, target FROM row WHERE alike=? ORDER BY place", (key_of(source),))

    def count_alike(self, source: str) -> int:
        """How many rows have this source text."""
        return int(self._all("SELECT count(*) FROM row WHERE alike=?", (key_of(source),))[0][0])

    def first_alike(self, source: str) -> tuple[int, str] | None:
        """Number, from 1, and translation of the first row with this source text that has one."""
        query = "SELECT id, target FROM row WHERE alike=? AND said<>0 ORDER BY place LIMIT 1"
        found = self._all(query, (key_of(source),))
        return (self.number(found[0][0]), found[0][1]) if found else None

    def changed_since(self, seq: int) -> Since:
        """What happened after change number `seq`."""
        with self._lock:
            last = self.seq()
            if last == seq:
                return Since(seq)
            shapes = dict(self._all("SELECT seq, act FROM change WHERE seq > ? AND shape", (seq,)))
            if "carry" in shapes.values():
                return Since(last, all=True)
            touched = [item[0] for item in self._all("SELECT DISTINCT row FROM touch WHERE seq > ?", (seq,))]
            query = f"SELECT id, alike FROM row WHERE id IN {_IDS} ORDER BY place"
            standing = dict(self._all(query, (_ids(touched),)))
            cut = [
                item[0] for own in shapes for item in self._all("SELECT row FROM touch WHERE seq=?", (own,))
            ]
            placed = tuple((row, self.before(row)) for row in standing if row in set(cut))
            gone = tuple(row for row in touched if row not in standing)
            keys = {key for key in standing.values() if key} | self._keys_before(shapes)
            return Since(last, gone, tuple(standing), placed, tuple(sorted(keys)))

    def _keys_before(self, changes: Iterable[int]) -> set[int]:
        """Keys of the source texts that rows had before these changes."""
        found = (self._all("SELECT before FROM change WHERE seq=?", (own,)) for own in changes)
        return {key_of(body["source"]) for [item] in found for _, body in unpack(item[0])} - {0}

    def history(self, row: int) -> list[Change]:
        """Every change that touched `row`, oldest first."""
        query = (
            f"SELECT {CHANGE} FROM change WHERE seq IN (SELECT seq FROM touch WHERE row=? ORDER BY seq DESC LIMIT 200)"
            " ORDER BY seq"
        )
        return [change_of(item) for item in self._all(query, (row,))]

    def last(self, row: int) -> tuple[str, str] | None:
        """Who changed `row` last, and when."""
        query = "SELECT who, at FROM change WHERE seq=(SELECT max(seq) FROM touch WHERE row=?)"
        found = self._all(query, (row,))
        return (found[0][0], found[0][1]) if found else None

    def turned(self, tab: str) -> str:
        """The act that this tab took back or did again last."""
        query = (
            "SELECT act FROM change WHERE seq=(SELECT undoes FROM change WHERE tab=? AND undoes IS NOT NULL "
            "ORDER BY seq DESC LIMIT 1)"
        )
        found = self._all(query, (tab,))
        return str(found[0][0]) if found else ""

    def _all(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._lock:
            return self._db.execute(query, values).fetchall()


def row_of(item: tuple[int, int, int, str, str, bytes]) -> Row:
    """A row from its columns, as `ROW` names them."""
    return Row(item[0], item[1], item[2], body_of(*item[3:]))


def change_of(item: Sequence[Any]) -> Change:
    """A change from its columns, as `CHANGE` names them."""
    seq, at, who, act, before, after, undone, step = item
    old, new = ([(own, body) for own, body in unpack(side)] for side in (before, after))
    return Change(seq, at, who, act, old, new, bool(undone), step)


def _ids(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))


def _of(ids: Sequence[int] | None) -> str:
    """The end of a condition that leaves only `ids`, if any are named; `_values` are its values."""
    return "" if ids is None else f" AND id IN {_IDS}"


def _values(ids: Sequence[int] | None) -> tuple[str, ...]:
    return () if ids is None else (_ids(ids),)
