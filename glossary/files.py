"""Loading and saving glossaries, by suffix, and those that ship with the package."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from glossary import tables, tbx, workbook
from glossary.errors import GlossaryError
from glossary.model import Glossary, stack
from glossary.term import Term
from glossary.writing import unknown, write

AnyPath: TypeAlias = str | os.PathLike[str]

_READERS: Mapping[str, Callable[..., tuple[Term, ...]]] = MappingProxyType(
    {
        ".tsv": tables.parse,
        ".txt": tables.parse,
        ".csv": partial(tables.parse, delimiter=","),
        ".tbx": tbx.parse,
        ".xlsx": workbook.parse,
    }
)


def load(paths: AnyPath | Iterable[AnyPath]) -> Glossary:
    """The terms of one file or of several, of which later ones win (see `glossary.stack`).

    .tsv, .txt (with tabs), .csv, .xlsx or .tbx. Raises GlossaryError naming file and line, for a conflict both lines.
    """
    if isinstance(paths, str | os.PathLike):
        return _load(Path(paths))
    return stack(_load(Path(path)) for path in paths)


def _load(path: Path) -> Glossary:
    parse = _READERS.get(path.suffix.lower())
    if parse is None:
        raise GlossaryError(unknown(path, _READERS))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: {error.strerror or error}; expected a term list") from error
    return Glossary(parse(data, file=str(path)))


def save(glossary: Glossary, path: AnyPath, *, dialect: str = "v2") -> None:
    """Writes a glossary as .tsv, .csv or .tbx, whole or not at all.

    `dialect` says which TBX: `v2`, or `dca` or `dct` of TBX-Basic v3. Raises SaveError for what cannot be written,
    GlossaryError for an unknown dialect.
    """
    write(glossary.terms, path, dialect=dialect)


@cache
def default() -> Glossary:
    """The news glossary that ships with the package."""
    return Glossary(tables.parse((files("glossary") / "data" / "news.tsv").read_bytes(), file="news.tsv"))


def styles() -> list[str]:
    """Names of the house styles that ship with the package."""
    folder = files("glossary") / "data" / "styles"
    return sorted(item.name.removesuffix(".tsv") for item in folder.iterdir() if item.name.endswith(".tsv"))


def style(name: str) -> Glossary:
    """A house style, to be stacked on `default()`. Raises GlossaryError that lists the known ones."""
    if name not in styles():
        raise GlossaryError(f"style {name!r} is unknown; known: {', '.join(styles())}")
    path = files("glossary") / "data" / "styles" / f"{name}.tsv"
    return Glossary(tables.parse(path.read_bytes(), file=f"{name}.tsv"))
