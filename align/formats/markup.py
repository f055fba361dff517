"""Text with marks over it, written as markup: tags open and close in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from align.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a text between `opening` and `closing`; an empty span is a place between two.

    Where the mark is `fixed`, `opening` stands instead of the characters.
    """

    span: Span
    opening: str
    closing: str = ""
    fixed: bool = False


def nested(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that lie inside or outside one another, outermost first; of two that cross, the earlier."""
    kept: list[Mark] = []
    stack: list[Span] = []
    for mark in sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end)):
        while stack and stack[-1].end <= mark.span.start:
            stack.pop()
        if not stack or mark.span.end <= stack[-1].end:
            kept.append(mark)
            stack.append(mark.span)
    return kept


def weave(text: str, marks: Iterable[Mark], quote: Callable[[str], str]) -> str:
    """`text` as markup: `quote` makes plain text safe, and `marks`, as `nested` gives them, stand in it."""
    parts: list[str] = []
    stack: list[Mark] = []
    at = 0

    def close(until: int) -> None:
        nonlocal at
        while stack and stack[-1].span.end <= until:
            mark = stack.pop()
            parts.append(quote(text[at : mark.span.end]) + mark.closing)
            at = mark.span.end

    for mark in marks:
        close(mark.span.start)
        parts.append(quote(text[at : mark.span.start]) + mark.opening)
        at = mark.span.end if mark.fixed else mark.span.start
        stack.append(mark)
    close(len(text))
    return "".join(parts) + quote(text[at:])
