"""The pieces of a model that begins from a pretrained encoder: those of its vocabulary that the training text uses most.

    python -m training.pieces WORK E5.bin [--count 16383]

Reads what `prepare` left in WORK (pairs.tsv), writes WORK/spm.model: the pieces keep the scores of the pretrained unigram
model (Kudo 2018), so that words are cut as the encoder is used to; bytes spell what is left out, digits stand alone.
Published vocabularies are cut down in the same way in Abdaoui, Pradel and Sigel 2020, Load What You Need.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as layout

from training import e5
from training.prepare import MARKUP
from training.sources import weight

COUNT = 16_383  # padding, which is no piece, makes it a power of two
BYTES = 256
LATIN, MARKS = range(0x250), range(0x2010, 0x2100)  # single characters that are always kept
CONTROL, UNKNOWN, DEFINED, BYTE, NORMAL = 3, 2, 4, 6, 1  # kinds of pieces in SentencePiece's files


def model(pieces: Iterable[tuple[str, float]]) -> bytes:
    """A SentencePiece unigram model of these pieces and scores, behind end mark, unknown, markup and bytes."""
    proto = layout.ModelProto()
    fixed = [("</s>", CONTROL), ("<unk>", UNKNOWN), *((mark, DEFINED) for mark in MARKUP)]
    fixed += [(f"<0x{number:02X}>", BYTE) for number in range(BYTES)]
    for piece, score, kind in [*((p, 0.0, k) for p, k in fixed), *((p, s, NORMAL) for p, s in pieces)]:
        proto.pieces.add(piece=piece, score=score, type=kind)
    trainer, normalizer = proto.trainer_spec, proto.normalizer_spec
    trainer.model_type, trainer.byte_fallback, trainer.split_digits = 1, True, True
    trainer.eos_id, trainer.unk_id, trainer.bos_id, trainer.pad_id = 0, 1, -1, -1
    trainer.vocab_size = len(proto.pieces)
    normalizer.name, normalizer.add_dummy_prefix = "identity", True
    normalizer.remove_extra_whitespaces = normalizer.escape_whitespaces = True
    return proto.SerializeToString()  # type: ignore[no-any-return]


def usable(piece: str) -> bool:
    """Whether a piece can be one of ours: readable, no mark, digits alone."""
    digits = any(char.isdigit() for char in piece) and len(piece) > 1
    return bool(piece) and "\ufffd" not in piece and not digits and not (piece[0] == "<" and piece[-1] == ">")


def single(piece: str) -> bool:
    """Whether it is one character of Latin script or a mark, or the space before a word."""
    bare = piece.replace("▁", "")
    return len(bare) <= 1 and all(ord(char) in LATIN or ord(char) in MARKS for char in bare)


def chosen(source: e5.Encoder, texts: Sequence[str], count: int) -> list[tuple[str, float]]:
    """At most `count` pieces in the order of the pretrained vocabulary, with their scores."""
    known = [
        (piece, float(score))
        for piece, score in zip(source.pieces, source.scores, strict=True)
        if usable(piece)
    ]
    whole = sentencepiece.SentencePieceProcessor(model_proto=model(known))
    first = whole.get_piece_size() - len(known)
    used: Counter[int] = Counter()
    for ids in whole.encode(list(texts), num_threads=2):
        used.update(ids)
    kept = dict.fromkeys(number for number, (piece, _) in enumerate(known) if single(piece))
    for number, _ in used.most_common():
        if number >= first and len(kept) < count:
            kept.setdefault(number - first)
    return [known[number] for number in sorted(kept)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("encoder", type=Path, help="e5-small-q4.bin")
    parser.add_argument("--count", type=int, default=COUNT)
    options = parser.parse_args()
    chooser, texts = random.Random(1), []
    for line in (options.work / "pairs.tsv").open(encoding="utf-8"):
        group, name, *sides = line.rstrip("\n").split("\t")
        if chooser.random() < weight(group, name):
            texts += sides
    fixed = 2 + len(MARKUP) + BYTES
    pieces = chosen(e5.read(options.encoder), texts, options.count - fixed)
    (options.work / "spm.model").write_bytes(model(pieces))
    print(f"{len(pieces) + fixed:,} pieces")


if __name__ == "__main__":
    main()
