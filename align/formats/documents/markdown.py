"""Markdown: the text of every heading, paragraph, list item and table cell is a unit.

CommonMark with tables, strikethrough and what `dialects` and `blocks` know, read by markdown-it-py. Code and link targets
stay; titles of links, descriptions of pictures and what the front matter says to readers are units; HTML is read as HTML.
Lines outside the units stay byte for byte; a translated paragraph becomes one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from align.formats.documents import frontmatter, page
from align.formats.documents.attributes import apart
from align.formats.documents.codes import tree, weave
from align.formats.documents.dialects import extended
from align.formats.documents.inlines import About, Reader, quote, title
from align.formats.documents.shortcodes import Shortcodes
from align.formats.documents.skeleton import Slot, TextSkeleton, merged
from align.formats.left import Left
from align.model import Span
from align.text.files import detect

if TYPE_CHECKING:
    from markdown_it.token import Token

_STARTS = re.compile(
    r"^([ \t]*)(?:(\d{1,9})([.)])(?=\s|$)|(#{1,6}(?=\s|$)|[+|:~-](?=\s|$)|[=-]+(?=[ \t]*$)))", re.MULTILINE
)
_BARE_PIPE = re.compile(r"(?<!\\)\|")
_DEFINED = re.compile(r"\[([^\]]+)\]:\s*(?:<[^>\n]*>|\S+)\s+(?P<title>\"[^\"]*\"|'[^']*'|\([^()]*\))\s*\Z")


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:
    """The blocks of a Markdown file. Raises InputError."""
    decoded = detect(data, file=file)
    head, body = frontmatter.parted(decoded.text)
    pieces = _Body(body, language, file, head.count("\n")).pieces()
    return TextSkeleton(merged((*frontmatter.pieces(head), *pieces)), decoded.encode)


class _Body:
    """A text of Markdown, its template tags put away while it is read."""

    def __init__(self, text: str, language: str, file: str, before: int) -> None:
        self._codes = Shortcodes(text)
        self._text, self._about = self._codes.text, About(self._codes, language, {})
        self._left = Left(file)
        self._before = before
        self._lines = [
            0,
            *(match.end() for match in re.finditer(r"\r\n|\r|\n", self._text)),
            len(self._text),
        ]

    def _parsed(self) -> list[Token]:
        from markdown_it import MarkdownIt  # noqa: PLC0415

        parser = extended(MarkdownIt("commonmark", {"store_labels": True}).enable(["table", "strikethrough"]))
        parser.normalizeLink = parser.normalizeLinkText = lambda url: url  # type: ignore[method-assign, assignment]
        parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment]
        found: dict[str, Any] = {"labels": self._about.labels}
        tokens = parser.parse(self._text, found)
        for line in found.get("grids", ()):
            self._left.out("a table drawn as a grid is left as it is", self._before + line + 1)
        self._left.told((), what="text", line=1, may_be_empty=True)
        return tokens

    def pieces(self) -> Iterator[str | Slot]:
        """Verbatim pieces and slots that make up the text."""
        at = 0
        cell = False
        for token in self._parsed():
            if token.type in ("th_open", "td_open", "th_close", "td_close"):
                cell = token.type.endswith("open")
            if token.map is None or token.type not in ("inline", "html_block", "definition"):
                continue
            first, last = (self._lines[min(line, len(self._lines) - 1)] for line in token.map)
            found = self._found(token, max(first, at), last, cell=cell)
            if found is not None:
                place, parts = found
                yield from self._codes.pieces(self._text[at : place.start])
                yield from parts
                at = place.end
        yield from self._codes.pieces(self._text[at:])

    def _found(
        self, token: Token, first: int, last: int, *, cell: bool
    ) -> tuple[Span, list[str | Slot]] | None:
        """What a token stands for in the text, and its pieces; None where it says nothing."""
        if token.type == "html_block":
            html = self._codes.restored(self._text[first:last])
            return Span(first, last), list(page.pieces(html, self._about.language))
        if token.type == "definition":
            titled = _titled(self._text, first, last)
            return (titled, [title(titled.of(self._text))]) if titled else None
        first += token.meta.get("column", 0)
        place = self._place(token.content, first, last, cell=cell)
        if place is None:
            return None
        inner: list[Slot] = []
        raw = place.of(self._text)
        text, codes = Reader(self._about, self._break(raw), inner).flat(token.children or [])
        finish = partial(_finished, cell=cell)
        if any(map(str.isalpha, text)):
            return place, [
                Slot(text, codes, quote, finish, tuple(inner), self._codes.restored(raw)),
            ]
        return (place, apart(finish(weave(text, tree(codes), quote)), inner)) if inner else None

    def _place(self, content: str, first: int, last: int, *, cell: bool) -> Span | None:
        """Where the text of a block stands: the parser tells its lines, not where in them it begins."""
        start = end = None
        for line in content.split("\n"):
            line = line.strip()  # noqa: PLW2901
            found = self._text.find(line, first, last)
            if found < 0 and cell:
                line = line.replace("|", r"\|")  # noqa: PLW2901
                found = self._text.find(line, first, last)
            if found < 0:
                return None
            start = found if start is None else start
            first = end = found + len(line)
        return None if start is None or end is None else Span(start, end)

    def _break(self, raw: str) -> str:
        """A line break as this block writes it, with what stands before its second line."""
        found = re.search(r"(\\| {2,})(\r?\n)([ \t>]*)", raw)
        return found[0] if found else "\\\n"


def _titled(text: str, first: int, last: int) -> Span | None:
    found = _DEFINED.search(text, first, last)
    if found is None or not any(map(str.isalpha, found["title"])):
        return None
    return Span(*found.span("title"))


def _finished(markup: str, *, cell: bool) -> str:
    """Markup that begins nothing else than its text does; in a cell no bar of it ends the cell."""
    markup = _STARTS.sub(
        lambda match: match[1] + (f"{match[2]}\\{match[3]}" if match[2] else "\\" + match[4]), markup
    )
    return _BARE_PIPE.sub(r"\\|", markup) if cell else markup
