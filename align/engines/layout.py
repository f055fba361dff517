"""The layout of MarianMT and M2M100 checkpoints in CTranslate2's: which tensor goes where, and int8.

Linear layers and embeddings are rounded row by row as CTranslate2's own converter does, one tensor at a time: memory holds
the result and one tensor, not the checkpoint.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from align.engines.tensors import Floats, Tensors
from align.errors import EngineError

ROWS = 4096  # rounded at once
ACTIVATIONS = {"relu": "RELU", "gelu": "GELU", "gelu_new": "GELUTanh", "swish": "SWISH", "silu": "SWISH"}
MARIAN, MANY = "marian", "m2m_100"  # NLLB calls itself so, too
_LARGEST = np.float32(127) / np.finfo(np.float32).max


def write_model(
    config: dict[str, Any], tensors: Tensors, pieces: Sequence[str], folder: Path, *, int8: bool = True
) -> None:
    """Writes weights, vocabulary and configuration of CTranslate2 into the new `folder`.

    `config` is that of transformers, `pieces` name the rows of the embeddings. Raises EngineError for a layout that is none
    of those known, OSError where the folder cannot be written.
    """
    marian = config["model_type"] == MARIAN
    pieces = list(pieces)
    if marian and pieces[-1:] != ["<pad>"]:
        raise EngineError("its vocabulary does not end with <pad>; accepted are MarianMT models as published")
    made = _Maker(config, tensors, int8=int8, rows=len(pieces) - marian).spec()
    kept = pieces[: len(pieces) - marian]  # decoding begins from zeros instead
    made.register_source_vocabulary(kept)
    made.register_target_vocabulary(kept)
    made.config.eos_token, made.config.unk_token, made.config.bos_token = "</s>", "<unk>", "<s>"
    made.config.decoder_start_token = (
        "</s>" if marian else pieces[int(config.get("decoder_start_token_id", 2))]
    )
    try:
        made.validate()
    except ValueError as error:
        raise EngineError(" ".join(str(error).split())[:200]) from error
    made.optimize()  # tensors that are there twice are written once
    folder.mkdir(parents=True)
    made.save(str(folder))


class _Maker:
    """Fills a specification of CTranslate2, from the outside in."""

    def __init__(self, config: dict[str, Any], tensors: Tensors, *, int8: bool, rows: int) -> None:
        self._config, self._tensors, self._int8, self._rows = config, tensors, int8, rows
        self._marian = config["model_type"] == MARIAN

    def spec(self) -> Any:
        from ctranslate2 import specs  # noqa: PLC0415  slow to import

        config = self._config
        activation = ACTIVATIONS.get(str(config.get("activation_function", "relu")))
        if activation is None:
            raise EngineError(
                f"activation {config['activation_function']!r}; known: {', '.join(ACTIVATIONS)}"
            )
        if config.get("decoder_vocab_size", config["vocab_size"]) != config["vocab_size"]:
            raise EngineError("source and target have vocabularies of their own; accepted is one for both")
        out = specs.TransformerSpec.from_config(
            (config["encoder_layers"], config["decoder_layers"]),
            config["encoder_attention_heads"],
            pre_norm=not self._marian,
            activation=getattr(specs.Activation, activation),
        )
        shared = self._shared()
        self._side(out.encoder, "model.encoder", out.encoder.embeddings[0], shared)
        self._side(out.decoder, "model.decoder", out.decoder.embeddings, shared)
        out.decoder.start_from_zero_embedding = self._marian
        self._projection(out.decoder)
        return out

    def _shared(self) -> Any:
        """The embeddings, rounded, where both sides have the same; None where each has its own."""
        own = "model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight"
        if self._config.get("share_encoder_decoder_embeddings", True) or not all(
            n in self._tensors for n in own
        ):
            return self._rounded(self._tensors.first("model.shared.weight", *own)[: self._rows])
        return None

    def _projection(self, decoder: Any) -> None:
        if self._config.get("tie_word_embeddings", True):
            weight, scale = decoder.embeddings.weight, decoder.embeddings.weight_scale
        else:
            weight, scale = self._rounded(self._tensors.first("lm_head.weight")[: self._rows])
        decoder.projection.weight, decoder.projection.weight_scale = weight, scale
        if "final_logits_bias" in self._tensors:
            bias = self._tensors.first("final_logits_bias").reshape(-1)[: self._rows]
            if bias.any():
                decoder.projection.bias = bias

    def _side(self, out: Any, name: str, embeddings: Any, shared: Any) -> None:
        """Encoder or decoder: both have the same parts, but that one of them looks at the other."""
        own = shared or self._rounded(self._tensors.first(f"{name}.embed_tokens.weight")[: self._rows])
        embeddings.weight, embeddings.weight_scale = own
        width = int(self._config["d_model"])
        out.scale_embeddings = math.sqrt(width) if self._config.get("scale_embedding") else 1.0
        out.position_encodings.encodings = self._positions(f"{name}.embed_positions.weight", width)
        if not self._marian:
            self._norm(out.layer_norm, f"{name}.layer_norm")
        for number, layer in enumerate(out.layer):
            place = f"{name}.layers.{number}"
            self._attention(layer.self_attention, f"{place}.self_attn", ("qkv", "o"))
            if "decoder" in name:
                self._attention(layer.attention, f"{place}.encoder_attn", ("q", "kv", "o"))
            self._linear(layer.ffn.linear_0, f"{place}.fc1")
            self._linear(layer.ffn.linear_1, f"{place}.fc2")
            self._norm(layer.ffn.layer_norm, f"{place}.final_layer_norm")

    def _positions(self, name: str, width: int) -> Floats:
        """Those of the checkpoint, else the sines that the architecture has: interleaved periods in Marian, and in M2M100
        those of fairseq, whose first position is 2.
        """
        if name in self._tensors:
            return self._tensors.first(name)
        places, half = np.arange(int(self._config["max_position_embeddings"]))[:, None], width // 2
        if self._marian:
            angles = places / np.power(10000, 2 * np.arange(half) / width)
        else:
            angles = (places + 2) * np.exp(np.arange(half) * -(math.log(10000) / (half - 1)))
        return np.concatenate([np.sin(angles), np.cos(angles)], axis=1).astype(np.float32)

    def _attention(self, out: Any, name: str, groups: Sequence[str]) -> None:
        for linear, group in zip(out.linear, groups, strict=True):
            self._linear(linear, *(f"{name}.{'out' if part == 'o' else part}_proj" for part in group))
        self._norm(out.layer_norm, f"{name}_layer_norm")

    def _linear(self, out: Any, *names: str) -> None:
        """A layer, or several that CTranslate2 has as one."""
        weights = [self._tensors.first(f"{name}.weight") for name in names]
        out.weight, out.weight_scale = self._rounded(np.concatenate(weights))
        out.bias = np.concatenate([self._tensors.first(f"{name}.bias") for name in names])

    def _norm(self, out: Any, name: str) -> None:
        out.gamma, out.beta = self._tensors.first(f"{name}.weight"), self._tensors.first(f"{name}.bias")

    def _rounded(self, weight: Floats) -> tuple[Any, Any]:
        """Rows in steps of a 127th of their largest value, and how many steps make 1."""
        if not self._int8:
            return weight, "__optional"
        largest = np.concatenate(
            [np.abs(weight[at : at + ROWS]).max(1) for at in range(0, len(weight), ROWS)]
        )
        largest[largest == 0] = 127
        scale = (127 / np.maximum(largest, _LARGEST)).astype(np.float32)
        out = np.empty(weight.shape, dtype=np.int8)
        for at in range(0, len(weight), ROWS):
            out[at : at + ROWS] = np.rint(weight[at : at + ROWS] * scale[at : at + ROWS, None])
        return out, scale
