"""The SQLite file of a review: opened safely, changed in durable transactions, copied whole."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from align.errors import InputError, OutputError

SCHEMA = 1
ALIKE = (
    "replace(replace(replace(json_extract(body, '$.source'), char(9), ' '), char(10), ' '), char(13), ' ')"
)
TARGET = "json_extract(body, '$.target')"
ALIKE_INDEX = f"CREATE INDEX IF NOT EXISTS row_alike ON row({ALIKE}, place)"
TABLES = (
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE row(id INTEGER PRIMARY KEY, place INTEGER NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL)",
    "CREATE INDEX row_place ON row(place)",
    """CREATE TABLE change(
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, tab TEXT NOT NULL,
  act TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
  undoes INTEGER
)""",
    ALIKE_INDEX,
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
        if not self.fresh:
            self._db.execute(ALIKE_INDEX)  # stores of the first days lack it

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
        self._db.execute("UPDATE meta SET value=? WHERE key=?", (value, key))

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
