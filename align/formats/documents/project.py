"""Inline markup carried from a text to its translation.

A mark over words goes where their linked words stand. Without links it goes to the same characters in the
translation (a name, a number), and failing that to the words at the same share of its length.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from align.formats.markup import Mark
from align.model import Span

Links = Sequence[tuple[Span, Span]]

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")
_CHUNK = re.compile(r"\S+")


def project(marks: Sequence[Mark], source: str, target: str, links: Links) -> list[Mark]:
    """`marks` over `source` as marks over `target`, nested and in order, none left out."""
    placed = [(mark.span, replace(mark, span=_place(mark.span, source, target, links))) for mark in marks]
    return _nest(placed)


def _place(span: Span, source: str, target: str, links: Links) -> Span:
    if not span.of(source).strip():
        place = _point(span.end, source, target, links).end
        return Span(place - 1 if len(span) and target[:place][-1:].isspace() else place, place)
    if len(span) >= len(source.strip()):
        return Span(0, len(target))
    linked = [right for left, right in links if left.overlaps(span)]
    if linked:
        return Span(min(right.start for right in linked), max(right.end for right in linked))
    words = span.of(source)
    same = [match.start() for match in re.finditer(re.escape(words), target, re.IGNORECASE)]
    if same:
        wanted = span.start * len(target) / len(source)
        start = min(same, key=lambda place: abs(place - wanted))
        return Span(start, start + len(words))
    return _share(span, source, target)


def _point(place: int, source: str, target: str, links: Links) -> Span:
    """The place between words of `target` that answers to one in `source`."""
    if not source[:place].strip():
        return Span(0, 0)
    if not source[place:].strip():
        return Span(len(target), len(target))
    chunks = [match.span() for match in _CHUNK.finditer(target)]
    edges = [start for start, _ in chunks] if source[place - 1].isspace() else [end for _, end in chunks]
    wanted = place * len(target) / len(source)
    before = [pair for pair in links if pair[0].end <= place]
    if before:
        wanted = max(before, key=lambda pair: pair[0].end)[1].end
        edges = [edge for edge in edges if edge >= wanted]
    edge = min(edges, key=lambda edge: abs(edge - wanted), default=len(target))
    return Span(edge, edge)


def _share(span: Span, source: str, target: str) -> Span:
    """The words of `target` at the same share of its length: as many as `span` has, at least one."""
    words = [Span(*match.span()) for match in _WORD.finditer(target)]
    if not words:
        return Span(0, len(target))
    count = min(max(1, len(_WORD.findall(span.of(source)))), len(words))
    wanted = (span.start + span.end) / 2 * len(target) / len(source)
    runs = [Span(words[n].start, words[n + count - 1].end) for n in range(len(words) - count + 1)]
    return min(runs, key=lambda run: abs((run.start + run.end) / 2 - wanted))


def _nest(placed: list[tuple[Span, Mark]]) -> list[Mark]:
    """Marks cut where they cross; of two apart in the source the later begins where the earlier ends.

    `placed` pairs each mark with the span it had in the source.
    """

    def outermost_first(pair: tuple[Span, Mark]) -> tuple[int, int, int, int]:
        origin, mark = pair
        return mark.span.start, -mark.span.end, origin.start, -origin.end

    kept: list[Mark] = []
    stack: list[tuple[Span, Span, bool]] = []  # span in the source, span in the target, whether it is fixed
    for origin, mark in sorted(placed, key=outermost_first):
        start, end = mark.span.start, mark.span.end
        while stack and stack[-1][1].end <= start and (len(stack[-1][1]) or stack[-1][1].end < start):
            stack.pop()
        while stack and (stack[-1][2] or not origin.overlaps(stack[-1][0])):
            start = max(start, stack.pop()[1].end)
        if stack:
            around = stack[-1][1]
            start, end = min(max(start, around.start), around.end), min(end, around.end)
        span = Span(start, max(start, end))
        kept.append(replace(mark, span=span))
        stack.append((origin, span, mark.fixed))
    return kept
