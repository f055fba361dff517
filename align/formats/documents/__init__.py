"""Documents in and out: the paragraphs of a file are translated while everything around them stays.

    skeleton = documents.extract(data, file="berita.html")
    bitext = align.translate(documents.join(skeleton.units))
    out = skeleton.rebuild(documents.split(bitext, skeleton.units))

Bytes outside the translated paragraphs stay as they were, but for .docx, whose parts with text are written anew.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from align.errors import InputError
from align.formats.documents.batch import join, split
from align.formats.documents.skeleton import Rendering, Skeleton

_KINDS = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".docx": "word",
    ".docm": "word",
}

SUFFIXES = tuple(_KINDS)

__all__ = ["SUFFIXES", "Rendering", "Skeleton", "extract", "join", "split"]


def extract(data: bytes, *, file: str, language: str = "en") -> Skeleton:
    """The units to translate in `data`, whose kind the suffix of `file` tells.

    `language` is the one translated into; an HTML page says so afterwards. Raises InputError.
    """
    kind = _KINDS.get(Path(file).suffix.lower())
    if kind is None:
        raise InputError(f"is of no known kind; accepted are {', '.join(SUFFIXES)}", file=file)
    skeleton: Skeleton = import_module(f"align.formats.documents.{kind}").extract(
        data, file=file, language=language
    )
    return skeleton
