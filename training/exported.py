"""The weights of an exported model, so that training can go on from what ships.

What rounding to int8 lost is soon learnt again.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from align.engines.binary import read_model, single
from training.network import Shape

_ATTENTION = {
    "self_attention": {"linear_0": "first", "linear_1": "out"},
    "attention": {"linear_0": "first", "linear_1": "memory", "linear_2": "out"},
}
_KINDS = {"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}


def read_weights(path: Path) -> dict[str, Tensor]:
    """The arrays in `path` under the names of `training.network.Network`, in single precision."""
    arrays = read_model(path)
    weights = {"bias": single(arrays, "decoder/projection/bias")}
    for side, own in (("encoder", "source"), ("decoder", "target")):
        table = f"{side}/embeddings_0/weight" if side == "encoder" else f"{side}/embeddings/weight"
        weights[f"{own}.pieces.weight"] = single(arrays, table)
        weights[f"{own}.places.weight"] = single(arrays, f"{side}/position_encodings/encodings")
        for kind in ("gamma", "beta"):
            weights[f"{own}.norm.{_KINDS[kind]}"] = single(arrays, f"{side}/layernorm_embedding/{kind}")
    weights |= layer_weights(arrays)
    return {name: torch.from_numpy(array) for name, array in weights.items()}


def layer_weights(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Those of the layers, under the names of `training.network.Network`."""
    return {
        _own_name(name): single(arrays, name)
        for name in arrays
        if "/layer_" in name and not name.endswith("_scale")
    }


def shape_of(weights: Mapping[str, Tensor]) -> Shape:
    """The shape of the network that these are the weights of."""
    vocabulary, width = weights["target.pieces.weight"].shape
    layers = {
        side: len({n.split(".")[1] for n in weights if n.startswith(side)}) for side in ("encoder", "decoder")
    }
    return Shape(
        vocabulary, width, layers["encoder"], layers["decoder"], len(weights["target.places.weight"])
    )


def _own_name(name: str) -> str:
    """`decoder/layer_0/attention/linear_1/bias` as `decoder.0.cross_attention.memory.bias`."""
    side, layer, module, part, *_ = name.split("/")
    prefix, kind = f"{side}.{layer.removeprefix('layer_')}", _KINDS[name.rsplit("/", 1)[1]]
    if module == "ffn":
        return f"{prefix}.{ {'linear_0': 'up', 'linear_1': 'down', 'layer_norm': 'norm'}[part] }.{kind}"
    own = "self" if module == "self_attention" else "cross"
    if part == "layer_norm":
        return f"{prefix}.{own}_norm.{kind}"
    return f"{prefix}.{own}_attention.{_ATTENTION[module][part]}.{kind}"
