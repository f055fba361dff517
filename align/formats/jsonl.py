"""JSON lines, the format that loses nothing: a header line, then one bead a line.

Header: `format`, `version`, `source` and `target` (languages), `source_tail` and `target_tail` (text after
the last segment), `signature`, `beads` (how many lines follow, so that a cut file is noticed).

Bead: `source` and `target`, its texts; `score`; and where there is something to say:

- `source_segments`, `target_segments`: `[start, end, paragraph]` of each segment;
- `source_before`, `target_before`: the verbatim text between the segment before and this bead;
- `approved`: true where a person stands by the pair;
- `links`: `[source start, source end, target start, target end, score]`;
- `terms`, `findings`: objects with the fields of `TermUse` and `Finding`, spans as `[start, end]`.

All places count characters from the start of the bead's text. Links, terms and findings come back in the
order of their beads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from align.errors import InputError, ModelError
from align.model import (
    HONOURED,
    SEVERITIES,
    Bead,
    Bitext,
    Document,
    Finding,
    Link,
    Pair,
    Segment,
    Span,
    TermUse,
)
from align.text import decode

NAME, VERSION = "padanan-bitext", 1


def render(bitext: Bitext) -> str:
    """Every value of `bitext`, one bead a line."""
    return "\n".join(map(_dump, lines(bitext))) + "\n"


def lines(bitext: Bitext) -> Iterator[dict[str, Any]]:
    """The lines of `render` as values: the header, then a bead each."""
    yield {
        "format": NAME,
        "version": VERSION,
        "source": bitext.source.language,
        "target": bitext.target.language,
        "source_tail": _tail(bitext.source),
        "target_tail": _tail(bitext.target),
        "signature": bitext.signature,
        "beads": len(bitext),
    }
    yield from (_bead(bitext, pair) for pair in bitext)


def parse(data: bytes, *, file: str) -> Bitext:
    """The bitext in `data`. Raises InputError naming the line."""
    first, *rest = decode(data, file=file).rstrip("\r\n").split("\n")
    reader = _Reader(file)
    header = reader.fields(first)
    if header.get("format") != NAME or header.get("version") != VERSION:
        raise reader.error(f'is not a bitext; accepted is a first line with "format": "{NAME}", "version": 1')
    source = _Side(reader.text(header, "source"))
    target = _Side(reader.text(header, "target"))
    tails = reader.text(header, "source_tail"), reader.text(header, "target_tail")
    signature, count = reader.text(header, "signature"), reader.integer(header, "beads")
    for line in rest:
        reader.line += 1
        reader.bead(reader.fields(line), source, target)
    if len(reader.beads) != count:
        raise reader.error(
            f"the file ends after {len(reader.beads)} beads of the {count} its header tells of"
        )
    reader.check_places(len(source) + len(tails[0]), len(target) + len(tails[1]))
    return Bitext(
        source.document(tails[0]),
        target.document(tails[1]),
        tuple(reader.beads),
        tuple(reader.links),
        tuple(reader.terms),
        tuple(reader.findings),
        signature,
    )


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tail(document: Document) -> str:
    return document.text[document.segments[-1].span.end :] if document.segments else document.text


def _bead(bitext: Bitext, pair: Pair) -> dict[str, Any]:
    left, right = pair.source_span.start, pair.target_span.start
    line: dict[str, Any] = {
        "source": pair.source_text,
        "target": pair.target_text,
        "score": float(pair.score),
        "approved": pair.bead.approved,
        "source_segments": _segments(bitext.source, pair.bead.source, left),
        "target_segments": _segments(bitext.target, pair.bead.target, right),
        "source_before": _before(bitext.source, pair.bead.source),
        "target_before": _before(bitext.target, pair.bead.target),
        "links": [
            [*_places(link.source, left), *_places(link.target, right), float(link.score)]
            for link in pair.links
        ],
        "terms": [_term(use, left, right) for use in pair.terms],
        "findings": [_finding(finding, left, right) for finding in pair.findings],
    }
    return {key: value for key, value in line.items() if value or key in ("source", "target", "score")}


def _segments(document: Document, side: Span, origin: int) -> list[list[int]]:
    return [
        [*_places(segment.span, origin), segment.paragraph]
        for segment in document.segments[side.start : side.end]
    ]


def _before(document: Document, side: Span) -> str:
    if not len(side):
        return ""
    end = document.segments[side.start - 1].span.end if side.start else 0
    return document.text[end : document.segments[side.start].span.start]


def _places(span: Span, origin: int) -> list[int]:
    return [span.start - origin, span.end - origin]


def _term(use: TermUse, left: int, right: int) -> dict[str, object]:
    line: dict[str, object] = {
        "term": use.term,
        "rendering": use.rendering,
        "source": _places(use.source, left),
        "target": None if use.target is None else _places(use.target, right),
        "how": use.how,
        "origin": use.origin,
    }
    return line | ({"note": use.note} if use.note else {})


def _finding(finding: Finding, left: int, right: int) -> dict[str, object]:
    return {
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "source": None if finding.source is None else _places(finding.source, left),
        "target": None if finding.target is None else _places(finding.target, right),
    }


@dataclass(slots=True)
class _Side:
    """One document while it grows; `len` counts its characters."""

    language: str
    parts: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    length: int = 0

    def __len__(self) -> int:
        return self.length

    def add(self, before: str, text: str, segments: list[tuple[Span, int]]) -> Span:
        """Take a bead's text in; its segments' indices."""
        first = len(self.segments)
        origin = self.length + len(before)
        self.parts += before, text
        self.length = origin + len(text)
        self.segments += (Segment(span.shift(origin), paragraph) for span, paragraph in segments)
        return Span(first, len(self.segments))

    def document(self, tail: str) -> Document:
        return Document("".join(self.parts) + tail, self.language, tuple(self.segments))


@dataclass(slots=True)
class _Reader:
    """Checks values as they come in; every error names the line it is at."""

    file: str
    line: int = 1
    beads: list[Bead] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    terms: list[TermUse] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    placed: list[tuple[int, Span | None, Span | None]] = field(default_factory=list)

    def error(self, message: str) -> InputError:
        return InputError(message, file=self.file, line=self.line)

    def fields(self, line: str) -> dict[str, Any]:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise self.error(f"is not a line of JSON ({error})") from None
        if not isinstance(value, dict):
            raise self.error("is not a JSON object")
        return value

    def bead(self, line: dict[str, Any], source: _Side, target: _Side) -> None:
        number = len(self.beads)
        sides = self._side(line, "source", source), self._side(line, "target", target)
        left, right = (
            side.length - len(line[name]) for name, side in (("source", source), ("target", target))
        )
        approved = line.get("approved", False)
        if not isinstance(approved, bool):
            raise self.error("'approved' is neither true nor false")
        self.beads.append(Bead(sides[0], sides[1], self._score(line.get("score")), approved))
        for values in self._list(line, "links"):
            if not isinstance(values, list) or len(values) != 5:
                raise self.error("a link is not [source start, source end, target start, target end, score]")
            link = Link(self._span(values[:2], left), self._span(values[2:4], right), self._score(values[4]))
            self.links.append(link)
            self.placed.append((self.line, link.source, link.target))
        for value in self._list(line, "terms"):
            self.terms.append(self._term(self._fields(value, "term"), left, right))
        for value in self._list(line, "findings"):
            self.findings.append(self._finding(self._fields(value, "finding"), number, left, right))
        if (line.get("links") or line.get("terms")) and not len(sides[0]):
            raise self.error("has links or terms without a source segment to hold them")

    def _side(self, line: dict[str, Any], name: str, side: _Side) -> Span:
        text, before = self.text(line, name), self.text(line, f"{name}_before", "")
        segments: list[tuple[Span, int]] = []
        for values in self._list(line, f"{name}_segments"):
            if not isinstance(values, list) or len(values) != 3 or not _whole(values[2]) or values[2] < 0:
                raise self.error(f"a segment in {name}_segments is not [start, end, paragraph]")
            segments.append((self._span(values[:2], 0), values[2]))
        ends = [place for span, _ in segments for place in (span.start, span.end)]
        if ends != sorted(ends) or ends[:1] + ends[-1:] != ([0, len(text)] if segments else []):
            raise self.error(f"{name}_segments do not lie in order from end to end of the {name} text")
        if not segments and (text or before):
            raise self.error(f"has {name} text without {name}_segments")
        return side.add(before, text, segments)

    def _term(self, value: dict[str, Any], left: int, right: int) -> TermUse:
        source, target = self._span(value.get("source"), left), self._place(value.get("target"), right)
        how = self.text(value, "how")
        if how not in (*HONOURED, "missed") or (how == "missed") != (target is None):
            raise self.error(
                f"a term with {'a' if target else 'no'} target cannot be {how[:40]!r}; accepted are "
                f"{', '.join(HONOURED)} with a target and missed without"
            )
        self.placed.append((self.line, source, target))
        term, rendering, origin = (self.text(value, key) for key in ("term", "rendering", "origin"))
        return TermUse(term, rendering, source, target, how, origin, self.text(value, "note", ""))

    def _finding(self, value: dict[str, Any], number: int, left: int, right: int) -> Finding:
        source, target = self._place(value.get("source"), left), self._place(value.get("target"), right)
        self.placed.append((self.line, source, target))
        severity = self.text(value, "severity")
        if severity not in SEVERITIES:
            raise self.error(f"severity {severity[:40]!r} is unknown; accepted are {', '.join(SEVERITIES)}")
        return Finding(
            number, self.text(value, "check"), severity, self.text(value, "message"), source, target
        )

    def check_places(self, source_length: int, target_length: int) -> None:
        """Nothing may point past the end of the texts, which is known only when all beads are read."""
        for line, source, target in self.placed:
            self.line = line
            for span, length in ((source, source_length), (target, target_length)):
                if span is not None and span.end > length:
                    raise self.error(f"a place ends {span.end - length} characters after the end of the text")

    def text(self, value: dict[str, Any], key: str, default: str | None = None) -> str:
        found = value.get(key, default)
        if not isinstance(found, str):
            raise self.error(f"{key!r} is missing or no text")
        return found

    def integer(self, value: dict[str, Any], key: str) -> int:
        found = value.get(key)
        if not isinstance(found, int):
            raise self.error(f"{key!r} is missing or no whole number")
        return found

    def _list(self, line: dict[str, Any], key: str) -> list[Any]:
        found = line.get(key, [])
        if not isinstance(found, list):
            raise self.error(f"{key!r} is no list")
        return found

    def _fields(self, value: object, what: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.error(f"a {what} is no JSON object")
        return value

    def _place(self, value: object, origin: int) -> Span | None:
        return None if value is None else self._span(value, origin)

    def _span(self, value: object, origin: int) -> Span:
        if not isinstance(value, list) or len(value) != 2 or not all(_whole(place) for place in value):
            raise self.error("a place is not [start, end] in whole numbers")
        try:
            return Span(value[0] + origin, value[1] + origin)
        except ModelError:
            raise self.error(f"[{value[0]}, {value[1]}] is not a place: it ends before it starts") from None

    def _score(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.error("a score is missing or no number from 0 to 1")
        return float(value)


def _whole(value: Any) -> bool:
    """Whether `value` is an integer that is no boolean."""
    return isinstance(value, int) and not isinstance(value, bool)
