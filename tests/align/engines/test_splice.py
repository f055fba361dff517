"""Shares of attention, and what a changed translation keeps of it."""

from __future__ import annotations

import numpy as np

from align.engines.base import Translation
from align.engines.splice import shares
from align.lexical.attention import Attention
from align.model import Span
from align.text.tokens import tokenize

SOURCE, TARGET = "Kementerian membantah laporan", "Ministry denied reports"


def answer(weights: list[list[float]]) -> Translation:
    attention = Attention(
        tuple(tokenize(SOURCE)), tuple(tokenize(TARGET)), np.array(weights, dtype=np.float32)
    )
    return Translation(TARGET, -1.0, attention)


def test_an_unknown_row_is_guessed_from_what_is_left() -> None:
    """Where the first row is blank, the first word gets what no other word attends to; the others keep theirs."""
    blank = answer([[0, 0, 0], [0.1, 0.9, 0], [0, 0, 1]])
    found = {word.of(TARGET): share for share, word in shares(blank, Span(0, 11))}
    assert found["Ministry"] > 0.9
    assert np.isclose(found["denied"], 0.1)
    assert found["reports"] == 0


def test_known_rows_are_taken_as_they_are() -> None:
    """Nothing is guessed where all rows are known, nor where none is."""
    known = answer([[0.2, 0.8, 0], [0.7, 0.3, 0], [0, 0, 1]])
    assert np.allclose([share for share, _ in shares(known, Span(0, 11))], [0.2, 0.7, 0])
    assert [share for share, _ in shares(answer([[0, 0, 0]] * 3), Span(0, 11))] == [0, 0, 0]
