"""Segments no model should see whole: what is too long is split and rejoined, what is no language is copied.

Nothing is ever truncated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from align.engines.base import Annotation, Request, Translation
from align.engines.guard import Decode, copied
from align.engines.splice import splice
from align.facts.verbatim import LONGEST_WORD, verbatim
from align.lexical.attention import Attention
from align.model import Span
from align.text.clauses import clauses

FIRST_LIMIT = 80  # words
MOST_WEIGHTS = 1 << 24  # of a joined attention: 64 MB, a sentence of some 3,000 words
_BLOB = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿＡ-Ｚａ-ｚ]")
_BORDER = re.compile(r"[^\S\n]*\t[^\S\n]*|[ \u00a0]+[|·][ \u00a0]+|[ \u00a0]{3,}")  # of cells
_STOP = re.compile(r"(?<![A-Z]\.[A-Z])(?<![.…])\.$")  # of a sentence, not of U.S. or of three
_CAPITAL = re.compile(r"(?!I\b)[A-Z](?=[a-z]* [a-z])")  # of one word, not of a name of several


@dataclass(frozen=True, slots=True)
class _Part:
    request: Request
    start: int  # in the whole segment
    gap: str  # white space before it


def split_long(
    batch: Sequence[Request], fits: Callable[[Request], bool], decode: Decode
) -> list[Translation]:
    """Answers in order, each put together from its parts; `decode` sees only parts that are language and fit."""
    cut = [_parts(request, fits) for request in batch]
    wanted = [part.request for parts in cut for part in parts if is_language(part.request.text)]
    answers = iter(decode(wanted) if wanted else ())
    out = []
    for parts in cut:
        done = [
            next(answers) if is_language(part.request.text) else copied(part.request.text) for part in parts
        ]
        out.append(done[0] if len(parts) == 1 else _join(parts, done))
    return out


def is_language(text: str) -> bool:
    """Whether there is a word to translate: Latin letters that are no placeable.

    Indonesian is written in Latin letters; of other scripts a model of this pair makes nothing but fiction.
    """
    done = 0
    for item in verbatim(text):
        if _LATIN.search(text, done, item.source.start):
            return True
        done = item.source.end
    return _LATIN.search(text, done) is not None


def _parts(request: Request, fits: Callable[[Request], bool]) -> list[_Part]:
    """The parts of a segment in order, at least one; mostly the segment itself."""
    if not is_language(request.text):
        return [_Part(request, 0, gap="")]
    out: list[_Part] = []
    end = 0
    for span in _columns(request.text):
        part = _Part(_slice(request, span), span.start, _gap(request.text[end : span.start]))
        end = span.end
        # What surely does not fit is cut before its pieces are counted: counting is linear, but not free.
        short = len(span) <= LONGEST_WORD * FIRST_LIMIT
        if not is_language(part.request.text) or (short and fits(part.request)):
            out.append(part)
        else:
            out += _cut(part, FIRST_LIMIT, fits)
    return out


def _around_blobs(text: str) -> list[Span]:
    """The blobs and what lies between them."""
    out: list[Span] = []
    done = 0
    for match in _BLOB.finditer(text):
        out += [Span(done, match.start())] if text[done : match.start()].strip() else []
        out.append(Span(*match.span()))
        done = match.end()
    if not out or text[done:].strip():
        out.append(Span(done, len(text)))
    return [_trimmed(span, text) for span in out] if len(out) > 1 else out


def _columns(text: str) -> list[Span]:
    """The cells between tabs and the like, which are translated one by one, and their blobs."""
    return [span.shift(cell.start) for cell in cells(text) for span in _around_blobs(cell.of(text))]


def cells(text: str) -> list[Span]:
    """What stands between tabs and the like, without blanks around; mostly all of the text, none of an empty one."""
    borders = [match.span() for match in _BORDER.finditer(text)]
    if not borders:
        return [Span(0, len(text))] if text.strip() else []
    starts, ends = [0, *(end for _, end in borders)], [*(start for start, _ in borders), len(text)]
    return [
        _trimmed(Span(*edges), text)
        for edges in zip(starts, ends, strict=True)
        if text[slice(*edges)].strip()
    ]


def _gap(white: str) -> str:
    """What stands between two parts: a border of cells as it is, a blank for any other white space."""
    return white if _BORDER.search(white) else " " if white else ""


def _trimmed(span: Span, text: str) -> Span:
    inside = span.of(text)
    return Span(span.end - len(inside.lstrip()), span.start + len(inside.rstrip()))


def _cut(whole: _Part, limit: int, fits: Callable[[Request], bool]) -> list[_Part]:
    """Parts of at most `limit` words; those that still do not fit are cut again, in halves."""
    out: list[_Part] = []
    text, end = whole.request.text, 0
    for number, span in enumerate(clauses(text, limit)):
        gap = whole.gap if number == 0 else " " * (span.start > end)
        part = _Part(_slice(whole.request, span), whole.start + span.start, gap)
        end = span.end
        if not is_language(part.request.text) or fits(part.request):
            out.append(part)
        elif limit > 1:
            out += _cut(part, limit // 2, fits)
        else:  # one word whose annotations are too long: those go, not the word
            out.append(_Part(Request(part.request.text), part.start, gap))
    return out


def _slice(request: Request, span: Span) -> Request:
    if len(span) == len(request.text):
        return request
    inside = [a for a in request.annotations if span.start <= a.source.start and a.source.end <= span.end]
    moved = tuple(Annotation(a.source.shift(-span.start), a.target) for a in inside)
    return Request(span.of(request.text), moved)


def _join(parts: Sequence[_Part], done: Sequence[Translation]) -> Translation:
    """Texts in order, with a space where the source had white space; scores averaged by length."""
    done = _seamless(parts, done)
    written: list[str] = []
    starts: list[int] = []
    length = 0
    for part, answer in zip(parts, done, strict=True):
        space = part.gap if written else ""
        starts.append(length + len(space))
        written += [space, answer.text]
        length += len(space) + len(answer.text)
    decoded = [answer for part, answer in zip(parts, done, strict=True) if is_language(part.request.text)]
    weights = [max(len(answer.text), 1) for answer in decoded]
    total = sum(answer.score * weight for answer, weight in zip(decoded, weights, strict=True))
    flags = tuple(dict.fromkeys(flag for answer in done for flag in answer.flags))
    attention = _join_attention(parts, done, starts)
    return Translation("".join(written), total / max(sum(weights), 1), attention, flags=flags)


def _seamless(parts: Sequence[_Part], done: Sequence[Translation]) -> list[Translation]:
    """The answers without a sentence's stop and capital where the source has none: its comma stands there instead."""
    out = list(done)
    for number, (part, after) in enumerate(pairwise(parts)):
        if _BORDER.search(after.gap):
            continue
        text, stop = out[number].text, _STOP.search(out[number].text)
        if stop and not _STOP.search(part.request.text):
            mark = part.request.text[-1] if part.request.text[-1] in ",;:" else ""
            out[number] = splice(out[number], Span(stop.start(), len(text)), mark)
        following, word = out[number + 1], _CAPITAL.match(out[number + 1].text)
        if word and after.request.text[:1].islower():
            out[number + 1] = splice(following, Span(0, word.end()), word.group().lower())
    return out


def _join_attention(
    parts: Sequence[_Part], done: Sequence[Translation], starts: Sequence[int]
) -> Attention | None:
    """The parts' attention along the diagonal of the whole.

    None unless all of them have one, and where the matrix would have more than `MOST_WEIGHTS` weights.
    """
    known = [
        (part.start, start, answer.attention)
        for part, start, answer in zip(parts, starts, done, strict=True)
        if answer.attention is not None
    ]
    if len(known) < len(done):
        return None
    source = [span.shift(start) for start, _, block in known for span in block.source]
    target = [span.shift(start) for _, start, block in known for span in block.target]
    if len(target) * len(source) > MOST_WEIGHTS:
        return None
    weights = np.zeros((len(target), len(source)), dtype=np.float32)
    row = column = 0
    for _, _, block in known:
        height, width = block.weights.shape
        weights[row : row + height, column : column + width] = block.weights
        row, column = row + height, column + width
    return Attention(tuple(source), tuple(target), weights)
