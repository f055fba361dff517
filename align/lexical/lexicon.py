"""The lexical translation table: for an Indonesian word form, the English word forms it turns into.

The file (`data/lexicon.npz`) is a compressed numpy archive of six arrays:

    source_words   uint8    the source words, UTF-8, joined with line feeds
    target_words   uint8    the target words, the same way
    indptr         uint32   length source words + 1; row i is indices[indptr[i]:indptr[i + 1]]
    indices        uint32   target word of each entry, most probable first within a row
    probs          uint8    P(target | source) of each entry in steps of 1/255
    version        uint8    length 1: the version of this format

Words are lower case. Probabilities of a row may sum to less than 1: small ones are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from align.lexical.affixes import base_forms
from align.lexical.arrays import read_arrays

FORMAT = 1
DEFAULT = Path(__file__).parents[1] / "data" / "lexicon.npz"
_ARRAYS = ("source_words", "target_words", "indptr", "indices", "probs")
_BASE_WEIGHT = 0.7  # trust in a translation found through a base form


class Lexicon:
    """P(target | source) for lower-case word forms. Made by `load` or `from_table`; never changes."""

    __slots__ = ("_english", "_indices", "_indptr", "_probs", "_ranks", "_rows", "_targets", "_totals")

    def __init__(
        self,
        sources: Sequence[str],
        targets: Sequence[str],
        indptr: npt.NDArray[np.uint32],
        indices: npt.NDArray[np.uint32],
        probs: npt.NDArray[np.uint8],
    ) -> None:
        self._rows = {word: row for row, word in enumerate(sources)}
        self._targets = targets
        self._english: dict[str, int] | None = None
        self._totals: npt.NDArray[np.float64] | None = None
        self._ranks: dict[str, int] | None = None
        self._indptr, self._indices, self._probs = indptr, indices, probs

    def __len__(self) -> int:
        """Number of source words."""
        return len(self._rows)

    def __contains__(self, word: str) -> bool:
        """Whether the word form itself is a source word."""
        return word in self._rows

    def is_target(self, word: str) -> bool:
        """Whether some source word turns into this one."""
        return word in self._columns()

    def total(self, word: str) -> float:
        """P(word | source) summed over all source words: how much of the source's vocabulary turns into it."""
        column = self._columns().get(word)
        if column is None:
            return 0.0
        return float(self._sums()[column])

    def ranks(self) -> dict[str, int]:
        """The 1000 target words that the source's vocabulary turns into most, each with its rank from 1."""
        if self._ranks is None:
            first = np.argsort(-self._sums(), kind="stable")[:1000].tolist()
            self._ranks = {self._targets[column]: rank for rank, column in enumerate(first, start=1)}
        return self._ranks

    def _sums(self) -> npt.NDArray[np.float64]:
        """`total` of each target word."""
        if self._totals is None:
            self._totals = np.bincount(self._indices, self._probs, len(self._targets)) / 255
        return self._totals

    def _columns(self) -> dict[str, int]:
        """The place of each target word."""
        if self._english is None:
            self._english = {word: column for column, word in enumerate(self._targets)}
        return self._english

    def translations(self, word: str) -> list[tuple[str, float]]:
        """(target word, probability) pairs, most probable first; empty where nothing is known.

        A word form the table lacks is looked up by its base forms (`align.lexical.affixes`), the least stripped
        one that is known giving the answer at 0.7 of its probability.
        """
        row = self._rows.get(word)
        weight = 1.0
        if row is None:
            weight = _BASE_WEIGHT
            row = next((self._rows[form] for form in base_forms(word) if form in self._rows), None)
        if row is None:
            return []
        start, end = int(self._indptr[row]), int(self._indptr[row + 1])
        return [
            (self._targets[index], weight * prob / 255)
            for index, prob in zip(
                self._indices[start:end].tolist(), self._probs[start:end].tolist(), strict=True
            )
        ]


EMPTY = Lexicon((), (), np.zeros(1, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.uint8))


def _arrays(table: Mapping[str, Sequence[tuple[str, float]]]) -> dict[str, npt.NDArray[np.generic]]:
    sources = sorted(table)
    targets = sorted({word for row in table.values() for word, _ in row})
    number = {word: index for index, word in enumerate(targets)}
    rows = [sorted(table[word], key=lambda entry: (-entry[1], entry[0])) for word in sources]
    return {
        "source_words": np.frombuffer("\n".join(sources).encode(), np.uint8),
        "target_words": np.frombuffer("\n".join(targets).encode(), np.uint8),
        "indptr": np.cumsum([0, *map(len, rows)], dtype=np.uint32),
        "indices": np.array([number[word] for row in rows for word, _ in row], np.uint32),
        "probs": np.array([round(255 * prob) for row in rows for _, prob in row], np.uint8),
        "version": np.array([FORMAT], np.uint8),
    }


def save(path: str | Path, table: Mapping[str, Sequence[tuple[str, float]]]) -> None:
    """Write `table`, source word -> (target word, P(target | source)) pairs, in the form `load` reads.

    The same table gives the same arrays. Raises ValueError for a word that holds a line feed or is empty,
    or a probability outside 0..1.
    """
    for source, row in table.items():
        for word, prob in ((source, 0.0), *row):
            if not word or "\n" in word or not 0 <= prob <= 1:
                raise ValueError(f"lexicon entry {source!r} -> {word!r} {prob}: want words and 0..1")
    with Path(path).open("wb") as file:
        np.savez_compressed(file, **_arrays(table))  # type: ignore[arg-type]  # the stub's allow_pickle


def from_table(table: Mapping[str, Sequence[tuple[str, float]]]) -> Lexicon:
    """A lexicon held in memory, from source word -> (target word, P(target | source)) pairs."""
    return _from_arrays(_arrays(table))


def _from_arrays(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Lexicon:
    sources, targets = (
        arrays[name].tobytes().decode().split("\n") if arrays[name].size else []
        for name in ("source_words", "target_words")
    )
    return Lexicon(
        sources,
        targets,
        arrays["indptr"].astype(np.uint32),
        arrays["indices"].astype(np.uint32),
        arrays["probs"].astype(np.uint8),
    )


def read(path: str | Path) -> Lexicon:
    """The lexicon in a file. Raises InputError where it cannot be read or is of another format."""
    return _from_arrays(read_arrays(path, _ARRAYS, kind="a lexicon", version=FORMAT))


@cache
def load() -> Lexicon:
    """The lexicon that ships with the package; an empty one where the package was built without it."""
    return read(DEFAULT) if DEFAULT.exists() else EMPTY
