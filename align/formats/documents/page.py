"""HTML pages: the text of every block is a unit, inline elements are carried over, all else stays as it is.

Left alone: script, style, pre, textarea, math, template, and what is marked `translate="no"`. Inside a unit `code`, `kbd`,
`samp` and `var` keep their text. Descriptions, titles and the like are units, see `attributes`; what says that the page is
Indonesian says that it is English afterwards. The page comes back in the charset it declares; what that has no place for is
written as a character reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape

from align.formats.documents import charset
from align.formats.documents.attributes import apart, in_language, tag_of
from align.formats.documents.codes import Flat
from align.formats.documents.shortcodes import TAG
from align.formats.documents.skeleton import Slot, TextSkeleton, merged
from align.formats.documents.tags import INLINE, KEPT, VOID, Event, events

_ALONE = frozenset(["pre", "textarea", "iframe"])
_WITHIN = frozenset(["script", "style", "math", "template"])  # left alone, too, and no border of a sentence
_EMPTY_LINE = re.compile(r"([ \t]*\r?\n[ \t]*\r?\n\s*)")
_TEMPLATE = re.compile(
    TAG.pattern + r"""|\[/[a-z][\w-]*\]|\[[a-z][\w-]*(?:\s+[\w-]+=(?:"[^"]*"|'[^']*'|[^\s"'\]]+))+\s*/?\]""",
    re.DOTALL,
)
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
    depth = 0  # of blocks that are open: text outside of all is cut at empty lines, as WordPress does
    for event in events(page):
        if alone:
            if event.kind == "open" and event.tag == alone[-1]:
                alone.append(event.tag)
            elif event.kind == "close" and event.tag == alone[-1]:
                alone.pop()
            if block and block[-1].kind == "alone":
                block[-1] = replace(block[-1], raw=block[-1].raw + event.raw)
            else:
                yield event.raw
        elif event.kind in ("text", "comment") or (event.tag in INLINE and event.kind in ("open", "close")):
            block.append(event)
        elif event.kind == "open" and event.tag in _WITHIN:
            block.append(replace(event, kind="alone"))
            alone.append(event.tag)
        else:
            yield from _block(block, language, loose=not depth)
            block = []
            if event.tag not in VOID:
                depth = max(0, depth + {"open": 1, "close": -1}.get(event.kind, 0))
            if event.kind == "open" and (event.tag in _ALONE or event.kept) and event.tag not in VOID:
                alone.append(event.tag)
            inner: list[Slot] = []
            yield from apart(tag_of(event, language, inner), inner)
    yield from _block(block, language, loose=not depth)


def _block(block: list[Event], language: str, *, loose: bool) -> Iterator[str | Slot]:
    """A run of text and inline elements, cut at line breaks that end something and between links that touch."""
    block = list(_cut_at_empty_lines(block)) if loose else block
    depth, start = 0, 0
    for number, event in enumerate(block):
        before = block[number - 1] if number else None
        if event.tag == "br" and event.kind == "open":
            if depth == 0 and not _goes_on(block[number + 1 :]):
                yield from _unit(block[start:number], language)
                yield event.raw
                start = number + 1
        elif event.kind == "gap":
            if depth == 0 and not _goes_on(block[number + 1 :]):
                yield from _unit(block[start:number], language)
                start = number
        elif event.tag not in VOID and event.kind in ("open", "close"):
            touch = (
                before and event.tag == before.tag == "a" and (before.kind, event.kind) == ("close", "open")
            )
            if touch and depth == 0:
                yield from _unit(block[start:number], language)
                start = number
            depth += 1 if event.kind == "open" else -1
    yield from _unit(block[start:], language)


def _cut_at_empty_lines(block: list[Event]) -> Iterator[Event]:
    for event in block:
        if event.kind != "text" or not _EMPTY_LINE.search(event.raw):
            yield event
            continue
        for number, raw in enumerate(_EMPTY_LINE.split(event.raw)):
            yield Event("gap" if number % 2 else "text", "", raw, unescape(raw))


def _goes_on(rest: list[Event]) -> bool:
    """Whether a sentence runs over a line break: the text after it begins in lower case."""
    text = next((event.text.strip() for event in rest if event.kind == "text" and event.text.strip()), "")
    return text[:1].islower()


def _unit(block: list[Event], language: str) -> Iterator[str | Slot]:
    """Its edges, blank and comments, and the slot between; verbatim where it has no letters."""
    lettered = [n for n, event in enumerate(block) if not _blank(event)]
    if not any(char.isalpha() for event in block for char in event.text):
        for event in block:
            found: list[Slot] = []
            yield from apart(tag_of(event, language, found), found)
        return
    inside = block[lettered[0] : lettered[-1] + 1]
    yield from (event.raw for event in block[: lettered[0]])
    raw = "".join(in_language(event.raw, language) for event in inside)
    first, last = inside[0], inside[-1]
    begin = len(first.raw) - len(first.raw.lstrip(_BLANKS)) if first.kind == "text" else 0
    end = len(raw) - (len(last.raw) - len(last.raw.rstrip(_BLANKS)) if last.kind == "text" else 0)
    inner: list[Slot] = []
    text, codes = _flatten(inside, language, inner).finish()
    yield raw[:begin]
    yield Slot(text, codes, _quote, inner=tuple(inner), raw=raw[begin:end])
    yield raw[end:]
    yield from (event.raw for event in block[lettered[-1] + 1 :])


def _blank(event: Event) -> bool:
    """Whether an event is no part of what is said where it stands at an edge."""
    return event.kind in ("comment", "alone", "gap") or (
        event.kind == "text" and not event.text.strip(_BLANKS)
    )


def _flatten(block: list[Event], language: str, inner: list[Slot]) -> Flat:
    """The plain text of a block with its inline elements as codes."""
    flat = Flat()
    partner = _partners(block)
    closing = {end: start for start, end in partner.items()}
    number = 0
    while number < len(block):
        event = block[number]
        raw = tag_of(event, language, inner)
        if event.kind in ("text", "gap"):
            _say(flat, event)
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


def _say(flat: Flat, event: Event) -> None:
    """Text, with tags of templates and WordPress's shortcodes in it as atoms."""
    if "{" not in event.raw and "[" not in event.raw:
        flat.add(_SPACE.sub(" ", event.text))
        return
    at = 0
    for tag in _TEMPLATE.finditer(event.raw):
        flat.add(_SPACE.sub(" ", unescape(event.raw[at : tag.start()])))
        flat.atom(tag[0])
        at = tag.end()
    flat.add(_SPACE.sub(" ", unescape(event.raw[at:])))


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
