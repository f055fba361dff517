"""Weights to begin from: a pretrained encoder out of its file, a vocabulary cut down, two models stitched together."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import sentencepiece
import torch

from training import e5
from training.begin import encoder
from training.network import Network, Shape
from training.pieces import chosen, model

WIDTH, HIDDEN, LAYERS = 64, 256, 1
PIECES = [
    "<s>",
    "<pad>",
    "</s>",
    "<unk>",
    "▁",
    "▁kapal",
    "▁ship",
    "kapal",
    "pal",
    *"abdeghiklmnprstuy.2",
    "▁k",
    "22",
]


def packed(values: np.ndarray) -> bytes:
    """Numbers in blocks of 32: a half-precision scale and 4 bits each."""
    blocks = values.reshape(-1, 32)
    scales = (np.abs(blocks).max(1, keepdims=True) / 7).astype("<f2")
    fours = np.clip(np.round(blocks / scales.astype(np.float32)) + 8, 0, 15).astype(np.uint8)
    return np.concatenate([scales.view(np.uint8), fours[:, :16] | fours[:, 16:] << 4], axis=1).tobytes()


@pytest.fixture(scope="module")
def arrays() -> dict[str, np.ndarray]:
    """Random weights under the names of the file."""
    chance = np.random.default_rng(3)
    shapes = {"emb.word": (len(PIECES), WIDTH), "emb.pos": (512, WIDTH), "emb.type": (1, WIDTH)}
    shapes |= {"emb.ln.w": (WIDTH,), "emb.ln.b": (WIDTH,)}
    for part in ("q", "k", "v", "ao"):
        shapes |= {f"l0.{part}.w": (WIDTH, WIDTH), f"l0.{part}.b": (WIDTH,)}
    shapes |= {
        "l0.fi.w": (HIDDEN, WIDTH),
        "l0.fi.b": (HIDDEN,),
        "l0.fo.w": (WIDTH, HIDDEN),
        "l0.fo.b": (WIDTH,),
    }
    shapes |= {f"l0.{part}.{own}": (WIDTH,) for part in ("aln", "oln") for own in "wb"}
    return {name: chance.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, arrays: dict[str, np.ndarray]) -> Path:
    """A small encoder in the format of the package: matrices in blocks, the rest in single precision."""
    letters = [piece.encode() for piece in PIECES]
    borders = np.cumsum([0, *map(len, letters)])
    head = b"E5S1" + struct.pack("<I7ifi", 1, WIDTH, LAYERS, 2, HIDDEN, len(PIECES), 512, 1, 1e-12, 1)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, borders[-1])
    head += borders.astype("<u4").tobytes() + (-np.arange(len(PIECES), dtype="<f4")).tobytes()
    head += b"".join(letters) + struct.pack("<iI", 0, 0) + struct.pack("<i", len(arrays))
    stored = {
        name: packed(array) if array.ndim == 2 else array.astype("<f4").tobytes()
        for name, array in arrays.items()
    }
    size = len(head) + sum(2 + len(name) + struct.calcsize("<BIQQ") for name in arrays)
    table, body = b"", b""
    for name, data in stored.items():
        table += struct.pack("<H", len(name)) + name.encode()
        table += struct.pack(
            "<BIQQ", int(arrays[name].ndim == 2), arrays[name].size, size + len(body), len(data)
        )
        body += data
    path = tmp_path_factory.mktemp("e5") / "small.bin"
    path.write_bytes(head + table + body)
    return path


def test_the_file_is_read_as_it_was_written(file: Path, arrays: dict[str, np.ndarray]) -> None:
    """Vectors exactly, matrices to the four bits that they are kept in."""
    found = e5.read(file)
    assert found.pieces == PIECES
    assert (found.begin, found.end, found.unknown) == (0, 2, 3)
    assert found.scores.tolist() == [-number for number in range(len(PIECES))]
    for name, array in arrays.items():
        assert found.arrays[name].shape == array.shape
        assert np.abs(found.arrays[name] - array).max() <= (0.35 if array.ndim == 2 else 0)


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"GGUF" + bytes(64))
    with pytest.raises(ValueError, match=r"x\.bin: not an e5-small file"):
        e5.read(tmp_path / "x.bin")


def test_the_vocabulary_keeps_what_the_text_uses_and_spells_the_rest(file: Path) -> None:
    """No mark of the old vocabulary, no two digits in one piece."""
    pieces = chosen(e5.read(file), ["kapal kapal 22"], 25)
    names = [piece for piece, _ in pieces]
    assert len(names) == 22  # no other is used, or a single character
    assert {"▁", "▁kapal", "a", "2", "."} <= set(names)
    assert not {"<s>", "</s>", "22", "▁ship"} & set(names)
    ours = sentencepiece.SentencePieceProcessor(model_proto=model(pieces))
    assert ours.encode("kapal 22", out_type=str) == ["▁kapal", "▁", "2", "2"]
    assert ours.decode(ours.encode("séance 船")) == "séance 船"
    assert ours.piece_to_id(["</s>", "<unk>", "<t>", "<=>", "</t>"]) == [0, 1, 2, 3, 4]


@torch.no_grad()
def test_pretrained_rows_stand_where_their_pieces_do(file: Path) -> None:
    source = e5.read(file)
    ours = sentencepiece.SentencePieceProcessor(model_proto=model(chosen(source, ["kapal"], 25)))
    shape = Shape(ours.get_piece_size() + 1, WIDTH, LAYERS, 1)
    weights = encoder(source, ours, shape)
    rows = torch.from_numpy(source.arrays["emb.word"])
    for piece, number in (("▁kapal", PIECES.index("▁kapal")), ("</s>", 2), ("<0x61>", PIECES.index("a"))):
        assert torch.equal(weights["source.pieces.weight"][ours.piece_to_id(piece)], rows[number])
    network = Network(shape, 0.0)
    left = network.load_state_dict(weights, strict=False)
    assert not left.unexpected_keys
    assert not [name for name in left.missing_keys if name.startswith(("encoder", "source"))]
