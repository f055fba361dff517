"""The data model's promises."""

from __future__ import annotations

import pytest

from align.errors import ModelError
from align.model import Bead, Bitext, Document, Finding, Link, Segment, Span, TermUse


def document(*sentences: str, language: str = "id") -> Document:
    text, segments = "", []
    for number, sentence in enumerate(sentences):
        text += " " if number else ""
        segments.append(Segment(Span(len(text), len(text) + len(sentence)), number // 2))
        text += sentence
    return Document(text, language, tuple(segments))


def bead(a: int, b: int, c: int, d: int) -> Bead:
    return Bead(Span(a, b), Span(c, d), 0.5)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_span_refuses_what_is_no_range(start: int, end: int) -> None:
    """A span is a half-open range from 0."""
    with pytest.raises(ModelError, match="half-open"):
        Span(start, end)


def test_empty_span_is_true_and_overlaps_nothing() -> None:
    """A span is a place: `if span` asks whether there is one, not whether it is long."""
    assert Span(3, 3)
    assert not Span(3, 3).overlaps(Span(0, 9)) or Span(0, 9).overlaps(Span(3, 3))


@pytest.mark.parametrize("spans", [[(0, 3), (2, 4)], [(0, 99)]])
def test_document_refuses_segments_out_of_place(spans: list[tuple[int, int]]) -> None:
    """Segments are in order, apart, and inside the text."""
    with pytest.raises(ModelError, match="segment"):
        Document("abcdef", "id", tuple(Segment(Span(a, b), 0) for a, b in spans))


@pytest.mark.parametrize(
    "beads",
    [
        [bead(0, 1, 0, 1)],
        [bead(0, 1, 0, 1), bead(1, 2, 0, 2)],
        [bead(1, 2, 0, 1), bead(0, 1, 1, 2)],
        [bead(0, 2, 0, 3)],
    ],
)
def test_beads_must_tile_both_sides(beads: list[Bead]) -> None:
    """A gap, an overlap, a crossing or a bead past the end is refused."""
    with pytest.raises(ModelError, match="bead"):
        Bitext(document("A.", "B."), document("X.", "Y.", language="en"), tuple(beads))


def test_pairs_hold_what_lies_inside_them() -> None:
    """Iterating gives texts, links, terms and findings of each bead, gaps included."""
    source, target = document("Satu.", "Dua.", "Tiga."), document("One.", "Three.", language="en")
    beads = (bead(0, 1, 0, 1), bead(1, 2, 1, 1), bead(2, 3, 1, 2))
    link = Link(Span(11, 15), Span(5, 10), 1.0)
    use = TermUse("dua", "two", Span(6, 9), None, "missed", "x.tsv:2", "not there")
    finding = Finding(1, "untranslated", "error", "nothing", Span(6, 10), None)
    pairs = list(Bitext(source, target, beads, (link,), (use,), (finding,)))
    assert [(pair.source_text, pair.target_text, pair.paragraph) for pair in pairs] == [
        ("Satu.", "One.", 0), ("Dua.", "", 0), ("Tiga.", "Three.", 1),
    ]  # fmt: skip
    assert [len(pair.links) for pair in pairs] == [0, 0, 1]
    assert [len(pair.terms) for pair in pairs] == [0, 1, 0]
    assert [len(pair.findings) for pair in pairs] == [0, 1, 0]
