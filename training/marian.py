"""Models of version 1, which new ones take their decoder from: their weights, and what their encoder makes of a text.

Marian's layout: post-norm, ReLU, sinusoidal positions, one embedding for source, target and output, heads 64 wide.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from align.engines.binary import read_model, single
from training.exported import layer_weights

HEAD = 64  # numbers a head


def read_weights(path: Path) -> dict[str, Tensor]:
    """The arrays of a `model.bin` of version 1: `embedding`, `bias`, and the layers under the names of `Network`."""
    arrays = read_model(path)
    if "encoder/layernorm_embedding/gamma" in arrays:
        raise ValueError(f"{path}: not a model of version 1 (its embeddings are normalised)")
    own = {
        "embedding": single(arrays, "decoder/embeddings/weight"),
        "bias": single(arrays, "decoder/projection/bias"),
    }
    return {name: torch.from_numpy(array) for name, array in (own | layer_weights(arrays)).items()}


def sinusoids(length: int, width: int) -> Tensor:
    """Marian's position embedding: sines in the first half, cosines in the second."""
    angles = torch.arange(length)[:, None] / 10000 ** (torch.arange(0, width, 2)[None, :] / width)
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def encode(weights: Mapping[str, Tensor], pieces: Tensor) -> Tensor:
    """Encoder states (length, width) of one sentence, `pieces` (length,) with its end mark."""
    embedding = weights["embedding"]
    x = embedding[pieces] * math.sqrt(embedding.shape[1]) + sinusoids(len(pieces), embedding.shape[1])
    for number in range(len({n.split(".")[1] for n in weights if n.startswith("encoder.")})):
        x = _layer(
            {n.split(".", 2)[2]: w for n, w in weights.items() if n.startswith(f"encoder.{number}.")}, x
        )
    return x


def _layer(own: Mapping[str, Tensor], x: Tensor) -> Tensor:
    def linear(name: str, value: Tensor) -> Tensor:
        return F.linear(value, own[f"{name}.weight"], own[f"{name}.bias"])

    def norm(name: str, value: Tensor) -> Tensor:
        return F.layer_norm(value, value.shape[-1:], own[f"{name}.weight"], own[f"{name}.bias"])

    heads = x.shape[1] // HEAD
    query, key, value = linear("self_attention.first", x).view(len(x), 3, heads, HEAD).permute(1, 2, 0, 3)
    mixed = (query @ key.mT / math.sqrt(HEAD)).softmax(-1) @ value
    x = norm("self_norm", x + linear("self_attention.out", mixed.transpose(0, 1).flatten(1)))
    return norm("norm", x + linear("down", F.relu(linear("up", x))))


__all__ = ["encode", "read_weights", "sinusoids"]
