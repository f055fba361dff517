"""The weights of an exported model, so that training can go on from what ships.

Reads CTranslate2's `model.bin` (binary version 6, as `ctranslate2.specs.ModelSpec` writes it): a list of
named arrays, int8 matrices beside the scale of each row. What rounding to int8 lost is soon learnt again.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import numpy as np
import torch
from torch import Tensor

from training.network import Shape

_BINARY_VERSION = 6
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_ATTENTION = {
    "self_attention": {"linear_0": "first", "linear_1": "out"},
    "attention": {"linear_0": "first", "linear_1": "memory", "linear_2": "out"},
}
_KINDS = {"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """Every array in a `model.bin`, by name. Raises ValueError for another version of the format."""
    with path.open("rb") as file:
        if (version := _number(file, "I")) != _BINARY_VERSION:
            raise ValueError(f"{path}: binary version {version}; expected {_BINARY_VERSION}")
        _name(file)
        _number(file, "I")
        return dict(_array(file) for _ in range(_number(file, "I")))


def read_weights(path: Path) -> dict[str, Tensor]:
    """The arrays in `path` under the names of `training.network.Network`, in single precision."""
    arrays = read_arrays(path)
    weights = {"bias": arrays["decoder/projection/bias"]}
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


def _number(file: BinaryIO, kind: str) -> int:
    return int(struct.unpack(f"<{kind}", file.read(struct.calcsize(kind)))[0])


def _name(file: BinaryIO) -> str:
    return file.read(_number(file, "H"))[:-1].decode()


def _array(file: BinaryIO) -> tuple[str, np.ndarray]:
    name = _name(file)
    sizes = [_number(file, "I") for _ in range(_number(file, "B"))]
    kind = _TYPES[_number(file, "B")]
    return name, np.frombuffer(file.read(_number(file, "I")), dtype=kind).reshape(sizes)


def single(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
    """A float32 copy; int8 rows divided by their scale."""
    array = arrays[name].astype(np.float32)
    return array / arrays[f"{name}_scale"][:, None] if arrays[name].dtype == np.int8 else array


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
