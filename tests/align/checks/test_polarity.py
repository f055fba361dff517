"""Denials by meaning, denials made up, and opposites."""

from __future__ import annotations

import pytest

from align.checks import check
from align.model import Bead, Bitext, Document, Segment, Span


def found(source: str, target: str) -> set[str]:
    """Ids of the findings of one pair above info."""
    sides = [
        Document(text, language, (Segment(Span(0, len(text)), 0),))
        for text, language in ((source, "id"), (target, "en"))
    ]
    bitext = Bitext(sides[0], sides[1], (Bead(Span(0, 1), Span(0, 1), 0.9),))
    return {finding.check for finding in check(bitext) if finding.severity != "info"}


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("Festival itu batal dibuka.", "The festival was not opened after all.", "The festival was opened."),
        ("Mereka enggan pindah.", "They are reluctant to move.", "They are moving."),
        ("Kabar itu dibantah kampus.", "The university denied the report.", "The university published the report."),
        ("Konser itu batal digelar.", "The concert was called off.", "The canceled concert was held."),
        ("Ia emoh mundur.", "He refuses to step down.", "He is stepping down."),
        ("Petani menjual padi ke koperasi.", "Farmers sell rice to the cooperative.", "Farmers never sell rice to the cooperative."),
    ],
)  # fmt: skip
def test_a_denial_by_meaning_is_lost_and_one_is_made_up(source: str, target: str, wrong: str) -> None:
    """The right translation has no finding of negation, the wrong one has."""
    assert "negation" not in found(source, target)
    assert "negation" in found(source, wrong)


@pytest.mark.parametrize(
    ("source", "target", "wrong"),
    [
        ("Harga cabai naik tajam.", "Chilli prices rose sharply.", "Chilli prices fell sharply."),
        ("Lebih dari separuh kursi kosong.", "More than half the seats are empty.", "Fewer than half the seats are empty."),
        ("Ia berasal dari Kalimantan Timur.", "He comes from East Kalimantan.", "He comes from West Kalimantan."),
        ("Sidang mulai pukul 19.30.", "The hearing starts at 7:30 p.m.", "The hearing starts at 7:30 a.m."),
        ("Harga turun setelah naik sepekan.", "Prices fell after a week's rise.", "The price was in decline."),
    ],
)  # fmt: skip
def test_an_opposite_is_found(source: str, target: str, wrong: str) -> None:
    """A rise is no fall, more is not fewer, east is not west; where the source says both, either may be left."""
    assert "opposite" not in found(source, target)
    assert ("opposite" in found(source, wrong)) == (" naik sepekan" not in source)
