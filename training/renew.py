"""New Indonesian for the back-translated pairs, by a better model than the one that wrote it first.

    python -m training.renew BACK WORK

BACK holds the checkpoint of an English-Indonesian model (`training.reverse`, `training.train`), WORK the arrays of
`prepare`, `aligner` and `hints`. Each English sentence of the group `back` gets two Indonesian ones, the likeliest and
one drawn at random, with the word links that the model attends to; WORK is rewritten. Hoang et al. 2018, Iterative
Back-Translation for Neural Machine Translation.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
import torch

from training.decode import END, decode
from training.network import Network, Shape
from training.words import piece_kinds, word_borders, word_places

WAYS = {"back/greedy": 1, "back/sampled": 5}  # name of the source, pieces to draw from
ROWS, LONGEST, RATIO = 2048, 150, 2.0  # sentences at once, pieces, pieces for one of the source
SURE = 0.4  # of attention, for a link

Arrays = dict[str, np.ndarray]


@dataclass(frozen=True)
class Rows:
    """Rows of pieces of any length, flat."""

    flat: np.ndarray
    offsets: np.ndarray

    def take(self, numbers: np.ndarray) -> Rows:
        """The rows of these numbers, in their order."""
        lengths = np.diff(self.offsets)[numbers]
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        places = np.arange(offsets[-1]) + np.repeat(self.offsets[numbers] - offsets[:-1], lengths)
        return Rows(self.flat[places], offsets)

    def padded(self, numbers: np.ndarray, pad: int) -> np.ndarray:
        """The rows with end marks, int64 (rows, longest + 1)."""
        lengths = np.diff(self.offsets)[numbers]
        out = np.full((len(numbers), lengths.max() + 1), pad, dtype=np.int64)
        out[np.arange(out.shape[1]) < lengths[:, None]] = self.take(numbers).flat
        out[np.arange(len(numbers)), lengths] = END
        return out


@dataclass(frozen=True)
class Written:
    """Sentences that a model wrote: `numbers` of their sources, their pieces, and what each piece attends to.

    `places` (flat) counts pieces of the source; -1 where no piece of it has most of the attention.
    """

    numbers: np.ndarray
    rows: Rows
    places: np.ndarray


def load(folder: Path) -> tuple[Network, str]:
    """The network of a checkpoint, in half precision where there is a GPU, and its device."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    state = torch.load(folder / "checkpoint.pt", map_location=device, weights_only=True)
    network = Network(Shape(**state["shape"]), 0.0)
    network.load_state_dict(state["weights"])
    return network.to(device, torch.bfloat16 if device == "cuda" else torch.float32).eval(), device


def write(network: Network, device: str, rows: Rows, among: int) -> Written:
    """A translation of every row, short ones first; what does not come to an end is left out."""
    order = np.argsort(np.diff(rows.offsets), kind="stable")
    done = [
        _write(network, device, rows, order[start : start + ROWS], among)
        for start in range(0, len(order), ROWS)
    ]
    numbers, lengths, pieces, places = (np.concatenate(part) for part in zip(*done, strict=True))
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return Written(numbers, Rows(pieces.astype(np.uint16), offsets), places)


@torch.no_grad()
def _write(
    network: Network, device: str, rows: Rows, numbers: np.ndarray, among: int
) -> tuple[np.ndarray, ...]:
    source = torch.from_numpy(rows.padded(numbers, network.shape.pad)).to(device)
    said = decode(network, source, min(LONGEST, int(RATIO * source.shape[1]) + 8), among=among)
    _, attention = network(source, torch.nn.functional.pad(said[:, :-1], (1, 0), value=network.shape.pad))
    share, place = attention.exp().max(-1)
    end = torch.from_numpy(np.diff(rows.offsets)[numbers]).to(device)[:, None]
    places = place.masked_fill((share < SURE) | (place >= end), -1).cpu().numpy()
    pieces = said.cpu().numpy()
    ended = (pieces == END).any(1) & (pieces[:, 0] != END)
    pieces, places = pieces[ended], places[ended]
    lengths = (pieces == END).argmax(1)
    own = np.arange(pieces.shape[1]) < lengths[:, None]
    return numbers[ended], lengths, pieces[own], places[own]


def tagged(written: Written, tag: int) -> Written:
    """Each sentence with `tag` before it, as machine-made Indonesian begins."""
    first, count = written.rows.offsets[:-1], len(written.numbers)
    rows = Rows(np.insert(written.rows.flat, first, tag), written.rows.offsets + np.arange(count + 1))
    return Written(written.numbers, rows, np.insert(written.places, first, -1))


