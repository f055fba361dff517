"""The weights of an exported model, so that training can go on from what ships.

Reads CTranslate2's `model.bin` (binary version 6, as `ctranslate2.specs.ModelSpec` writes it): a list of
named arrays, int8 matrices beside the scale of each row. What rounding to int8 lost is soon learnt again.
"""

from __future__ import annotations

import struct
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


def read_weights(path: Path, shape: Shape) -> dict[str, Tensor]:
    """The arrays in `path` under the names of `training.network.Network`, in single precision.

    Raises ValueError if the model has another shape.
    """
    arrays = read_arrays(path)
    embedding = np.zeros((shape.vocabulary, shape.width), dtype=np.float32)
    bias = np.zeros(shape.vocabulary, dtype=np.float32)
    rows = _single(arrays, "decoder/embeddings/weight")
    if rows.shape != (shape.pad, shape.width):
        raise ValueError(f"{path}: embeddings {rows.shape}; expected {(shape.pad, shape.width)}")
    embedding[: len(rows)], bias[: len(rows)] = rows, arrays["decoder/projection/bias"]
    weights = {"embedding.weight": embedding, "bias": bias}
    for name in arrays:
        if "/layer_" in name and not name.endswith("_scale"):
            weights[_own_name(name)] = _single(arrays, name)
    return {name: torch.from_numpy(array) for name, array in weights.items()}


def _number(file: BinaryIO, kind: str) -> int:
    return int(struct.unpack(f"<{kind}", file.read(struct.calcsize(kind)))[0])


def _name(file: BinaryIO) -> str:
    return file.read(_number(file, "H"))[:-1].decode()


def _array(file: BinaryIO) -> tuple[str, np.ndarray]:
    name = _name(file)
    sizes = [_number(file, "I") for _ in range(_number(file, "B"))]
    kind = _TYPES[_number(file, "B")]
    return name, np.frombuffer(file.read(_number(file, "I")), dtype=kind).reshape(sizes)


def _single(arrays: dict[str, np.ndarray], name: str) -> np.ndarray:
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
