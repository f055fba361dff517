"""The manifest of a corpus: what is done, what failed and why, in SQLite beside the output."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from align.errors import InputError, OutputError

NAME = ".padanan-corpus.db"
_TABLE = """
CREATE TABLE IF NOT EXISTS document(
  path TEXT PRIMARY KEY, source TEXT NOT NULL, job TEXT NOT NULL, error TEXT NOT NULL,
  segments INTEGER NOT NULL, terms INTEGER NOT NULL, missed INTEGER NOT NULL, findings INTEGER NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one document. `source` and `job` are hashes of its bytes and of everything that decides the result.

    `error` is empty where it is done.
    """

    path: str
    source: str
    job: str
    error: str
    segments: int = 0
    terms: int = 0
    missed: int = 0
    findings: int = 0


class Manifest:
    """Entries by path. A write that returned survives a power cut."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / NAME
        try:
            self._db = sqlite3.connect(self.file, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.execute(_TABLE)
        except sqlite3.OperationalError as error:
            raise OutputError(f"{self.file}: cannot be written ({error})") from None
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"is no manifest ({error}); move it away to begin anew", file=str(self.file)
            ) from None

    def entries(self) -> dict[str, Entry]:
        """All entries."""
        with closing(self._db.execute("SELECT * FROM document")) as found:
            return {row[0]: Entry(*row) for row in found}

    def put(self, entry: Entry) -> None:
        """Writes an entry over the one of its path. Raises OutputError."""
        values = (
            entry.path, entry.source, entry.job, entry.error,
            entry.segments, entry.terms, entry.missed, entry.findings,
        )  # fmt: skip
        try:
            self._db.execute("INSERT OR REPLACE INTO document VALUES(?,?,?,?,?,?,?,?)", values)
        except sqlite3.OperationalError as error:
            raise OutputError(f"{self.file}: cannot be written ({error})") from None

    def close(self) -> None:
        """Closes the file."""
        self._db.close()


@contextmanager
def opened(folder: Path) -> Iterator[Manifest]:
    """The manifest of an output folder, closed at the end."""
    manifest = Manifest(folder)
    try:
        yield manifest
    finally:
        manifest.close()
