"""Sentence vectors of both languages from the lower layers of a model's own encoder, without another model to fetch.

The embedded model's encoder began as that of a multilingual one (Wang et al. 2024, Multilingual E5 Text Embeddings),
whose lower layers put a sentence of English near its Indonesian: their states, averaged over the pieces, make a vector.
Computed with numpy alone from CTranslate2's `model.bin`, since CTranslate2 gives no states of the encoder.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from align.engines.binary import Arrays, read_model, single
from align.engines.folder import Folder, read_folder
from align.engines.pieces import Pieces
from align.errors import EngineError
from align.text.normalise import NORMALISERS

Floats = npt.NDArray[np.float32]
LAYERS = 4  # run through; with two, free translations are found less well, every further one costs time
LONGEST = 160  # pieces of a text that are read
_BATCH = 2048  # pieces encoded at once
_SIDE = "encoder/"
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


def encoder_of(folder: str | Path, layers: int = LAYERS) -> Callable[[list[str]], Floats]:
    """What turns texts, of either language, into vectors of shape (texts, width); see `align.beads.evidence`.

    Raises EngineError for a model that is no Transformer in CTranslate2's format with pieces of one kind.
    """
    found = read_folder(folder)
    network = _Network(_encoder(found.path / "model.bin"), layers, found.path)
    numbers = _Numbers(found)

    def encode(texts: list[str]) -> Floats:
        rows = [numbers(text) for text in texts]
        vectors = np.zeros((len(texts), network.width), np.float32)
        for batch in _batches(rows):
            vectors[batch] = network.vectors([rows[number] for number in batch])
        return vectors

    return encode


class _Numbers:
    """Texts as numbers of pieces, the end of sentence included."""

    def __init__(self, folder: Folder) -> None:
        self._pieces = Pieces(folder.source, NORMALISERS[folder.normalisation])
        names = json.loads((folder.path / "shared_vocabulary.json").read_text(encoding="utf-8"))
        self._place = {piece: number for number, piece in enumerate(names)}
        self._unknown, self._end = self._place.get("<unk>", 0), self._place.get("</s>", 0)

    def __call__(self, text: str) -> list[int]:
        pieces = self._pieces.encode(text).pieces[:LONGEST]
        return [*(self._place.get(piece, self._unknown) for piece in pieces), self._end]


def _batches(rows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Numbers of rows of about the same length, together not many more than `_BATCH` pieces."""
    batch: list[int] = []
    for number in sorted(range(len(rows)), key=lambda number: len(rows[number])):
        if batch and (len(batch) + 1) * len(rows[number]) > _BATCH:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


