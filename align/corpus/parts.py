"""The results of a long text's parts as one result, a line or a part in memory at a time.

What counts from the start of a document (paragraphs, units, segments) is counted on; what stands once is written once.
Formats that must see the whole before they can write their first line are not among `JOINED`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ORDER = (
    "source", "target", "score", "approved", "source_segments", "target_segments", "source_before", "target_before",
    "links", "terms", "findings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A part's result; `gap` and `inside` as in `align.text.streaming.Piece`."""

    file: Path
    segments: int
    gap: str
    inside: bool


Parts = Callable[[], Iterator[Part]]


def joined(form: str, parts: Parts) -> Iterator[bytes]:
    """The bytes of the one result, from `parts`, which can be gone through twice."""
    yield from _JOINERS[form](parts)


def _jsonl(parts: Parts) -> Iterator[bytes]:
    header = _header(parts)
    yield _dump(header)
    base = 0  # paragraphs before this part
    tails = _Tails()
    for part in parts():
        last = -1
        with part.file.open("rb") as stream:
            own = json.loads(stream.readline())
            for number, line in enumerate(stream):
                bead = json.loads(line)
                if number == 0:
                    bead = tails.lead(bead)
                for place in (*bead.get("source_segments", ()), *bead.get("target_segments", ())):
                    place[2] += base
                    last = max(last, place[2])
                yield _dump(bead)
        tails.take(own, part)
        base = base if last < 0 else last + (not part.inside)


def _header(parts: Parts) -> dict[str, Any]:
    """Of the whole: the first one's, with all beads and the last tails."""
    header: dict[str, Any] = {}
    beads = 0
    tails = _Tails()
    for part in parts():
        with part.file.open("rb") as stream:
            own = json.loads(stream.readline())
        header = header or own
        beads += own["beads"]
        tails.take(own, part)
    return header | {f"{side}_tail": text for side, text in tails.texts.items()} | {"beads": beads}


class _Tails:
    """The text after the last bead so far: what stands before the next one, once it is known that there is one."""

    def __init__(self) -> None:
        self.texts = {"source": "", "target": ""}
        self._gap = ""

    def take(self, header: dict[str, Any], part: Part) -> None:
        if header["beads"]:
            self.texts = {side: header[f"{side}_tail"] for side in self.texts}
            self._gap = part.gap
        else:
            self.texts = {side: text + header[f"{side}_tail"] for side, text in self.texts.items()}

    def lead(self, bead: dict[str, Any]) -> dict[str, Any]:
        """The first bead of a part, with all that stands before it."""
        for side, text in self.texts.items():
            bead[f"{side}_before"] = text + self._gap + bead.get(f"{side}_before", "")
        required = ("source", "target", "score")
        return {key: bead[key] for key in _ORDER if key in required or bead.get(key)}


def _dump(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _txt(parts: Parts) -> Iterator[bytes]:
    gap = ""
    for part in parts():
        data = part.file.read_bytes()
        if data:
            yield gap.encode() + data
            gap = part.gap


def _tsv(parts: Parts) -> Iterator[bytes]:
    base, header = 0, b""
    for part in parts():
        last = -1
        with part.file.open("rb") as stream:
            first = stream.readline()
            if not header:
                yield (header := first)
            for line in stream:
                rest, _, paragraph = line.rpartition(b"\t")
                last = base + int(paragraph)
                yield b"%b\t%d\n" % (rest, last)
        base = base if last < 0 else last + (not part.inside)


def _plain(parts: Parts) -> Iterator[bytes]:
    for part in parts():
        yield part.file.read_bytes()


def _beads(parts: Parts) -> Iterator[bytes]:
    base = 0
    for part in parts():
        with part.file.open("rb") as stream:
            for line in stream:
                yield re.sub(rb"[0-9]+", lambda match: b"%d" % (base + int(match[0])), line)  # noqa: B023
        base += part.segments


@dataclass(frozen=True, slots=True)
class _Markup:
    """A format whose rows stand between a line like `opening` and one that is `closing`, and hold counted `places`.

    Texts cannot look like either: in them `<` is escaped.
    """

    opening: str
    closing: str
    places: tuple[tuple[str, str], ...]  # what is counted, a pattern with the number as its second group

    def __call__(self, parts: Parts) -> Iterator[bytes]:
        bases = dict.fromkeys(("unit", "group", "paragraph"), 0)
        end = ""
        for part in parts():
            text = part.file.read_bytes().decode()
            start = re.search(self.opening, text)
            assert start is not None
            body, closing, tail = text[start.end() :].rpartition(self.closing)
            if not end:
                yield text[: start.end()].encode()
                end = closing + tail
            highest = dict.fromkeys(bases, -1)
            for what, pattern in self.places:
                body = re.sub(pattern, _counted(bases[what], what, highest), body)
            yield body.encode()
            if highest["paragraph"] >= 0:
                bases["paragraph"] = highest["paragraph"] + (not part.inside)
            bases["unit"] += part.segments
            bases["group"] = max(bases["group"], highest["group"])
        yield end.encode()


def _counted(base: int, what: str, highest: dict[str, int]) -> Callable[[re.Match[str]], str]:
    def put(match: re.Match[str]) -> str:
        number = base + int(match[2])
        highest[what] = max(highest[what], number)
        return f"{match[1]}{number}{match[3]}"

    return put


_JOINERS: dict[str, Callable[[Parts], Iterator[bytes]]] = {
    "jsonl": _jsonl,
    "tsv": _tsv,
    "txt": _txt,
    "pharaoh": _plain,
    "beads": _beads,
    "tmx": _Markup(
        "<body>\n",
        "</body>\n",
        (("unit", r'(<tu tuid=")(\d+)(">)'), ("paragraph", r'(<prop type="x-paragraph">)(\d+)(</prop>)')),
    ),
    "xliff21": _Markup(
        "<file [^>]*>\n",
        "</file>\n",
        (
            ("unit", r'(<unit id="u)(\d+)(")'),
            ("group", r'(<group id="g)(\d+)(")'),
            ("paragraph", r'(<group [^>]*padanan:paragraph=")(\d+)(">)'),
        ),
    ),
    "xliff12": _Markup(
        "<body>\n",
        "</body>\n",
        (
            ("unit", r'(<trans-unit id=")(\d+)(")'),
            ("group", r'(<group id="g)(\d+)(")'),
            ("paragraph", r'(<group [^>]*padanan:paragraph=")(\d+)(">)'),
        ),
    ),
}

JOINED = tuple(_JOINERS)
