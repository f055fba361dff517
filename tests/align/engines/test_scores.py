"""Scores are one scale: the mean log-probability of the pieces that a model chose, whatever an answer begins with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from align.engines.base import Request
from align.engines.ct2 import Ct2Engine, Decoding
from align.engines.folder import read_folder
from align.engines.layout import write_model
from align.engines.tensors import Floats, Tensors
from benchmarks import converting
from tests.align.engines.conftest import SENTENCES, train_pieces


class Ending(Tensors):
    """Tensors of a model that often finds it has said enough."""

    def first(self, *names: str) -> Floats:
        values = super().first(*names).copy()
        if names[0] == "final_logits_bias":
            values[:] = 0
            values[0, 2] = 1.0
        return values


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ct2Engine:
    """A tiny M2M100 model with random weights."""
    import sentencepiece  # noqa: PLC0415

    for name, value in (("WIDTH", 64), ("INNER", 128), ("LAYERS", 1)):
        monkeypatch.setattr(converting, name, value)
    spelt = train_pieces()
    spm = sentencepiece.SentencePieceProcessor(model_proto=spelt)
    known = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = [
        *known,
        *(p for n in range(spm.get_piece_size()) if (p := spm.id_to_piece(n)) not in known),
        "__id__",
        "__en__",
    ]
    shapes = converting._shapes(len(pieces))
    for side in ("encoder", "decoder"):
        shapes |= converting._norm(f"model.{side}.layer_norm")
    converting._write_tensors(tmp_path / "model.safetensors", shapes)
    config = {
        "model_type": "m2m_100", "vocab_size": len(pieces), "d_model": 64, "encoder_layers": 1, "decoder_layers": 1,
        "encoder_attention_heads": 4, "max_position_embeddings": 512, "scale_embedding": True, "decoder_start_token_id": 2,
    }  # fmt: skip
    write_model(config, Ending(tmp_path), pieces, tmp_path / "made")
    (tmp_path / "made" / "sentencepiece.bpe.model").write_bytes(spelt)
    return Ct2Engine(read_folder(tmp_path / "made"), beam=2, threads=1, device="cpu")


def test_the_mark_of_a_language_does_not_count(many: Ct2Engine) -> None:
    """An answer's score is that of the same pieces when they are given, for a model that is told its language."""
    for sentence in SENTENCES[:4]:
        source = many._encode(Request(sentence))
        (job,) = many._submit([source], len(source), Decoding(2), attention=False)
        pieces = job.result().hypotheses[0]
        assert pieces[0] == "__en__"
        given = many._translator.score_batch([many._read(source)], [pieces])[0].log_probs
        (found,) = many.alternatives([Request(sentence)], 1)[0]
        assert found.score == pytest.approx(float(np.mean(given[1:])), abs=0.05)
