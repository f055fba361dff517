"""Initials that stand for persons are no acronyms."""

from __future__ import annotations

import pytest

from align.facts.persons import initials
from align.facts.verbatim import outside
from glossary import default


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pelaku berinisial AS ditangkap.", ["AS"]),
        ("Korban, inisial RI, PM dan AS, dirawat.", ["RI", "PM", "AS"]),
        ("Polisi menangkap AS (34) di Bekasi, lalu AS ditahan.", ["AS", "AS"]),
        ("Dua saksi, MA (27 tahun) dan BI (31), hadir.", ["MA", "BI"]),
        ("AS menyerang Irak.", []),
        ("Delegasi AS (12 orang) tiba.", []),
        ("Pada 2024 AS (2023: 3 persen) tumbuh.", []),
    ],
)
def test_initials(text: str, expected: list[str]) -> None:
    assert [place.of(text) for place in initials(text)] == expected


def test_a_term_is_none_where_it_is_a_persons_initials() -> None:
    text = "Polisi menangkap AS (34) kemarin."
    assert [match.spelt for match in outside(text, default().match(text))] == []
    text = "Polisi AS menangkap dua orang."
    assert any(match.term.source == "AS" for match in outside(text, default().match(text)))
