"""Loading and saving glossaries, by suffix, and those that ship with the package."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

from glossary import tables, tbx
from glossary.errors import GlossaryError
from glossary.model import Glossary, stack

SUFFIXES = (".tsv", ".csv", ".tbx")


def load(*paths: str | os.PathLike[str]) -> Glossary:
    """The terms of one or several files; later files win. Raises GlossaryError naming file and line."""
    return stack(_load(Path(path)) for path in paths)


def _load(path: Path) -> Glossary:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: {error.strerror or error}; expected a term list") from error
    match path.suffix.lower():
        case ".tsv" | ".txt" | ".tab":
            return tables.parse(data, file=str(path))
        case ".csv":
            return tables.parse(data, file=str(path), delimiter=",")
        case ".tbx":
            return tbx.parse(data, file=str(path))
    raise GlossaryError(f"{path}: suffix {path.suffix!r} is unknown; known: {', '.join(SUFFIXES)}")


def save(glossary: Glossary, path: str | os.PathLike[str]) -> None:
    """Writes a glossary, whole or not at all. Raises GlossaryError."""
    target = Path(path)
    match target.suffix.lower():
        case ".tsv":
            text = tables.render(glossary)
        case ".csv":
            text = tables.render(glossary, delimiter=",")
        case ".tbx":
            text = tbx.render(glossary)
        case suffix:
            raise GlossaryError(f"{path}: suffix {suffix!r} is unknown; known: {', '.join(SUFFIXES)}")
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=target.parent, delete=False, encoding="utf-8", newline=""
        ) as file:
            file.write(text)
        Path(file.name).replace(target)
    except OSError as error:
        raise GlossaryError(f"{path}: cannot be written: {error.strerror or error}") from error


@cache
def default() -> Glossary:
    """The news glossary that ships with the package."""
    return tables.parse((files("glossary") / "data" / "news.tsv").read_bytes(), file="news.tsv")


def styles() -> list[str]:
    """Names of the house styles that ship with the package."""
    folder = files("glossary") / "data" / "styles"
    return sorted(item.name.removesuffix(".tsv") for item in folder.iterdir() if item.name.endswith(".tsv"))


def style(name: str) -> Glossary:
    """A house style. Raises GlossaryError that lists the known ones."""
    if name not in styles():
        raise GlossaryError(f"unknown style {name!r}; known: {', '.join(styles())}")
    return tables.parse(
        (files("glossary") / "data" / "styles" / f"{name}.tsv").read_bytes(), file=f"{name}.tsv"
    )
