"""Indonesian for English text that has none: natural English to learn from, with a machine's Indonesian.

    python -m training.backtranslate MODEL CORPORA WORK

MODEL is an exported English-Indonesian folder (`training.reverse`), CORPORA holds `mono.en.txt.xz`. Writes
`WORK/back.tsv` (Indonesian, English), which `training.prepare` reads; stopped, the same command goes on.
Sennrich, Haddow and Birch 2016, Improving Neural Machine Translation Models with Monolingual Data; greedy,
since sampling needs a strong model (Edunov et al. 2018, Understanding Back-Translation at Scale).
"""

from __future__ import annotations

import argparse
import lzma
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import ctranslate2
import sentencepiece

from align.text.normalise import set_apart_text

SHORTEST, LONGEST, CHUNK = 8, 60, 8192  # words, words, sentences


def english(corpora: Path) -> Iterator[str]:
    """Normalised English sentences of a usable length."""
    with lzma.open(corpora / "mono.en.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = set_apart_text(line).strip()
            if SHORTEST <= len(text.split()) <= LONGEST:
                yield text


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(options.model / "spm.model"))
    translator = ctranslate2.Translator(
        str(options.model), compute_type="int8", inter_threads=options.threads, intra_threads=1
    )
    out = options.work / "back.tsv"
    done = sum(1 for _ in out.open(encoding="utf-8")) if out.exists() else 0
    done -= done % CHUNK  # a chunk begun is done again
    if done:
        with out.open(encoding="utf-8") as file:
            kept = list(islice(file, done))
        out.write_text("".join(kept), encoding="utf-8")
    sentences, begun, words = islice(english(options.corpora), done, None), time.monotonic(), 0
    with out.open("a", encoding="utf-8") as file:
        while chunk := list(islice(sentences, CHUNK)):
            results = translator.translate_batch(
                [[*pieces.encode(text, out_type=str), "</s>"] for text in chunk],
                beam_size=1, max_batch_size=2048, batch_type="tokens", max_decoding_length=160, no_repeat_ngram_size=5,
            )  # fmt: skip
            texts = (pieces.decode(result.hypotheses[0]) for result in results)
            file.writelines(f"{own}\t{text}\n" for own, text in zip(texts, chunk, strict=True))
            file.flush()
            done, words = done + len(chunk), words + sum(len(text.split()) for text in chunk)
            print(f"{done:,} sentences, {words / (time.monotonic() - begun):,.0f} words/s", flush=True)


if __name__ == "__main__":
    main()
