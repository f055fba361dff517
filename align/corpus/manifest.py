"""The manifest of a corpus: what is done, what failed and why, and what waits, in SQLite beside the output.

It holds a row for each document, and one for each finished part of a long document that is not yet whole. Rows are read
a page at a time; nothing here grows with the corpus.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from align.corpus.statistics import Tally
from align.errors import InputError, OutputError

NAME = ".padanan-corpus.db"
VERSION = 2
PAGE = 256  # rows read at a time
MANY = 5_000  # rows written at a time
PATIENCE = 5.0  # seconds to wait for another run that is about to end

_TABLES = """
CREATE TABLE IF NOT EXISTS document(
  path TEXT PRIMARY KEY, run INTEGER NOT NULL, size INTEGER NOT NULL, state TEXT NOT NULL,
  source TEXT NOT NULL, job TEXT NOT NULL, error TEXT NOT NULL, tally TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS part(
  path TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL,
  gap TEXT NOT NULL, inside INTEGER NOT NULL, tally TEXT NOT NULL, PRIMARY KEY(path, number)
) WITHOUT ROWID;
"""
_COLUMNS = "path, state, source, job, error, tally, size"


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document: `state` is `pending`, `done` or `failed`, then with the `error`.

    `source` and `job` are hashes of its bytes and of everything else that decides the result; `size` is in bytes.
    """

    path: str
    state: str = "pending"
    source: str = ""
    job: str = ""
    error: str = ""
    tally: Tally = field(default_factory=Tally)
    size: int = 0


@dataclass(frozen=True, slots=True)
class PartEntry:
    """A finished part: the bytes of the document it took, what parts it from the next, and what it came to."""

    number: int
    size: int
    gap: str
    inside: bool
    tally: Tally


class Manifest:
    """Entries by path. A write that returned survives a power cut; one run at a time holds the file."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / NAME
        try:
            self._db = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)
        except sqlite3.OperationalError as error:
            raise OutputError(f"{self.file}: cannot be written ({error})") from None
        try:
            self._begin()
        except BaseException:
            self._db.close()
            raise

    def _begin(self) -> None:
        try:
            # Held until the end: two runs in one folder would take each other's parts away.
            self._db.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            if self._db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
                self._db.execute("DROP TABLE IF EXISTS document")
                self._db.execute(f"PRAGMA user_version={VERSION}")
            self._db.executescript(_TABLES)
            self._run = self._db.execute("SELECT coalesce(max(run), 0) + 1 FROM document").fetchone()[0]
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise OutputError(f"{self.file}: another run is at work here; wait for its end") from None
            raise OutputError(f"{self.file}: cannot be written ({error})") from None
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"is no manifest ({error}); move it away to begin anew", file=str(self.file)
            ) from None

    def enter(self, found: Iterable[tuple[str, int]]) -> tuple[int, int]:
        """Notes the documents of this run, as paths and bytes; what is known of them stays. Their number and bytes."""
        rows = iter(found)
        while page := list(islice(rows, MANY)):
            self._write(
                "INSERT INTO document VALUES(?, ?, ?, 'pending', '', '', '', '[]') "
                "ON CONFLICT(path) DO UPDATE SET run=excluded.run, size=excluded.size",
                [(path, self._run, size) for path, size in page],
            )
        select = "SELECT count(*), coalesce(sum(size), 0) FROM document WHERE run=?"
        number, size = self._db.execute(select, (self._run,)).fetchone()
        return number, size

    def entries(self, state: str | None = None) -> Iterator[Entry]:
        """The documents of this run by path, all or those in a state; they may be changed meanwhile."""
        after = ""
        chosen = "" if state is None else "AND state=?"
        while True:
            rows = self._db.execute(
                f"SELECT {_COLUMNS} FROM document WHERE path>? AND run=? {chosen} ORDER BY path LIMIT {PAGE}",
                (after, self._run, *([] if state is None else [state])),
            ).fetchall()
            if not rows:
                return
            for path, kind, source, job, error, tally, size in rows:
                yield Entry(path, kind, source, job, error, _tally(tally), size)
            after = rows[-1][0]

    def put(self, entry: Entry) -> None:
        """Writes what became of a document. Raises OutputError."""
        values = (entry.state, entry.source, entry.job, entry.error, entry.tally.dumps(), entry.path)
        self._write("UPDATE document SET state=?, source=?, job=?, error=?, tally=? WHERE path=?", [values])

    def parts(self, path: str) -> Iterator[PartEntry]:
        """The finished parts of a document, in order."""
        after = -1
        select = (
            "SELECT number, size, gap, inside, tally FROM part "
            f"WHERE path=? AND number>? ORDER BY number LIMIT {PAGE}"
        )
        while rows := self._db.execute(select, (path, after)).fetchall():
            for number, size, gap, inside, tally in rows:
                yield PartEntry(number, size, gap, bool(inside), _tally(tally))
            after = rows[-1][0]

    def size_of_part(self, path: str, number: int) -> int:
        """The bytes a part took of its document; 0 where it is not finished."""
        row = self._db.execute("SELECT size FROM part WHERE path=? AND number=?", (path, number)).fetchone()
        return row[0] if row else 0

    def put_part(self, path: str, part: PartEntry) -> None:
        """Writes that a part is finished. Raises OutputError."""
        values = (path, part.number, part.size, part.gap, part.inside, part.tally.dumps())
        self._write("INSERT OR REPLACE INTO part VALUES(?, ?, ?, ?, ?, ?)", [values])

    def drop_parts(self, path: str | None = None) -> None:
        """Forgets the parts of a document, or all. Raises OutputError."""
        self._write("DELETE FROM part WHERE ?1 IS NULL OR path=?1", [(path,)])

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def _write(self, statement: str, rows: list[tuple[Any, ...]]) -> None:
        """All rows in one durable transaction."""
        try:
            self._db.execute("BEGIN")
            try:
                self._db.executemany(statement, rows)
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.DatabaseError as error:
            raise OutputError(f"{self.file}: cannot be written ({error})") from None


def _tally(text: str) -> Tally:
    return Tally() if text == "[]" else Tally.loads(text)


@contextmanager
def opened(folder: Path) -> Iterator[Manifest]:
    """The manifest of an output folder, closed at the end."""
    manifest = Manifest(folder)
    try:
        yield manifest
    finally:
        manifest.close()
