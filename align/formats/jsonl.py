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
from typing import Any

from align.formats.jsonlines import Reader, Side
from align.model import Bitext, Document, Finding, Pair, Span, TermUse
from align.text.files import decode

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
    reader = Reader(file)
    header = reader.fields(first)
    if header.get("format") != NAME or header.get("version") != VERSION:
        raise reader.error(f'is not a bitext; accepted is a first line with "format": "{NAME}", "version": 1')
    source = Side(reader.text(header, "source"))
    target = Side(reader.text(header, "target"))
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
