"""Markdown: the text of every heading, paragraph, list item and table cell is a unit.

CommonMark with tables and strikethrough, read by markdown-it-py. Code, front matter, link targets and images
stay; HTML blocks are read as HTML. Lines outside the units stay byte for byte; a translated paragraph becomes
one line. Links by reference are written out inside a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from align.formats.documents import page
from align.formats.documents.flow import flow
from align.formats.documents.skeleton import Slot, TextSkeleton
from align.formats.markup import Mark
from align.model import Span
from align.text.files import detect

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*\[\]<>~])|(?<!\w)(_)|(_)(?!\w)|(&)(?=#?\w+;)")
_STARTS = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([#+=-])")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:
    """The blocks of a Markdown file. Raises InputError."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    decoded = detect(data, file=file)
    front = _FRONT.match(decoded.text)
    head = front[0] if front else ""
    body = decoded.text[len(head) :]
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.normalizeLink = parser.normalizeLinkText = lambda url: url  # type: ignore[method-assign, assignment]
    parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment]
    pieces = tuple(_pieces(body, parser.parse(body), language))
    return TextSkeleton((head, *pieces), decoded)


def _pieces(body: str, tokens: list[Token], language: str) -> Iterator[str | Slot]:
    lines = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", body)), len(body)]
    at = 0
    cell = False
    for token in tokens:
        if token.type in ("th_open", "td_open", "th_close", "td_close"):
            cell = token.type.endswith("open")
        if token.map is None or token.type not in ("inline", "html_block"):
            continue
        first, last = (lines[min(line, len(lines) - 1)] for line in token.map)
        if token.type == "html_block":
            yield body[at:first]
            yield from page.pieces(body[first:last], language)
            at = last
            continue
        place = _find(body, token.content, max(first, at), last, cell=cell)
        text, marks = _flatten(token.children or [])
        if place is None or not any(char.isalpha() for char in text):
            continue
        yield body[at : place.start]
        yield Slot(text, tuple(marks), partial(_quote, cell=cell))
        at = place.end
    yield body[at:]


def _find(body: str, content: str, first: int, last: int, *, cell: bool) -> Span | None:
    """Where the text of a block stands: the parser tells its lines, not where in them it begins."""
    start = end = None
    for line in content.split("\n"):
        line = line.strip()  # noqa: PLW2901
        found = body.find(line, first, last)
        if found < 0 and cell:
            line = line.replace("|", r"\|")  # noqa: PLW2901
            found = body.find(line, first, last)
        if found < 0:
            return None
        start = found if start is None else start
        first = end = found + len(line)
    return None if start is None or end is None else Span(start, end)


def _flatten(children: list[Token]) -> tuple[str, list[Mark]]:
    """The plain text of a block and its inline markup as marks over it."""
    text = ""
    marks: list[Mark] = []
    opened: list[tuple[str, int, str]] = []  # what closes it, place, opening markup
    for token in children:
        kind = token.type
        if kind in ("text", "text_special"):
            text = flow(text, token.content, marks)
        elif kind == "softbreak":
            text = flow(text.rstrip(" "), " ", marks)
        elif kind in ("hardbreak", "image"):
            marks.append(Mark(Span(len(text), len(text)), _atom(token), fixed=True))
            text += " " if kind == "hardbreak" else ""
        elif kind == "code_inline":
            marks.append(Mark(Span(len(text), len(text) + len(token.content)), _code(token), fixed=True))
            text += token.content
        elif kind.endswith("_open"):
            opened.append((kind.replace("_open", "_close"), len(text), token.markup))
            if kind == "link_open":
                opened[-1] = (_link_end(token), len(text), "[")
        elif kind.endswith("_close") and opened:
            closing, start, opening = opened.pop()
            if closing.startswith("<"):
                marks.append(Mark(Span(start, len(text)), closing, fixed=True))
            else:
                end = closing if kind == "link_close" else token.markup
                marks.append(Mark(Span(start, len(text)), opening, end))
        elif kind == "html_inline":
            _html(token.content, text, marks, opened)
    for _, start, opening in opened:
        marks.append(Mark(Span(start, start), opening, fixed=True))
    return text, marks


def _html(raw: str, text: str, marks: list[Mark], opened: list[tuple[str, int, str]]) -> None:
    tag = _TAG.match(raw)
    if tag and tag[1] and opened and opened[-1][0] == f"</{tag[2].lower()}":
        _, start, opening = opened.pop()
        marks.append(Mark(Span(start, len(text)), opening, raw))
    elif tag and not tag[1] and not raw.endswith("/>") and tag[2].lower() not in ("br", "img", "wbr", "hr"):
        opened.append((f"</{tag[2].lower()}", len(text), raw))
    else:
        marks.append(Mark(Span(len(text), len(text)), raw, fixed=True))


def _link_end(token: Token) -> str:
    """What stands after a link's text; for `<https://…>`, which has none of its own, all of it."""
    target = str(token.attrs.get("href", ""))
    if token.markup == "autolink":
        return f"<{target.removeprefix('mailto:')}>"
    return f"]({_target(target, token)})"


def _target(url: str, token: Token) -> str:
    bare = url if url and not re.search(r"[\s()<>]", url) else f"<{url}>"
    title = str(token.attrs.get("title", "")).replace("\\", "\\\\").replace('"', '\\"')
    return f'{bare} "{title}"' if title else bare


def _atom(token: Token) -> str:
    if token.type == "hardbreak":
        return "\\\n"
    return f"![{_quote(token.content, cell=False)}]({_target(str(token.attrs.get('src', '')), token)})"


def _code(token: Token) -> str:
    edge = " " if token.content[:1] == "`" or token.content[-1:] == "`" else ""
    return f"{token.markup}{edge}{token.content}{edge}{token.markup}"


def _quote(text: str, *, cell: bool) -> str:
    """Plain text as Markdown that means the same, on one line."""
    line = re.sub(r"\s*[\r\n]+\s*", " ", text)
    line = _SPECIAL.sub(lambda match: "\\" + match[0], line)
    line = _STARTS.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else "\\" + match[0], line)
    return line.replace("|", "\\|") if cell else line
