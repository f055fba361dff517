"""The pieces that answers are made of, for the model that ships (`training.export`)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import sentencepiece

from training.pieces import MARKUP

FEWEST = 20  # times that a piece must have been seen: the rest of a vocabulary that both languages share is Indonesian


def shortlist(work: Path) -> list[str]:
    """Those that the target side of WORK/pairs.npz holds often, and single characters and bytes, which spell all others.

    In the order of the vocabulary; control symbols are none.
    """
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "spm.model"))
    seen = np.bincount(np.load(work / "pairs.npz")["tgt"], minlength=pieces.get_piece_size())
    named = [(number, pieces.id_to_piece(number)) for number in range(pieces.get_piece_size())]
    return [
        piece
        for number, piece in named
        if (seen[number] >= FEWEST or len(piece) == 1 or pieces.is_byte(number))
        and not (pieces.is_control(number) or pieces.is_unknown(number) or piece in MARKUP)
    ]


def save(work: Path, out: Path) -> None:
    """Writes OUT/vmap.txt, a vocabulary map of CTranslate2 that is the same for every source."""
    (out / "vmap.txt").write_text("\t" + " ".join(shortlist(work)) + "\n", encoding="utf-8")
