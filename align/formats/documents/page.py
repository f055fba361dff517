"""HTML pages: the text of every block is a unit, inline elements are carried over, all else stays as it is.

Left alone: script, style, pre, textarea, math, template, and what is marked `translate="no"`. Inside a unit `code`, `kbd`,
`samp` and `var` keep their text. Descriptions, titles and the like are units, see `attributes`; what says that the page is
Indonesian says that it is English afterwards. The page comes back in the charset it declares; what that has no place for is
written as a character reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from align.formats.documents import charset
from align.formats.documents.attributes import apart, tag_of
from align.formats.documents.codes import Flat
from align.formats.documents.skeleton import Slot, TextSkeleton, merged
from align.formats.documents.tags import INLINE, KEPT, VOID, Event, events

_ALONE = frozenset(["script", "style", "pre", "textarea", "math", "template", "iframe"])
_BLANKS = " \t\n\r\f"
_SPACE = re.compile(r"[ \t\n\r\f]+")


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:
    """The blocks of a page. Raises InputError."""
    decoded = charset.decoded(data, file=file, browser=True)
    return TextSkeleton(merged(pieces(decoded.text, language)), charset.encoder(decoded, data))


def pieces(page: str, language: str) -> Iterator[str | Slot]:
    """Verbatim pieces and slots that make up `page` or a part of one."""
    block: list[Event] = []
    alone: list[str] = []  # elements being left alone, innermost last
    for event in events(page):
        if alone:
            if event.kind == "open" and event.tag == alone[-1]:
                alone.append(event.tag)
            elif event.kind == "close" and event.tag == alone[-1]:
                alone.pop()
            yield event.raw
        elif event.kind in ("text", "comment") or (event.tag in INLINE and event.kind in ("open", "close")):
            block.append(event)
        else:
            yield from _block(block, language)
            block = []
            if event.kind == "open" and (event.tag in _ALONE or event.kept) and event.tag not in VOID:
                alone.append(event.tag)
            inner: list[Slot] = []
            yield from apart(tag_of(event, language, inner), inner)
    yield from _block(block, language)


def _block(block: list[Event], language: str) -> Iterator[str | Slot]:
    """A run of text and inline elements, cut at line breaks that end something."""
    depth, start = 0, 0
    for number, event in enumerate(block):
        if event.tag == "br" and event.kind == "open":
            if depth == 0 and not _goes_on(block[number + 1 :]):
                yield from _unit(block[start:number], language)
                yield event.raw
                start = number + 1
        elif event.tag not in VOID and event.kind in ("open", "close"):
            depth += 1 if event.kind == "open" else -1
    yield from _unit(block[start:], language)


def _goes_on(rest: list[Event]) -> bool:
    """Whether a sentence runs over a line break: the text after it begins in lower case."""
    text = next((event.text.strip() for event in rest if event.kind == "text" and event.text.strip()), "")
    return text[:1].islower()


def _unit(block: list[Event], language: str) -> Iterator[str | Slot]:
    """Its blank edges and the slot between; verbatim where it has no letters."""
    inner: list[Slot] = []
    if not any(char.isalpha() for event in block for char in event.text):
        for event in block:
            found: list[Slot] = []
            yield from apart(tag_of(event, language, found), found)
        return
    before, first = "", block[0]
    if first.kind == "text":
        before = first.raw[: len(first.raw) - len(first.raw.lstrip(_BLANKS))]
    after, last = "", block[-1]
    if last.kind == "text":
        after = last.raw[len(last.raw.rstrip(_BLANKS)) :]
    text, codes = _flatten(block, language, inner).finish()
    yield before
    yield Slot(text, codes, _quote, inner=tuple(inner))
    yield after


def _flatten(block: list[Event], language: str, inner: list[Slot]) -> Flat:
    """The plain text of a block with its inline elements as codes."""
    flat = Flat()
    partner = _partners(block)
    closing = {end: start for start, end in partner.items()}
    number = 0
    while number < len(block):
        event = block[number]
        raw = tag_of(event, language, inner)
        if event.kind == "text":
            flat.add(_SPACE.sub(" ", event.text))
        elif number in partner and (event.kept or event.tag in KEPT):
            end = partner[number]
            words = "".join(part.text for part in block[number:end])
            flat.whole(
                _SPACE.sub(" ", words), raw + "".join(part.raw for part in block[number + 1 : end + 1])
            )
            number = end
        elif number in partner:
            flat.open(str(number), raw)
        elif number in closing:
            flat.close(str(closing[number]), raw)
        else:
            flat.atom(raw, blank=event.tag == "br")
        number += 1
    return flat


def _partners(block: list[Event]) -> dict[int, int]:
    """Closing event for each opening one that has one."""
    found: dict[int, int] = {}
    stack: list[int] = []
    for number, event in enumerate(block):
        if event.kind == "open" and event.tag not in VOID:
            stack.append(number)
        elif event.kind == "close":
            same = next((place for place in reversed(stack) if block[place].tag == event.tag), None)
            if same is not None:
                found[same] = number
                del stack[stack.index(same) :]
    return found


def _quote(text: str) -> str:
    return escape(text, quote=False)
