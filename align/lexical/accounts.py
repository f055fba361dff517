"""What a word of the source may account for in English, and how often nothing does: learnt from parallel text.

The lexical table has a few renderings of each word, and a translator many more. `training/accounts.py` counts, over
pairs that people made, which English stems stand where the table finds nothing (residual co-occurrence after linking
what is known, Melamed 2000), and how often even then a word is left unsaid or has no source. The surprise of a word,
-log of that rate, is what it weighs when it happens: `pihak` is left out at will, `timah` is not.

The file (`data/accounts.npz`) is a compressed numpy archive of seven arrays:

    source_words   uint8    the source words, UTF-8, joined with line feeds
    stems          uint8    the English stems, the same way
    indptr         uint32   length source words + 1; row i is indices[indptr[i]:indptr[i + 1]]
    indices        uint32   stems that a word accounts for, beside those of the lexical table
    unsaid         uint8    surprise of each source word where nothing says it, in steps of 1/32
    unsourced      uint8    surprise of each stem where nothing gave it, in steps of 1/32
    version        uint8    length 1: the version of this format
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import numpy.typing as npt

from align.lexical.affixes import active, base_forms
from align.lexical.arrays import read_arrays
from align.lexical.lexicon import load as lexicon
from align.lexical.stems import FUNCTION, stem

FORMAT = 1
STEP = 1 / 32
DEFAULT = Path(__file__).parents[1] / "data" / "accounts.npz"
NEW_WORD = 1.3  # the surprise of a word that is not listed
_ARRAYS = ("source_words", "stems", "indptr", "indices", "unsaid", "unsourced")
_MEANT = 0.15  # a word of grammar counts where it is what the word means this often
_BASES = 2  # base forms of a word that count, the least stripped ones
_SPELT = 7  # letters from which a word that is one letter from another is a slip for it
_PASSIVE = 6  # letters of a word whose di- may be the prefix


class Accounts:
    """Stems that words account for, and surprises. Made by `read`; never changes but for what it remembers."""

    __slots__ = ("_known", "_rows", "_stems", "_table", "_unsaid", "_unsourced")

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        words, self._stems = (
            arrays[name].tobytes().decode().split("\n") for name in ("source_words", "stems")
        )
        self._rows = {word: row for row, word in enumerate(words)}
        self._table = arrays["indptr"].astype(np.int64), arrays["indices"].astype(np.int64)
        self._unsaid = (arrays["unsaid"].astype(np.float64) * STEP).tolist()
        own = (arrays["unsourced"].astype(np.float64) * STEP).tolist()
        self._unsourced = dict(zip(self._stems, own, strict=True))
        self._known: dict[str, frozenset[str]] = {}

    def __contains__(self, word: str) -> bool:
        """Whether a source word in small letters is listed."""
        return word in self._rows

    def stems(self, word: str) -> frozenset[str]:
        """English stems that a source word in small letters accounts for; empty for one that nobody knows."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = frozenset(self._gathered(word))
        return found

    def slip(self, word: str) -> frozenset[str]:
        """English stems of the listed words that a word in small letters, itself unknown, may be a slip of the pen for:
        a letter lost, added, changed or moved (Norvig 2007). Empty for short words and known ones.
        """
        if len(word) < _SPELT or self.stems(word):
            return frozenset()
        cut = [(word[:place], word[place:]) for place in range(len(word) + 1)]
        near = {
            *(left + right[1:] for left, right in cut if right),
            *(left + right[1] + right[0] + right[2:] for left, right in cut if len(right) > 1),
            *(left + letter + right[1:] for left, right in cut if right for letter in ascii_lowercase),
            *(left + letter + right for left, right in cut for letter in ascii_lowercase),
        }
        return frozenset().union(*(self.stems(one) for one in near & self._rows.keys()))

    def unsaid(self, word: str) -> float:
        """How surprising it is that nothing says a source word, in nats."""
        row = self._rows.get(word)
        return NEW_WORD if row is None else float(self._unsaid[row])

    def unsourced(self, english: str) -> float:
        """How surprising it is that nothing gave an English stem, in nats."""
        return float(self._unsourced.get(english, NEW_WORD))

    def contents(self) -> tuple[dict[str, set[str]], dict[str, float], dict[str, float]]:
        """All that `save` takes: stems of each listed word, and both surprises."""
        unsaid = dict(zip(self._rows, self._unsaid, strict=True))
        return {word: self._row(word) for word in self._rows}, unsaid, dict(self._unsourced)

    def _gathered(self, word: str) -> set[str]:
        out = listed(word) | self._row(word)
        if word not in self._rows:
            known = [form for form in base_forms(word) if form in self._rows]
            for form in known[:_BASES]:
                out |= listed(form) | self._row(form)
        if word.startswith("di") and len(word) >= _PASSIVE and active(word) in self._rows:
            out |= listed(active(word)) | self._row(active(word))
        for part in word.split("-") if "-" in word else ():
            out |= self.stems(part) if part else frozenset()
        return out

    def _row(self, word: str) -> set[str]:
        row = self._rows.get(word)
        if row is None:
            return set()
        starts, stems = self._table
        return {self._stems[place] for place in stems[starts[row] : starts[row + 1]].tolist()}


def listed(word: str) -> set[str]:
    """Stems of what the lexical table has for a word."""
    return {
        stem(english)
        for english, chance in lexicon().translations(word)
        if english.isalpha() and (chance >= _MEANT or english not in FUNCTION)
    }


def save(
    path: str | Path,
    table: Mapping[str, Sequence[str]],
    unsaid: Mapping[str, float],
    unsourced: Mapping[str, float],
) -> None:
    """Writes what `read` reads: stems that each word accounts for, and surprises in nats of words and of stems."""
    words = sorted(table.keys() | unsaid.keys())
    stems = sorted({item for row in table.values() for item in row} | unsourced.keys())
    number = {item: place for place, item in enumerate(stems)}
    rows = [sorted(table.get(word, ())) for word in words]
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "source_words": np.frombuffer("\n".join(words).encode(), np.uint8),
        "stems": np.frombuffer("\n".join(stems).encode(), np.uint8),
        "indptr": np.cumsum([0, *map(len, rows)], dtype=np.uint32),
        "indices": np.array([number[item] for row in rows for item in row], np.uint32),
        "unsaid": _steps([unsaid.get(word, NEW_WORD) for word in words]),
        "unsourced": _steps([unsourced.get(item, NEW_WORD) for item in stems]),
        "version": np.array([FORMAT], np.uint8),
    }
    with Path(path).open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]  # the stub's allow_pickle


def _steps(surprises: Sequence[float]) -> npt.NDArray[np.uint8]:
    return np.array([min(max(round(value / STEP), 0), 255) for value in surprises], np.uint8)


def read(path: str | Path) -> Accounts:
    """The accounts in a file. Raises InputError where it cannot be read or is of another format."""
    return Accounts(read_arrays(path, _ARRAYS, kind="a table of accounts", version=FORMAT))


@cache
def load() -> Accounts | None:
    """The accounts that ship with the package; None where it was built without."""
    return read(DEFAULT) if DEFAULT.exists() else None
