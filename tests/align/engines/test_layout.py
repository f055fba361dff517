"""Checkpoints read tensor by tensor, and laid out for CTranslate2: without torch, and as transformers has them."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from align.engines.layout import write_model
from align.engines.tensors import Tensors
from align.errors import EngineError

SIZE = 60
SOURCE, TARGET = [5, 9, 12, 33, 20], [7, 8, 22, 41]
SIZES = {f"{side}_{what}": n for side in ("encoder", "decoder")
         for what, n in (("layers", 2), ("attention_heads", 4), ("ffn_dim", 128))}  # fmt: skip


@pytest.fixture(scope="module", params=["marian", "m2m_100"])
def model(request: pytest.FixtureRequest) -> Any:
    """A model of transformers with random weights, and the names of its pieces."""
    import torch  # noqa: PLC0415
    from transformers import (  # noqa: PLC0415
        M2M100Config,
        M2M100ForConditionalGeneration,
        MarianConfig,
        MarianMTModel,
    )

    torch.manual_seed(3)
    sizes = {"vocab_size": SIZE, "d_model": 64, "max_position_embeddings": 64, "init_std": 0.3, **SIZES}
    if request.param == "m2m_100":
        pieces = ["<s>", "<pad>", "</s>", "<unk>", *(f"p{n}" for n in range(4, SIZE))]
        return M2M100ForConditionalGeneration(M2M100Config(**sizes)).eval(), pieces
    config = MarianConfig(
        pad_token_id=SIZE - 1, eos_token_id=0, decoder_start_token_id=SIZE - 1, forced_eos_token_id=0,
        scale_embedding=True, activation_function="swish", **sizes,
    )  # fmt: skip
    return MarianMTModel(config).eval(), ["</s>", "<unk>", *(f"p{n}" for n in range(2, SIZE - 1)), "<pad>"]


def saved(model: Any, folder: Path, form: str) -> Path:
    """The model as a checkpoint in that form."""
    import torch  # noqa: PLC0415

    if form == "safetensors":
        model.save_pretrained(folder)
        return folder
    if form == "several":
        model.save_pretrained(folder, max_shard_size="40KB")
        return folder
    folder.mkdir()
    model.config.save_pretrained(folder)
    zipped = form == "zip"
    torch.save(model.state_dict(), folder / "pytorch_model.bin", _use_new_zipfile_serialization=zipped)
    return folder


@pytest.mark.parametrize("form", ["safetensors", "several", "zip", "before torch 1.6"])
def test_a_layout_scores_as_transformers_does(model: Any, form: str, tmp_path: Path) -> None:
    """In single precision to the last digits, whatever form the tensors come in; int8 is near, and a quarter the size."""
    import ctranslate2  # noqa: PLC0415
    import torch  # noqa: PLC0415

    network, pieces = model
    folder = saved(network, tmp_path / "checkpoint", form)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    end, start = config["eos_token_id"], config["decoder_start_token_id"]
    with torch.inference_mode():
        logits = network(
            input_ids=torch.tensor([[*SOURCE, end]]), decoder_input_ids=torch.tensor([[start, *TARGET]])
        ).logits[0]
    # Marian's padding is left out, for it is never said.
    logs = (logits[:, :-1] if config["model_type"] == "marian" else logits).log_softmax(-1)
    wanted = [float(logs[step, piece]) for step, piece in enumerate([*TARGET, end])]
    sizes = []
    for int8, tolerance in ((False, 1e-4), (True, 0.6)):
        made = tmp_path / f"int8-{int8}"
        write_model(config, Tensors(folder), pieces, made, int8=int8)
        # In single precision, what was stored in int8, too: products in int8 differ from processor to processor.
        translator = ctranslate2.Translator(str(made), compute_type="float32", intra_threads=1)
        source, target = ([pieces[n] for n in ids] for ids in (SOURCE, TARGET))
        found = translator.score_batch([[*source, "</s>"]], [target])[0].log_probs
        assert np.abs(np.array(found) - wanted).max() < tolerance
        sizes.append((made / "model.bin").stat().st_size)
    assert sizes[1] < 0.4 * sizes[0]


def test_a_pickle_cannot_run_code(tmp_path: Path) -> None:
    """A name that no tensor needs is refused, not called."""

    class Harm:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path(tmp_path / "harm").write_text, ("done",))

    (tmp_path / "pytorch_model.bin").write_bytes(pickle.dumps(Harm()))
    with pytest.raises(EngineError, match="no tensor needs"):
        Tensors(tmp_path)
    assert not (tmp_path / "harm").exists()


def test_damaged_checkpoints_are_one_line(tmp_path: Path) -> None:
    """Cut short, other than they say, without a file of several, or none at all."""
    with pytest.raises(EngineError, match=r"model\.safetensors is missing"):
        Tensors(tmp_path)
    header = json.dumps({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}).encode()
    whole = len(header).to_bytes(8, "little") + header + bytes(8)
    file = tmp_path / "model.safetensors"
    for data in (b"", whole[:-1], whole[:20], whole.replace(b"[2]", b"[3]"), whole.replace(b"F32", b"X32")):
        file.write_bytes(data)
        with pytest.raises(EngineError, match="damaged, or no checkpoint") as caught:
            Tensors(tmp_path)
        assert "\n" not in str(caught.value)
    file.write_bytes(whole)
    assert Tensors(tmp_path).first("a").tolist() == [0, 0]
    with pytest.raises(EngineError, match="no tensor b"):
        Tensors(tmp_path).first("b")
    file.unlink()
    index = {"weight_map": {"a": "model-00001-of-00002.safetensors"}}
    (tmp_path / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")
    with pytest.raises(EngineError, match=r"00001-of-00002\.safetensors is missing"):
        Tensors(tmp_path)


def test_half_precision_is_read(tmp_path: Path) -> None:
    """Both kinds: the upper half of single precision, and IEEE's."""
    halves = {"F16": np.array([1.5, -2], "<f2").tobytes(), "BF16": b"\xc0\x3f\x00\xc0"}
    for kind, data in halves.items():
        header = json.dumps({"a": {"dtype": kind, "shape": [2], "data_offsets": [0, 4]}}).encode()
        (tmp_path / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + data)
        assert Tensors(tmp_path).first("a").tolist() == [1.5, -2]


def test_converting_needs_no_torch(taught_marian: Path, tmp_path: Path) -> None:
    """In a process where torch cannot be imported a checkpoint is converted, compared and used."""
    code = f"""
import sys; sys.modules["torch"] = None
from pathlib import Path
from align.engines.convert import convert
from align.engines import load_engine
from align.engines.base import Request
print(convert({str(taught_marian)!r}, Path({str(tmp_path / "made")!r}), beam=1))
print(load_engine("ct2:{tmp_path / "made"}").translate([Request("Ibu mencuci.")])[0].text)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(done.stdout.split()[0]) >= 0.8
