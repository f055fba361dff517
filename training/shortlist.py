"""The pieces that answers are made of, for the model that ships.

    python -m training.shortlist WORK OUT

OUT/vmap.txt, a vocabulary map of CTranslate2, gets those that the English of WORK/pairs.npz holds, single characters and
bytes, with which everything can be spelt.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import sentencepiece


def shortlist(work: Path) -> list[str]:
    """The pieces in the order of the vocabulary; control symbols are none."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "spm.model"))
    seen = set(np.unique(np.load(work / "pairs.npz")["tgt"]).tolist())
    named = [(number, pieces.id_to_piece(number)) for number in range(pieces.get_piece_size())]
    return [
        piece
        for number, piece in named
        if (number in seen or len(piece) == 1 or pieces.is_byte(number))
        and not (pieces.is_control(number) or pieces.is_unknown(number) or piece in ("<t>", "<=>", "</t>"))
    ]


def save(work: Path, out: Path) -> int:
    """Writes OUT/vmap.txt; the number of its pieces."""
    kept = shortlist(work)
    (out / "vmap.txt").write_text("\t" + " ".join(kept) + "\n", encoding="utf-8")
    return len(kept)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    print(f"{save(options.work, options.out):,} pieces in {options.out / 'vmap.txt'}")


if __name__ == "__main__":
    main()
