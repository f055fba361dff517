"""Translations from a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from align.engines import load_engine
from align.engines.base import Engine, Request
from align.errors import EngineError


def engine(tmp_path: Path, text: str) -> Engine:
    (tmp_path / "t.tsv").write_text(text, encoding="utf-8")
    return load_engine(f"fixed:{tmp_path / 't.tsv'}")


def test_it_answers_from_its_file(tmp_path: Path) -> None:
    """White space in the source counts as one space; attention is the diagonal of the tokens."""
    fixed = engine(tmp_path, "Ia pergi.\tHe has left.\n\nIa datang.\tHe came.\n")
    first, second = fixed.translate([Request("Ia  pergi."), Request("Ia datang.")], attention=True)
    assert (first.text, second.text) == ("He has left.", "He came.")
    assert first.attention is not None
    assert first.attention.weights.shape == (4, 3)
    assert np.array_equal(first.attention.weights.argmax(axis=1), [0, 0, 1, 2])
    assert fixed.translate([Request("…")])[0].text == "…"


def test_an_unknown_segment_is_an_error_unless_the_file_says_what_to_do(tmp_path: Path) -> None:
    """Copying is no translation: the error names file and segment. A `*` line answers for all others."""
    with pytest.raises(EngineError, match=r"t\.tsv: no line for the segment 'Ia datang\.'; add `source<TAB>"):
        engine(tmp_path, "Ia pergi.\tHe left.\n").translate([Request("Ia datang.")])
    (answer,) = engine(tmp_path, "Ia pergi.\tHe left.\n*\t[{}]\n").translate([Request("Ia datang.")])
    assert answer.text == "[Ia datang.]"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("satu sel\n", r"t\.tsv:1: 1 cells; expected `source<TAB>target`"),
        ("a\tb\n\na\tb\tc\n", r"t\.tsv:3: 3 cells"),
        ("a\tb\na\tc\n", r"t\.tsv:2: another target for the source of line 1"),
    ],
)
def test_a_bad_file_is_one_clear_error(tmp_path: Path, text: str, message: str) -> None:
    """The message names file and line, and what would be accepted."""
    with pytest.raises(EngineError, match=message):
        engine(tmp_path, text)


def test_the_signature_names_the_table(tmp_path: Path) -> None:
    """Equal tables have equal signatures, whatever their order; another table has another."""
    one = engine(tmp_path, "a\tb\nc\td\n").signature
    assert one == engine(tmp_path, "c\td\na\tb\n").signature
    assert one != engine(tmp_path, "a\tb\nc\te\n").signature
