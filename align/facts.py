"""What a translation must carry over whatever it says: numbers, as English writes them, and names no dictionary knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from align.anchors import canonical_number
from align.lexicon import load
from align.model import Span
from align.tokens import tokenize

_NAME = re.compile(r"[A-Z][\w’'-]*[a-z][\w’'-]*|[A-Z]{2,6}")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Fact:
    """Characters of a source and what must stand in the translation for them."""

    source: Span
    target: str


def facts(text: str) -> list[Fact]:
    """Numbers and unknown names of an Indonesian text, left to right.

    A name is a run of capitalised words that the lexical table does not know, not at the start of the text.
    """
    found: list[Fact] = []
    words = tokenize(text)
    names: list[Span] = []
    for place, word in enumerate(words):
        form = word.of(text)
        if _NUMBER.fullmatch(form):
            found.append(Fact(word, _english(form)))
        elif place and _NAME.fullmatch(form) and not load().translations(form.casefold()):
            names.append(word)
    found += [Fact(span, span.of(text)) for span in _runs(text, names)]
    return sorted(found, key=lambda fact: fact.source)


def _runs(text: str, names: list[Span]) -> list[Span]:
    """Neighbouring names as one."""
    out = names[:1]
    for before, after in pairwise(names):
        if text[before.end : after.start] == " ":
            out[-1] = Span(out[-1].start, after.end)
        else:
            out.append(after)
    return out


def _english(number: str) -> str:
    """`1.500.000` as `1,500,000`, `2,5` as `2.5`, `10.30` as `10:30`."""
    plain = canonical_number(number, "id").lstrip("#")
    if ":" in plain:
        return plain
    whole, point, fraction = plain.partition(".")
    grouped = f"{int(whole):,}" if whole.isdigit() and "." in number else whole
    return grouped + point + fraction


def lost(text: str, translation: str) -> list[Fact]:
    """Facts of `text` that do not stand in `translation`, each as often as in the source."""
    left = translation
    out = []
    for fact in sorted(facts(text), key=lambda fact: -len(fact.target)):
        match = re.search(rf"(?<![\w.,]){re.escape(fact.target)}(?![\w]|[.,]\d)", left)
        if match:
            left = left[: match.start()] + " " * len(match.group()) + left[match.end() :]
        else:
            out.append(fact)
    return sorted(out, key=lambda fact: fact.source)
