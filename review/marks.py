"""What a row is, in bits, so that lists and filters need not read rows; and what a document counts. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from align.checks import INCONSISTENT, signature
from align.model import Bead, Bitext, Document, Finding, Segment, Span
from review.remarks import open_remarks

if TYPE_CHECKING:
    from review.values import Body

APPROVED, EDITED, COMMENTED, FLAGGED, EMPTY, NEWER, AGREED, ASKED, SERIOUS = (1 << bit for bit in range(9))
_FIRST_CHECK = 12  # the bits above stand for checks, in the order in which the store met them
MOST_CHECKS = 50

Tally = dict[str, int]


def marks_of(body: Body, checks: list[str]) -> int:
    """The bits of `body`: `AGREED` where somebody said that its sentence may be translated otherwise than its like."""
    dismissed = body.get("dismissed", ())
    found = open_findings(body)
    notes = body.get("notes", ())
    bits = (
        APPROVED * bool(body.get("approved"))
        | EDITED * ("machine" in body)
        | COMMENTED * bool(notes)
        | ASKED * bool(open_remarks(notes))
        | FLAGGED * bool(found)
        | SERIOUS * any(own["severity"] == "error" for own in found)
        | EMPTY * (not body["target"])
        | NEWER * bool(body.get("newer"))
        | AGREED * bool(dismissed and signature_of(body["source"]) in dismissed)
    )
    for own in found:
        bits |= check_bit(own["check"], checks)
    return bits


def check_bit(name: str, checks: list[str]) -> int:
    """The bit of a check, which joins `checks` where it is new; 0 where there are too many."""
    if name not in checks:
        if len(checks) >= MOST_CHECKS:
            return 0
        checks.append(name)
    return 1 << (_FIRST_CHECK + checks.index(name))


def open_findings(body: Body) -> list[Body]:
    """The findings of the row itself that nobody dismissed."""
    dismissed = body.get("dismissed", ())
    return [
        own
        for own in body.get("findings", ())
        if own["check"] != INCONSISTENT and own["signature"] not in dismissed
    ]


@lru_cache(maxsize=65536)
def signature_of(source: str) -> str:
    """The suppression signature of the finding `inconsistent` on a row with this source text."""
    document = Document(source, "id", (Segment(Span(0, len(source)), 0),))
    alone = Bitext(document, Document("", "en", ()), (Bead(Span(0, 1), Span(0, 0), 1.0),))
    return signature(Finding(0, INCONSISTENT, "warning", "", None, None), alone)


def tally(bodies: Iterable[Body]) -> Tally:
    """Rows and words of the source, those approved, and the rows with an open finding of their own."""
    out = dict.fromkeys(("rows", "words", "approved", "approved_words", "flagged", "errors"), 0)
    for body in bodies:
        words, found = len(body["source"].split()), open_findings(body)
        out["rows"] += 1
        out["words"] += words
        out["flagged"] += bool(found)
        out["errors"] += any(own["severity"] == "error" for own in found)
        if body.get("approved"):
            out["approved"] += 1
            out["approved_words"] += words
    return out


def moved(counts: Tally, before: Tally, after: Tally) -> Tally:
    """`counts` when what counted as `before` counts as `after`."""
    return {key: counts[key] - before[key] + after[key] for key in counts}
