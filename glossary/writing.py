"""Writing terms to a file, by its suffix."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from glossary import tables, tbx
from glossary.errors import SaveError
from glossary.term import Term

_WRITERS: Mapping[str, Callable[[Sequence[Term]], str]] = MappingProxyType(
    {".tsv": tables.render, ".csv": partial(tables.render, delimiter=","), ".tbx": tbx.render}
)


def write(terms: Sequence[Term], path: str | os.PathLike[str], *, dialect: str = "v2") -> None:
    """Writes terms as .tsv, .csv or .tbx, whole or not at all.

    `dialect` says which TBX: `v2`, or `dca` or `dct` of TBX-Basic v3. Raises SaveError for what cannot be written,
    GlossaryError for an unknown dialect.
    """
    target = Path(path)
    render = _WRITERS.get(target.suffix.lower())
    if render is None:
        raise SaveError(unknown(target, _WRITERS))
    text = tbx.render(terms, dialect=dialect) if target.suffix.lower() == ".tbx" else render(terms)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        try:
            with beside.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise SaveError(f"{path}: cannot be written: {error.strerror or error}") from error


def unknown(path: Path, known: Iterable[str]) -> str:
    """What to say of a suffix that is none of `known`."""
    return f"{path}: suffix {path.suffix!r} is unknown; known: {', '.join(known)}"
