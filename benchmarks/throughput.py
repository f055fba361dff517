"""End-to-end throughput on the embedded model's weights, against CTranslate2 alone, a loop, and transformers.

    python -m benchmarks.throughput FILE [--beam B] [--sentences 1000] [--rounds 5] [--transformers 60]

FILE holds Indonesian text; its distinct sentences are taken, for padanan translates a repeated one once. Every peer
runs the same weights, sentences and beam, that of `padanan translate` if none is asked for, on all cores:

- `padanan`: `align.translate`, with segmentation, glossary, word links and checks;
- `CTranslate2`: `translate_batch` of the pieces alone, sorted into batches of 2,048 pieces, without hints,
  attention or shortlist;
- `CTranslate2, hints`: the same of all that padanan's model reads, the renderings of rare words among them: what is left
  is what padanan does around the model;
- `loop`: the same, a sentence a call;
- `transformers`: `MarianMTModel.generate` in single precision, batches of 16, on as many sentences as the option says,
  from all over the text.

Peers take turns, round after round. What is kept are the medians over rounds: of words a second, and of the ratio of
padanan to a peer in the same round. The ratio is given in wall time and in seconds of processor (of all threads, which
other programs on the machine disturb less).
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece

import align
from align.engines import load_engine
from align.engines.base import BEAM
from align.engines.embedded import FOLDER
from align.engines.folder import read_folder
from align.engines.hints import find, read_hints
from align.engines.pieces import Pieces
from align.text.normalise import NORMALISERS
from benchmarks.results import keep

END = "</s>"


@dataclass(frozen=True, slots=True)
class Peer:
    """Something that translates `words` source words when it is called."""

    run: Callable[[], object]
    words: int


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds a source word: on the clock, and of processor."""

    wall: float
    processor: float


def sentences_of(path: Path, count: int) -> list[str]:
    """The first `count` distinct sentences of the file, or all."""
    found = align.segment(path.read_text(encoding="utf-8")).sentences()
    return list(dict.fromkeys(found))[:count]


def words_in(sentences: Sequence[str]) -> int:
    """What white space delimits."""
    return sum(len(sentence.split()) for sentence in sentences)


def read_by_model(sentences: list[str], *, told: bool) -> list[list[str]]:
    """The pieces of each sentence, with the hints that padanan's model is told if `told`."""
    folder = read_folder(FOLDER)
    model = Pieces(folder.source, NORMALISERS[folder.normalisation])
    rows = [model.encode(sentence) for sentence in sentences]
    if told and folder.markup and folder.hints:
        markup, hints = folder.markup, read_hints(folder.hints)
        rows = [
            markup.tell(row, (), find(hints, sentence), lambda rendering: model.encode(rendering).pieces)
            for row, sentence in zip(rows, sentences, strict=True)
        ]
    return [[*row.pieces, END] for row in rows]


def _translator() -> Any:
    import ctranslate2  # noqa: PLC0415

    threads = os.cpu_count() or 1
    return ctranslate2.Translator(str(FOLDER), inter_threads=threads, intra_threads=1, compute_type="int8")


def peers(sentences: list[str], beam: int) -> dict[str, Peer]:
    """Padanan and what CTranslate2 does alone; loading and cutting into pieces are not timed for CTranslate2."""
    translator, pieces = _translator(), read_by_model(sentences, told=False)
    told = read_by_model(sentences, told=True)
    text, words = "\n".join(sentences), words_in(sentences)
    engine = load_engine("embedded", beam=beam)

    def batched(rows: list[list[str]]) -> Peer:
        return Peer(
            lambda: translator.translate_batch(
                rows, beam_size=beam, max_batch_size=2048, batch_type="tokens"
            ),
            words,
        )

    return {
        "padanan": Peer(lambda: align.translate(text, engine=engine), words),
        "CTranslate2": batched(pieces),
        "CTranslate2, hints": batched(told),
        "loop": Peer(lambda: [translator.translate_batch([row], beam_size=beam) for row in pieces], words),
    }


