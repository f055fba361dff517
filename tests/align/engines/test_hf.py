"""Checkpoints of transformers: small real ones of each architecture, no network."""

from __future__ import annotations

import importlib.util
import random
import sys
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from align.engines import load_engine
from align.engines.base import Engine, Request
from align.errors import EngineError

KINDS = ("marian", "m2m", "nllb")
SHORT = ["Harga beras naik.", "Hujan deras merusak jembatan.", "Presiden bertemu duta besar.", "Ibu mencuci."]


@pytest.fixture(params=KINDS)
def checkpoint(request: pytest.FixtureRequest) -> Path:
    folder = request.getfixturevalue(request.param)
    assert isinstance(folder, Path)
    return folder


@cache
def loaded(folder: Path, beam: int) -> Engine:
    """An engine with the checkpoint; it keeps nothing of what it was asked."""
    return load_engine(f"hf:{folder}", beam=beam, threads=1)


@pytest.mark.parametrize("beam", [1, 3])
def test_links_come_with_the_same_answer(checkpoint: Path, beam: int) -> None:
    """Asking for attention changes neither text nor score; rows are answer, columns source, sums at most 1."""
    engine = loaded(checkpoint, beam)
    requests = [Request(text) for text in SHORT[:2]]
    plain, linked = engine.translate(requests), engine.translate(requests, attention=True)
    for request, first, second in zip(requests, plain, linked, strict=True):
        assert second.text == first.text
        assert second.score == pytest.approx(first.score, abs=1e-4)
        assert first.score <= 0
        assert first.attention is None
        attention = second.attention
        assert attention is not None
        assert attention.weights.shape == (len(attention.target), len(attention.source))
        assert attention.weights.sum(axis=1).max() <= 1.001
        assert attention.weights.sum() > 0
        for spans, text in ((attention.source, request.text), (attention.target, second.text)):
            covered = {i for span in spans for i in range(span.start, span.end)}
            assert {i for i, char in enumerate(text) if char != " "} <= covered
            assert not covered or max(covered) < len(text)


def test_output_does_not_depend_on_the_batch(checkpoint: Path) -> None:
    """Alone, together and in another order: the same words, the score to single precision."""
    engine = loaded(checkpoint, 2)
    alone = [engine.translate([Request(text)])[0] for text in SHORT]
    order = random.Random(2).sample(range(len(SHORT)), len(SHORT))
    together = engine.translate([Request(SHORT[i]) for i in order])
    for i, answer in zip(order, together, strict=True):
        assert answer.text == alone[i].text
        assert answer.score == pytest.approx(alone[i].score, abs=1e-4)


def test_control_symbols_in_the_text_do_not_act(checkpoint: Path) -> None:
    """`>>…<<` is no language and `</s>` no end: every character of the text reaches the model."""
    engine = loaded(checkpoint, 1)
    text = ">>>kapal<< </s> ibu <pad> ind_Latn"
    (answer,) = engine.translate([Request(text)], attention=True)
    assert answer.attention is not None
    assert "".join(span.of(text) for span in answer.attention.source) == text.replace(" ", "")


def test_normalised_text_keeps_its_places(checkpoint: Path) -> None:
    """Curly quotes, an ellipsis, decomposed letters: spans still point into what the reader wrote."""
    engine = loaded(checkpoint, 1)
    text = "“Kami tidak\u00a0menerima surat itu…” kata menteri\u200b."
    (answer,) = engine.translate([Request(text)], attention=True)
    assert answer.attention is not None
    covered = {i for span in answer.attention.source for i in range(span.start, span.end)}
    assert {i for i, char in enumerate(text) if char.isalpha()} <= covered
    assert max(covered) < len(text)


def test_nothing_is_truncated(marian: Path) -> None:
    """450 words are more positions than the model has: split, translated to the end, no index error."""
    engine = loaded(marian, 1)
    text = ", ".join(["kapal itu berlayar ke utara"] * 90)
    (answer,) = engine.translate([Request(text)], attention=True)
    assert answer.attention is not None
    assert max(span.end for span in answer.attention.source) == len(text)


def test_no_model_is_one_line_that_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Offline, a name that is not in the cache is an error with the remedy; so is a folder of something else."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EngineError, match="hf download padanan/none-such") as caught:
        load_engine("hf:padanan/none-such")
    assert "\n" not in str(caught.value)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(EngineError, match="not a checkpoint"):
        load_engine(f"hf:{tmp_path}")


def test_without_torch_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch, marian: Path) -> None:
    """Torch is an extra: its absence is an error that names the extra."""
    assert importlib.util.find_spec("torch")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(EngineError, match=r"pip install 'padanan\[torch\]'"):
        load_engine(f"hf:{marian}")


def test_answers_are_numbers_of_single_precision(marian: Path) -> None:
    """Weights of attention are float32, whatever the checkpoint."""
    engine = loaded(marian, 1)
    (answer,) = engine.translate([Request(SHORT[0])], attention=True)
    assert answer.attention is not None
    assert answer.attention.weights.dtype == np.float32
