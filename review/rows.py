"""Rows as values: between a `Bitext` and the bodies the store keeps, and one row's links, terms and findings anew.

A body is a bead's line in the lossless format, so a review is written out by joining its lines under their header.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from align.checks import check, signature
from align.engines.base import Translation
from align.facts.verbatim import outside
from align.formats import jsonl
from align.formats.rows import NOTE
from align.lexical.links import link_pairs
from align.model import Bead, Bitext, Document, Segment, Span, TermUse
from align.terms.accounts import account
from align.text.segment import segment
from review import remarks
from review.lenient import lenient

if TYPE_CHECKING:
    from glossary import Glossary
    from review.store import Body

REVIEW_KEYS = (
    "machine",
    "dismissed",
    "gap",
    "approved",
    "notes",
)  # what stays with a row when its texts change


def remark(check: str, message: str) -> Body:
    """A line of findings that points at nothing."""
    return {
        "check": check,
        "severity": "info",
        "message": message,
        "source": None,
        "target": None,
        "signature": "",
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment with the verbatim text before it."""

    before: str
    text: str
    paragraph: int


def bodies(bitext: Bitext) -> tuple[Body, list[Body]]:
    """Header and rows of a bitext; every finding carries its suppression signature."""
    header, *lines = jsonl.lines(bitext)
    findings = sorted(bitext.findings, key=lambda finding: finding.bead)
    signatures = (signature(finding, bitext) for finding in findings)
    for own in (own for line in lines for own in line.get("findings", ())):
        own["signature"] = next(signatures)
    for line in lines:
        if notes := [own["message"] for own in line.get("findings", ()) if own["check"] == NOTE]:
            line["notes"] = remarks.from_lines(notes)
            line["findings"] = [own for own in line["findings"] if own["check"] != NOTE]
    return header, lines


def bitext(header: Body, rows: Iterable[Body], *, file: str = "review") -> Bitext:
    """The bitext that rows make; findings a reviewer dismissed are left out, comments become findings of check `note`."""
    own = [_for_export(row) for row in rows]
    texts = [json.dumps(one, ensure_ascii=False) for one in (header | {"beads": len(own)}, *own)]
    return jsonl.parse("\n".join(texts).encode("utf-8", "surrogatepass"), file=file)


def _for_export(row: Body) -> Body:
    dismissed = row.get("dismissed", ())
    findings = [own for own in row.get("findings", ()) if own["signature"] not in dismissed]
    notes = [remark(NOTE, remarks.line(own)) for own in row.get("notes", ())]
    return row | {"findings": [*findings, *notes]}


def pieces(row: Body, side: str) -> list[Piece]:
    """The segments of one side (`source` or `target`), each with the text before it."""
    text, end = row[side], 0
    out: list[Piece] = []
    for start, stop, paragraph in row.get(f"{side}_segments", ()):
        before = text[end:start] if out else row.get(f"{side}_before", "")
        out.append(Piece(before, text[start:stop], paragraph))
        end = stop
    return out


def from_pieces(source: Sequence[Piece], target: Sequence[Piece], *, score: float) -> Body:
    """A row of these segments, without links, terms and findings."""
    row: Body = {"score": score}
    for side, own in (("source", source), ("target", target)):
        text, segments = "", []
        for number, piece in enumerate(own):
            text += piece.before if number else ""
            segments.append([len(text), len(text) + len(piece.text), piece.paragraph])
            text += piece.text
        row[side] = text
        if own:
            row |= {f"{side}_segments": segments, f"{side}_before": own[0].before}
    return row


def retarget(row: Body, text: str) -> list[Piece]:
    """Segments of a new target text for `row`, in its paragraph and after the same gap."""
    text = text.strip()
    if not text:
        return []
    old = pieces(row, "target") or pieces(row, "source")
    before = old[0].before if row["target"] else row.get("gap", old[0].before if old else "")
    paragraph = old[0].paragraph if old else 0
    found = segment(text, "en")
    out: list[Piece] = []
    end = 0
    for own in found.segments:
        out.append(Piece(before if not out else text[end : own.span.start], own.span.of(text), paragraph))
        end = own.span.end
    if "".join(p.before + p.text for p in out) != before + text:
        return [Piece(before, text, paragraph)]
    return out


def refresh(row: Body, header: Body, glossary: Glossary, *, was: Iterable[Body] = ()) -> Body:
    """`row` with links, terms and findings of its own texts; uses in the rows `was` keep how they were honoured."""
    bare = {key: value for key, value in row.items() if key not in ("links", "terms", "findings")}
    document = bitext(header | {"source_tail": "", "target_tail": ""}, [_alone(bare)])
    left, right = document.source.text, document.target.text
    if not left or not right:
        return _row(replace(document, findings=check(document)), bare)
    before = [use for old in was for use in _uses(old, left)]
    matches = outside(left, glossary.match(left))
    uses = tuple(lenient(account(matches, Translation(right, 0.0), "found", before).uses, matches, right))
    tied = [(use.source, use.target) for use in uses if use.target]
    links = link_pairs([(left, right)], terms=[tied])[0]
    linked = replace(document, links=links, terms=uses)
    return _row(replace(linked, findings=check(linked)), bare)


def translated(row: Body, result: Bitext) -> Body:
    """`row` with the machine translation of its source, whose beads become one."""
    starts = pieces(row, "target") or pieces(row, "source")
    before = starts[0].before if starts else ""
    counts = Span(0, len(result.source.segments)), Span(0, len(result.target.segments))
    bead = Bead(*counts, min((bead.score for bead in result.beads), default=0.0))
    findings = tuple(replace(finding, bead=0) for finding in result.findings)
    one = replace(result, beads=(bead,), findings=findings)
    return _row(one, row | {"target_before": before} | {"score": bead.score})


def source_document(row: Body, language: str) -> Document:
    """The source side of one row as a document."""
    segments = tuple(Segment(Span(start, end), own) for start, end, own in row.get("source_segments", ()))
    return Document(row["source"], language, segments)


def _alone(row: Body) -> Body:
    return {key: value for key, value in row.items() if not key.endswith("_before")}


def _uses(row: Body, text: str) -> list[TermUse]:
    if row["source"] != text:
        return []
    return [
        TermUse(use["term"], use["rendering"], Span(*use["source"]), Span(0, 0), use["how"], use["origin"])
        for use in row.get("terms", ())
        if use["target"] is not None
    ]


def _row(document: Bitext, old: Body) -> Body:
    """The line of a bitext of one bead, between the texts that stood around `old`."""
    _, [new] = bodies(document)
    for side in ("source", "target"):
        new.pop(f"{side}_before", None)
        if new.get(f"{side}_segments") and old.get(f"{side}_before"):
            new[f"{side}_before"] = old[f"{side}_before"]
    return new | {key: old[key] for key in REVIEW_KEYS if old.get(key)}
