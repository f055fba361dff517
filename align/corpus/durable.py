"""Results on disk: whole or not at all, also after a power cut, and no halves lying about after a kill.

What is being written stands under a fixed name in one work folder, so that the next run writes over it; when it is safe
on the disk it is renamed, and the rename is made safe too, before anybody is told.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from align.errors import OutputError


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from None


def write_durable(target: Path, chunks: Iterable[bytes], *, work: Path) -> None:
    """Writes `chunks` to `target`; `work` is a folder on the same disk. Raises OutputError."""
    make_folder(target.parent)
    make_folder(work)
    beside = work / "writing"
    try:
        with beside.open("wb") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(target)
        _sync(target.parent)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(f"{target}: cannot be written: {error.strerror}") from None


def remove(folder: Path) -> None:
    """Takes a folder away with all in it, if it is there. Raises OutputError."""
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be removed: {error.strerror}") from None


def _sync(folder: Path) -> None:
    """Makes a rename safe, where the system can do that."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
