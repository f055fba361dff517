"""Endings and articles as English spells them."""

from __future__ import annotations

import numpy as np
import pytest

from align.engines.base import Translation
from align.engines.respelt import respelt, spelling
from align.lexical.attention import Attention
from align.model import Span


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("supplyed", "supplied"),
        ("balconys", "balconies"),
        ("enforceing", "enforcing"),
        ("enforceed", "enforced"),
        ("stoped", "stopped"),
        ("commiting", "committing"),
        ("seriess", "series"),
        ("churchs", "churches"),
    ],
)
def test_an_ending_is_spelt_as_english_spells_it(written: str, right: str) -> None:
    assert spelling(written) == right


@pytest.mark.parametrize(
    "word", ["visited", "supplies", "needed", "bupatis", "ojeks", "skopolamins", "stealed", "news"]
)
def test_words_and_what_has_no_better_spelling_stay(word: str) -> None:
    """Also an irregular verb: there is no ending to put right."""
    assert spelling(word) == word


def test_what_stands_around_and_attention_stay_true() -> None:
    """Two words change their length; every piece keeps its characters, names and hyphened words are left alone."""
    text = "Batterys and citys were supplyed to Batterys-citys."
    places = [(0, 8), (9, 12), (13, 16), (16, 18), (19, 23), (24, 30), (30, 32), (33, 35), (36, 50), (50, 51)]
    spans = tuple(Span(*place) for place in places)
    source = tuple(Span(n, n + 1) for n in range(len(spans)))
    weights = np.eye(len(spans), dtype=np.float32)
    answer = respelt("Itu.", Translation(text, -0.5, Attention(source, spans, weights)))
    assert answer.text == "Batterys and cities were supplied to Batterys-citys."
    attention = answer.attention
    assert attention is not None
    assert attention.weights.shape == (len(attention.target), len(source))
    told = {
        span.of(answer.text): row.nonzero()[0].tolist()
        for span, row in zip(attention.target, attention.weights, strict=True)
    }
    assert told["cities"] == [2, 3]
    assert told["supplied"] == [5, 6]
    assert told["to"] == [7]


def test_right_text_is_the_same_object() -> None:
    answer = Translation("The batteries were supplied.", -0.1)
    assert respelt("Baterainya dipasok.", answer) is answer


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("He saw a old man.", "He saw an old man."),
        ("A island and an bridge.", "An island and a bridge."),
        ("a honest answer, an unique chance", "an honest answer, a unique chance"),
        ("“A apple,” he said.", "“An apple,” he said."),
    ],
)
def test_the_article_follows_the_sound(written: str, right: str) -> None:
    assert respelt("itu", Translation(written, -0.5)).text == right


@pytest.mark.parametrize(
    "text",
    [
        "an historic day",
        "a user, an hour, a one-time offer",
        "plan A is",
        "A. a. o.",
        "vitamin-a and",
        "Type A one",
    ],
)
def test_right_articles_and_letters_stay(text: str) -> None:
    assert respelt("itu", Translation(text, -0.5)).text == text


@pytest.mark.parametrize(
    ("source", "written", "right"),
    [
        ("Terdakwa pergi.", "defendants left.", "Defendants left."),
        ("“Terdakwa pergi,” katanya.", '"defendants left," he said.', '"Defendants left," he said.'),
        ("terdakwa pergi", "defendants left", "defendants left"),
        ("IPhone baru.", "iPhone is new.", "iPhone is new."),
        ("12 orang", "a dozen people", "a dozen people"),
    ],
)
def test_a_sentence_begins_as_its_source_does(source: str, written: str, right: str) -> None:
    assert respelt(source, Translation(written, -0.5)).text == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("from January–Maret 2026", "from January–March 2026"),
        ("in Agustus 2025 and Mei-Juni", "in August 2025 and May-June"),
        ("the Juli family, Rosa Mei, a Maret", "the Juli family, Rosa Mei, a Maret"),
    ],
)
def test_months_beside_years_and_months_are_english(written: str, right: str) -> None:
    """Elsewhere they may be names."""
    assert respelt("itu", Translation(written, -0.5)).text == right


@pytest.mark.parametrize(
    ("source", "written", "right"),
    [
        ("Bantuan tiga juta euro.", "Aid of $3 million euros.", "Aid of 3 million euros."),
        ("Ia membayar 500 rupiah.", "He paid US$500 rupiah.", "He paid 500 rupiah."),
        ("Bantuan tiga juta dolar.", "Aid of $3 million.", "Aid of $3 million."),
        ("Harga $5 atau 5 euro.", "It costs $5 or $5 euros.", "It costs $5 or $5 euros."),
    ],
)
def test_a_sum_has_one_currency(source: str, written: str, right: str) -> None:
    """The one in words; what the source has is nobody's slip."""
    assert respelt(source, Translation(written, -0.5)).text == right
