"""Documents in and out: the paragraphs of a file are translated while everything around them stays.

    skeleton = documents.extract(data, file="berita.html")
    bitext = align.translate(documents.join(skeleton.units))
    out = skeleton.rebuild(documents.split(bitext, skeleton.units))

Bytes outside the translated paragraphs stay as they were, but for .docx, whose parts with text are written anew.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from align.errors import InputError
from align.formats.documents.batch import completed, join, refilled, split, untranslated
from align.formats.documents.skeleton import Rendering, Skeleton

_KINDS = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".sbv": "subtitles",
    ".docx": "word",
    ".docm": "word",
    ".dotx": "word",
    ".odt": "archive",
    ".epub": "archive",
    ".xlf": "interchange",
    ".xliff": "interchange",
    ".sdlxliff": "interchange",
    ".mqxliff": "interchange",
    ".mxliff": "interchange",
    ".tmx": "interchange",
    ".po": "gettext",
    ".pot": "gettext",
}

_FILLING = ("interchange", "gettext")

SUFFIXES = tuple(suffix for suffix, kind in _KINDS.items() if kind not in _FILLING)
"""Of documents to read."""

FILLED = tuple(suffix for suffix, kind in _KINDS.items() if kind in _FILLING)
"""Of files whose missing translations are filled in."""


_MARKUP = (
    ("XML", re.compile(rb"\s*<\?xml\b|\s*<(?:xliff|tmx|martif|tbx)\b", re.IGNORECASE)),
    (
        "HTML",
        re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL),
    ),
    ("WebVTT", re.compile(rb"WEBVTT\b")),
    ("SubRip", re.compile(rb"\s*\d+\s+\d\d:\d\d:\d\d[,.]\d+\s*-->")),
    ("YouTube's SBV", re.compile(rb"\d+:\d\d:\d\d\.\d+,\d+:\d\d:\d\d\.\d+")),
    ("SubStation Alpha", re.compile(rb"\s*\[Script Info\]")),
    ("RTF", re.compile(rb"\{\\rtf")),
    ("TeX", re.compile(rb"\s*\\documentclass")),
    ("JSON", re.compile(rb"\s*(?:\{\s*\"|\[\s*\{)")),
    ("a message catalogue", re.compile(rb'(?:#[^\n]*\n|\s)*msgid\s+"')),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

__all__ = [
    "FILLED",
    "SUFFIXES",
    "Rendering",
    "Skeleton",
    "completed",
    "extract",
    "join",
    "refilled",
    "require_prose",
    "split",
    "untranslated",
]


def extract(data: bytes, *, file: str, language: str = "en") -> Skeleton:
    """The units to translate in `data`, whose kind the suffix of `file` tells.

    `language` is the one translated into; an HTML page says so afterwards. Raises InputError.
    """
    kind = _KINDS.get(Path(file).suffix.lower())
    if kind is None:
        raise InputError(f"is of no known kind; accepted are {', '.join(_KINDS)}", file=file)
    skeleton: Skeleton = import_module(f"align.formats.documents.{kind}").extract(
        data, file=file, language=language
    )
    return skeleton


def require_prose(data: bytes, *, file: str) -> None:
    """Raises InputError for a file of no known suffix that holds markup, which would be translated as prose."""
    head = data[:4096]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    kind = next((name for name, form in _MARKUP if form.match(head.replace(b"\0", b""))), None)
    suffix = Path(file).suffix.lower()
    if kind is None and suffix in _FOREIGN:
        kind = f"a {suffix}"
    if kind is not None:
        raise InputError(f"is {kind}, not plain text; accepted are {', '.join(_KINDS)}", file=file)


_FOREIGN = (
    ".pdf",
    ".doc",
    ".rtf",
    ".odt",
    ".epub",
    ".pptx",
    ".xlsx",
    ".ppt",
    ".xls",
    ".tex",
    ".xml",
    ".json",
)
