"""Renderings in English text, acronyms, consistency."""

from __future__ import annotations

import pytest

from glossary import Term, acronyms, audit, find_forbidden, find_renderings, first_mention, fit, introductions


@pytest.mark.parametrize(
    ("targets", "text", "found"),
    [
        (("US", "United States"), "The US and the United States; us, bus, USA.", ["US", "United States"]),
        (("North Korea",), "North Korea's and North Koreas.", ["North Korea", "North Koreas"]),
        (("missile",), "Missiles, missile-like, dismissile.", ["Missiles", "missile"]),
        (("UN Security Council", "UN"), "the UN Security Council of the UN", ["UN Security Council", "UN"]),
        (("US dollar", "$"), "It cost $5.", ["$"]),
        (("Workers' Party",), "the Workers’ Party", ["Workers’ Party"]),
    ],
)
def test_renderings_are_found_as_they_are_inflected(
    targets: tuple[str, ...], text: str, found: list[str]
) -> None:
    """Whole words, plurals, curly apostrophes; short capitals only in capitals."""
    assert [text[start:end] for start, end, _ in find_renderings(Term("x", targets), text)] == found


@pytest.mark.parametrize(
    ("text", "old", "rendering", "expected"),
    [
        ("An officer from the North said so.", "North", "DPRK", "An officer from the DPRK said so."),
        ("a Pyongyang envoy", "Pyongyang", "IAEA", "an IAEA envoy"),
        ("an Iranian envoy", "Iranian", "UN", "a UN envoy"),
        ("the Korea's army", "Korea's", "DPRK", "the DPRK's army"),
        ("the Hague court", "Hague", "The Hague", "The Hague court"),
        ("Ceasefire broke.", "Ceasefire", "truce", "Truce broke."),
    ],
)
def test_renderings_are_put_in_as_a_writer_would(text: str, old: str, rendering: str, expected: str) -> None:
    """Articles by sound, no doubled article, possessives kept, a capital at the start."""
    start = text.index(old)
    first, last, new = fit(text, start, start + len(old), rendering)
    assert text[:first] + new + text[last:] == expected


def test_forbidden_renderings_are_found_where_no_accepted_one_stands() -> None:
    """`Northern Korea` is forbidden, but not within an accepted rendering."""
    term = Term("x", ("North Korea",), forbidden=("Korea", "Northern Korea"))
    assert [bad for _, _, bad in find_forbidden(term, "North Korea and Northern Korea")] == ["Northern Korea"]


def test_introductions_of_acronyms() -> None:
    """Both orders, only where the letters agree."""
    text = "Komisi Pemberantasan Korupsi (KPK) dan BIN (Badan Intelijen Negara) bertemu wakil daerah (DPR)."
    assert [(i.long, i.short) for i in introductions(text)] == [
        ("Komisi Pemberantasan Korupsi", "KPK"), ("Badan Intelijen Negara", "BIN"),
    ]  # fmt: skip
    for found in introductions(text):
        assert text[found.long_start : found.long_end] == found.long
        assert text[found.short_start : found.short_end] == found.short


def test_acronyms_are_no_roman_numerals_and_no_headlines() -> None:
    """Tokens in capitals in ordinary lines."""
    assert [a for _, _, a in acronyms("Abad XIX dan KPK.\nPRESIDEN TIBA DI KOTA\nTim RRT-1 pulang.")] == [
        "KPK",
        "RRT-1",
    ]


def test_first_mention_is_long_then_short() -> None:
    """Each acronym is spelled out once."""
    mentions = [
        ("KPK", "Corruption Eradication Commission"),
        ("KPK", "Corruption Eradication Commission"),
        ("UN", ""),
    ]
    assert first_mention(mentions) == ["Corruption Eradication Commission (KPK)", "KPK", "UN"]


def test_audit_names_the_dominant_rendering_and_its_variants() -> None:
    """Case, plural and possessive are no variants; places are kept."""
    reports = audit(
        [("Korut", "North Korea", "a:1"), ("Korut", "north korea's", "a:2"), ("Korut", "DPRK", "b:1")]
    )
    assert [(r.dominant, r.count, r.variants) for r in reports] == [("North Korea", 2, (("DPRK", ("b:1",)),))]
