"""End-to-end throughput on the embedded model's weights, against CTranslate2 alone, a loop, and transformers.

    python -m benchmarks.throughput FILE [--beam 2] [--sentences 1000] [--transformers 100] [--json OUT]

FILE holds Indonesian text; its sentences are repeated or cut to the number asked for. Every peer runs the same
weights, sentences and beam on all cores, one after the other in one run:

- `padanan`: `align.translate`, with segmentation, glossary, word links and checks;
- `CTranslate2`: `translate_batch` of the pieces alone, sorted into batches of 2,048 pieces, no attention;
- `loop`: the same, a sentence a call;
- `transformers`: `MarianMTModel.generate` in single precision, batches of 16, on the first sentences alone.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import align
from align.engines import load_engine
from align.engines.embedded import FOLDER
from align.engines.pieces import Pieces
from align.normalise import NORMALISERS

END = "</s>"


def sentences_of(path: Path, count: int) -> list[str]:
    """`count` sentences of the file, repeated in order where it has fewer."""
    found = align.segment(path.read_text(encoding="utf-8")).sentences()
    return list(islice(cycle(found), count))


def _pieces(sentences: list[str]) -> list[list[str]]:
    described = json.loads((FOLDER / "padanan.json").read_text(encoding="utf-8"))
    model = Pieces(FOLDER / "spm.model", NORMALISERS[described["normalisation"]])
    return [[*model.encode(sentence).pieces, END] for sentence in sentences]


def _translator() -> Any:
    import ctranslate2  # noqa: PLC0415

    threads = os.cpu_count() or 1
    return ctranslate2.Translator(str(FOLDER), inter_threads=threads, intra_threads=1, compute_type="int8")


def peers(sentences: list[str], beam: int) -> dict[str, Callable[[], object]]:
    """What CTranslate2's peers do, ready to be timed; loading is not timed."""
    translator, pieces = _translator(), _pieces(sentences)
    text = "\n".join(sentences)
    engine = load_engine("embedded", beam=beam)
    align.translate(sentences[0], engine=engine)
    return {
        "padanan": lambda: align.translate(text, engine=engine),
        "CTranslate2": lambda: translator.translate_batch(
            pieces, beam_size=beam, max_batch_size=2048, batch_type="tokens"
        ),
        "loop": lambda: [translator.translate_batch([row], beam_size=beam) for row in pieces],
    }


def transformers_peer(sentences: list[str], beam: int, folder: Path) -> Callable[[], object]:
    """`generate` on the same weights, read back from the shipped model into single precision."""
    from transformers import MarianMTModel, MarianTokenizer  # noqa: PLC0415

    from training.export import save_marian  # noqa: PLC0415
    from training.exported import read_weights  # noqa: PLC0415
    from training.network import Shape  # noqa: PLC0415

    save_marian(read_weights(FOLDER / "model.bin", Shape()), Shape(), FOLDER / "spm.model", folder)
    model, tokenizer = MarianMTModel.from_pretrained(folder), MarianTokenizer.from_pretrained(folder)

    def run() -> None:
        for start in range(0, len(sentences), 16):
            batch = tokenizer(sentences[start : start + 16], return_tensors="pt", padding=True)
            model.generate(**batch, num_beams=beam, max_new_tokens=200)

    return run


def seconds(run: Callable[[], object]) -> float:
    """Wall time of one run."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--beam", type=int, default=2)
    parser.add_argument("--sentences", type=int, default=1000)
    parser.add_argument("--transformers", type=int, default=100, help="sentences for transformers; 0: none")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    sentences = sentences_of(options.file, options.sentences)
    words = sum(len(sentence.split()) for sentence in sentences)
    rates = {name: words / seconds(run) for name, run in peers(sentences, options.beam).items()}
    if options.transformers:
        few = sentences[: options.transformers]
        with tempfile.TemporaryDirectory() as folder:
            run = transformers_peer(few, options.beam, Path(folder))
            rates["transformers"] = sum(len(sentence.split()) for sentence in few) / seconds(run)
    print(f"{len(sentences)} sentences, {words:,} words, beam {options.beam}, {os.cpu_count()} cores\n")
    print("| | source words/s | padanan is |\n|---|--:|--:|")
    for name, rate in rates.items():
        print(f"| {name} | {rate:,.0f} | {rates['padanan'] / rate:.2f} x |")
    if options.json:
        report = {
            "sentences": len(sentences),
            "words": words,
            "beam": options.beam,
            "words_per_second": rates,
        }
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
