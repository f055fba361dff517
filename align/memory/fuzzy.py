"""Sentences that are nearly the same: alike in words, whatever their case.

Likeness is 1 - d / n: d is the edit distance over words (Levenshtein 1966; a mark of punctuation is a word), n the
longer one's number of words. Candidates come from an index of words by the prefix filter of similarity joins (Chaudhuri
et al. 2006): at most d words of a sentence are missing from one that is alike enough, so any d + 1 of its words hold
one that is there, and the rarest of them are looked up. Nothing alike enough is left out that way, until there are more
candidates than are compared: of these the ones with most of the rare words come first, and of them the newest.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from align.text import tokens

LEAST = 70  # per cent


@dataclass(frozen=True, slots=True)
class Alike:
    """An approved pair whose source is like another sentence, in per cent: 100 only where it is the same text."""

    source: str
    target: str
    origin: str
    percent: int


def words_of(text: str) -> list[str]:
    """The words of a sentence, case folded, as `likeness` compares them."""
    return [word.casefold() for word in tokens.words(text)]


def code(word: str) -> int:
    """A word as the index holds it; two words of one code only cost a look."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def lengths(count: int, least: int = LEAST) -> tuple[int, int]:
    """Fewest and most words of a sentence that can be `least` per cent like one of `count` words."""
    return -(-count * least // 100), count * 100 // least


def telling(words: Sequence[str], held: Mapping[str, int], least: int = LEAST) -> list[str]:
    """Words of which every sentence that is alike enough holds one: the rarest by `held`, their counts."""
    edits = (100 - least) * lengths(len(words), least)[1] // 100
    rarest = sorted(words, key=lambda word: held[word])[: edits + 1]
    return list(dict.fromkeys(rarest))


def likeness(one: Sequence[str], two: Sequence[str], least: int = LEAST) -> int:
    """Per cent, rounded down; 0 where it is under `least`."""
    longest = max(len(one), len(two))
    edits = (100 - least) * longest // 100
    if not longest or longest - (Counter(one) & Counter(two)).total() > edits:
        return 0  # every word that the other lacks costs an edit, wherever it stands
    found = _distance(*_cores(one, two), edits)
    return 0 if found > edits else 100 * (longest - found) // longest


def _cores(one: Sequence[str], two: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Both without what they begin and end with alike: their distance is the same."""
    least = min(len(one), len(two))
    start = next((at for at in range(least) if one[at] != two[at]), least)
    end = next((at for at in range(least - start) if one[-1 - at] != two[-1 - at]), least - start)
    return one[start : len(one) - end], two[start : len(two) - end]


def _distance(one: Sequence[str], two: Sequence[str], most: int) -> int:
    """Edit distance, or anything over `most`; only the cells a path of `most` edits can pass (Ukkonen 1985)."""
    out = most + 1
    row = [j if j <= most else out for j in range(len(two) + 1)]
    for i, word in enumerate(one, 1):
        before, row = row, [out] * (len(two) + 1)
        if i <= most:
            row[0] = i
        for j in range(max(1, i - most), min(len(two), i + most) + 1):
            cost = before[j - 1] + (word != two[j - 1])
            row[j] = min(cost, before[j] + 1, row[j - 1] + 1)
        if min(row) > most:
            return out
    return row[-1]
