"""Checkpoints made into CTranslate2 folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.engines import load_engine
from align.engines.base import Request
from align.engines.convert import LEAST_ALIKE, PROBES, alike, convert
from align.engines.embedded import FOLDER
from align.errors import EngineError, OutputError
from training.export import save_marian
from training.exported import read_weights
from training.network import Shape


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped weights as a MarianMT checkpoint in single precision."""
    folder = tmp_path_factory.mktemp("checkpoint")
    weights = read_weights(FOLDER / "model.bin", Shape())
    save_marian(weights, Shape(), FOLDER / "spm.model", folder)
    return folder


def test_a_converted_checkpoint_says_what_the_original_says(checkpoint: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "model"
    assert convert(str(checkpoint), folder, beam=1) >= LEAST_ALIKE
    requests = [Request(probe) for probe in PROBES]
    both = [
        [answer.text for answer in load_engine(name, beam=1).translate(requests)]
        for name in (f"hf:{checkpoint}", f"ct2:{folder}")
    ]
    assert alike(*both) >= LEAST_ALIKE
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_a_conversion_that_answers_differently_is_not_kept(marian: Path, tmp_path: Path) -> None:
    """Random weights are near-ties everywhere, which rounding to int8 decides anew."""
    with pytest.raises(EngineError, match=r"alike on 5 sentences.*use it as hf:"):
        convert(str(marian), tmp_path / "model", beam=1)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_converted_says_why(m2m: Path, marian: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="run as hf:"):
        convert(str(m2m), tmp_path / "model", beam=1)
    with pytest.raises(OutputError, match="is there already"):
        convert(str(marian), tmp_path, beam=1)
    assert list(tmp_path.iterdir()) == []


def test_alike_counts_common_characters() -> None:
    assert alike(["abcd", "x"], ["abcd", "y"]) == 0.5
