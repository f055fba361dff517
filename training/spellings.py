"""Other ways to write the words of a training sentence: cut into other pieces (Kudo 2018, Subword Regularization), or with
capitals on both sides of the word links.
"""

from __future__ import annotations

import random
from itertools import pairwise

import sentencepiece

from training.hints import FUNCTION
from training.rewriting import rewritten
from training.words import piece_kinds

WAYS = 5  # of cutting a word into pieces, the best among them
SHORTEST = {"source": 4, "target": 3}  # letters of a word that may get a capital


class Spellings:
    """Words as the pieces of a vocabulary; what was found is remembered."""

    def __init__(self, pieces: sentencepiece.SentencePieceProcessor) -> None:
        self.pieces = pieces
        self.begins = (piece_kinds(pieces) == 1).tolist()
        self.surface = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
        self.ways: dict[tuple[int, ...], list[list[int]]] = {}
        self.large: dict[tuple[int, ...], list[int] | None] = {}

    def resegmented(
        self, pieces: list[int], ends: list[int], share: float, chooser: random.Random
    ) -> tuple[list[int], list[int]]:
        """The pieces and borders with a share of the words cut in another way."""
        chosen = {
            number: chooser.choice(self._ways(tuple(pieces[start:end])))
            for number, (start, end) in enumerate(pairwise(ends))
            if self.begins[pieces[start]] and chooser.random() < share
        }
        return rewritten(pieces, ends, chosen)

    def with_capitals(
        self,
        source: list[int],
        target: list[int],
        words: dict[str, list[int]],
        links: list[list[int]],
        chooser: random.Random,
    ) -> tuple[list[int], list[int]]:
        """The pieces with capitals at a few neighbouring words and what they are linked to; `words` follow."""
        first = chooser.randrange(len(words["source"]) - 1)
        run = range(first, first + 1 + int(chooser.expovariate(0.9)))
        large: dict[str, dict[int, list[int]]] = {"source": {}, "target": {}}
        for a, b in links:
            own = self._capital(source, words, "source", a) if a in run else None
            other = self._capital(target, words, "target", b) if own else None
            if own and other:
                large["source"][a], large["target"][b] = own, other
        source, words["source"] = rewritten(source, words["source"], large["source"])
        target, words["target"] = rewritten(target, words["target"], large["target"])
        return source, target

    def _capital(
        self, pieces: list[int], words: dict[str, list[int]], side: str, number: int
    ) -> list[int] | None:
        """The pieces of a word with a capital; None for what is no content word in small letters."""
        word = tuple(pieces[slice(*words[side][number : number + 2])])
        if word not in self.large:
            text = "".join(self.surface[piece] for piece in word).removeprefix("▁")
            plain = text.isalpha() and text.islower() and self.begins[word[0]] and text not in FUNCTION
            fits = plain and len(text) >= SHORTEST[side]
            self.large[word] = self.pieces.encode(text.capitalize()) if fits else None
        return self.large[word]

    def _ways(self, word: tuple[int, ...]) -> list[list[int]]:
        """Likely ways to cut a word other than its own, or that one if there is no other."""
        if word not in self.ways:
            text = "".join(self.surface[piece] for piece in word).lstrip("▁")
            found = self.pieces.nbest_encode_as_ids(text, WAYS) if text else []  # a lone mark of a space
            self.ways[word] = [way for way in found if tuple(way) != word] or [list(word)]
        return self.ways[word]
