"""Word links of a translation: from the attention it was made with, or from the embedded model reading it again."""

from __future__ import annotations

from functools import cache

from align.engines import load_engine
from align.engines.base import Translation
from align.errors import EngineError
from align.lexical.links import Attender, links_from_attention, words
from align.model import Link
from align.text.tokens import tokenize

# Characters of a pair, multiplied, beyond which its words are not linked without attention.
MOST_READ = 1 << 24


@cache
def reader() -> Attender | None:
    """The embedded model, to read answers that come without attention; None in a build without it."""
    try:
        engine = load_engine("embedded", beam=1)
    except EngineError:
        return None
    return engine if isinstance(engine, Attender) else None


def readable(source: str, target: str) -> bool:
    """Whether the words of a pair may be linked without attention: that takes time by the product of both."""
    return len(source) * len(target) <= MOST_READ


def links_of(source: str, translation: Translation, attender: Attender | None = None) -> tuple[Link, ...]:
    """Word links of a translation: from its attention; what has none is read again, by the engine that made it where that
    is an `attender`, a chat server's by the embedded model.
    """
    if translation.text == source:  # what passed through untouched: each word is its own, whatever it is
        return tuple(Link(word, word, 1.0) for word in tokenize(source))
    if translation.attention is not None:
        return links_from_attention(translation.attention, source, translation.text)
    text = translation.text
    return words(source, text, engine=attender or reader()) if readable(source, text) else ()
