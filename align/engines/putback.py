"""Symbols and tags put back into a translation beside the word that they stand by in the source, and tied to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from align.engines.base import Translation
from align.engines.splice import linked, splice
from align.facts.verbatim import Placeable, verbatim
from align.lexical.attention import Attention
from align.model import Span
from align.text.tokens import tokenize

_MARKS = re.compile(r"[.!?…,;:\"”’)\]]+")
_MARK = re.compile(r" ?[,:;!?–-](?=\s|$)|[,:;!?]")
_TAIL = re.compile(r"[\s.!?…,;:\"”’)\]]*")


def put_back(text: str, answer: Translation, item: Placeable) -> Translation:
    """The answer with a loose placeable beside the word that it stands by in the source."""
    start, end = item.source.start, item.source.end
    spaced = text[start - 1 : start].isspace(), text[end : end + 1].isspace()
    if not text[:start].strip():
        return _tied(answer, item, Span(0, 0), text[:start] + item.target + " " * spaced[1])
    if not text[end:].strip():
        place = len(answer.text.rstrip())
        return _tied(answer, item, Span(place, place), " " * spaced[0] + item.target)
    if _TAIL.fullmatch(text, end) and not text[:start].rstrip().endswith((".", "!", "?")):
        tail = re.search(r"[.!?…,;:\"”’)\]]*\s*$", answer.text)
        place = tail.start() if tail else len(answer.text)
        return _tied(answer, item, Span(place, place), " " * spaced[0] + item.target)
    mark = _same_mark(text, answer.text, item)
    if mark is not None:
        return _tied(answer, item, Span(mark, mark), " " * spaced[0] + item.target)
    place, before = _beside(text, answer, item)
    gap = any(spaced)
    near = answer.text[place - 1 : place] if before else answer.text[place : place + 1]
    if before:
        return _tied(
            answer, item, Span(place, place), (" " if spaced[0] and not near.isspace() else "") + item.target
        )
    return _tied(
        answer,
        item,
        Span(place, place),
        item.target + (" " if gap and not near.isspace() and not _leads(text, item) else ""),
    )


def _beside(text: str, answer: Translation, item: Placeable) -> tuple[int, bool]:
    """Where it belongs in the answer, and whether behind a word of it, or before one."""
    inside = _words(text)
    left = [(word, True) for word in inside if word.end <= item.source.start][-1:]
    right = [(word, False) for word in inside if word.start >= item.source.end][:1]
    for word, before in right + left if _leans_right(text, item, left, right) else left + right:
        tied = linked(answer, word)
        if tied and before:
            return _over_marks(
                text[word.end : item.source.start], answer.text, max(span.end for span in tied)
            ), True
        if tied:
            return min(span.start for span in tied), False
    share = item.source.start / max(len(text), 1)
    ends = [match.end() for match in re.finditer(r"\w+", answer.text)] or [len(answer.text)]
    return min(ends, key=lambda end: abs(end - share * len(answer.text))), True


def _same_mark(text: str, answer: str, item: Placeable) -> int | None:
    """Where the mark that stands behind it in the source (`HEBOH 🔥: `) stands in the answer, if both have as many."""
    found = _MARK.match(text, item.source.end)
    if not found:
        return None
    own, there = (
        [m.start() for m in re.finditer(re.escape(found[0]) + r"(?!\d)", side)] for side in (text, answer)
    )
    if len(own) != len(there):
        return None
    return len(answer[: there[own.index(found.start())]].rstrip())


def _leads(text: str, item: Placeable) -> bool:
    """Whether a word is written on to it: `↑10%`."""
    return text[item.source.end : item.source.end + 1].isalnum()


@lru_cache(maxsize=16)  # each placeable of a sentence asks for them
def _words(text: str) -> Sequence[Span]:
    """Words that no loose placeable holds."""
    loose = bytearray(len(text))
    for other in verbatim(text):
        if other.loose:
            loose[other.source.start : other.source.end] = b"\1" * len(other.source)
    return [
        word
        for word in tokenize(text)
        if any(map(str.isalnum, word.of(text))) and not any(loose[word.start : word.end])
    ]


def _over_marks(between: str, text: str, place: int) -> int:
    """The place, behind the marks there if the source has marks before what is put back."""
    marks = _MARKS.match(text, place)
    return marks.end() if marks and between.strip() else place


def _leans_right(
    text: str, item: Placeable, left: Sequence[tuple[Span, bool]], right: Sequence[tuple[Span, bool]]
) -> bool:
    """Whether it belongs to the word behind it: written on to it, behind a mark, before a figure (`↑ 10%`)."""
    start, end = item.source.start, item.source.end
    joined = text[start - 1].isspace() and not text[end : end + 1].isspace()
    after_mark = (
        text[start - 1].isspace()
        and bool(left)
        and any(mark in ".,;:!?(" for mark in text[left[0][0].end : start])
    )
    return joined or after_mark or (bool(right) and right[0][0].of(text)[0].isdecimal())


def _tied(answer: Translation, item: Placeable, place: Span, written: str) -> Translation:
    """The answer with `written` at `place`, attending to the characters of `item`."""
    out = splice(answer, place, written)
    attention = out.attention
    if attention is None or not attention.target:
        return out
    row = next(
        (
            n
            for n, span in enumerate(attention.target)
            if span.start == place.start and len(span) == len(written)
        ),
        0,
    )
    column = sum(span.start < item.source.start for span in attention.source)
    weights = np.insert(attention.weights, column, 0.0, axis=1)
    weights[row] = 0.0
    weights[row, column] = 1.0
    source = (*attention.source[:column], item.source, *attention.source[column:])
    return replace(out, attention=Attention(source, attention.target, weights.astype(np.float32)))
