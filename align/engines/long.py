"""Segments no model should see whole: too long ones are split and rejoined, never truncated; what is no
language is passed through.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from align.clauses import clauses
from align.engines.base import Annotation, Attention, Request, Translation
from align.model import Span

FIRST_LIMIT = 80  # words
LONGEST_WORD = 60  # characters; beyond this it is a key, a hash or a blob

Decode = Callable[[Sequence[Request]], list[Translation]]


@dataclass(frozen=True, slots=True)
class _Part:
    request: Request
    start: int  # in the whole segment
    gap: bool  # white space before it


def split_long(
    batch: Sequence[Request], fits: Callable[[Request], bool], decode: Decode
) -> list[Translation]:
    """Answers in order, each put together from its parts; `decode` sees only parts that are language and fit."""
    cut = [_parts(request, fits) for request in batch]
    wanted = [part.request for parts in cut for part in parts if is_language(part.request.text)]
    answers = iter(decode(wanted) if wanted else [])
    out = []
    for request, parts in zip(batch, cut, strict=True):
        done = [
            next(answers) if is_language(part.request.text) else copied(part.request.text) for part in parts
        ]
        out.append(done[0] if len(parts) == 1 else _join(parts, done))
        if not parts:
            out[-1] = copied(request.text)
    return out


def is_language(text: str) -> bool:
    """Whether there is a word to translate: a letter, and not only one unbroken run too long for a word."""
    if not any(char.isalpha() for char in text):
        return False
    return any(len(word) <= LONGEST_WORD and any(map(str.isalpha, word)) for word in text.split())


def copied(text: str) -> Translation:
    """The text as its own translation."""
    attention = None
    if text:
        whole = (Span(0, len(text)),)
        attention = Attention(whole, whole, np.ones((1, 1), dtype=np.float32))
    return Translation(text, 0.0, attention)


def _parts(request: Request, fits: Callable[[Request], bool]) -> list[_Part]:
    if not is_language(request.text):
        return [_Part(request, 0, gap=False)]
    # A segment that surely does not fit is cut before its pieces are counted: counting is linear, but not free.
    limit = FIRST_LIMIT
    if len(request.text) <= LONGEST_WORD * limit and fits(request):
        return [_Part(request, 0, gap=False)]
    return _cut(request, 0, limit, fits)


def _cut(request: Request, offset: int, limit: int, fits: Callable[[Request], bool]) -> list[_Part]:
    out: list[_Part] = []
    end = 0
    for span in clauses(request.text, limit):
        part = _Part(_slice(request, span), offset + span.start, gap=span.start > end)
        end = span.end
        if limit > 1 and is_language(part.request.text) and not fits(part.request):
            smaller = _cut(part.request, part.start, limit // 2, fits)
            out += [_Part(smaller[0].request, smaller[0].start, part.gap), *smaller[1:]]
        else:
            out.append(part)
    return out


def _slice(request: Request, span: Span) -> Request:
    inside = [a for a in request.annotations if span.start <= a.source.start and a.source.end <= span.end]
    moved = tuple(
        Annotation(Span(a.source.start - span.start, a.source.end - span.start), a.target) for a in inside
    )
    return Request(span.of(request.text), moved)


def _join(parts: Sequence[_Part], done: Sequence[Translation]) -> Translation:
    """Texts in order, with a space where the source had white space; scores averaged by length."""
    text, starts = "", []
    for part, answer in zip(parts, done, strict=True):
        text += " " if part.gap and text else ""
        starts.append(len(text))
        text += answer.text
    lengths = [max(len(answer.text), 1) for answer in done]
    score = sum(answer.score * length for answer, length in zip(done, lengths, strict=True)) / sum(lengths)
    flags = tuple(dict.fromkeys(flag for answer in done for flag in answer.flags))
    return Translation(text, score, _join_attention(parts, done, starts), flags=flags)


def _join_attention(
    parts: Sequence[_Part], done: Sequence[Translation], starts: Sequence[int]
) -> Attention | None:
    blocks = [answer.attention for answer in done]
    known = [block for block in blocks if block is not None]
    if len(known) < len(blocks):
        return None
    source = [
        span.shift(part.start) for part, block in zip(parts, known, strict=True) for span in block.source
    ]
    target = [span.shift(start) for start, block in zip(starts, known, strict=True) for span in block.target]
    weights = np.zeros((len(target), len(source)), dtype=np.float32)
    row = column = 0
    for block in known:
        height, width = block.weights.shape
        weights[row : row + height, column : column + width] = block.weights
        row, column = row + height, column + width
    return Attention(tuple(source), tuple(target), weights)
