"""Normalisation: both ways agree, and every character keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacremoses import MosesPunctNormalizer

from align.text.normalise import Normalised, moses, normalise, normalise_text

# Letters that compose, typography, controls, spaces: where normalisers go wrong.
TRICKY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "“”‘’«»„…–—‑\u00a0\u200b\ufeff\u202e\x0c\x85\x1c\t\r\n aé\u0301\u0323\u1100\u1161\u11a8각\u09c7\u09be（Ａ１"
        ),
    ),
    max_size=80,
)


def places_hold(cleaned: Normalised, text: str) -> None:
    assert len(cleaned.starts) == len(cleaned.ends) == len(cleaned.text)
    assert list(cleaned.starts) == sorted(cleaned.starts)
    assert list(cleaned.ends) == sorted(cleaned.ends)
    assert all(
        0 <= start <= end <= len(text) for start, end in zip(cleaned.starts, cleaned.ends, strict=True)
    )


@given(TRICKY)
def test_both_ways_agree_and_places_hold(text: str) -> None:
    """The fast way gives the same text, and places run in order inside the original."""
    cleaned = normalise(text)
    assert cleaned.text == normalise_text(text)
    places_hold(cleaned, text)


@given(TRICKY)
def test_each_character_comes_from_its_place(text: str) -> None:
    """What a place holds, normalised by itself, contains the character that is said to come from it."""
    cleaned = normalise(text)
    for i, char in enumerate(cleaned.text):
        assert char in normalise_text(cleaned.back(i, i + 1).of(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Kami\u00a0menolak…”", '"Kami menolak..."'),
        ("Jum‘at – Sabtu—Minggu", "Jum'at – Sabtu—Minggu"),
        ("\ufeffhalaman satu\x0chalaman dua", "halaman satu halaman dua"),
        ("be\u00adras\u200b \t\r\n mahal", "beras mahal"),
        ("ＫＣＮＡ（１２）", "KCNA(12)"),
        ("cafe\u0301", "café"),
        ("\ud800a", "a"),
    ],
)
def test_normalising(text: str, expected: str) -> None:
    """Typographic variants become one; dashes stay; a page break parts words; invisible marks go."""
    assert normalise(text).text == normalise_text(text) == expected


def test_normalising_is_idempotent_and_linear() -> None:
    """Normal text stays; a megabyte of combining marks, which belong to one letter, is no trap."""
    assert normalise_text(normalise_text("«Ia» … pergi")) == normalise_text("«Ia» … pergi")
    assert normalise("e" + "\u0301" * 200_000).starts[-1] == 0


@given(TRICKY)
def test_moses_is_what_sacremoses_does(text: str) -> None:
    """Tracking places changes nothing of the text; marks and white space are settled before."""
    settled = "".join(char if char == "\u00a0" or not char.isspace() else " " for char in text)
    plain = "".join(char for char in settled if char.isspace() or normalise_text(char))
    cleaned = moses(text)
    assert cleaned.text == MosesPunctNormalizer(lang="id").normalize(plain)
    places_hold(cleaned, text)


def test_moses_keeps_places() -> None:
    """Straight quotes and ASCII punctuation; a word is found again at its own place."""
    text = "“Kami menolak…” kata dia — tegas (15\u00a0%)."
    cleaned = moses(text)
    assert cleaned.text == '"Kami menolak..." kata dia - tegas (15%).'
    for word in ("menolak", "tegas", "15"):
        place = cleaned.text.index(word)
        assert cleaned.back(place, place + len(word)).of(text) == word


def test_what_is_put_in_comes_from_nowhere() -> None:
    """Insertion shifts the text and leaves the places of the rest as they were."""
    cleaned = normalise("a…b").insert(1, "#")
    assert cleaned.text == "a#...b"
    assert [cleaned.back(i, i + 1).of("a…b") for i in range(6)] == ["a", "", "…", "…", "…", "b"]
