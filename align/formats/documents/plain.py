"""Plain text: every paragraph (see `align.text.paragraphs`) is a unit, blank lines stay."""

from __future__ import annotations

from align.formats.documents.skeleton import Slot, TextSkeleton
from align.text.files import detect
from align.text.paragraphs import paragraphs
from align.text.rules import rules


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:  # noqa: ARG001
    """The paragraphs of a text file. Raises InputError."""
    decoded = detect(data, file=file)
    pieces: list[str | Slot] = []
    at = 0
    for span in paragraphs(decoded.text, rules("id").unfinished):
        pieces += decoded.text[at : span.start], Slot(span.of(decoded.text), (), str)
        at = span.end
    return TextSkeleton((*pieces, decoded.text[at:]), decoded.encode)
