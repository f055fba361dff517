"""The XML of an OpenDocument text: every paragraph and heading is a unit or, with tabs, several.

Spans and links are pairs; notes, pictures, fields and bookmarks are atoms, and the paragraphs in them are units of their
own. A line break is a blank, deleted text of tracked changes is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.sax.saxutils import escape

from align.formats.documents.attributes import apart
from align.formats.documents.codes import Flat, tree, weave
from align.formats.documents.elements import TOKEN
from align.formats.documents.skeleton import Slot, held

_PARAGRAPHS = ("text:p", "text:h", "svg:title", "svg:desc")  # the last two describe pictures
_PAIRS = ("text:span", "text:a", "text:ruby", "text:ruby-base", "text:meta")
_SPACES = re.compile(r"[ \t\r\n]+")
_SIDES = {"text:bookmark-start": 1, "text:bookmark-end": -1, "text:note": -1}
_ALONE = ("text:tracked-changes", "office:scripts")


def pieces(text: str) -> Iterator[str | Slot]:
    """Verbatim pieces and slots that make up `text`."""
    at = 0
    tokens = TOKEN.finditer(text)
    for token in tokens:
        name = token["name"]
        if token.start() < at or token["close"] or not name or _empty(token):
            continue
        if name in _ALONE:
            end = _end(text, token)
            yield text[at:end]
            at = end
        elif name in _PARAGRAPHS:
            end = _end(text, token)
            close = text.rindex("</", token.end(), end)
            yield text[at : token.end()]
            yield from _paragraph(text[token.end() : close])
            at = close
    yield text[at:]


def _empty(token: re.Match[str]) -> bool:
    return (token["rest"] or "").rstrip().endswith("/")


def _end(text: str, start: re.Match[str]) -> int:
    """Where the element that begins at `start` has ended."""
    depth = 0
    for token in TOKEN.finditer(text, start.start()):
        if token["name"] == start["name"] and not _empty(token):
            depth += -1 if token["close"] else 1
            if not depth:
                return token.end()
    return len(text)


def _paragraph(markup: str) -> Iterator[str | Slot]:
    """The units of a paragraph between its tabs."""
    flat, inner = Flat(), list[Slot]()
    at = skip = begun = 0
    for token in TOKEN.finditer(markup):
        if token.start() < skip:
            continue
        flat.add(_SPACES.sub(" ", unescape(markup[at : token.start()])))
        at, name = token.end(), token["name"] or ""
        if name == "text:tab" and not flat.depth:
            yield from _unit(flat, inner, markup[begun : token.start()])
            yield token[0]
            flat, inner, begun = Flat(), [], at
        elif token["close"]:
            flat.close(name, token[0])
        elif name in _PAIRS and not _empty(token):
            flat.open(name, token[0])
        elif name:
            at = skip = token.end() if _empty(token) else _end(markup, token)
            raw = _inside(markup[token.start() : at], inner)
            flat.atom(raw, blank=name in ("text:line-break", "text:s", "text:tab"), side=_SIDES.get(name, 0))
        else:
            flat.atom(token[0])
    flat.add(_SPACES.sub(" ", unescape(markup[at:])))
    yield from _unit(flat, inner, markup[begun:])


def _unit(flat: Flat, inner: list[Slot], raw: str) -> Iterator[str | Slot]:
    text, codes = flat.finish()
    if any(map(str.isalpha, text)):
        before, after = raw[: len(raw) - len(raw.lstrip())], raw[len(raw.rstrip()) :]
        yield before
        yield Slot(text, codes, escape, inner=tuple(inner), raw=None if inner else raw.strip())
        yield after
    elif inner:
        yield from apart(weave(text, tree(codes), escape), inner)
    else:
        yield raw


def _inside(raw: str, inner: list[Slot]) -> str:
    """An atom, the paragraphs in it as inner units."""
    parts: list[str] = []
    for piece in pieces(raw):
        if isinstance(piece, Slot):
            inner.append(piece)
            parts.append(held(len(inner) - 1))
        else:
            parts.append(piece)
    return "".join(parts)