def word_links(written: Written, english: Rows, kinds: np.ndarray) -> Arrays:
    """The arrays of `links.npz` for the written sentences and their sources, `english` in the same order."""
    begins = {"source": word_places(kinds[written.rows.flat], written.rows.offsets)}
    begins["target"] = word_places(kinds[english.flat], english.offsets)
    out: Arrays = {}
    for side, rows in (("source", written.rows), ("target", english)):
        out[f"{side}_offsets"], out[f"{side}_starts"] = word_borders(begins[side], rows.offsets)
    sentence = np.repeat(np.arange(len(written.numbers)), np.diff(written.rows.offsets))
    told = written.places >= 0
    here, there = np.flatnonzero(told), (english.offsets[sentence] + written.places)[told]
    words = [
        np.searchsorted(begins[side], places, "right") - 1
        for side, places in (("source", here), ("target", there))
    ]
    pairs = np.unique(np.stack(words, axis=1), axis=0)
    owner = np.searchsorted(out["source_offsets"], pairs[:, 0], "right") - 1
    starts = np.stack([out["source_offsets"][owner], out["target_offsets"][owner]], axis=1)
    out["links"] = (pairs - starts).astype(np.uint8)
    out["offsets"] = np.searchsorted(owner, np.arange(len(written.numbers) + 1))
    return out


def _kept(arrays: Arrays, flat: str, offsets: str, first: int) -> tuple[np.ndarray, np.ndarray]:
    return arrays[flat][: arrays[offsets][first]], arrays[offsets][: first + 1]


def _extended(arrays: Arrays, flat: str, offsets: str, parts: list[tuple[np.ndarray, np.ndarray]]) -> Arrays:
    """Flat arrays and their offsets, one after another."""
    shifts = np.cumsum([0, *(len(part) for part, _ in parts)])
    joined = [own[1:] + shift for (_, own), shift in zip(parts, shifts, strict=False)]
    return {
        flat: np.concatenate([part.astype(arrays[flat].dtype) for part, _ in parts]),
        offsets: np.concatenate([[0], *joined]).astype(np.int64),
    }


def renew(work: Path, network: Network, device: str) -> tuple[Arrays, Arrays]:
    """The arrays of `pairs.npz` and `links.npz` with the pairs of the group `back` made anew.

    Raises ValueError if such pairs do not stand last.
    """
    pairs, links = (dict(np.load(work / file)) for file in ("pairs.npz", "links.npz"))
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "spm.model"))
    kinds, tag = piece_kinds(pieces), pieces.piece_to_id("<=>")
    names = [str(name) for name in pairs["names"]]
    back = np.isin(pairs["source_of"], [n for n, name in enumerate(names) if name.startswith("back/")])
    first = len(back) - int(back.sum())
    if back[:first].any():
        raise ValueError(f"{work / 'pairs.npz'}: the pairs of the group back are expected to stand last")
    english = Rows(pairs["tgt"], pairs["tgt_offsets"]).take(np.arange(first, len(back)))
    written = [tagged(write(network, device, english, among), tag) for among in WAYS.values()]
    sources = [english.take(each.numbers) for each in written]
    told = [word_links(each, source, kinds) for each, source in zip(written, sources, strict=True)]
    new_pairs: Arrays = {"names": np.array([*names, *WAYS])}
    owners = [np.full(len(each.numbers), len(names) + n) for n, each in enumerate(written)]
    new_pairs["source_of"] = np.concatenate([pairs["source_of"][:first], *owners]).astype(np.uint16)
    for side, rows in (("src", [each.rows for each in written]), ("tgt", sources)):
        parts = [_kept(pairs, side, f"{side}_offsets", first), *((r.flat, r.offsets) for r in rows)]
        new_pairs |= _extended(pairs, side, f"{side}_offsets", parts)
    new_links: Arrays = {}
    for flat, own in (
        ("links", "offsets"), ("source_starts", "source_offsets"), ("target_starts", "target_offsets"),
    ):  # fmt: skip
        parts = [_kept(links, flat, own, first), *((each[flat], each[own]) for each in told)]
        new_links |= _extended(links, flat, own, parts)
    return new_pairs, new_links


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("back", type=Path)
    parser.add_argument("work", type=Path)
    options = parser.parse_args()
    pairs, links = renew(options.work, *load(options.back))
    if (options.work / "hints.npz").exists():  # none for what a machine wrote
        hints = dict(np.load(options.work / "hints.npz"))
        count = len(pairs["source_of"]) + 1
        offsets = hints["offsets"][:count]
        hints["offsets"] = np.concatenate([offsets, np.full(count - len(offsets), offsets[-1])])
        np.savez(options.work / "hints.npz", **hints)
    np.savez(options.work / "pairs.npz", **pairs)
    np.savez(options.work / "links.npz", **links)
    print(f"{len(pairs['source_of']):,} pairs, {len(pairs['src']):,} source pieces", flush=True)


if __name__ == "__main__":
    main()
