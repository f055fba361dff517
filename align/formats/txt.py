"""The translation alone, as plain text with its paragraphs: the target document, verbatim. Write only."""

from __future__ import annotations

from align.model import Bitext


def render(bitext: Bitext) -> str:
    """The target document's text, verbatim."""
    return bitext.target.text
