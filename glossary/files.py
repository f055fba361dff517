"""Loading and saving glossaries, by suffix, and those that ship with the package."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from glossary import tables, tbx
from glossary.errors import GlossaryError, SaveError
from glossary.model import Glossary, stack

AnyPath: TypeAlias = str | os.PathLike[str]

_READERS: Mapping[str, Callable[..., Glossary]] = MappingProxyType(
    {
        ".tsv": tables.parse,
        ".txt": tables.parse,
        ".csv": partial(tables.parse, delimiter=","),
        ".tbx": tbx.parse,
    }
)
_WRITERS: Mapping[str, Callable[[Glossary], str]] = MappingProxyType(
    {".tsv": tables.render, ".csv": partial(tables.render, delimiter=","), ".tbx": tbx.render}
)


def load(paths: AnyPath | Iterable[AnyPath]) -> Glossary:
    """The terms of one file or of several, of which later ones win (see `glossary.stack`).

    .tsv, .txt (with tabs), .csv or .tbx. Raises GlossaryError naming file and line, for a conflict both lines.
    """
    if isinstance(paths, str | os.PathLike):
        return _load(Path(paths))
    return stack(_load(Path(path)) for path in paths)


def _load(path: Path) -> Glossary:
    parse = _READERS.get(path.suffix.lower())
    if parse is None:
        raise GlossaryError(_unknown(path, _READERS))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: {error.strerror or error}; expected a term list") from error
    return parse(data, file=str(path))


def save(glossary: Glossary, path: AnyPath, *, dialect: str = "v2") -> None:
    """Writes a glossary as .tsv, .csv or .tbx, whole or not at all.

    `dialect` says which TBX: `v2`, or `dca` or `dct` of TBX-Basic v3. Raises SaveError for what cannot be written,
    GlossaryError for an unknown dialect.
    """
    target = Path(path)
    render = _WRITERS.get(target.suffix.lower())
    if render is None:
        raise SaveError(_unknown(target, _WRITERS))
    text = tbx.render(glossary, dialect=dialect) if target.suffix.lower() == ".tbx" else render(glossary)
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


def _unknown(path: Path, known: Iterable[str]) -> str:
    return f"{path}: suffix {path.suffix!r} is unknown; known: {', '.join(known)}"


@cache
def default() -> Glossary:
    """The news glossary that ships with the package."""
    return tables.parse((files("glossary") / "data" / "news.tsv").read_bytes(), file="news.tsv")


def styles() -> list[str]:
    """Names of the house styles that ship with the package."""
    folder = files("glossary") / "data" / "styles"
    return sorted(item.name.removesuffix(".tsv") for item in folder.iterdir() if item.name.endswith(".tsv"))


def style(name: str) -> Glossary:
    """A house style, to be stacked on `default()`. Raises GlossaryError that lists the known ones."""
    if name not in styles():
        raise GlossaryError(f"style {name!r} is unknown; known: {', '.join(styles())}")
    path = files("glossary") / "data" / "styles" / f"{name}.tsv"
    return tables.parse(path.read_bytes(), file=f"{name}.tsv")
