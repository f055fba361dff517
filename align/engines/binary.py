"""CTranslate2's `model.bin` (binary version 6, as its own specifications write it): a list of named arrays, int8 matrices
beside the scale of each row, and names that stand for others.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from align.errors import EngineError

Arrays = dict[str, np.ndarray[Any, Any]]
_VERSION = 6
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)


def read_model(path: Path) -> Arrays:
    """Every array in a `model.bin`, by each of its names. Raises EngineError for what is none of that version."""
    try:
        with path.open("rb") as file:
            if (version := _number(file, "I")) != _VERSION:
                raise EngineError(f"{path}: binary version {version}; read is version {_VERSION}")
            _name(file)
            _number(file, "I")
            arrays = dict(_array(file) for _ in range(_number(file, "I")))
            for _ in range(_number(file, "I")):
                alias, name = _name(file), _name(file)
                arrays[alias] = arrays[name]
    except (OSError, ValueError, IndexError, KeyError, struct.error) as error:
        raise EngineError(f"{path}: cannot be read as a model of CTranslate2 ({error})") from error
    return arrays


def single(arrays: Mapping[str, np.ndarray[Any, Any]], name: str) -> npt.NDArray[np.float32]:
    """A copy in single precision; int8 rows divided by their scale. Raises KeyError."""
    scale = arrays.get(f"{name}_scale")
    whole = arrays[name].astype(np.float32)
    return whole if scale is None or not scale.ndim else whole / scale[:, None]


def _number(file: BinaryIO, kind: str) -> int:
    return int(struct.unpack(f"<{kind}", file.read(struct.calcsize(kind)))[0])


def _name(file: BinaryIO) -> str:
    return file.read(_number(file, "H"))[:-1].decode()


def _array(file: BinaryIO) -> tuple[str, np.ndarray[Any, Any]]:
    name = _name(file)
    sizes = [_number(file, "I") for _ in range(_number(file, "B"))]
    kind = _TYPES[_number(file, "B")]
    return name, np.frombuffer(file.read(_number(file, "I")), dtype=kind).reshape(sizes)
