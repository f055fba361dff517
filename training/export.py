"""Turns a checkpoint into the model padanan ships: Marian weights, then CTranslate2 int8.

    python -m training.export WORK OUT [--name embedded] [--version 1.0] [--started FOLDER [--kept 0.25]]

OUT gets `model.bin`, `config.json`, `shared_vocabulary.json`, `spm.model`, `padanan.json`, `vmap.txt` (`training.shortlist`),
and WORK's `hints.tsv` if it has one. With --kept that share of the weights of the model it started from is mixed in, which
takes out noise of the last steps (Wortsman et al. 2022, Robust Fine-Tuning of Zero-Shot Models).
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import sentencepiece
import torch

from training import shortlist
from training.exported import read_weights
from training.network import Shape, marian_config, marian_state


def save_marian(weights: dict[str, torch.Tensor], shape: Shape, spm: Path, folder: Path) -> None:
    """Writes a folder that transformers loads as MarianMTModel and MarianTokenizer."""
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer  # noqa: PLC0415  slow to import

    model = MarianMTModel(MarianConfig(**marian_config(shape)))
    left_out = model.load_state_dict(marian_state(weights, shape), strict=False)
    if left_out.unexpected_keys:
        raise ValueError(f"weights that MarianMTModel does not know: {left_out.unexpected_keys}")
    model.save_pretrained(folder)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    vocabulary = {pieces.id_to_piece(i): i for i in range(pieces.get_piece_size())} | {"<pad>": shape.pad}
    for name in ("source.spm", "target.spm"):
        shutil.copy(spm, folder / name)
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    MarianTokenizer(
        source_spm=str(folder / "source.spm"), target_spm=str(folder / "target.spm"), vocab=str(folder / "vocab.json"),
    ).save_pretrained(folder)  # fmt: skip


def convert(marian: Path, out: Path, quantization: str = "int8") -> None:
    """Marian folder to a CTranslate2 folder."""
    from ctranslate2.converters import TransformersConverter  # noqa: PLC0415  slow to import

    TransformersConverter(str(marian)).convert(str(out), quantization=quantization, force=True)


def export(state: dict[str, Any], spm: Path, out: Path, describe: dict[str, object]) -> None:
    """Writes the shipped folder from a checkpoint's state."""
    shape = Shape(**state["shape"])
    weights = {name: tensor.float().cpu() for name, tensor in state["weights"].items()}
    with tempfile.TemporaryDirectory() as scratch:
        save_marian(weights, shape, spm, Path(scratch))
        convert(Path(scratch), out)
    shutil.copy(spm, out / "spm.model")
    (out / "padanan.json").write_text(json.dumps(describe, indent=1) + "\n", encoding="utf-8")


def description(name: str, version: str, tokens: int) -> dict[str, object]:
    """What an engine must know of the model besides its weights; `tokens` counts target pieces trained on."""
    return {
        "name": name, "version": version, "tokens": tokens,
        "normalisation": "padanan-3", "max_source_pieces": 180, "max_length_ratio": 2.5,
        "markup": {"open": "<t>", "middle": "<=>", "close": "</t>"},
    }  # fmt: skip


def mixed(
    weights: dict[str, torch.Tensor], before: dict[str, torch.Tensor], share: float
) -> dict[str, torch.Tensor]:
    """The weights, with a share of those before."""
    return {name: torch.lerp(tensor.float(), before[name].float(), share) for name, tensor in weights.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", default="embedded")
    parser.add_argument("--version", default="1.0")
    parser.add_argument("--started", type=Path, help="the exported model that training went on from")
    parser.add_argument("--kept", type=float, default=0.0, help="share of its weights to mix in")
    options = parser.parse_args()
    if options.kept and not options.started:
        parser.error("--kept SHARE is of the weights of --started FOLDER")
    state = torch.load(options.work / "checkpoint.pt", map_location="cpu", weights_only=True)
    tokens = state["place"]["tokens"]
    if options.started:
        tokens += json.loads((options.started / "padanan.json").read_text(encoding="utf-8"))["tokens"]
        before = read_weights(options.started / "model.bin")
        state["weights"] = mixed(state["weights"], before, options.kept)
    described = description(options.name, options.version, tokens)
    hints = options.work / "hints.tsv"
    described |= {"hints": hints.exists(), "shortlist": True}
    export(state, options.work / "spm.model", options.out, described)
    shortlist.save(options.work, options.out)
    if hints.exists():
        shutil.copy(hints, options.out)


if __name__ == "__main__":
    main()
