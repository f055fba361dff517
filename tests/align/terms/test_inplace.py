"""Names that a model made up for those it lost."""

from __future__ import annotations

import numpy as np
import pytest

from align.engines.base import Request, Translation
from align.lexical.attention import Attention
from align.terms.accounts import Rendered, Task
from align.terms.inplace import in_place
from align.text.tokens import tokenize

SOURCE = "Kata Quintara Vexborn kemarin."


def mended(target: str, weights: list[list[float]], source: str = SOURCE) -> str:
    """What becomes of a translation whose words attend to the words of the source as told; no glossary."""
    left, right = tokenize(source), tokenize(target)
    table = np.array(weights, dtype=np.float32)
    assert table.shape == (len(right), len(left))
    answer = Translation(target, -0.5, Attention(tuple(left), tuple(right), table))
    return in_place(Task(source, (), Rendered(answer), Request(source))).translation.text


SAID, FIRST, LAST, THEN, END = np.eye(5).tolist()
HALF = [0.58, 0.42, 0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("target", "weights", "expected"),
    [
        ("Quantra Vaxburn Vexa said yesterday.", [FIRST, LAST, LAST, HALF, THEN, END], "Quintara Vexborn said yesterday."),
        ("London said yesterday.", [FIRST, HALF, THEN, END], "London said yesterday."),  # English has it
        ("Quantra said Vaxburn yesterday.", [FIRST, HALF, LAST, THEN, END], "Quantra said Vaxburn yesterday."),
        ("Zorbexia said yesterday.", [THEN, HALF, THEN, END], "Zorbexia said yesterday."),  # attends to another word
    ],
)  # fmt: skip
def test_a_name_that_was_made_up_becomes_the_one_of_the_source(
    target: str, weights: list[list[float]], expected: str
) -> None:
    """Neighbours with capitals, though a word beside them looks there, too; nothing where there is doubt."""
    assert mended(target, weights) == expected


def test_no_fact_takes_the_place_of_another() -> None:
    """Though a word attends to a lost name alone, it stays where it stands for one that is kept."""
    said = "Quintara and others said yesterday."
    weights = np.eye(5)[[3, 2, 2, 0, 4, 4]].tolist()
    assert mended(said, weights, "Kata Quintara dan Vexborn kemarin") == said
