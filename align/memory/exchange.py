"""Approved pairs between files and a memory: which of a bitext count, and a memory as a bitext."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from align import formats
from align.errors import InputError
from align.formats.rows import Row, assemble
from align.memory.store import Memory, usable
from align.model import Bitext

_SOURCE, _TARGET = ("id", "ind"), ("en", "eng")


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import came to, in pairs: new or changed, as they were, and left out since nobody approved them."""

    new: int
    same: int
    left: int


def take(memory: Memory, file: str | os.PathLike[str], *, every: bool = False) -> Taken:
    """Writes the approved pairs of a file, in any format that can be read, to the memory; all of them or none.

    A unit of a TMX that padanan did not write counts as approved. With `every` all pairs do that have both sides.
    Raises InputError, also for a file in other languages.
    """
    bitext = formats.read(file)
    require_languages(bitext.source.language, bitext.target.language, file=os.fspath(file))
    foreign = Path(file).suffix.lower() == ".tmx" and not bitext.signature
    full = [pair for pair in bitext if usable(pair.source_text) and usable(pair.target_text)]
    pairs = [(p.source_text, p.target_text) for p in full if every or foreign or p.bead.approved]
    new = memory.approve(pairs, Path(file).name)
    return Taken(new, len(pairs) - new, len(full) - len(pairs))


def require_languages(source: str, target: str, *, file: str) -> None:
    """Raises InputError for a file that does not go from Indonesian to English."""
    known = (source, _SOURCE), (target, _TARGET)
    if not all(own.lower().split("-")[0] in accepted for own, accepted in known):
        raise InputError(
            f"goes from {source!r} to {target!r}; accepted is Indonesian (id) to English (en)", file=file
        )


def as_bitext(memory: Memory) -> Bitext:
    """The approved pairs that count, each a paragraph of its own."""
    return assemble(
        Row(source, target, number, approved=True) for number, (source, target) in enumerate(memory.pairs())
    )
