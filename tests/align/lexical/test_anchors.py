"""Tokens that two languages share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.lexical.anchors import bead_tokens, canonical_number, mark_terms, skeleton

NUMBERS = [
    ("1.500.000", "1,500,000", "#1500000"),
    ("2,5", "2.5", "#2.5"),
    ("2,50", "2.5", "#2.5"),
    ("10.30", "10:30", "#10:30"),
    ("09.05", "9:05", "#9:05"),
    ("1.234,75", "1,234.75", "#1234.75"),
    ("2022", "2022", "#2022"),
    ("1,000", "1,000", "#1000"),
    ("2,000,000", "2,000,000", "#2000000"),
    ("007", "7", "#7"),
    ("0,5", "0.5", "#0.5"),
]


@pytest.mark.parametrize(("indonesian", "english", "canonical"), NUMBERS)
def test_numbers_of_both_locales_meet(indonesian: str, english: str, canonical: str) -> None:
    """The two locales' spellings of a number or time become the same token."""
    assert canonical_number(indonesian, "id") == canonical
    assert canonical_number(english, "en") == canonical


@given(st.integers(min_value=0, max_value=10**9))
def test_grouped_integers_meet(value: int) -> None:
    """Any integer grouped the Indonesian way meets the same grouped the English way."""
    english = f"{value:,}"
    assert canonical_number(english.replace(",", "."), "id") == canonical_number(english, "en") == f"#{value}"


@given(st.text(max_size=60), st.sampled_from(["id", "en", "ms"]))
def test_any_text_has_tokens(text: str, language: str) -> None:
    """No text fails, and no token is empty."""
    assert all(bead_tokens(text, language))


def test_tokens_of_a_sentence() -> None:
    """Quotation marks are one mark, words lower-case, reduplication and hyphens come apart, 's goes."""
    assert bead_tokens("“Negara-negara itu,” kata Pak Darto, «setuju 2,5%».", "id") == [
        *('"', "negara", "itu", '"', "kata", "pak", "darto", '"', "setuju", "#2.5", "%", '"'),
    ]
    assert bead_tokens("The ministry’s well-known 1,200 tons?", "en") == [
        *("the", "ministry", "well", "known", "#1200", "tons", "?"),
    ]


@pytest.mark.parametrize(
    ("indonesian", "english"),
    [
        ("teknologi", "technology"),
        ("universitas", "university"),
        ("komersial", "commercial"),
        ("operasi", "operation"),
        ("diagnostik", "diagnostic"),
        ("politik", "political"),
        ("kapitalisme", "capitalism"),
        ("aktivitas", "activities"),
    ],
)
def test_cognates_share_a_skeleton(indonesian: str, english: str) -> None:
    """Loan words of the same origin meet in spite of their spelling."""
    assert skeleton(indonesian) == skeleton(english) != ""


def test_strangers_and_short_words_share_none() -> None:
    """Words of different build differ; words too short to tell have no skeleton."""
    assert skeleton("pertahanan") != skeleton("defence")
    assert skeleton("air") == ""


def test_terms_match_whole_words_longest_first() -> None:
    """A phrase counts where it stands as whole words, and a longer one wins over its part."""
    phrases = [("rudal", "a"), ("rudal balistik", "b")]
    found = mark_terms(["Rudal  balistik itu", "rudalnya", "dua rudal"], phrases)
    assert found == [["\0b"], [], ["\0a"]]
