"""The SQLite file of a review: opened safely, changed in durable transactions, copied whole."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from align.errors import InputError, OutputError

SCHEMA = 2
TABLES = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE row(
  id INTEGER PRIMARY KEY, place INTEGER NOT NULL, revision INTEGER NOT NULL, alike INTEGER NOT NULL,
  said INTEGER NOT NULL, marks INTEGER NOT NULL, score REAL NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
  rest BLOB NOT NULL)""",
    """CREATE TABLE change(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, tab TEXT NOT NULL,
  act TEXT NOT NULL, step TEXT NOT NULL, shape INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
  undoes INTEGER, before BLOB NOT NULL, after BLOB NOT NULL)""",
    "CREATE TABLE touch(row INTEGER, seq INTEGER, PRIMARY KEY(row, seq)) WITHOUT ROWID",
)
INDEXES = (  # a list is read from the first alone, what agrees with what from the second
    "CREATE INDEX row_place ON row(place, marks, score)",
    "CREATE INDEX row_alike ON row(alike, place, said, marks)",
    "CREATE INDEX change_tab ON change(tab, seq)",
    "CREATE INDEX touch_seq ON touch(seq)",
)


class Database:
    """One open file. Safe for several threads and processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            self._db = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")  # an acknowledged act survives a power cut
            self._version = self._db.execute("PRAGMA user_version").fetchone()[0]
            self._file = _identity(path)
        except (sqlite3.DatabaseError, OSError) as error:
            raise _unopened(path, error) from None
        if self._version not in (0, 1, SCHEMA):
            raise InputError(
                f"was written by another padanan (schema {self._version}); this one reads {SCHEMA}",
                file=str(path),
            )
        self.fresh = self._version == 0

    def close(self) -> None:
        """Closes the database; what was acknowledged is in it already."""
        with self._lock:
            self._db.close()

    def copy(self, path: Path) -> None:
        """Writes the store as it was last committed to `path`, whole or not at all. Raises OutputError."""
        scratch = path.with_name(path.name + ".new")
        try:
            scratch.unlink(missing_ok=True)
            with closing(sqlite3.connect(self.path)) as old, closing(sqlite3.connect(scratch)) as new:
                old.backup(new)
            with scratch.open("rb+") as written:
                os.fsync(written.fileno())
            scratch.replace(path)
        except (OSError, sqlite3.Error) as error:
            raise OutputError(f"{path}: the review could not be copied ({error})") from None

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (key, value))

    def _meta(self, key: str, default: str = "") -> str:
        with self._lock:
            found = self._db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return str(found[0]) if found else default

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            try:
                self._db.execute("BEGIN IMMEDIATE")
                self._require_file()
                yield
                self._db.execute("COMMIT")
            except sqlite3.OperationalError as error:
                self._roll_back()
                raise OutputError(f"{self.path}: the change could not be saved ({error})") from None
            except BaseException:
                self._roll_back()
                raise

    def _require_file(self) -> None:
        """Raises OutputError where the file was deleted or replaced: what is written to it would be gone at the end."""
        try:
            same = _identity(self.path) == self._file
        except OSError:
            same = False
        if not same:
            raise OutputError(
                f"{self.path} is gone: it was deleted or replaced while it was served, and nothing can be saved. "
                "Put it back, or start padanan review again"
            )

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _unopened(path: Path, error: Exception) -> Exception:
    """What to say of a file that cannot be opened: it is not there and cannot be made, cannot be written, or is another."""
    reason = getattr(error, "sqlite_errorname", "")
    if not path.exists():
        return OutputError(
            f"{path} cannot be made ({error}): the review is kept beside the file, in a folder that can be written"
        )
    if reason.startswith(
        ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_FULL")
    ):
        return OutputError(f"{path} is read-only or cannot be written ({error})")
    return InputError(f"is no review of padanan ({error}); move it away to begin anew", file=str(path))
