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


def word_places(kind: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Flat places of the first piece of each word, from the kinds of all pieces."""
    sentence_start = np.zeros(len(kind), dtype=bool)
    sentence_start[offsets[:-1][offsets[:-1] < len(kind)]] = True
    after_punctuation = np.concatenate([[True], kind[:-1] == 2])
    return np.flatnonzero((kind > 0) | sentence_start | after_punctuation)


def split_words(flat: np.ndarray, offsets: np.ndarray, pieces: sentencepiece.SentencePieceProcessor) -> Words:
    """Groups pieces into words. A hyphen or apostrophe is a word of its own, as punctuation is."""
    places = word_places(piece_kinds(pieces)[flat], offsets)
    surface = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    numbers: dict[str, int] = {}
    ids = np.empty(len(places), dtype=np.int32)
    tokens, ends = flat.tolist(), [*places[1:].tolist(), len(flat)]
    for word, (start, end) in enumerate(zip(places.tolist(), ends, strict=True)):
        form = "".join([surface[t] for t in tokens[start:end]]).lstrip("▁").lower()
        ids[word] = numbers.setdefault(form, len(numbers))
    return Words(ids, *word_borders(places, offsets), list(numbers))


def word_borders(places: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(offsets, starts) of `Words` from the flat places of words and the offsets of sentences."""
    word_offsets = np.searchsorted(places, offsets).astype(np.int64)
    starts = places - np.repeat(offsets[:-1], np.diff(word_offsets))
    return word_offsets, starts.astype(np.int32)
