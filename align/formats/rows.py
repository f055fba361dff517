"""Rows: a bitext as the exchange formats see it, one bead a row, the text between sentences left out.

What rows lose: the text between segments (rebuilt as a blank inside a paragraph, an empty line between two),
the borders inside a bead of several segments (read back as one), word links, and the places of findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from align.errors import InputError
from align.model import SEVERITIES, Bead, Bitext, Document, Finding, Segment, Span, TermUse

SOURCE_LANGUAGE, TARGET_LANGUAGE = "id", "en"

NOTE = "note"  # the check of a finding that a person wrote
_NOTE = re.compile(r"\[(info|warning|error)\] ([^\s:]+): (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A bead with its texts; `terms` count characters from the start of them, findings have no places."""

    source: str
    target: str
    paragraph: int = 0
    score: float = 1.0
    terms: tuple[TermUse, ...] = ()
    findings: tuple[Finding, ...] = ()
    approved: bool = False


def rows(bitext: Bitext) -> list[Row]:
    """The rows of `bitext`, in order."""
    return [
        Row(
            pair.source_text,
            pair.target_text,
            pair.paragraph,
            pair.score,
            tuple(
                replace(
                    use,
                    source=use.source.shift(-pair.source_span.start),
                    target=use.target.shift(-pair.target_span.start) if use.target else None,
                )
                for use in pair.terms
                if _inside(use.source, pair.source_span)
                and (use.target is None or _inside(use.target, pair.target_span))
            ),
            tuple(replace(finding, source=None, target=None) for finding in pair.findings),
            pair.bead.approved,
        )
        for pair in bitext
    ]


def assemble(
    items: Iterable[Row],
    *,
    source_language: str = SOURCE_LANGUAGE,
    target_language: str = TARGET_LANGUAGE,
    signature: str = "",
) -> Bitext:
    """The bitext whose rows are `items`."""
    source, target = _Side(source_language), _Side(target_language)
    beads: list[Bead] = []
    terms: list[TermUse] = []
    findings: list[Finding] = []
    for number, row in enumerate(items):
        left, right = source.add(row.source, row.paragraph), target.add(row.target, row.paragraph)
        beads.append(Bead(left.segments, right.segments, row.score, row.approved))
        terms += (
            replace(
                use,
                source=use.source.shift(left.start),
                target=use.target.shift(right.start) if use.target else None,
            )
            for use in row.terms
        )
        findings += (replace(finding, bead=number) for finding in row.findings)
    return Bitext(
        source.document(),
        target.document(),
        tuple(beads),
        terms=tuple(terms),
        findings=tuple(findings),
        signature=signature,
    )


def note(finding: Finding) -> str:
    """A finding in words: `[warning] numbers: 2,5 is not 25`; a person's note as it is. `finding_of` reads it back."""
    if finding.check == NOTE and finding.severity == SEVERITIES[0] and not _NOTE.fullmatch(finding.message):
        return finding.message
    return f"[{finding.severity}] {finding.check}: {finding.message}"


def finding_of(text: str) -> Finding:
    """The finding a note tells of; a note in any other form becomes one of the check `note`."""
    match = _NOTE.fullmatch(text)
    severity, check, message = match.groups() if match else (SEVERITIES[0], NOTE, text)
    return Finding(0, check, severity, message, None, None)


def number_of(text: str, what: str, *, file: str, line: int | None) -> int:
    """A count in decimal digits. Raises InputError."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise InputError(f"{what} {text[:40]!r} is not a whole number from 0", file=file, line=line)
    return int(text)


def score_of(text: str, *, file: str, line: int | None) -> float:
    """A score from 0 to 1. Raises InputError."""
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0.0 <= score <= 1.0:
        raise InputError(f"score {text[:40]!r} is not a number from 0 to 1", file=file, line=line)
    return score


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@dataclass(frozen=True, slots=True)
class _Place:
    segments: Span
    start: int


class _Side:
    """One document while it grows."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0

    def add(self, text: str, paragraph: int) -> _Place:
        first = len(self._segments)
        if not text:
            return _Place(Span(first, first), self._length)
        if self._segments:
            gap = " " if self._segments[-1].paragraph == paragraph else "\n\n"
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._segments.append(Segment(Span(start, self._length), paragraph))
        return _Place(Span(first, first + 1), start)

    def document(self) -> Document:
        return Document("".join(self._parts), self._language, tuple(self._segments))
