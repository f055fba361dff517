"""Checkpoints made into CTranslate2 folders."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from align.engines import load_engine
from align.engines.base import Request
from align.engines.convert import LEAST_ALIKE, PROBES, alike, convert
from align.errors import EngineError, OutputError


def test_models_of_many_languages_convert(taught: Path, answers: tuple[str, ...], tmp_path: Path) -> None:
    """NLLB and M2M100: text without language marks, attention over the text alone, batches that do not leak."""
    folder = tmp_path / "model"
    assert convert(str(taught), folder, beam=2) >= LEAST_ALIKE
    engine = load_engine(f"ct2:{folder}", beam=2)
    requests = [Request(probe) for probe in PROBES]
    together = engine.translate(requests, attention=True)
    assert alike([answer.text for answer in together], answers) >= LEAST_ALIKE
    original = load_engine(f"hf:{taught}", beam=2).translate(requests)
    assert alike([answer.text for answer in original], answers) > 0.97  # characters its pieces lack
    for request, answer in zip(requests, together, strict=True):
        alone = engine.translate([request], attention=True)[0]
        assert (alone.text, alone.score) == (answer.text, answer.score)
        assert alone.attention is not None
        assert answer.attention is not None
        assert np.array_equal(alone.attention.weights, answer.attention.weights)
        # A row is a distribution over the pieces of the text and of the two marks that are dropped.
        assert (answer.attention.weights.sum(1) <= 1.001).all()
        assert answer.attention.source[0].start == 0
        assert answer.attention.target[0].start == 0
    forced = engine.attend([(PROBES[0], together[0].text)])[0]
    assert forced.weights.shape == together[0].attention.weights.shape
    assert np.allclose(forced.weights, together[0].attention.weights, atol=0.02)


def test_what_a_model_of_many_languages_needs(taught: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    shutil.copytree(taught, bare, ignore=shutil.ignore_patterns("sentencepiece.bpe.model"))
    with pytest.raises(EngineError, match=r"sentencepiece\.bpe\.model"):
        convert(str(bare), tmp_path / "model", beam=1)
    assert not (tmp_path / "model").exists()


def test_a_converted_checkpoint_says_what_the_original_says(taught_marian: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "model"
    assert convert(str(taught_marian), folder, beam=1) >= LEAST_ALIKE
    requests = [Request(probe) for probe in PROBES]
    both = [
        [answer.text for answer in load_engine(name, beam=1).translate(requests)]
        for name in (f"hf:{taught_marian}", f"ct2:{folder}")
    ]
    assert alike(*both) >= LEAST_ALIKE
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_a_conversion_that_answers_differently_is_not_kept(marian: Path, tmp_path: Path) -> None:
    """Random weights are near-ties everywhere, which rounding to int8 decides anew."""
    with pytest.raises(EngineError, match=r"alike on 5 sentences.*use it as hf:"):
        convert(str(marian), tmp_path / "model", beam=1)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_converted_says_why(marian: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    with pytest.raises(EngineError, match="is a bert; accepted are MarianMT, NLLB and M2M100"):
        convert(str(other), tmp_path / "model", beam=1)
    with pytest.raises(OutputError, match="is there already"):
        convert(str(marian), tmp_path, beam=1)
    assert list(tmp_path.iterdir()) == [other]


def test_alike_counts_common_characters() -> None:
    assert alike(["abcd", "x"], ["abcd", "y"]) == 0.5
