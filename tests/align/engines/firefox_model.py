"""A tiny model in the binary layout of Firefox's: Marian's container, int8 weights, a decoder of simple recurrent units."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

WIDTH, INNER, STEPS = 32, 64, 40.0  # numbers of a state, of a layer inside; steps of int8 that make 1
FLOAT, INT8 = 0x404, 0x4101  # Marian's names of types
_Item = tuple[str, int, tuple[int, ...], bytes]


def write_model(path: Path, pieces: int, *, seed: int = 1, louder: int | None = None) -> Path:
    """Random weights for a vocabulary of `pieces`; the piece `louder`, if one is named, is said without end."""
    random = np.random.default_rng(seed)
    items: list[_Item] = [("special:model.yml", 0x101, (0,), _described(pieces))]
    items += _matrix("Wemb", random, pieces, WIDTH, quantised_input=False)
    items.append(_floats("none_QuantMultA", np.array([[STEPS]])))
    bias = np.zeros((1, pieces))
    if louder is not None:
        bias[0, louder] = 1e4
    items.append(_floats("decoder_ff_logit_out_b", bias))
    items += _attention("encoder_l1_self", random) + _inner("encoder_l1_ffn", random)
    items += _recurrent("decoder_l1_rnn", random)
    items += _attention("decoder_l1_context", random) + _inner("decoder_l1_ffn", random)
    path.write_bytes(_container(items))
    return path


def _described(pieces: int) -> bytes:
    lines = ("transformer-heads: 2", f"dim-emb: {WIDTH}", "enc-depth: 1", "dec-depth: 1", f"transformer-dim-ffn: {INNER}",
             f"dim-vocabs: {pieces}")  # fmt: skip
    return "\n".join(lines).encode() + b"\n\0"


def _floats(name: str, values: np.ndarray) -> _Item:  # type: ignore[type-arg]
    return name, FLOAT, values.shape, values.astype("<f4").tobytes()


def _matrix(
    name: str, random: np.random.Generator, rows: int, columns: int, *, quantised_input: bool = True
) -> list[_Item]:
    """int8, written transposed but for embeddings, and the number of steps that make 1 behind it."""
    values = random.integers(-25, 26, (rows, columns), dtype=np.int8)
    weight = (name, INT8, (rows, columns), values.tobytes() + struct.pack("<f", STEPS) + bytes(252))
    return [weight, *([_floats(f"{name}_QuantMultA", np.array([[STEPS]]))] if quantised_input else [])]


def _norm(name: str) -> list[_Item]:
    return [
        _floats(f"{name}_ln_scale", np.ones((1, WIDTH))),
        _floats(f"{name}_ln_bias", np.zeros((1, WIDTH))),
    ]


def _attention(name: str, random: np.random.Generator) -> list[_Item]:
    out: list[_Item] = []
    for part in "qkvo":
        out += _matrix(f"{name}_W{part}", random, WIDTH, WIDTH)
        out.append(_floats(f"{name}_b{part}", np.zeros((1, WIDTH))))
    return out + _norm(f"{name}_Wo")


def _inner(name: str, random: np.random.Generator) -> list[_Item]:
    out = _matrix(f"{name}_W1", random, WIDTH, INNER) + _matrix(f"{name}_W2", random, INNER, WIDTH)
    out += [_floats(f"{name}_b1", np.zeros((1, INNER))), _floats(f"{name}_b2", np.zeros((1, WIDTH)))]
    return out + _norm(f"{name}_ffn")


def _recurrent(name: str, random: np.random.Generator) -> list[_Item]:
    out = _matrix(f"{name}_W", random, WIDTH, WIDTH) + _matrix(f"{name}_Wf", random, WIDTH, WIDTH)
    return [*out, _floats(f"{name}_bf", np.zeros((1, WIDTH))), *_norm(f"{name}_ffn")]


def _container(items: list[_Item]) -> bytes:
    """Headers, names, shapes, a gap, and the data of each."""
    names = [name.encode() + b"\0" for name, *_ in items]
    head = struct.pack("<QQ", 1, len(items))
    for name, (_, kind, shape, data) in zip(names, items, strict=True):
        head += struct.pack("<QQQQ", len(name), kind, len(shape), len(data))
    head += b"".join(names) + b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items)
    gap = -(len(head) + 8) % 256
    return head + struct.pack("<Q", gap) + bytes(gap) + b"".join(data for *_, data in items)


def packed(data: bytes) -> bytes:
    """A zstd frame that holds the data as it is, in blocks of 64 KB."""
    blocks = [data[at : at + (1 << 16)] for at in range(0, len(data), 1 << 16)] or [b""]
    out = struct.pack("<IBB", 0xFD2FB528, 0x00, 0x58)  # no sizes, no checksum; a window of 2 MB
    for number, block in enumerate(blocks):
        out += (len(block) << 3 | (number == len(blocks) - 1)).to_bytes(3, "little") + block
    return out
