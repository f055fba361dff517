"""A segment made: its translation, what became of its terms, and its word links."""

from __future__ import annotations

from dataclasses import dataclass

from align.accounts import Rendered
from align.engines.base import Translation
from align.model import Link
from align.places import reader
from align.words import links_from_attention, words

MOST_READ = (
    1 << 24
)  # characters of a pair, multiplied, beyond which its words are not linked without attention


@dataclass(frozen=True, slots=True)
class Made:
    """A rendered segment; `links`, in characters of the segment, are None where they are still to be read.

    `approved` where a person wrote the translation or stands by it.
    """

    rendered: Rendered
    links: tuple[Link, ...] | None = None
    approved: bool = False


def readable(source: str, target: str) -> bool:
    """Whether the words of a pair may be linked without attention: that takes time by the product of both."""
    return len(source) * len(target) <= MOST_READ


def links_of(source: str, translation: Translation) -> tuple[Link, ...]:
    """Word links of a translation: from its attention; a chat server's is read again by the embedded model."""
    if translation.attention is not None:
        return links_from_attention(translation.attention, source, translation.text)
    text = translation.text
    return words(source, text, engine=reader()) if readable(source, text) else ()
