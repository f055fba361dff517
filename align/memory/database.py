"""The SQLite file of a translation memory: known by its first bytes before SQLite touches it, opened for several
processes at a time, changed in durable transactions.

Who writes waits up to `PATIENCE` seconds for another writer; readers wait for nobody (write-ahead log). What a
transaction wrote survives a power cut.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from align.errors import InputError, OutputError

APPLICATION = 0x50_44_4E_4D  # SQLite's application_id: PDNM
SCHEMA = 1
PATIENCE = 30.0  # seconds
_HEAD, _MAGIC = 100, b"SQLite format 3\0"
_TABLES = (
    "CREATE TABLE maker(id INTEGER PRIMARY KEY, signature TEXT NOT NULL UNIQUE)",
    "CREATE TABLE made(key BLOB NOT NULL, maker INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(key, maker))",
    "CREATE TABLE source(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)",
    # A log: the last line of a source counts, and `was` is the line that stands under it.
    """CREATE TABLE approved(
  at INTEGER PRIMARY KEY, source INTEGER NOT NULL, target TEXT, origin TEXT NOT NULL, was INTEGER NOT NULL,
  digest TEXT NOT NULL
)""",
    "CREATE INDEX approved_source ON approved(source, at)",
    # Words (as CRC-32) of the sources by the number of words in them, see `align.memory.fuzzy`.
    """CREATE TABLE posting(
  word INTEGER NOT NULL, length INTEGER NOT NULL, source INTEGER NOT NULL, PRIMARY KEY(word, length, source)
) WITHOUT ROWID""",
    f"PRAGMA application_id={APPLICATION}",
    f"PRAGMA user_version={SCHEMA}",
)


class MemoryFile:
    """One open file. Safe for several threads and processes.

    Raises InputError for a file that is no memory or a damaged one, which is left as it is; OutputError for one that
    cannot be written.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.RLock()
        _look(file)
        with self._told():
            self._db = sqlite3.connect(file, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            with self._told():
                self._begin()
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Closes the file; what was written is in it already."""
        with self._lock:
            self._db.close()

    def _begin(self) -> None:
        self._db.execute("PRAGMA synchronous=FULL")
        if not self._schema():
            # Before the log is on: so the marks that tell the file stand in it, and not beside it, from the first.
            with self._writing():
                for statement in () if self._schema() else _TABLES:
                    self._db.execute(statement)
        end = time.monotonic() + PATIENCE
        while self._db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            try:
                self._db.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError:  # another process is at it; SQLite itself does not wait here
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
        self._db.execute("SELECT max(at) FROM approved").fetchone()

    def _schema(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    @contextmanager
    def _told(self) -> Iterator[None]:
        """One thread at a time; what SQLite says becomes one line that names the file."""
        with self._lock:
            try:
                yield
            except sqlite3.DatabaseError as error:
                raise _line(self.file, error) from None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A durable transaction, whole or not at all."""
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise


def _look(file: Path) -> None:
    """Raises where the file is there and is no memory, or is marked as one that nobody writes."""
    accepted = "accepted is a translation memory of padanan, or a name that is not taken"
    try:
        if not file.exists():
            return
        if not file.is_file():
            raise InputError(f"is no file; {accepted}", file=str(file))
        with file.open("rb") as stream:
            head = stream.read(_HEAD)
        writable = file.stat().st_mode & 0o222
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=str(file)) from None
    if not head:
        return
    known = len(head) == _HEAD and head.startswith(_MAGIC)
    if not known or int.from_bytes(head[68:72], "big") != APPLICATION:
        raise InputError(f"is no translation memory; {accepted}", file=str(file))
    schema = int.from_bytes(head[60:64], "big")
    if schema != SCHEMA:
        raise InputError(
            f"was written by another padanan (schema {schema}); this one reads {SCHEMA}", file=str(file)
        )
    if not writable:
        raise OutputError(f"{file}: is read-only; accepted is a memory that can be written")


def _line(file: Path, error: sqlite3.DatabaseError) -> InputError | OutputError:
    reason = str(error)
    if not isinstance(error, sqlite3.OperationalError) or reason.startswith("no such "):
        return InputError(
            f"is a damaged memory ({reason}); move it away to begin anew, or put a copy in its place",
            file=str(file),
        )
    if "locked" in reason:
        return OutputError(f"{file}: another program has been writing to it for {PATIENCE:.0f} seconds")
    if "readonly" in reason:
        return OutputError(f"{file}: is read-only; accepted is a memory that can be written")
    return OutputError(f"{file}: cannot be read or written ({reason})")