def transformers_peer(sentences: list[str], beam: int) -> Peer:
    """`generate` on the same weights, read back from the shipped model into single precision."""
    import torch  # noqa: PLC0415
    from transformers import BartConfig, BartForConditionalGeneration  # noqa: PLC0415

    from training.exported import read_weights, shape_of  # noqa: PLC0415
    from training.network import bart_config, bart_state  # noqa: PLC0415

    weights = read_weights(FOLDER / "model.bin")
    shape = shape_of(weights)
    model = BartForConditionalGeneration(BartConfig(**bart_config(shape))).eval()
    # `shared` stands in the state of transformers 5 although nothing reads it where each side has its own embeddings.
    unread = {"model.shared.weight": weights["target.pieces.weight"]}
    model.load_state_dict(bart_state(weights, shape) | unread)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(FOLDER / "spm.model"))
    rows = [torch.tensor([*pieces.encode(sentence), pieces.eos_id()]) for sentence in sentences]

    def run() -> None:
        for start in range(0, len(rows), 16):
            batch = torch.nn.utils.rnn.pad_sequence(rows[start : start + 16], True, shape.pad)
            model.generate(batch, attention_mask=batch.ne(shape.pad), num_beams=beam, max_new_tokens=200)

    return Peer(run, words_in(sentences))


def timed(peer: Peer) -> Time:
    """One run."""
    wall, processor = time.perf_counter(), time.process_time()
    peer.run()
    return Time((time.perf_counter() - wall) / peer.words, (time.process_time() - processor) / peer.words)


def measure(all_peers: dict[str, Peer], rounds: int) -> dict[str, list[Time]]:
    """Every peer once a round, after one run that is not counted."""
    for peer in all_peers.values():
        peer.run()
    gc.collect()
    gc.freeze()  # what one peer imported is not to be looked through while another runs
    found: dict[str, list[Time]] = {name: [] for name in all_peers}
    for _ in range(rounds):
        for name, peer in all_peers.items():
            found[name].append(timed(peer))
    return found


def ratio(own: Sequence[float], other: Sequence[float]) -> float:
    """How many times as fast `own` is: the median over rounds."""
    return statistics.median(b / a for a, b in zip(own, other, strict=True))


def report(times: dict[str, list[Time]]) -> tuple[dict[str, dict[str, float]], list[str]]:
    """Figures by peer, and the rows of their table."""
    figures, rows = {}, []
    for name, own in times.items():
        walls, processors = [one.wall for one in own], [one.processor for one in own]
        figures[name] = {
            "words_per_second": 1 / statistics.median(walls),
            "processor_seconds_per_1000_words": 1000 * statistics.median(processors),
            "padanan_is": ratio([one.wall for one in times["padanan"]], walls),
            "padanan_is_by_processor": ratio([one.processor for one in times["padanan"]], processors),
        }
        rows.append(
            f"| {name} | {figures[name]['words_per_second']:,.0f} "
            f"| {figures[name]['processor_seconds_per_1000_words']:.3f} "
            f"| {figures[name]['padanan_is']:.2f} x | {figures[name]['padanan_is_by_processor']:.2f} x |"
        )
    return figures, rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--beam", type=int, default=BEAM)
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--transformers", type=int, default=60, help="sentences for transformers; 0: none")
    options = parser.parse_args()
    sentences = sentences_of(options.file, options.sentences)
    all_peers = peers(sentences, options.beam)
    if options.transformers:
        few = sentences[:: max(len(sentences) // options.transformers, 1)]
        all_peers["transformers"] = transformers_peer(few, options.beam)
    figures, rows = report(measure(all_peers, options.rounds))
    head = [
        f"{len(sentences)} sentences, {words_in(sentences):,} words, beam {options.beam}, "
        f"{os.cpu_count()} cores, median of {options.rounds} rounds",
        "",
        "| | source words/s | processor s / 1,000 words | padanan is | by processor |",
        "|---|--:|--:|--:|--:|",
    ]
    kept = {
        "sentences": len(sentences),
        "words": words_in(sentences),
        "beam": options.beam,
        "words_per_second": {name: own["words_per_second"] for name, own in figures.items()},
        "peers": figures,
    }
    keep("throughput", kept, "\n".join(head + rows))


if __name__ == "__main__":
    main()
