"""Where a term went."""

from __future__ import annotations

import numpy as np
import pytest

from align.engines.base import Translation
from align.lexical.attention import Attention
from align.model import Span
from align.terms.locate import certain
from align.text.tokens import tokenize


def answer(text: str, source: str, weights: list[list[float]]) -> Translation:
    attention = Attention(tuple(tokenize(source)), tuple(tokenize(text)), np.array(weights, dtype=np.float32))
    return Translation(text, -1.0, attention)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ([0.0, 1.0, 0.0], [1.0, 0.0, 0.0], "South Korea"),
        ([0.0, 0.1, 0.9], [1.0, 0.0, 0.0], "Korea"),
        ([0.0, 0.0, 0.0], [1.0, 0.0, 0.0], "South Korea"),
        ([0.0, 0.0, 0.0], [1.0, 1.0, 0.0], None),
        ([0.0, 0.4, 0.6], [1.0, 0.0, 0.0], None),
    ],
)
def test_only_words_of_which_all_is_known_are_sure(
    first: list[float], second: list[float], found: str | None
) -> None:
    """Words that attend to the term alone, one without attention too if it is left over for the term; else none is sure."""
    text, source = "South Korea refused", "Korea Selatan menolak"
    place = certain(answer(text, source, [first, second, [0.0, 0.0, 1.0]]), Span(0, 13), [])
    assert (place and place.of(text)) == found


def test_articles_and_stray_attention_are_no_doubt() -> None:
    """What an article attends to says nothing, nor does a tenth of a word's attention."""
    text, source = "the flu spreads", "flu menular sekali"
    weights = [[0.5, 0.5, 0.0], [0.9, 0.1, 0.0], [0.1, 0.9, 0.0]]
    place = certain(answer(text, source, weights), Span(0, 3), [])
    assert place is not None
    assert place.of(text) == "flu"


@pytest.mark.parametrize(("gap", "found"), [("of", "House of Representatives"), ("and", None)])
def test_a_name_may_hold_an_of(gap: str, found: str | None) -> None:
    """Whatever the word between its parts attends to; what joins two names is not inside one."""
    text, source = f"the House {gap} Representatives met", "DPR bersidang"
    weights = [[0.5, 0.5], [1.0, 0.0], [0.4, 0.6], [0.9, 0.1], [0.0, 1.0]]
    place = certain(answer(text, source, weights), Span(0, 3), [])
    assert (place and place.of(text)) == found
