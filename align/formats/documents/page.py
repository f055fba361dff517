"""HTML pages: the text of every block is a unit, inline elements are carried over, all else stays as it is.

Left alone: script, style, pre, textarea, svg, math, template, comments, and what is marked `translate="no"`.
Inside a unit `code`, `kbd`, `samp` and `var` keep their text. Attributes are left as they are, but for the
`lang` of the html element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from itertools import pairwise

from align.formats.documents.flow import flow
from align.formats.documents.skeleton import Slot, TextSkeleton
from align.formats.markup import Mark
from align.model import Span
from align.text.files import detect

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_ALONE = frozenset(
    ["script", "style", "pre", "textarea", "svg", "math", "template", "noscript", "object", "iframe"]
)
_KEEP = frozenset(["code", "kbd", "samp", "var"])
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LANG = re.compile(r"""(\slang\s*=\s*["']?)id\b(?:-[A-Za-z]+)?""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Event:
    """A piece of the page: `kind` is text, open, close or other; `raw` is what stands in the file."""

    kind: str
    tag: str
    raw: str
    text: str = ""
    kept: bool = False


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:
    """The blocks of a page. Raises InputError."""
    decoded = detect(data, file=file)
    return TextSkeleton(tuple(pieces(decoded.text, language)), decoded)


def pieces(page: str, language: str) -> Iterator[str | Slot]:
    """Verbatim pieces and slots that make up `page` or a part of one."""
    block: list[_Event] = []
    alone: list[str] = []  # elements being left alone, innermost last
    for event in _events(page):
        if alone:
            if event.kind == "open" and event.tag == alone[-1]:
                alone.append(event.tag)
            elif event.kind == "close" and event.tag == alone[-1]:
                alone.pop()
            yield event.raw
        elif event.kind == "text" or (event.tag in _INLINE and event.kind in ("open", "close")):
            block.append(event)
        else:
            yield from _unit(block)
            block = []
            if event.kind == "open" and (event.tag in _ALONE or event.kept) and event.tag not in _VOID:
                alone.append(event.tag)
            html = event.kind == "open" and event.tag == "html"
            yield _LANG.sub(rf"\g<1>{language}", event.raw) if html else event.raw
    yield from _unit(block)


def _unit(block: list[_Event]) -> Iterator[str | Slot]:
    """A run of text and inline elements: its blank edges and the slot between, or all of it verbatim."""
    if not any(char.isalpha() for event in block for char in event.text):
        yield from (event.raw for event in block)
        return
    before, first = "", block[0]
    if first.kind == "text":
        before = first.raw[: len(first.raw) - len(first.raw.lstrip(" \t\n\r\f"))]
    after, last = "", block[-1]
    if last.kind == "text":
        after = last.raw[len(last.raw.rstrip(" \t\n\r\f")) :]
    text, marks = _flatten(block)
    yield before
    yield Slot(text, tuple(marks), _quote)
    yield after


def _flatten(block: list[_Event]) -> tuple[str, list[Mark]]:
    """The plain text of a block, and its inline elements as marks over it."""
    text = ""
    marks: list[Mark] = []
    partner = _partners(block)
    opened: dict[int, tuple[int, int, int]] = {}  # by closing event: opening event, place, marks before
    number = 0
    while number < len(block):
        event = block[number]
        if event.kind == "text":
            text = flow(text, _SPACE.sub(" ", event.text), marks)
        elif number in partner and (event.kept or event.tag in _KEEP):
            end, start = partner[number], len(text)
            text = flow(text, _SPACE.sub(" ", "".join(part.text for part in block[number:end])), marks)
            marks.append(Mark(Span(start, len(text)), _raw(block[number : end + 1]), fixed=True))
            number = end
        elif number in partner:
            opened[partner[number]] = number, len(text), len(marks)
        elif number in opened:
            first, start, before = opened[number]
            words = text[start:].strip(" ")
            if words:
                start += len(text[start:]) - len(text[start:].lstrip(" "))
                marks.append(Mark(Span(start, start + len(words)), block[first].raw, event.raw))
            else:
                marks[before:] = [Mark(Span(start, start), _raw(block[first : number + 1]), fixed=True)]
        else:
            marks.append(Mark(Span(len(text), len(text)), event.raw, fixed=True))
        number += 1
    return text.rstrip(" "), marks


def _raw(events: list[_Event]) -> str:
    return "".join(event.raw for event in events)


def _partners(block: list[_Event]) -> dict[int, int]:
    """Closing event for each opening one that has one."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for number, event in enumerate(block):
        if event.kind == "open" and event.tag not in _VOID:
            stack.append(number)
        elif event.kind == "close":
            same = next((place for place in reversed(stack) if block[place].tag == event.tag), None)
            if same is not None:
                found[same] = number
                del stack[stack.index(same) :]
    return found


def _quote(text: str) -> str:
    return escape(text, quote=False)


def _events(page: str) -> Iterator[_Event]:
    reader = _Reader(page)
    reader.feed(page)
    reader.close()
    found = [(0, "other", "", False), *reader.found, (len(page), "", "", False)]
    for (start, kind, tag, kept), (end, *_) in pairwise(found):
        raw = page[start:end]
        if kind != "text":
            yield _Event(kind, tag, raw, kept=kept)
        elif unescape(raw) == tag:
            yield _Event("text", "", raw, tag)
        else:
            yield _Event("other", "", raw)  # broken markup: hands off


class _Reader(HTMLParser):
    """Notes where each thing begins, with its tag or text; each reaches as far as the next."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str, str, bool]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]

    def _note(self, kind: str, tag: str = "", *, kept: bool = False) -> None:
        line, column = self.getpos()
        self.found.append((self._lines[line - 1] + column, kind, tag, kept))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        kept = (values.get("translate") or "").lower() == "no" or "notranslate" in (values.get("class") or "")
        self._note("open", tag, kept=kept)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._note("other" if tag not in _INLINE or tag not in _VOID else "open", tag)

    def handle_endtag(self, tag: str) -> None:
        self._note("close", tag)

    def handle_data(self, data: str) -> None:
        self._note("text", data)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._note("other")

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self._note("other")

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self._note("other")

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """`<![…>` is a comment to a browser; the parser of the standard library fails on odd ones."""
        return self.parse_bogus_comment(i, report)

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self._note("other")
