"""Tensors of a checkpoint, read one at a time and without torch.

Safetensors (a header in JSON, then bytes) and what `torch.save` wrote, as a zip or as before torch 1.6: a pickle of which
nothing is run, since only the names that tensors are made of are let through.
"""

from __future__ import annotations

import json
import math
import pickle
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from align.errors import EngineError

Floats = npt.NDArray[np.float32]
WHOLE, SHARDS = ("model.safetensors", "pytorch_model.bin"), ".index.json"
TYPES = {"F32": "<f4", "F16": "<f2", "BF16": "bf16", "F64": "<f8", "I64": "<i8", "I32": "<i4"}
_STORAGES = {
    "FloatStorage": "<f4", "HalfStorage": "<f2", "BFloat16Storage": "bf16", "DoubleStorage": "<f8",
    "LongStorage": "<i8", "IntStorage": "<i4",
}  # fmt: skip
_LONGEST_HEADER = 100 << 20
_OLD = 0x1950A86A20F9469CFC6C  # the number that files of torch before 1.6 begin with


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a tensor lies: `read(count)` gives `count` values of its storage; `offset` and `strides` count values."""

    shape: tuple[int, ...]
    read: Callable[[], Floats]
    offset: int = 0
    strides: tuple[int, ...] | None = None


class Tensors:
    """The tensors of a checkpoint by name. Raises EngineError where the files are missing or damaged."""

    def __init__(self, folder: Path) -> None:
        self._places: dict[str, _Place] = {}
        for file in weight_files(folder):
            try:
                self._places |= (_safe if file.suffix == ".safetensors" else _pickled)(file)
            except (
                OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, EOFError, struct.error,
                pickle.UnpicklingError, zipfile.BadZipFile,
            ) as error:  # fmt: skip
                raise EngineError(
                    f"{file}: damaged, or no checkpoint ({_line(error)}); fetch it again"
                ) from error

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def first(self, *names: str) -> Floats:
        """The first tensor there is of these, in single precision, to be read. Raises EngineError if there is none."""
        found = next((self._places[name] for name in names if name in self._places), None)
        if found is None:
            raise EngineError(
                f"the checkpoint has no tensor {names[0]}; accepted are MarianMT, NLLB and M2M100"
            )
        values = found.read()[found.offset :]
        if found.strides is None or found.strides == _in_rows(found.shape):
            return values[: math.prod(found.shape)].reshape(found.shape)
        steps = tuple(step * values.itemsize for step in found.strides)
        return np.lib.stride_tricks.as_strided(values, found.shape, steps).copy()


def weight_files(folder: Path) -> list[Path]:
    """The files with the tensors of a checkpoint, safetensors before pickles. Raises EngineError if there are none."""
    for name in WHOLE:
        if (folder / name).is_file():
            return [folder / name]
        index = folder / (name + SHARDS)
        if index.is_file():
            parts = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
            missing = [part for part in parts if not (folder / part).is_file()]
            if missing:
                raise EngineError(f"{folder}: {missing[0]} is missing; download the checkpoint whole")
            return [folder / part for part in parts]
    raise EngineError(
        f"{folder}: {WHOLE[0]} is missing; accepted is a checkpoint with it, or with {WHOLE[1]}"
    )


def _safe(file: Path) -> dict[str, _Place]:
    with file.open("rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8))
        if length > _LONGEST_HEADER:
            raise ValueError("its header is longer than any")
        header = json.loads(stream.read(length))
    begin, size = 8 + length, file.stat().st_size
    places = {}
    for name, about in header.items():
        if name == "__metadata__":
            continue
        start, end = about["data_offsets"]
        shape, kind = tuple(about["shape"]), TYPES[about["dtype"]]
        count = math.prod(shape)
        if begin + end > size or end - start != count * _width(kind):
            raise ValueError(f"{name} is cut short")
        places[name] = _Place(shape, partial(_from_file, file, kind, begin + start, count))
    return places


def _from_file(file: Path, kind: str, offset: int, count: int) -> Floats:
    with file.open("rb") as stream:
        stream.seek(offset)
        return _floats(stream.read(count * _width(kind)), kind)


def _in_rows(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Strides, in values, of a tensor that lies row after row."""
    return tuple(math.prod(shape[axis + 1 :]) for axis in range(len(shape)))


def _width(kind: str) -> int:
    return 2 if kind == "bf16" else np.dtype(kind).itemsize


def _floats(data: bytes, kind: str) -> Floats:
    if kind == "bf16":  # the upper half of single precision
        return (np.frombuffer(data, "<u2").astype("<u4") << 16).view("<f4")
    return np.frombuffer(data, kind).astype(np.float32, copy=False)


@dataclass(frozen=True, slots=True)
class _Storage:
    kind: str
    key: str


class _Unpickler(pickle.Unpickler):
    """Reads what describes tensors, and refuses every other name: a checkpoint must not run code."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if module == "torch" and name in _STORAGES:
            return _STORAGES[name]
        if module == "torch._utils" and name == "_rebuild_tensor_v2":
            return lambda storage, offset, shape, strides, *_: (storage, offset, shape, strides)
        if module == "torch._utils" and name == "_rebuild_parameter":
            return lambda data, *_: data
        raise pickle.UnpicklingError(f"it names {module}.{name}, which no tensor needs")

    def persistent_load(self, pid: Any) -> _Storage:
        _, kind, key, *_ = pid
        return _Storage(kind, str(key))


def _pickled(file: Path) -> dict[str, _Place]:
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            (inside,) = [name for name in archive.namelist() if name.endswith("/data.pkl")]
            with archive.open(inside) as stream:
                found = _Unpickler(stream).load()
        root = inside.removesuffix("data.pkl")
        return _placed(
            found, lambda storage: partial(_from_zip, file, f"{root}data/{storage.key}", storage.kind)
        )
    with file.open("rb") as stream:
        if _Unpickler(stream).load() != _OLD:
            raise ValueError("not written by torch.save")
        _Unpickler(stream).load()  # the protocol, and the machine it was written on
        _Unpickler(stream).load()
        found = _Unpickler(stream).load()
        where = _old_places(stream, _Unpickler(stream).load(), _kinds(found))
    return _placed(found, lambda storage: partial(_from_file, file, storage.kind, *where[storage.key]))


def _kinds(found: dict[str, Any]) -> dict[str, str]:
    return {value[0].key: value[0].kind for value in found.values()}


def _old_places(stream: IO[bytes], keys: list[str], kinds: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Offset and number of values of each storage: they follow one another, each after its length."""
    where: dict[str, tuple[int, int]] = {}
    for key in keys:
        (count,) = struct.unpack("<q", stream.read(8))
        where[key] = (stream.tell(), count)
        stream.seek(count * _width(kinds[key]), 1)
    return where


def _from_zip(file: Path, name: str, kind: str) -> Floats:
    with zipfile.ZipFile(file) as archive:
        return _floats(archive.read(name), kind)


def _placed(found: dict[str, Any], reader: Callable[[_Storage], Callable[[], Floats]]) -> dict[str, _Place]:
    return {
        name: _Place(tuple(shape), reader(storage), offset, tuple(strides))
        for name, (storage, offset, shape, strides) in found.items()
    }


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160]
