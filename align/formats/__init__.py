"""Formats a `Bitext` is read from and written to: a table, and modules loaded when they are asked for.

Every module offers `parse(data: bytes, *, file: str) -> Bitext`, `render(bitext: Bitext) -> str` (`bytes` for
docx), or both; its docstring says what the format has no place for. jsonl alone loses nothing. XLIFF is 1.2 by its
suffix, which more programs read than 2.1.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from align.errors import InputError, OutputError
from align.model import Bitext
from align.text.files import encode, read_bytes, write_atomic


@dataclass(frozen=True, slots=True)
class Format:
    """One line of the table. The first format with a suffix is the one written for it."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    reads: bool
    writes: bool


FORMATS = (
    Format("jsonl", (".jsonl",), "jsonl", True, True),
    Format("tsv", (".tsv",), "tsv", True, True),
    Format("tmx", (".tmx",), "tmx", True, True),
    Format("xliff12", (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"), "xliff12", True, True),
    Format("docx", (".docx",), "docx", True, True),
    Format("xliff21", (".xlf", ".xliff"), "xliff21", True, True),
    Format("csv", (".csv",), "csv", True, False),
    Format("xlsx", (".xlsx",), "xlsx", True, False),
    Format("html", (".html", ".htm"), "html", False, True),
    Format("md", (".md", ".markdown"), "md", False, True),
    Format("txt", (".txt",), "txt", False, True),
    Format("pharaoh", (".pharaoh",), "pharaoh", False, True),
    Format("beads", (".beads",), "beads", False, True),
)

READABLE = tuple(form.name for form in FORMATS if form.reads)
WRITABLE = tuple(form.name for form in FORMATS if form.writes)


def read(path: str | os.PathLike[str], format: str | None = None) -> Bitext:  # noqa: A002
    """The bitext in the file at `path`, in `format` or the one its suffix names. Raises InputError."""
    file = os.fspath(path)
    form = _named(format) if format else by_suffix(file, reading=True)
    if form is None or not form.reads:
        raise InputError(f"cannot be read as a bitext; accepted are {_known(reading=True)}", file=file)
    return parse(read_bytes(path), form.name, file=file)


def parse(data: bytes, format: str, *, file: str) -> Bitext:  # noqa: A002
    """The bitext in `data`; an XLIFF says itself which version it is. Raises InputError naming the line."""
    form = _named(format)
    if form is None or not form.reads:
        raise InputError(f"format {format!r} cannot be read; accepted are {', '.join(READABLE)}", file=file)
    module = "xliff" if form.name.startswith("xliff") else form.module
    bitext: Bitext = import_module(f"align.formats.{module}").parse(data, file=file)
    return bitext


def render(bitext: Bitext, format: str) -> bytes:  # noqa: A002
    """`bitext` in the named format; text formats in UTF-8. Raises OutputError."""
    form = _named(format)
    if form is None or not form.writes:
        raise OutputError(f"format {format!r} cannot be written; accepted are {', '.join(WRITABLE)}")
    out: str | bytes = import_module(f"align.formats.{form.module}").render(bitext)
    return out if isinstance(out, bytes) else encode(out)


def write(bitext: Bitext, path: str | os.PathLike[str], format: str | None = None) -> None:  # noqa: A002
    """Write `bitext` to `path`, whole or not at all; the suffix names the format unless `format` does.

    Raises OutputError.
    """
    form = _named(format) if format else by_suffix(os.fspath(path), reading=False)
    if form is None or not form.writes:
        wrong = f"format {format!r}" if format else f"suffix {Path(path).suffix!r}"
        raise OutputError(f"{path}: {wrong} cannot be written; accepted are {_known(reading=False)}")
    write_atomic(path, render(bitext, form.name))


def _named(name: str) -> Format | None:
    return next((form for form in FORMATS if form.name == name), None)


def by_suffix(file: str, *, reading: bool) -> Format | None:
    """The format that a file of this name is read, or written, in."""
    suffix = Path(file).suffix.lower()
    able = (form for form in FORMATS if (form.reads if reading else form.writes))
    return next((form for form in able if suffix in form.suffixes), None)


def _known(*, reading: bool) -> str:
    able = [form for form in FORMATS if (form.reads if reading else form.writes)]
    return ", ".join(f"{form.name} ({', '.join(form.suffixes)})" for form in able)
