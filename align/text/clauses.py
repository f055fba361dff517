"""Splits an over-long sentence at clause borders, so that nothing need ever be cut off."""

from __future__ import annotations

import re

from align.errors import ModelError
from align.model import Span
from align.text.rules import rules

_LONG_WORD = 20
_UNIT = re.compile(rf"\S{{1,{_LONG_WORD}}}[\u0300-\u036f\ufe0f\u200d]{{0,8}}")
_CLOSERS = "\"'”’»)]}"
_DASHES = frozenset({"–", "—", "-", "--"})
_ANYWHERE, _SPACE, _COMMA, _DASH, _CONJUNCTION, _COLON, _SEMICOLON = range(7)
_MARKS = {";": _SEMICOLON, ":": _COLON}


def clauses(text: str, limit: int, language: str = "id") -> list[Span]:
    """Contiguous spans of at most `limit` words that cover `text` but for white space at their edges.

    Borders are sought, best first: after a semicolon, after a colon, after a comma before a conjunction,
    before a dash, after any comma, at any space, anywhere. A word is what white space delimits; one longer
    than 20 characters counts once for every 20 begun, and may be cut there where nothing better is in reach.
    A piece holds at least a third of `limit` unless it is the last. Linear in the length of `text`. Raises
    `ModelError` when `limit` is under 1.
    """
    if limit < 1:
        raise ModelError(f"a limit of {limit} words leaves nothing; expected 1 or more")
    units = [match.span() for match in _UNIT.finditer(text)]
    ranks = _ranks(text, units, rules(language).conjunctions)
    found: list[Span] = []
    first = 0
    while first < len(units):
        after = _cut(ranks, first, limit)
        found.append(Span(units[first][0], units[after - 1][1]))
        first = after
    return found


def _ranks(text: str, units: list[tuple[int, int]], conjunctions: frozenset[str]) -> list[int]:
    """How good a border is after each unit."""
    ranks = [_SPACE] * len(units)
    for number in range(len(units) - 1):
        (start, end), (next_start, next_end) = units[number], units[number + 1]
        if end == next_start:
            ranks[number] = _ANYWHERE
            continue
        word, following = text[start:end], text[next_start:next_end]
        last = word.rstrip(_CLOSERS)[-1:]
        if last in _MARKS:
            ranks[number] = _MARKS[last]
        elif last == ",":
            ranks[number] = _CONJUNCTION if following.lower().strip("\"'“‘,") in conjunctions else _COMMA
        elif following in _DASHES:
            ranks[number] = _DASH
    return ranks


def _cut(ranks: list[int], first: int, limit: int) -> int:
    """Number of the unit the next piece starts with: the best border in reach, nearest to equal pieces."""
    left = len(ranks) - first
    if left <= limit:
        return len(ranks)
    equal = first + left / -(-left // limit)
    reach = range(first + max(limit // 3, 1), first + limit + 1)
    return max(reach, key=lambda after: (ranks[after - 1], -abs(after - equal)))
