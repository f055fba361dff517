"""Inline codes: one model for Word, HTML, Markdown, subtitles and XLIFF.

A unit is text with codes over it that nest. A *pair* opens and closes around words (bold, a link); an *atom* stands at a
place (a picture, a note); a *whole* is text that is put as it is (code, a field). Codes are given in the order of the
file, a code inside another with a greater depth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from align.model import Span

_GLUED = re.compile(r"[^\W\d_]{4}")

Kind = Literal["pair", "atom", "whole"]


@dataclass(frozen=True, slots=True)
class Code:
    """A code over characters of a unit: what stands before and after them, or, but for a pair, instead of them.

    An atom that stands for a blank, such as a line break, has that blank for its span. `side` tells of an atom whether
    it belongs to what follows (1), to what precedes (-1) or to neither.
    """

    span: Span
    opening: str
    closing: str = ""
    depth: int = 0
    kind: Kind = "pair"
    side: int = 0


@dataclass(slots=True)
class Node:
    """A code with its place in a text, and the codes inside it."""

    code: Code
    order: int
    span: Span
    inner: list[Node] = field(default_factory=list)


def tree(codes: Sequence[Code]) -> list[Node]:
    """The codes as they nest, each in the place it has in the source."""
    top: list[Node] = []
    stack: list[Node] = []
    for order, code in enumerate(codes):
        node = Node(code, order, code.span)
        while stack and stack[-1].code.depth >= code.depth:
            stack.pop()
        (stack[-1].inner if stack else top).append(node)
        stack.append(node)
    return top


def weave(text: str, nodes: Sequence[Node], quote: Callable[[str], str]) -> str:
    """`text` as markup: `quote` makes plain text safe, and the codes stand in it."""
    return "".join(_woven(text, nodes, quote, Span(0, len(text))))


def _woven(text: str, nodes: Sequence[Node], quote: Callable[[str], str], within: Span) -> Iterator[str]:
    at = within.start
    for node in nodes:
        yield quote(text[at : node.span.start])
        if node.code.kind == "pair":
            yield node.code.opening
            yield from _woven(text, node.inner, quote, node.span)
            yield node.code.closing
        elif node.code.kind == "whole" and not len(node.span):
            before, after = text[: node.span.start], text[node.span.end :]
            yield " " if before and (before[-1].isalnum() or before[-1] in ".,;:!?") else ""
            yield node.code.opening
            yield " " if after[:1].isalnum() else ""
        else:
            yield node.code.opening
        at = node.span.end
    yield quote(text[at : within.end])


class Flat:
    """A unit while it is read: text flows together as it shows on a page, codes are remembered."""

    def __init__(self) -> None:
        self.text = ""
        self.codes: list[Code] = []
        self._open: list[tuple[str, int, int]] = []  # key, place in `codes`, place in `text`

    @property
    def depth(self) -> int:
        """How many pairs are open."""
        return len(self._open)

    def add(self, piece: str) -> None:
        """Text; of two blanks one stays and none begins a unit. One that falls away behind an atom joins it.

        A word that is glued to code is set apart, but for an ending such as `-nya`.
        """
        glued = self.codes and self.codes[-1].kind == "whole" and self.codes[-1].span.end == len(self.text)
        if glued and _GLUED.match(piece):
            self.text += " "
        if piece.startswith(" ") and self.text[-1:] in ("", " "):
            last = self.codes[-1] if self.codes else None
            if last and last.kind == "atom" and last.span == Span(len(self.text), len(self.text)):
                self.codes[-1] = replace(last, opening=last.opening + " ")
            piece = piece.lstrip(" ")
        self.text += piece

    def atom(self, raw: str, *, blank: bool = False, side: int = 0) -> None:
        """A code of its own; `blank` where it parts words as a blank does."""
        start = len(self.text)
        blank = blank and self.text[-1:] not in ("", " ")
        self.text += " " if blank else ""
        self.codes.append(Code(Span(start, len(self.text)), raw, "", self.depth, "atom", side))

    def whole(self, text: str, raw: str) -> None:
        """Text that is put as it is, written as `raw`."""
        start = len(self.text)
        self.add(text)
        kind: Kind = "whole" if self.text[start:].strip() else "atom"
        self.codes.append(Code(Span(start, len(self.text)), raw, "", self.depth, kind))

    def open(self, key: str, raw: str) -> None:
        """The beginning of a pair that `key` names."""
        self._open.append((key, len(self.codes), len(self.text)))
        self.codes.append(Code(Span(len(self.text), len(self.text)), raw, "", len(self._open) - 1))

    def close(self, key: str, raw: str) -> bool:
        """The end of the innermost pair of that name; pairs opened in between end there too. False for none."""
        if all(name != key for name, _, _ in self._open):
            return False
        while self._open:
            name, place, start = self._open.pop()
            if name == key:
                self._end(place, start, raw)
                break
            self._alone(place, start)
        return True

    def finish(self) -> tuple[str, tuple[Code, ...]]:
        """The text and its codes; what never closed is an atom."""
        while self._open:
            _, place, start = self._open.pop()
            self._alone(place, start)
        end = len(self.text.rstrip(" "))
        last = next((n for n, code in enumerate(self.codes) if code.span.start > end), None)
        if last is not None and self.codes[last].depth == 0:
            self.codes[last] = replace(self.codes[last], opening=" " + self.codes[last].opening)
        self.text = self.text[:end]
        clipped = (
            replace(code, span=Span(min(code.span.start, end), min(code.span.end, end)))
            for code in self.codes
        )
        return self.text, tuple(clipped)

    def _end(self, place: int, start: int, raw: str) -> None:
        """Closes the pair at `place`; where no word is in it, it becomes one atom with all that is in it."""
        code, words = self.codes[place], self.text[start:].strip(" ")
        if not words:
            inner = "".join(one.opening + one.closing for one in self.codes[place + 1 :])
            opening = code.opening + inner + raw
            self.codes[place:] = [Code(Span(start, len(self.text)), opening, "", code.depth, "atom")]
            return
        start += len(self.text[start:]) - len(self.text[start:].lstrip(" "))
        self.codes[place] = replace(code, span=Span(start, start + len(words)), closing=raw)

    def _alone(self, place: int, start: int) -> None:
        code = self.codes[place]
        self.codes[place] = replace(code, span=Span(start, start), kind="atom")
        for number in range(place + 1, len(self.codes)):
            self.codes[number] = replace(self.codes[number], depth=self.codes[number].depth - 1)
