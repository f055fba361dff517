"""A page of HTML as events: text, opening and closing tags, and all else, each with what stands in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

INLINE = frozenset(
    (
        "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s "
        "samp small span strike strong sub sup time tt u var wbr"
    ).split()
)
KEPT = frozenset(["code", "kbd", "samp", "var"])
_PIECE = 2**16  # characters
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass(frozen=True, slots=True)
class Event:
    """A piece of the page: `kind` is text, open, close, comment or other; `raw` is what stands in the file."""

    kind: str
    tag: str
    raw: str
    text: str = ""
    kept: bool = False
    attributes: tuple[tuple[str, str], ...] = ()


def events(page: str) -> Iterator[Event]:
    """The events of a page; their `raw` join to it. It is read piece by piece, so that they are never all held at once."""
    reader = _Reader(page)
    waiting = 0, Event("other", "", "")
    at = 0
    while at < len(page):
        end = page.find("<", at + _PIECE)
        end = len(page) if end < 0 else end
        reader.feed(page[at:end])
        at = end
        found, reader.found = reader.found, []
        for following in found:
            yield from _between(page, *waiting, following[0])
            waiting = following
    reader.close()
    for following in (*reader.found, (len(page), Event("", "", ""))):
        yield from _between(page, *waiting, following[0])
        waiting = following


def _between(page: str, start: int, event: Event, end: int) -> Iterator[Event]:
    """An event with what stands in the page up to the next."""
    raw = page[start:end]
    if event.kind != "text":
        yield Event(event.kind, event.tag, raw, kept=event.kept, attributes=event.attributes)
    elif unescape(raw) == event.text:
        yield Event("text", "", raw, event.text)
    elif raw:
        yield Event("other", "", raw)  # broken markup: hands off


class _Reader(HTMLParser):
    """Notes where each thing begins; each reaches as far as the next."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, Event]] = []
        self._lines = [0, *(match.end() for match in re.finditer("\n", page))]

    def _note(self, event: Event) -> None:
        line, column = self.getpos()
        self.found.append((self._lines[line - 1] + column, event))

    def _tag(self, kind: str, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        kept = (values.get("translate") or "").lower() == "no" or "notranslate" in (
            values.get("class") or ""
        ).split()
        self._note(
            Event(kind, tag, "", kept=kept, attributes=tuple((key, value or "") for key, value in attrs))
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag("open", tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag("open" if tag in VOID else "alone", tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._note(Event("close", tag, ""))

    def handle_data(self, data: str) -> None:
        self._note(Event("text", "", "", data))

    def handle_comment(self, data: str) -> None:  # noqa: ARG002
        self._note(Event("comment", "", ""))

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002
        self._note(Event("other", "", ""))

    def handle_pi(self, data: str) -> None:  # noqa: ARG002
        self._note(Event("other", "", ""))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """`<![…>` is a comment to a browser; the parser of the standard library fails on odd ones."""
        return self.parse_bogus_comment(i, report)

    def unknown_decl(self, data: str) -> None:  # noqa: ARG002
        self._note(Event("other", "", ""))
