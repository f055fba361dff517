"""Weights to begin from: an encoder that knows Indonesian, and a decoder that speaks English already.

    python -m training.begin WORK E5.bin MODEL [--layers 8]

The encoder is the lower part of a pretrained one (`training.e5`), whose middle layers know words in their sentences
best; its top serves whole sentences. The decoder is that of an exported MODEL of version 1 (`training.marian`), with
other pieces: each begins as the first of the old ones that spell it. Where the old decoder looks at its encoder, it is
given the linear map from new states to old ones that ridge regression finds over WORK's sentences (stitching: Lenc and
Vedaldi 2015; Bansal, Nakkiran and Barak 2021). Writes WORK/begin.pt, which `training.train` starts from.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import sentencepiece
import torch
from torch import Tensor

from training import e5, marian
from training.network import Network, Shape

SENTENCES, LONGEST, RIDGE = 1500, 240, 0.1  # to regress over; letters of one
FIRST = 0.7  # share of the first old piece in a new one of several
SHARPER = 2.0  # GELU over inputs as much larger is nearer to the ReLU that the decoder was taught with

Pieces = sentencepiece.SentencePieceProcessor
Weights = dict[str, Tensor]


def encoder(source: e5.Encoder, pieces: Pieces, shape: Shape) -> Weights:
    """The pretrained layers and embeddings, under the names of `Network`."""
    arrays = {name: torch.from_numpy(array) for name, array in source.arrays.items()}
    places = arrays["emb.pos"] + arrays["emb.type"][0]
    out = {
        "source.pieces.weight": _pretrained_pieces(source, pieces, shape),
        # Its first place was for a mark that we do not set.
        "source.places.weight": torch.cat([places[1:], places[-1:]]),
        "source.norm.weight": arrays["emb.ln.w"],
        "source.norm.bias": arrays["emb.ln.b"],
    }
    names = {"ao": "self_attention.out", "aln": "self_norm", "fi": "up", "fo": "down", "oln": "norm"}
    for number in range(shape.encoder_layers):
        for own, kind in (("w", "weight"), ("b", "bias")):
            fused = torch.cat([arrays[f"l{number}.{part}.{own}"] for part in "qkv"])
            out[f"encoder.{number}.self_attention.first.{kind}"] = fused
            for name, module in names.items():
                out[f"encoder.{number}.{module}.{kind}"] = arrays[f"l{number}.{name}.{own}"]
    return out


def _pretrained_pieces(source: e5.Encoder, pieces: Pieces, shape: Shape) -> Tensor:
    """A row for each piece; what the pretrained vocabulary lacks begins as a character it spells, or in the middle."""
    rows = torch.from_numpy(source.arrays["emb.word"])
    place = {piece: number for number, piece in enumerate(source.pieces)}
    out = rows.mean(0) + 0.3 * rows.std(0) * torch.randn(shape.vocabulary, shape.width)
    for number in range(pieces.get_piece_size()):
        piece = pieces.id_to_piece(number)
        if pieces.is_byte(number):
            piece = chr(int(piece[3:5], 16))
        if piece in place:
            out[number] = rows[place[piece]]
    out[pieces.eos_id()], out[pieces.unk_id()] = rows[source.end], rows[source.unknown]
    return out


def decoder(old: Weights, old_pieces: Pieces, pieces: Pieces, shape: Shape) -> Weights:
    """The old decoder's layers and embeddings, under the names of `Network`."""
    out = {name: weight for name, weight in old.items() if name.startswith("decoder.")}
    for number in range(shape.decoder_layers):
        for name, factor in (("up.weight", SHARPER), ("up.bias", SHARPER), ("down.weight", 1 / SHARPER)):
            out[f"decoder.{number}.{name}"] = out[f"decoder.{number}.{name}"] * factor
    table, bias = torch.zeros(shape.vocabulary, shape.width), torch.zeros(shape.vocabulary)
    for number, spelling in enumerate(_spellings(old_pieces, pieces)):
        first, rest = old["embedding"][spelling[0]], old["embedding"][spelling[1:]]
        table[number], bias[number] = first, old["bias"][spelling[0]]
        if len(rest):
            table[number] = FIRST * first + (1 - FIRST) * rest.mean(0)
            bias[number] -= 1.0  # what the first piece promised is shared by several now
    places = marian.sinusoids(shape.positions, shape.width)
    scale = math.sqrt(shape.width)
    spread = (table[:, None] * scale + places[:50]).std(-1).mean()
    return out | {
        "target.pieces.weight": table, "target.places.weight": places / scale, "bias": bias,
        "target.norm.weight": torch.full((shape.width,), float(spread)),
        "target.norm.bias": torch.zeros(shape.width),
    }  # fmt: skip


