"""How English a sentence is: a trigram model, to choose between translations that the translation model holds equal.

Interpolated Kneser-Ney estimates (Kneser and Ney 1995; Chen and Goodman 1999, section 3) of the n-grams seen most, in
backoff form; `training/ngrams.py` makes the file (`data/english.npz`), a compressed numpy archive:

    words        uint8    the words, UTF-8, joined with line feeds; the first has number 3
    unlisted     uint32   length 1: how many others there were, which share the probability of number 0
    unigrams     uint8    log P(word), of each number
    backoff      uint8    log of what is left to unigrams after the word
    followers    uint32   how many bigrams begin with each number
    bigrams      uint16   their second words; all in order
    bigram       uint8    log P(second | first)
    bigram_backoff, bigram_followers   the same for what comes after a bigram
    trigrams     uint16   third words, in the order of their bigrams
    trigram      uint8    log P(third | first two)
    version      uint8    length 1: the version of this format

Logarithms are natural, in steps of -1/16. 0, 1 and 2 stand for a word that is not listed, the start and the end. Words
are in small letters; every one that has a digit is `0`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from align.lexical.arrays import read_arrays

FORMAT = 1
DEFAULT = Path(__file__).parents[1] / "data" / "english.npz"
START, END, FIRST = 1, 2, 3  # numbers
MOST_WORDS = 1 << 16
STEP = 1 / 16
_ARRAYS = (
    "words", "unlisted", "unigrams", "backoff", "followers", "bigrams", "bigram", "bigram_backoff", "bigram_followers",
    "trigrams", "trigram",
)  # fmt: skip
_DIGIT = re.compile(r"\d")
Logs = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


class Ngrams:
    """P(word | two words before it). Made by `read`; never changes."""

    __slots__ = ("_bigram", "_bigrams", "_numbers", "_trigram", "_trigrams", "_unigram", "_unlisted")

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        words = arrays["words"].tobytes().decode().split("\n")
        self._numbers = {word: number for number, word in enumerate(words, start=FIRST)}
        self._unlisted = float(np.log(max(int(arrays["unlisted"][0]), 1)))
        self._unigram = _logs(arrays["unigrams"]), _logs(arrays["backoff"])
        self._bigram = _logs(arrays["bigram"]), _logs(arrays["bigram_backoff"])
        self._trigram = _logs(arrays["trigram"])
        self._bigrams = _keys(arrays["followers"], arrays["bigrams"])
        self._trigrams = _keys(arrays["bigram_followers"], arrays["trigrams"])

    def __contains__(self, word: str) -> bool:
        """Whether English text has the word, in small letters, often enough to be listed."""
        return word in self._numbers

    def scores(self, sentences: Sequence[Sequence[str]]) -> list[float]:
        """For the tokens of each sentence the mean natural log-probability of one, the end included."""
        rows = [self._numbered(tokens) for tokens in sentences]
        row = np.array([number for own in rows for number in own], dtype=np.int64)
        logs = self._logs_of(row)
        logs[row[1:] == START] = 0.0  # where a sentence ends and the next begins
        starts = np.cumsum([0, *(len(own) for own in rows[:-1])])
        means: list[float] = (np.add.reduceat(logs, starts) / [len(own) - 1 for own in rows]).tolist()
        return means

    def logs(self, tokens: Sequence[str]) -> list[float]:
        """Natural log-probability of each token after those before it, and of the end."""
        own: list[float] = self._logs_of(np.array(self._numbered(tokens), dtype=np.int64)).tolist()
        return own

    def _numbered(self, tokens: Sequence[str]) -> list[int]:
        known = self._numbers
        return [START, *(known.get(token) or known.get(form(token), 0) for token in tokens), END]

    def _logs_of(self, row: Numbers) -> Logs:
        """Of each number but the first."""
        before, own = row[:-1], row[1:]
        (likely, left), (alone, rest) = self._bigram, self._unigram
        pair = _places(self._bigrams, before * MOST_WORDS + own)
        logs = np.where(pair >= 0, likely[pair], rest[before] + alone[own])
        context = pair[:-1]
        triple = np.where(context >= 0, _places(self._trigrams, context * MOST_WORDS + own[1:]), -1)
        backed = logs[1:] + np.where(context >= 0, left[context], 0.0)
        logs[1:] = np.where(triple >= 0, self._trigram[triple], backed)
        logs[own == 0] -= self._unlisted
        return logs


def form(token: str) -> str:
    """What a token counts as."""
    return "0" if _DIGIT.search(token) else token.casefold()


def _logs(steps: npt.NDArray[np.generic]) -> Logs:
    return -STEP * np.append(steps.astype(np.float64), 0.0)  # the last is what a place of -1 finds


def _keys(followers: npt.NDArray[np.generic], words: npt.NDArray[np.generic]) -> Numbers:
    """Place of the context and number of the word in one, ascending."""
    contexts = np.repeat(np.arange(len(followers), dtype=np.int64), followers.astype(np.int64))
    keys: Numbers = contexts * MOST_WORDS + words.astype(np.int64)
    return keys


def _places(keys: Numbers, wanted: Numbers) -> Numbers:
    """Where each of `wanted` stands among the keys, or -1."""
    if not len(keys):
        return np.full(len(wanted), -1)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[places] == wanted, places, -1)


def read(path: str | Path) -> Ngrams:
    """The model in a file. Raises InputError where it cannot be read or is of another format."""
    return Ngrams(read_arrays(path, _ARRAYS, kind="an n-gram model", version=FORMAT))


@cache
def load() -> Ngrams:
    """The model that ships with the package."""
    return read(DEFAULT)
