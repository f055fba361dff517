"""Turns a checkpoint into the model padanan ships, in CTranslate2's int8.

    python -m training.export WORK OUT [--name embedded] [--version 1.0] [--started FOLDER [--kept 0.25]]

OUT gets `model.bin`, `config.json`, `shared_vocabulary.json`, `spm.model`, `padanan.json`, `vmap.txt` (`training.shortlist`),
and WORK's `hints.tsv` if it has one. With --kept that share of the weights of the model it started from is mixed in, which
takes out noise of the last steps (Wortsman et al. 2022, Robust Fine-Tuning of Zero-Shot Models).
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sentencepiece
import torch

from training import shortlist
from training.exported import read_weights
from training.network import Shape

if TYPE_CHECKING:
    import numpy as np
    from ctranslate2.specs.transformer_spec import TransformerSpec

NEVER = -1e4  # the score of padding


def specification(weights: dict[str, torch.Tensor], shape: Shape, pieces: list[str]) -> TransformerSpec:
    """What CTranslate2 writes as a model: BART's layout, with embeddings for each side."""
    from ctranslate2.specs import common_spec, transformer_spec  # noqa: PLC0415  slow to import

    layout = {"pre_norm": False, "activation": common_spec.Activation.GELU, "layernorm_embedding": True}
    encoder = transformer_spec.TransformerEncoderSpec(shape.encoder_layers, shape.heads["encoder"], **layout)
    decoder = transformer_spec.TransformerDecoderSpec(shape.decoder_layers, shape.heads["decoder"], **layout)
    arrays = {name: tensor.numpy() for name, tensor in weights.items()}
    for own, side, table in (
        ("source", encoder, encoder.embeddings[0]),
        ("target", decoder, decoder.embeddings),
    ):
        side.scale_embeddings = False
        table.weight = arrays[f"{own}.pieces.weight"]
        side.position_encodings.encodings = arrays[f"{own}.places.weight"]
        _set_norm(side.layernorm_embedding, arrays, f"{own}.norm")
    decoder.projection.weight, decoder.projection.bias = arrays["target.pieces.weight"], arrays["bias"].copy()
    decoder.projection.bias[shape.pad] = NEVER
    for name, side in (("encoder", encoder), ("decoder", decoder)):
        for number, layer in enumerate(side.layer):
            _set_layer(layer, arrays, f"{name}.{number}")
    spec = transformer_spec.TransformerSpec(encoder, decoder)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.eos_token, spec.config.unk_token = pieces[0], pieces[1]
    spec.config.decoder_start_token = pieces[shape.pad]
    return spec


def _set_layer(layer: Any, arrays: dict[str, np.ndarray], prefix: str) -> None:
    own = {"self_attention": (layer.self_attention, ("first", "out"), "self_norm")}
    if hasattr(layer, "attention"):
        own["cross_attention"] = (layer.attention, ("first", "memory", "out"), "cross_norm")
    for name, (attention, parts, norm) in own.items():
        for linear, part in zip(attention.linear, parts, strict=True):
            _set_linear(linear, arrays, f"{prefix}.{name}.{part}")
        _set_norm(attention.layer_norm, arrays, f"{prefix}.{norm}")
    _set_linear(layer.ffn.linear_0, arrays, f"{prefix}.up")
    _set_linear(layer.ffn.linear_1, arrays, f"{prefix}.down")
    _set_norm(layer.ffn.layer_norm, arrays, f"{prefix}.norm")


def _set_linear(linear: Any, arrays: dict[str, np.ndarray], name: str) -> None:
    linear.weight, linear.bias = arrays[f"{name}.weight"], arrays[f"{name}.bias"]


def _set_norm(norm: Any, arrays: dict[str, np.ndarray], name: str) -> None:
    norm.gamma, norm.beta = arrays[f"{name}.weight"], arrays[f"{name}.bias"]


def export(state: dict[str, Any], spm: Path, out: Path, describe: dict[str, object]) -> None:
    """Writes the shipped folder from a checkpoint's state."""
    shape = Shape(**state["shape"])
    weights = {name: tensor.float().cpu().contiguous() for name, tensor in state["weights"].items()}
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    names = [pieces.id_to_piece(number) for number in range(pieces.get_piece_size())]
    spec = specification(weights, shape, [*names, "<pad>"])
    spec.validate()
    spec.optimize(quantization="int8")
    out.mkdir(parents=True, exist_ok=True)
    spec.save(str(out))
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