def _spellings(old: Pieces, new: Pieces) -> Iterator[list[int]]:
    """For each new piece the old ones that spell it, longest first."""
    known = {old.id_to_piece(number): number for number in range(old.get_piece_size())}
    for number in range(new.get_piece_size()):
        piece = new.id_to_piece(number)
        if piece in known:
            yield [known[piece]]
            continue
        spelling = []
        while piece:
            size = next((n for n in range(len(piece), 0, -1) if piece[:n] in known), 0)
            spelling.append(known[piece[:size]] if size else old.unk_id())
            piece = piece[max(size, 1) :]
        yield spelling


def stitch(network: Network, old: Weights, old_pieces: Pieces, pieces: Pieces, texts: list[str]) -> float:
    """Folds the map from new encoder states to old ones into the decoder; returns its share of explained variance."""
    new_states, old_states = (
        torch.cat(side) for side in zip(*_states(network, old, old_pieces, pieces, texts), strict=True)
    )
    ones = torch.cat([new_states, torch.ones(len(new_states), 1)], dim=1)
    train = len(ones) * 9 // 10
    gram = ones[:train].T @ ones[:train] + RIDGE * torch.eye(ones.shape[1])
    solution = torch.linalg.solve(gram, ones[:train].T @ old_states[:train])
    held = old_states[train:]
    left = (ones[train:] @ solution - held).square().sum() / (held - held.mean(0)).square().sum()
    for layer in network.decoder:
        memory = layer.cross_attention.memory
        memory.bias += memory.weight @ solution[-1]
        memory.weight.copy_(memory.weight @ solution[:-1].T)
    return 1 - float(left)


def _states(
    network: Network, old: Weights, old_pieces: Pieces, pieces: Pieces, texts: list[str]
) -> Iterator[tuple[Tensor, Tensor]]:
    """New and old encoder states at the same places of each text."""
    for text in texts:
        new, before = (side.encode(text, return_type="proto").pieces for side in (pieces, old_pieces))
        at = {place: n for n, piece in enumerate(before) for place in range(piece.begin, piece.end)}
        places = [at.get(piece.end - 1, -1) for piece in new] + [len(before)]
        kept = [n for n, place in enumerate(places) if place >= 0]
        told = marian.encode(old, torch.tensor([*(piece.id for piece in before), old_pieces.eos_id()]))
        states, _ = network.encode(torch.tensor([[*(piece.id for piece in new), pieces.eos_id()]]))
        yield states[0, kept], told[[places[n] for n in kept]]


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("encoder", type=Path, help="e5-small-q4.bin")
    parser.add_argument("model", type=Path, help="folder of an exported model of version 1")
    parser.add_argument("--layers", type=int, default=8, help="of the encoder")
    options = parser.parse_args()
    torch.manual_seed(7)
    torch.set_num_threads(1)  # short sentences, one at a time
    pieces = Pieces(model_file=str(options.work / "spm.model"))
    old_pieces = Pieces(model_file=str(options.model / "spm.model"))
    old = marian.read_weights(options.model / "model.bin")
    shape = Shape(vocabulary=pieces.get_piece_size() + 1, encoder_layers=options.layers)
    network = Network(shape, 0.0).eval()
    network.load_state_dict(
        encoder(e5.read(options.encoder), pieces, shape) | decoder(old, old_pieces, pieces, shape)
    )
    rows = (line.rstrip("\n").split("\t") for line in (options.work / "pairs.tsv").open(encoding="utf-8"))
    texts = [
        row[2]
        for row in islice((r for r in rows if r[1].startswith("desk") and len(r[2]) < LONGEST), SENTENCES)
    ]
    explained = stitch(network, old, old_pieces, pieces, texts)
    torch.save(network.state_dict(), options.work / "begin.pt")
    print(f"{len(texts):,} sentences; the map explains {explained:.3f} of the old encoder's states")


if __name__ == "__main__":
    main()
