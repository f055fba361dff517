"""Parallel text to training arrays: normalise, filter, dedupe, choose pieces, encode.

    python -m training.prepare CORPORA WORK (--encoder E5.bin | --pieces spm.model) [--licences open,share-alike,…]

CORPORA holds `GROUP.tsv.xz` (source, Indonesian, English) and `SOURCES.tsv`. WORK gets `pairs.tsv`,
`spm.model`, `pairs.npz` and `prepare.json`; each is kept if it is there already. What `backtranslate` left there
is read too. Training that begins from a pretrained encoder takes pieces of its vocabulary (`training.pieces`), training that
goes on from a model needs that model's.
"""

from __future__ import annotations

import argparse
import csv
import json
import lzma
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import sentencepiece

from training.clean import Pair, clean
from training.pieces import choose
from training.sources import weight

LICENCES = ("open", "share-alike", "non-commercial", "unclear")
GROUPS = ("nlp", "docs", "l10n", "lexicon")


def allowed_sources(corpora: Path, licences: set[str]) -> set[tuple[str, str]]:
    """(group, source) of every source whose licence class is allowed."""
    with (corpora / "SOURCES.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["group"], row["source"]) for row in rows if row["licence_class"] in licences}


def read_pairs(corpora: Path, licences: set[str]) -> Iterator[Pair]:
    """Pairs of the allowed sources that have any weight, best groups first."""
    sources = allowed_sources(corpora, licences)
    for group in GROUPS:
        with lzma.open(corpora / f"{group}.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                source, indonesian, english = line.rstrip("\n").split("\t")
                if (group, source) in sources and weight(group, source) > 0:
                    yield Pair(group, source, indonesian, english)


def read_back(work: Path) -> Iterator[Pair]:
    """English sentences with the Indonesian that `backtranslate` gave them, if it has run."""
    if (work / "back.tsv").exists():
        for line in (work / "back.tsv").open(encoding="utf-8"):
            indonesian, english = line.rstrip("\n").split("\t")
            yield Pair("back", "english", indonesian, english)


def write_pairs(corpora: Path, work: Path, licences: set[str]) -> None:
    """Writes `pairs.tsv` (group, source, Indonesian, English) and the counts in `prepare.json`."""
    reasons: dict[str, int] = {}
    kept: Counter[str] = Counter()
    words: Counter[str] = Counter()
    out = work / "pairs.tsv.part"
    with out.open("w", encoding="utf-8") as file:
        for pair in clean(chain(read_pairs(corpora, licences), read_back(work)), reasons):
            file.write(f"{pair.group}\t{pair.source}\t{pair.indonesian}\t{pair.english}\n")
            kept[f"{pair.group}/{pair.source}"] += 1
            words[f"{pair.group}/{pair.source}"] += len(pair.english.split())
    out.rename(work / "pairs.tsv")
    report = {"licences": sorted(licences), "rejected": reasons, "pairs": kept, "english_words": words}
    (work / "prepare.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(f"{sum(kept.values()):,} pairs kept; left out: {reasons}")


def encode(work: Path) -> None:
    """Writes `pairs.npz`: pieces of both sides as flat uint16 with offsets, and the name of each source.

    Machine-made Indonesian begins with a tag, so that the model need not take it for the real thing (Caswell,
    Chelba and Grangier 2019, Tagged Back-Translation); `<=>` never begins a sentence otherwise.
    """
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "spm.model"))
    tag = pieces.piece_to_id("<=>")
    rows = [line.rstrip("\n").split("\t") for line in (work / "pairs.tsv").open(encoding="utf-8")]
    names = sorted({f"{row[0]}/{row[1]}" for row in rows})
    number = {name: i for i, name in enumerate(names)}
    arrays: dict[str, np.ndarray] = {"names": np.array(names)}
    arrays["source_of"] = np.array([number[f"{row[0]}/{row[1]}"] for row in rows], dtype=np.uint16)
    for side, column in (("src", 2), ("tgt", 3)):
        ids = pieces.encode([row[column] for row in rows], num_threads=2)
        if side == "src":
            ids = [[tag, *i] if row[0] == "back" else i for i, row in zip(ids, rows, strict=True)]
        arrays[side] = np.concatenate([np.asarray(i, dtype=np.uint16) for i in ids])
        arrays[f"{side}_offsets"] = np.cumsum([0, *map(len, ids)], dtype=np.int64)
    np.savez(work / "pairs.npz", **arrays)
    print(f"{len(rows):,} pairs, {len(arrays['src']):,} source and {len(arrays['tgt']):,} target pieces")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument(
        "--licences", default=",".join(LICENCES), help="licence classes allowed (default: all)"
    )
    pieces = parser.add_mutually_exclusive_group(required=True)
    pieces.add_argument("--encoder", type=Path, help="e5-small-q4.bin, whose pieces are chosen among")
    pieces.add_argument("--pieces", type=Path, help="the SentencePiece model of a model to go on from")
    options = parser.parse_args()
    licences = set(options.licences.split(","))
    if unknown := licences - set(LICENCES):
        parser.error(f"unknown licence class {', '.join(sorted(unknown))}; known: {', '.join(LICENCES)}")
    options.work.mkdir(parents=True, exist_ok=True)
    if not (options.work / "pairs.tsv").exists():
        write_pairs(options.corpora, options.work, licences)
    if options.pieces:
        shutil.copy(options.pieces, options.work / "spm.model")
    if not (options.work / "spm.model").exists():
        choose(options.work, options.encoder)
    if not (options.work / "pairs.npz").exists():
        encode(options.work)


if __name__ == "__main__":
    main()