class _Network:
    """The first layers of a Transformer encoder (Vaswani et al. 2017) whose norm comes after each part."""

    def __init__(self, arrays: Arrays, layers: int, path: Path) -> None:
        self._arrays, self._layers = arrays, layers
        self._single: dict[str, Floats] = {}
        try:
            self.width = int(arrays[f"{_SIDE}embeddings_0/weight"].shape[1])
            self._heads = int(arrays[f"{_SIDE}num_heads"])
            self._activation = _ACTIVATIONS[int(arrays[f"{_SIDE}activation"])]
            self._before = bool(arrays[f"{_SIDE}pre_norm"])
            self._scale = math.sqrt(self.width) if arrays[f"{_SIDE}scale_embeddings"] else 1.0
            self._part(f"layer_{layers - 1}/ffn/linear_1/weight")
            self._part("position_encodings/encodings")
        except KeyError as error:
            raise EngineError(f"{path}: its encoder gives no sentence vectors ({error} is unknown)") from None

    def vectors(self, rows: Sequence[Sequence[int]]) -> Floats:
        """Mean state of the pieces of each row, without its last."""
        lengths = np.array([len(row) for row in rows])
        longest = int(lengths.max())
        numbers = np.zeros((len(rows), longest), np.int64)
        for place, row in enumerate(rows):
            numbers[place, : len(row)] = row
        held = np.arange(longest) < lengths[:, None]
        mask = np.where(held, np.float32(0), np.float32(-1e4))[:, None, None, :]
        states = self._embedded(numbers)
        for layer in range(self._layers):
            states = self._attended(states, f"layer_{layer}/self_attention/", mask)
            states = self._fed(states, f"layer_{layer}/ffn/")
        counted = (np.arange(longest) < np.maximum(lengths - 1, 1)[:, None])[:, :, None]
        mean: Floats = (states * counted).sum(axis=1) / np.maximum(lengths - 1, 1)[:, None]
        return mean.astype(np.float32)

    def _embedded(self, numbers: npt.NDArray[np.int64]) -> Floats:
        name = f"{_SIDE}embeddings_0/weight"
        table, scale = self._arrays[name], self._arrays.get(f"{name}_scale")
        states = table[numbers].astype(np.float32)
        if scale is not None and scale.ndim:
            states /= scale[numbers][:, :, None]
        states *= self._scale
        states += self._part("position_encodings/encodings")[: numbers.shape[1]]
        return self._normed(states, "layernorm_embedding/")

    def _attended(self, states: Floats, name: str, mask: Floats) -> Floats:
        rows, length, width = states.shape
        own = self._normed(states, f"{name}layer_norm/") if self._before else states
        parts = self._linear(own, f"{name}linear_0/").reshape(rows, length, 3, self._heads, -1)
        query, key, value = parts.transpose(2, 0, 3, 1, 4)
        scores = (query @ key.transpose(0, 1, 3, 2)) * np.float32((width // self._heads) ** -0.5) + mask
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed = (scores @ value).transpose(0, 2, 1, 3).reshape(rows, length, width)
        states = states + self._linear(mixed, f"{name}linear_1/")
        return states if self._before else self._normed(states, f"{name}layer_norm/")

    def _fed(self, states: Floats, name: str) -> Floats:
        own = self._normed(states, f"{name}layer_norm/") if self._before else states
        hidden = self._activation(self._linear(own, f"{name}linear_0/"))
        states = states + self._linear(hidden, f"{name}linear_1/")
        return states if self._before else self._normed(states, f"{name}layer_norm/")

    def _linear(self, states: Floats, name: str) -> Floats:
        flat = states.reshape(-1, states.shape[-1]) @ self._part(f"{name}weight").T
        flat += self._part(f"{name}bias")
        return flat.reshape(*states.shape[:-1], -1)

    def _normed(self, states: Floats, name: str) -> Floats:
        if f"{_SIDE}{name}gamma" not in self._arrays:
            return states
        states = states - states.mean(axis=-1, keepdims=True)
        states /= np.sqrt(np.square(states).mean(axis=-1, keepdims=True) + np.float32(1e-5))
        states *= self._part(f"{name}gamma")
        states += self._part(f"{name}beta")
        return states

    def _part(self, name: str) -> Floats:
        """An array in single precision, made once."""
        if name not in self._single:
            self._single[name] = single(self._arrays, _SIDE + name)
        return self._single[name]


def _gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, x * P(N(0, 1) <= x); erf by Abramowitz and Stegun 1964, formula 7.1.26."""
    size = np.abs(x) * np.float32(2**-0.5)
    t = 1 / (1 + np.float32(0.3275911) * size)
    series = np.zeros_like(t)
    for factor in _ERF[::-1]:
        series = (series + np.float32(factor)) * t
    half = 0.5 * series * np.exp(-size * size)
    out: Floats = x * np.where(x < 0, half, 1 - half)
    return out


def _relu(x: Floats) -> Floats:
    return np.maximum(x, 0, out=x)


def _swish(x: Floats) -> Floats:
    out: Floats = x / (1 + np.exp(-x))
    return out


_ACTIVATIONS = {0: _relu, 1: _gelu, 2: _swish, 3: _gelu}  # numbers of CTranslate2; 1 is GELU by tanh


@cache
def _encoder(file: Path) -> Arrays:
    """The encoder's arrays in a `model.bin`."""
    return {name: array for name, array in read_model(file).items() if name.startswith(_SIDE)}
