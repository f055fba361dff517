"""The data model: immutable values whose offsets point into verbatim text.

Every `Span` is half-open. A span in a `Bead` counts segments; every other span counts characters
(Unicode code points) of the text it belongs to. Nothing here is ever re-found by searching: offsets
are carried from the pass that first saw the text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from align.errors import ModelError

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """Half-open range `start <= i < end`."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        # A translation makes two hundred a sentence: what `dataclass` would write takes twice as long.
        if not 0 <= start <= end:
            raise ModelError(f"span {start}:{end} is not a half-open range of offsets from 0")
        _set_start(self, start)
        _set_end(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is true also when it is empty: it is a place, not a container."""
        return True

    def of(self, text: str) -> str:
        """The part of `text` this span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """This span moved by `by` places."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one place."""
        return self.start < other.end and other.start < self.end


_set_start, _set_end = (vars(Span)[name].__set__ for name in ("start", "end"))


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence: its characters and the number of the paragraph (from 0) it stands in."""

    span: Span
    paragraph: int


@dataclass(frozen=True, slots=True)
class Document:
    """Verbatim text with its segments in order; segments and the gaps between them rejoin to `text`."""

    text: str
    language: str
    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        end = 0
        for number, segment in enumerate(self.segments):
            if segment.span.start < end or segment.span.end > len(self.text):
                raise ModelError(
                    f"segment {number} ({segment.span.start}:{segment.span.end}) overlaps the one before it "
                    f"or runs past the text of {len(self.text)} characters"
                )
            end = segment.span.end

    def sentence(self, index: int) -> str:
        """Text of the segment at `index`."""
        return self.segments[index].span.of(self.text)

    def sentences(self) -> list[str]:
        """Text of every segment, in order."""
        return [segment.span.of(self.text) for segment in self.segments]

    def cover(self, segments: Span) -> Span:
        """Characters from the first to the last of a run of segments; where it is empty, the empty place."""
        if segments.start < segments.end:
            first, last = self.segments[segments.start], self.segments[segments.end - 1]
            return Span(first.span.start, last.span.end)
        place = self.segments[segments.start - 1].span.end if segments.start else 0
        return Span(place, place)


@dataclass(frozen=True, slots=True)
class Bead:
    """Source segments tied to target segments, n to m; one side may be empty. `score` lies in 0..1.

    `approved` says that a person has read the pair and stands by it.
    """

    source: Span
    target: Span
    score: float
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A word link: characters of a source token tied to characters of a target token, with a score in 0..1."""

    source: Span
    target: Span
    score: float


@dataclass(frozen=True, slots=True)
class TermUse:
    """One occurrence of a glossary term and what became of it.

    `how` is one of `HONOURED` or `missed`; `target` is None exactly when it was missed. `note` says why it
    was missed; `origin` names the glossary file and line the rendering came from.
    """

    term: str
    rendering: str
    source: Span
    target: Span | None
    how: str
    origin: str
    note: str = ""

    @property
    def honoured(self) -> bool:
        """Whether the target holds an accepted rendering."""
        return self.target is not None


HONOURED = ("model", "found", "annotated", "placeholder", "n-best", "replaced")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should look at in the bead numbered `bead`; a span is None where its side shows nothing."""

    bead: int
    check: str
    severity: str
    message: str
    source: Span | None
    target: Span | None


SEVERITIES = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead together with its texts and everything that lies inside it: what iterating a `Bitext` gives."""

    bead: Bead
    source_span: Span
    target_span: Span
    source_text: str
    target_text: str
    paragraph: int
    links: tuple[Link, ...]
    terms: tuple[TermUse, ...]
    findings: tuple[Finding, ...]

    @property
    def score(self) -> float:
        """The bead's score."""
        return self.bead.score


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two documents tied together. The beads tile both sides in order; that is checked on construction.

    `links` are ordered by source place. `signature` reproduces the result:
    `engine:…|segmenter:…|glossary:…|padanan:…`.
    """

    source: Document
    target: Document
    beads: tuple[Bead, ...]
    links: tuple[Link, ...] = ()
    terms: tuple[TermUse, ...] = ()
    findings: tuple[Finding, ...] = ()
    signature: str = ""

    def __post_init__(self) -> None:
        source_end = target_end = 0
        for number, bead in enumerate(self.beads):
            if (bead.source.start, bead.target.start) != (source_end, target_end):
                raise ModelError(
                    f"bead {number} starts at source {bead.source.start}, target {bead.target.start}; "
                    f"expected {source_end} and {target_end}: beads tile both sides in order"
                )
            source_end, target_end = bead.source.end, bead.target.end
        if (source_end, target_end) != (len(self.source.segments), len(self.target.segments)):
            raise ModelError(
                f"beads cover {source_end} source and {target_end} target segments; "
                f"the documents have {len(self.source.segments)} and {len(self.target.segments)}"
            )

    def __len__(self) -> int:
        return len(self.beads)

    def __iter__(self) -> Iterator[Pair]:
        """The beads in order, each with its texts, links, terms and findings."""
        links = self._by_bead([(link.source.start, link) for link in self.links])
        terms = self._by_bead([(use.source.start, use) for use in self.terms])
        findings: dict[int, list[Finding]] = {}
        for finding in self.findings:
            findings.setdefault(finding.bead, []).append(finding)
        for number, bead in enumerate(self.beads):
            source_span, target_span = self.source.cover(bead.source), self.target.cover(bead.target)
            yield Pair(
                bead=bead,
                source_span=source_span,
                target_span=target_span,
                source_text=source_span.of(self.source.text),
                target_text=target_span.of(self.target.text),
                paragraph=self._paragraph(bead),
                links=tuple(links.get(number, ())),
                terms=tuple(terms.get(number, ())),
                findings=tuple(findings.get(number, ())),
            )

    def _by_bead(self, placed: list[tuple[int, _Item]]) -> dict[int, list[_Item]]:
        """Items grouped by the bead whose source characters hold their place."""
        numbers = [n for n, bead in enumerate(self.beads) if bead.source.start < bead.source.end]
        starts = [self.source.segments[self.beads[n].source.start].span.start for n in numbers]
        groups: dict[int, list[_Item]] = {}
        for place, item in placed:
            groups.setdefault(numbers[max(bisect_right(starts, place) - 1, 0)], []).append(item)
        return groups

    def _paragraph(self, bead: Bead) -> int:
        for document, side in ((self.source, bead.source), (self.target, bead.target)):
            if side.start < side.end:
                return document.segments[side.start].paragraph
        return 0
