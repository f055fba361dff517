"""Number words: what they are told as, and what the embedded model makes of them."""

from __future__ import annotations

import re

import pytest

import align
from align.engines.base import Translation
from align.facts.figures import figures, in_words
from align.repair.openings import opened
from align.terms.accounts import Rendered


def found(text: str) -> list[tuple[str, str]]:
    return [(figure.source.of(text), figure.target) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sepuluh orang terluka.", [("Sepuluh", "10")]),
        ("Polisi menahan sebelas tersangka.", [("sebelas", "11")]),
        ("Ia berusia tujuh belas tahun.", [("tujuh belas", "17")]),
        ("Dua puluh lima hingga tiga puluh orang", [("Dua puluh lima", "25"), ("tiga puluh", "30")]),
        ("Seratus dua puluh tiga orang tewas.", [("Seratus dua puluh tiga", "123")]),
        ("sembilan ratus sembilan puluh sembilan", [("sembilan ratus sembilan puluh sembilan", "999")]),
        ("Seribu dua ratus dokumen", [("Seribu dua ratus", "1,200")]),
        ("dua ribu lima ratus dokumen", [("dua ribu lima ratus", "2,500")]),
        ("dua juta tiga ratus ribu ton", [("dua juta tiga ratus ribu", "2,300,000")]),
        ("Harga naik tiga puluh lima ribu.", [("tiga puluh lima", "35")]),
        ("seratus juta pemilih", [("seratus", "100")]),
        ("satu setengah juta orang", [("satu setengah", "1.5")]),
        ("selama dua setengah tahun", [("dua setengah", "two and a half")]),
        ("dua per tiga warga", [("dua per tiga", "two-thirds")]),
        ("satu per empat", [("satu per empat", "one-quarter")]),
        ("hari jadi kelima belas", [("kelima belas", "15th")]),
        ("abad kedua puluh satu", [("kedua puluh satu", "21st")]),
        ("abad kesembilan belas dan kedua puluh", [("kesembilan belas", "19th"), ("kedua puluh", "20th")]),
        ("Kedua belas atlet itu pulang.", [("Kedua belas", "12")]),
        ("dari kedua puluh negara", [("kedua puluh", "20")]),
        ("pada tahun dua ribu dua puluh dua", [("dua ribu dua puluh dua", "2022")]),
        ("Puluhan ribu orang", [("Puluhan ribu", "tens of thousands")]),
        ("ratusan juta rupiah", [("ratusan juta", "hundreds of millions"), ("rupiah", "rupiah")]),
        ("Sepertiga penduduk", [("Sepertiga", "a third")]),
    ],
)
def test_number_words_are_figures(text: str, told: list[tuple[str, str]]) -> None:
    assert found(text) == told


@pytest.mark.parametrize(
    "text",
    ["", "dua orang", "satu dua kali", "lebih dari seratus orang", "dua ratus rumah", "tiga ribu tentara", "lima puluhan orang",
     "Universitas Sebelas Maret", "Kabupaten Lima Puluh Kota", "dua-tiga puluh", "25 orang", "tahun 2022"],
)  # fmt: skip
def test_what_is_safe_or_a_name_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("number", "words"), [(1, "one"), (10, "ten"), (19, "nineteen"), (20, "twenty"), (99, "ninety-nine")]
)
def test_numbers_under_a_hundred_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Lima belas orang tewas.", "15 people were killed.", "Fifteen people were killed."),
        ("“Lima belas orang tewas.”", '"15 people were killed."', '"Fifteen people were killed."'),
        ("15 orang tewas.", "15 people were killed.", "15 people were killed."),
        ("Lima belas orang tewas.", "Some 15 people were killed.", "Some 15 people were killed."),
        ("Seratus dua puluh orang tewas.", "120 people were killed.", "120 people were killed."),
        ("Lima belas orang tewas.", "15.", "15."),
    ],
)
def test_a_sentence_begins_in_words_where_its_source_does(source: str, target: str, expected: str) -> None:
    """Up to 99; a figure of the source stays one."""
    assert opened(source, Rendered(Translation(target, -0.5))).translation.text == expected


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("Polisi menahan sebelas tersangka pada Rabu malam.", r"\b(?:11|eleven)\b"),
        (
            "Sebanyak dua puluh lima orang tewas dan tiga puluh tujuh lainnya terluka.",
            r"(?i)\b(?:25|twenty-five)\b.*\b(?:37|thirty-seven)\b",
        ),
        ("Sepuluh orang terluka dalam kebakaran itu.", r"(?i)\bten\b"),
        ("Ia meninggal pada usia tujuh puluh dua tahun.", r"\b(?:72|seventy-two)\b"),
        (
            "Sidang itu dihadiri seratus lima puluh anggota.",
            r"\b(?:150|one hundred and fifty|one hundred fifty)\b",
        ),
        ("Anggarannya dua puluh lima juta dolar.", r"\b(?:25|[Tt]wenty-five) million\b"),
        ("Pemerintah menganggarkan 35 miliar rupiah untuk jalan itu.", r"\b35 billion\b"),
        ("Delapan belas persen warga menganggur.", r"(?i)\b(?:eighteen|18) per ?cent\b"),
    ],
)
def test_the_embedded_model_keeps_numbers_that_are_written_in_words(source: str, holds: str) -> None:
    """With nothing to be told about them."""
    (pair,) = align.translate(source)
    assert re.search(holds, pair.target_text), pair.target_text
    assert not [finding for finding in pair.findings if finding.check in ("numbers", "units")]
