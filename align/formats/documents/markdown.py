"""Markdown: the text of every heading, paragraph, list item and table cell is a unit.

CommonMark with tables, strikethrough and what `dialects` knows, read by markdown-it-py. Code, link targets and pictures
stay, descriptions of pictures are units; HTML blocks are read as HTML. Of the front matter `title` and `description` are
translated. Lines outside the units stay byte for byte; a translated paragraph becomes one line. Links by reference are
written out inside a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from align.formats.documents import page
from align.formats.documents.attributes import apart
from align.formats.documents.codes import Flat, tree, weave
from align.formats.documents.dialects import extended
from align.formats.documents.skeleton import Slot, TextSkeleton, held
from align.formats.documents.tags import VOID
from align.model import Span
from align.text.files import detect

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\r?\n.*?^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(
    r"^((?:title|judul|subtitle|description|deskripsi|summary|excerpt)\s*[:=][ \t]*)"
    r"""("[^"\\\n]*"|'[^'\n]*'|[^\s"'>|\[{&*!#%@`][^\n#:]*?)(?=[ \t]*\r?$)""",
    re.MULTILINE | re.IGNORECASE,
)
_SPECIAL = re.compile(r"([\\`*\[\]<>]|~(?=~)|(?<=~)~)|(?<!\w)(_)|(_)(?!\w)|(&)(?=#?\w+;)")
_STARTS = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([#+=-])")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:
    """The blocks of a Markdown file. Raises InputError."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    decoded = detect(data, file=file)
    front = _FRONT.match(decoded.text)
    head = front[0] if front else ""
    body = decoded.text[len(head) :]
    parser = extended(MarkdownIt("commonmark").enable(["table", "strikethrough"]))
    parser.normalizeLink = parser.normalizeLinkText = lambda url: url  # type: ignore[method-assign, assignment]
    parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment]
    pieces = tuple(_pieces(body, parser.parse(body), language))
    return TextSkeleton((*_titles(head), *pieces), decoded.encode)


def _titles(head: str) -> Iterator[str | Slot]:
    """Front matter, what it says to readers in slots."""
    at = 0
    for match in _TITLE.finditer(head):
        mark = match[2][0] if match[2][0] in "\"'" else ""
        text = match[2][1:-1] if mark else match[2]
        if any(map(str.isalpha, text)):
            yield head[at : match.start(2)]
            yield Slot(text, (), partial(_scalar, mark=mark))
            at = match.end(2)
    yield head[at:]


def _scalar(text: str, *, mark: str) -> str:
    """A string of YAML or TOML; quoted where it was, or where a plain one would be read as something else."""
    line = " ".join(text.split())
    if mark == "'" and "'" not in line:
        return f"'{line}'"
    if not mark and not re.search(r"^[\W_]|: |:$| #|[\"\\]", line):
        return line
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


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
        inner: list[Slot] = []
        place = _find(body, token.content, max(first, at), last, cell=cell)
        text, codes = _flatten(token.children or [], inner).finish()
        if place is None or not (any(map(str.isalpha, text)) or inner):
            continue
        yield body[at : place.start]
        quote = partial(_quote, cell=cell)
        if any(map(str.isalpha, text)):
            yield Slot(text, codes, quote, inner=tuple(inner))
        else:
            yield from apart(weave(text, tree(codes), quote), inner)
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


def _flatten(children: list[Token], inner: list[Slot]) -> Flat:
    """The plain text of a block with its inline markup as codes."""
    flat = Flat()
    closings: list[str] = []  # of links, innermost last
    for token in children:
        kind = token.type
        if kind in ("text", "text_special"):
            flat.add(token.content)
        elif kind == "softbreak":
            flat.add(" ")
        elif kind in ("kept", "image", "hardbreak"):
            flat.atom(_atom(token, inner), blank=kind == "hardbreak")
        elif kind == "code_inline":
            flat.whole(token.content, _code(token))
        elif kind == "link_open":
            closings.append(_link_end(token))
            flat.open("link", "" if token.markup == "autolink" else "[")
        elif kind == "link_close":
            _close_link(flat, closings.pop())
        elif kind.endswith("_open"):
            flat.open(kind.removesuffix("_open"), token.markup)
        elif kind.endswith("_close"):
            flat.close(kind.removesuffix("_close"), token.markup)
        elif kind == "html_inline":
            _html(token.content, flat)
    return flat


def _close_link(flat: Flat, closing: str) -> None:
    if not closing.startswith("<"):
        flat.close("link", closing)
        return
    flat.close("link", "")
    place = max(n for n, code in enumerate(flat.codes) if not code.opening and not code.closing)
    flat.codes[place] = replace(flat.codes[place], opening=closing, kind="whole")


def _html(raw: str, flat: Flat) -> None:
    tag = _TAG.match(raw)
    name = tag[2].lower() if tag else ""
    if tag and tag[1]:
        if not flat.close(f"<{name}", raw):
            flat.atom(raw)
    elif tag and not raw.endswith("/>") and name not in VOID:
        flat.open(f"<{name}", raw)
    else:
        flat.atom(raw, blank=name == "br")


def _link_end(token: Token) -> str:
    """What stands after a link's text; for `<https://…>`, which has none of its own, all of it."""
    target = str(token.attrs.get("href", ""))
    if token.markup == "autolink":
        return f"<{target.removeprefix('mailto:')}>"
    return f"]({_target(target, _title(str(token.attrs.get('title', ''))))})"


def _target(url: str, title: str) -> str:
    bare = url if url and not re.search(r"[\s()<>]", url) else f"<{url}>"
    return f'{bare} "{title}"' if title else bare


def _atom(token: Token, inner: list[Slot]) -> str:
    if token.type == "hardbreak":
        return "\\\n"
    if token.type == "kept":
        return token.content
    text, title = token.content, str(token.attrs.get("title", ""))
    if any(map(str.isalpha, text)):
        inner.append(Slot(text, (), partial(_quote, cell=False)))
        text = held(len(inner) - 1)
    if any(map(str.isalpha, title)):
        inner.append(Slot(title, (), _title))
        title = held(len(inner) - 1)
    bare = _target(str(token.attrs.get("src", "")), "")
    return f'![{text}]({bare} "{title}")' if title else f"![{text}]({bare})"


def _title(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')


def _code(token: Token) -> str:
    edge = " " if token.content[:1] == "`" or token.content[-1:] == "`" else ""
    return f"{token.markup}{edge}{token.content}{edge}{token.markup}"


def _quote(text: str, *, cell: bool) -> str:
    """Plain text as Markdown that means the same, on one line."""
    line = re.sub(r"\s*[\r\n]+\s*", " ", text)
    line = _SPECIAL.sub(lambda match: "\\" + match[0], line)
    line = _STARTS.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else "\\" + match[0], line)
    return line.replace("|", "\\|") if cell else line
