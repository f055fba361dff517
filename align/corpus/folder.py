"""The documents of a folder, found as they are asked for: a folder may hold millions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from align.errors import InputError


def walk(folder: Path, target: Path, suffixes: tuple[str, ...], above: str = "") -> Iterator[tuple[str, int]]:
    """Documents as paths relative to the first folder, with their bytes; hidden ones and `target` left out."""
    try:
        with os.scandir(folder) as found:
            for item in found:
                path = f"{above}{item.name}"
                if item.name.startswith("."):
                    continue
                if item.is_dir(follow_symlinks=False):
                    if Path(item.path).resolve() != target:
                        yield from walk(Path(item.path), target, suffixes, f"{path}/")
                elif Path(path).suffix.lower() in suffixes and item.is_file():
                    # A name that is no Unicode is entered as it can be shown; as a file it will be missed, and told.
                    yield path.encode("utf-8", "backslashreplace").decode(), item.stat().st_size
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=str(folder)) from None
