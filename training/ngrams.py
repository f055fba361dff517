"""The trigram model of English that chooses among the beam's answers (`align/lexical/trigrams.py`).

    python -m training.ngrams CORPORA WORK OUT.npz

Counts the English of the `nlp` pairs that `prepare` left in WORK and of `mono.en.txt.xz` in CORPORA. Modified Kneser-Ney
(Chen and Goodman 1999) over all of it; then what was seen seldom is dropped, and the backoff weights are made to fit.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from align.lexical.trigrams import END, FIRST, FORMAT, MOST_WORDS, START, STEP, form
from align.text.tokens import words

WORD, BIGRAM, TRIGRAM = 5, 2, 3  # times that one must have been seen to be kept
UNIFORM = 0.02  # share of the unigrams that is spread evenly
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Order:
    """N-grams of one length as ascending keys, how often each was seen, and P(last word | the others)."""

    keys: Ints
    seen: Ints
    likely: Floats

    def where(self, keep: npt.NDArray[np.bool_]) -> Order:
        """Some of them."""
        return Order(self.keys[keep], self.seen[keep], self.likely[keep])


def sentences(corpora: Path, work: Path) -> Iterator[str]:
    """English of running text."""
    with (work / "pairs.tsv").open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        yield from (english for group, _, _, english in rows if group == "nlp")
    with lzma.open(corpora / "mono.en.txt.xz", "rt", encoding="utf-8") as lines:
        yield from (line.strip() for line in lines)


def numbered(texts: Iterable[str]) -> tuple[list[str], int, Ints]:
    """The words seen often enough, how many others there are, and all sentences as numbers, one after the other."""
    rows = [[form(token) for token in words(text)] for text in texts]
    counts = Counter(word for row in rows for word in row)
    listed = sorted(word for word, count in counts.items() if count >= WORD)[: MOST_WORDS - FIRST]
    number = {word: place for place, word in enumerate(listed, start=FIRST)}
    flat = (each for row in rows for each in (START, *(number.get(word, 0) for word in row), END))
    return listed, len(counts) - len(listed), np.fromiter(flat, dtype=np.int64)


def discounts(counts: Ints) -> Floats:
    """What Kneser-Ney takes off each count: by its size, from how many are 1, 2, 3 and 4."""
    one, two, three, four = (max(int((counts == size).sum()), 1) for size in (1, 2, 3, 4))
    share = one / (one + 2 * two)
    off = np.array([1 - 2 * share * two / one, 2 - 3 * share * three / two, 3 - 4 * share * four / three])
    return np.clip(off, 0.1, None)[np.minimum(counts, 3) - 1]


def interpolated(contexts: Ints, counts: Ints, lower: Floats) -> Floats:
    """P(word | context): discounted counts, and what was taken off by the estimate without the first word."""
    total, off = np.bincount(contexts, counts), discounts(counts)
    spare = np.bincount(contexts, off) / np.maximum(total, 1)
    result: Floats = (counts - off) / total[contexts] + spare[contexts] * lower
    return result


def estimate(row: Ints, size: int) -> tuple[Floats, Order, Order]:
    """P(word), bigrams and trigrams of numbered sentences; `size` numbers."""
    inside = row[:-1] != END  # no n-gram crosses from one sentence into the next
    pairs, seen = np.unique((row[:-1] * MOST_WORDS + row[1:])[inside], return_counts=True)
    inside = inside[:-1] & inside[1:]
    triples = ((row[:-2] * MOST_WORDS + row[1:-1]) * MOST_WORDS + row[2:])[inside]
    triples, seen_triples = np.unique(triples, return_counts=True)
    after = np.bincount(pairs % MOST_WORDS, minlength=size)
    alone = (1 - UNIFORM) * after / after.sum() + UNIFORM / size
    # Lower orders count contexts, not occurrences; what begins a sentence has no word before it.
    tails = np.searchsorted(pairs, triples % MOST_WORDS**2)
    kinds = np.bincount(tails, minlength=len(pairs))
    kinds = np.where(pairs // MOST_WORDS == START, seen, np.maximum(kinds, 1))
    likely = interpolated(pairs // MOST_WORDS, kinds, alone[pairs % MOST_WORDS])
    heads = np.searchsorted(pairs, triples // MOST_WORDS)
    longer = interpolated(heads, seen_triples, likely[tails])
    return alone, Order(pairs, seen, likely), Order(triples, seen_triples, longer)


def pruned(bigrams: Order, trigrams: Order) -> tuple[Order, Order]:
    """Those seen often enough; a trigram keeps the bigrams it begins and ends with."""
    trigrams = trigrams.where(trigrams.seen >= TRIGRAM)
    needed = np.union1d(trigrams.keys // MOST_WORDS, trigrams.keys % MOST_WORDS**2)
    return bigrams.where((bigrams.seen >= BIGRAM) | np.isin(bigrams.keys, needed)), trigrams


def left(contexts: Ints, size: int, likely: Floats, lower: Floats) -> Floats:
    """The weight of the lower estimate after each context, so that all adds up to 1."""
    told = np.clip(1 - np.bincount(contexts, likely, size), 1e-4, None)
    return told / np.clip(1 - np.bincount(contexts, lower, size), 1e-4, None)


def steps(values: Floats) -> npt.NDArray[np.uint8]:
    """Logarithms as they are written."""
    return np.clip(np.round(-np.log(values) / STEP), 0, 255).astype(np.uint8)


def arrays(listed: list[str], unlisted: int, row: Ints) -> dict[str, npt.NDArray[np.generic]]:
    """What the file holds."""
    size = len(listed) + FIRST
    alone, bigrams, trigrams = estimate(row, size)
    bigrams, trigrams = pruned(bigrams, trigrams)
    first, second = np.divmod(bigrams.keys, MOST_WORDS)
    heads = np.searchsorted(bigrams.keys, trigrams.keys // MOST_WORDS)
    tails = np.searchsorted(bigrams.keys, trigrams.keys % MOST_WORDS**2)
    return {
        "words": np.frombuffer("\n".join(listed).encode(), np.uint8),
        "unlisted": np.array([unlisted], np.uint32),
        "unigrams": steps(alone),
        "backoff": steps(left(first, size, bigrams.likely, alone[second])),
        "followers": np.bincount(first, minlength=size).astype(np.uint32),
        "bigrams": second.astype(np.uint16),
        "bigram": steps(bigrams.likely),
        "bigram_backoff": steps(left(heads, len(first), trigrams.likely, bigrams.likely[tails])),
        "bigram_followers": np.bincount(heads, minlength=len(first)).astype(np.uint32),
        "trigrams": (trigrams.keys % MOST_WORDS).astype(np.uint16),
        "trigram": steps(trigrams.likely),
        "version": np.array([FORMAT], np.uint8),
    }


def save(path: Path, texts: Iterable[str]) -> None:
    """Writes the model of some sentences; the same sentences give the same arrays."""
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays(*numbered(texts)))  # type: ignore[arg-type]  # the stub's allow_pickle


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    save(options.out, sentences(options.corpora, options.work))
    print(f"{options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
