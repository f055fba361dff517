"""Words over SentencePiece pieces: the units that are aligned, annotated and counted."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import sentencepiece


@dataclass(frozen=True)
class Words:
    """Words of all sentences of one side.

    `ids` (flat) numbers lower-cased forms in `forms`; `offsets` (sentences + 1) cuts it into sentences;
    `starts` (flat) is each word's first piece, counted from its sentence's first.
    """

    ids: np.ndarray
    offsets: np.ndarray
    starts: np.ndarray
    forms: list[str]


def piece_kinds(pieces: sentencepiece.SentencePieceProcessor) -> np.ndarray:
    """For each piece 0: continues a word, 1: begins one, 2: punctuation, a word by itself."""
    kinds = np.zeros(pieces.get_piece_size() + 1, dtype=np.int8)
    for number in range(pieces.get_piece_size()):
        text = pieces.id_to_piece(number)
        bare = text.lstrip("▁")
        if bare and not pieces.is_byte(number) and all(unicodedata.category(c)[0] in "PS" for c in bare):
            kinds[number] = 2
        elif text.startswith("▁"):
            kinds[number] = 1
    return kinds


def split_words(flat: np.ndarray, offsets: np.ndarray, pieces: sentencepiece.SentencePieceProcessor) -> Words:
    """Groups pieces into words. A hyphen or apostrophe is a word of its own, as punctuation is."""
    kind = piece_kinds(pieces)[flat]
    sentence_start = np.zeros(len(flat), dtype=bool)
    sentence_start[offsets[:-1][offsets[:-1] < len(flat)]] = True
    after_punctuation = np.concatenate([[True], kind[:-1] == 2])
    begins = (kind > 0) | sentence_start | after_punctuation
    places = np.flatnonzero(begins)
    surface = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    numbers: dict[str, int] = {}
    ids = np.empty(len(places), dtype=np.int32)
    tokens, ends = flat.tolist(), [*places[1:].tolist(), len(flat)]
    for word, (start, end) in enumerate(zip(places.tolist(), ends, strict=True)):
        form = "".join([surface[t] for t in tokens[start:end]]).lstrip("▁").lower()
        ids[word] = numbers.setdefault(form, len(numbers))
    word_offsets = np.searchsorted(places, offsets)
    starts = places - np.repeat(offsets[:-1], np.diff(word_offsets))
    return Words(ids, word_offsets.astype(np.int64), starts.astype(np.int32), list(numbers))
