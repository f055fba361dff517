"""Opening a file for review: its store beside it, begun on the first opening, gone on with on every other."""

from __future__ import annotations

import hashlib
from pathlib import Path

import align
from align.errors import InputError
from align.model import Bitext
from align.text import read_bytes
from review import rows
from review.store import Store


def store_path(file: Path) -> Path:
    """Where the review of `file` is kept."""
    return file.with_name(file.name + ".review")


def open_review(file: Path) -> Store:
    """The store of `file`, a bitext in any format that can be read.

    Raises InputError where the file cannot be read, or has changed since its review began: the review then stands
    untouched, to be exported or moved away.
    """
    digest = hashlib.sha256(read_bytes(file)).hexdigest()
    path = store_path(file)
    bitext = None if path.exists() else align.read(file)
    store = Store(path)
    try:
        if store.fresh:
            header, bodies = rows.bodies(bitext or align.read(file))
            store.begin(header, bodies, source_hash=digest)
        if store.source_hash != digest:
            raise InputError(
                f"has changed since its review began; `padanan review export {file} OUT` writes that review out, "
                f"and moving {path.name} away begins anew",
                file=str(file),
            )
    except BaseException:
        store.close()
        raise
    return store


def reviewed(file: Path) -> Bitext:
    """The bitext as reviewers left it; the file itself where nobody reviewed it. Raises InputError."""
    path = store_path(file)
    if not path.exists():
        return align.read(file)
    store = Store(path)
    try:
        return rows.bitext(store.header, (row.body for row in store.rows()), file=str(path))
    finally:
        store.close()
