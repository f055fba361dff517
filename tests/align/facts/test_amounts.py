"""Amounts as people write them."""

from __future__ import annotations

import pytest

from align.facts.carried import lost, settled
from align.facts.placeables import facts
from align.facts.verbatim import outside
from glossary import default


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Ini rapat ke-23 warga.", "23rd"),
        ("Ini rapat ke-111 warga.", "111th"),
        ("Sejak 1970-an sepi.", "1970s"),
        ("Rapat mulai pukul setengah tiga sore.", "2:30 p.m."),
        ("Rapat mulai pukul tujuh lewat seperempat pagi.", "7:15 a.m."),
        ("Harga naik tiga koma lima persen.", "3.5"),
        ("Gempa M5,4 terasa.", "M5.4"),
        ("Dana Rp2,1 miliar-Rp2,4 miliar cair.", "Rp2.1 billion-Rp2.4 billion"),
        ("Buka Selasa-Sabtu saja.", "Tuesday-Saturday"),
        ("Lomba digelar 09-11-2023.", "9 November 2023"),
        ("Sekitar 30-an warga datang.", "around 30"),
        ("Pria berusia 40-an tahun itu jatuh.", "in his 40s"),
        ("Lagu era 70-an itu lawas.", "70s"),
        ("Surat dr. Melati hilang.", "Dr Melati"),
        ("Kantornya di Jalan Kenanga No. 8 itu.", "Jalan Kenanga No. 8"),
        ("Menurut Guntur, jalan itu rusak.", "Guntur"),
        ("Menurut Pak Bintang, harga naik.", "Mr Bintang"),
        ("Warga Desa Sumber Jaya hadir.", "Sumber Jaya"),
    ],
)
def test_as_english_writes_them(text: str, target: str) -> None:
    """One fact for the whole of it."""
    assert target in [fact.target for fact in facts(text)]
    assert not [fact for fact in lost(text, f"It says {target} there.") if fact.target == target]


def test_offices_are_no_names() -> None:
    """`Pak Gubernur` is the governor."""
    assert facts("Kata Pak Gubernur, harga naik.") == []


def test_names_of_villages_are_no_terms() -> None:
    """Nor are those of streets."""
    text = "Warga Kecamatan Tanjung Harapan pulang."
    assert "Tanjung Harapan" in [match.surface for match in default().match(text)]
    assert "Tanjung Harapan" not in [match.surface for match in outside(text, default().match(text))]


def test_what_stands_on_both_sides_is_settled() -> None:
    """It is blanked on both, so that no check of numbers reads `setengah` as a half."""
    assert "setengah" not in settled("Pukul setengah tiga sore.", "At 2:30 p.m.")[0]
    assert "2:30" not in settled("Pukul setengah tiga sore.", "At 2:30 p.m.")[1]
