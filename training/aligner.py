"""Word alignment of the training pairs, for guided attention, term annotation and the lexical table.

    python -m training.aligner WORK

IBM model 2 with a diagonal prior in place of a distortion table and a sparse Dirichlet prior on the
translation table, in both directions (Dyer, Chahuneau and Smith 2013, A Simple, Fast, and Effective
Reparameterization of IBM Model 2), joined by grow-diag-final-and (Koehn, Och and Marcu 2003).
Writes `links.npz`: word links of every pair, flat, with offsets; and `table.npz`: P(English | Indonesian).
"""

from __future__ import annotations

import argparse
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
from numba import njit

from training.words import Words, split_words

ITERATIONS, TENSION, NULL, PRIOR, LONGEST = 4, 5.0, 0.08, 0.01, 60


@njit(nogil=True, cache=True)
def _slot(keys, key):  # type: ignore[no-untyped-def]
    """Place of `key` in an open-addressing table, or of the empty slot where it belongs."""
    mask = len(keys) - 1
    place = (key * 0x9E3779B97F4A7C15 >> 17) & mask
    while keys[place] != key and keys[place] != -1:
        place = (place + 1) & mask
    return place


@njit(nogil=True, cache=True)
def _expdigamma(x):  # type: ignore[no-untyped-def]
    """exp(digamma(x)), by recurrence and the asymptotic series."""
    shift = 0.0
    while x < 7:
        shift -= 1 / x
        x += 1
    x -= 0.5
    square = 1 / (x * x)
    return math.exp(shift + math.log(x) + square / 24 - 7 * square * square / 960)


@njit(nogil=True, cache=True)
def _collect(given, given_offsets, told, told_offsets, width, keys):  # type: ignore[no-untyped-def]
    for s in range(len(given_offsets) - 1):
        if (
            given_offsets[s + 1] - given_offsets[s] > LONGEST
            or told_offsets[s + 1] - told_offsets[s] > LONGEST
        ):
            continue
        for j in range(told_offsets[s], told_offsets[s + 1]):
            keys[_slot(keys, np.int64(told[j]))] = told[j]
            for i in range(given_offsets[s], given_offsets[s + 1]):
                key = np.int64(given[i] + 1) * width + told[j]
                keys[_slot(keys, key)] = key


@njit(nogil=True, cache=True)
def _expect(given, given_offsets, told, told_offsets, width, keys, theta, counts, best):  # type: ignore[no-untyped-def]
    """One E step; `best` gets for each told word the given word (from 0) or -1 for none."""
    weights, slots = np.zeros(LONGEST + 1), np.zeros(LONGEST + 1, dtype=np.int64)
    total = 0.0
    for s in range(len(given_offsets) - 1):
        first, n = given_offsets[s], given_offsets[s + 1] - given_offsets[s]
        start, m = told_offsets[s], told_offsets[s + 1] - told_offsets[s]
        if n > LONGEST or m > LONGEST or n == 0:
            continue
        for j in range(m):
            word, norm = told[start + j], 0.0
            for i in range(n):
                norm += math.exp(-TENSION * abs((i + 0.5) / n - (j + 0.5) / m))
            slots[n] = _slot(keys, np.int64(word))
            weights[n] = NULL * theta[slots[n]]
            top, where, mass = weights[n], -1, weights[n]
            for i in range(n):
                slots[i] = _slot(keys, np.int64(given[first + i] + 1) * width + word)
                prior = (1 - NULL) * math.exp(-TENSION * abs((i + 0.5) / n - (j + 0.5) / m)) / norm
                weights[i] = prior * theta[slots[i]]
                mass += weights[i]
                if weights[i] > top:
                    top, where = weights[i], i
            best[start + j] = where
            total += math.log(mass + 1e-300)
            for i in range(n + 1):
                counts[slots[i]] += weights[i] / (mass + 1e-300)
    return total


@njit(nogil=True, cache=True)
def _maximise(keys, counts, theta, width, words):  # type: ignore[no-untyped-def]
    """M step under a symmetric Dirichlet prior (variational Bayes)."""
    sums = np.zeros(words + 1)
    for slot in range(len(keys)):
        if keys[slot] >= 0:
            sums[keys[slot] // width] += counts[slot] + PRIOR
    for g in range(words + 1):
        sums[g] = _expdigamma(sums[g]) if sums[g] > 0 else 1.0
    for slot in range(len(keys)):
        if keys[slot] >= 0:
            theta[slot] = _expdigamma(counts[slot] + PRIOR) / sums[keys[slot] // width]


@dataclass(frozen=True)
class Table:
    """Counts of (given word, told word) after the last E step."""

    given: np.ndarray
    told: np.ndarray
    counts: np.ndarray


def align(given: Words, told: Words, name: str) -> tuple[np.ndarray, Table]:
    """Best given word for each told word (-1: none), and the expected counts."""
    width = len(told.forms)
    cells = int((np.diff(given.offsets) * np.diff(told.offsets)).sum())
    keys = np.full(1 << min(cells * 2, 1 << 26).bit_length(), -1, dtype=np.int64)
    given_ids, told_ids = given.ids.astype(np.int64), told.ids.astype(np.int64)
    _collect(given_ids, given.offsets, told_ids, told.offsets, width, keys)
    theta = np.full(len(keys), 1 / width, dtype=np.float32)
    best = np.full(len(told.ids), -1, dtype=np.int32)
    for iteration in range(ITERATIONS):
        counts = np.zeros(len(keys), dtype=np.float32)
        value = _expect(given_ids, given.offsets, told_ids, told.offsets, width, keys, theta, counts, best)
        _maximise(keys, counts, theta, width, len(given.forms))
        print(
            f"{name}: iteration {iteration + 1}, cross-entropy {-value / len(told.ids):.3f} nats a word",
            flush=True,
        )
    kept = np.flatnonzero((keys >= width) & (counts > 0.5))
    return best, Table(keys[kept] // width - 1, keys[kept] % width, counts[kept])


@njit(nogil=True, cache=True)
def _join(forward, backward, source_offsets, target_offsets, out, out_offsets):  # type: ignore[no-untyped-def]
    """grow-diag-final-and. `forward` gives a source word for each target word, `backward` the reverse."""
    size = 0
    for s in range(len(source_offsets) - 1):
        a, n = source_offsets[s], source_offsets[s + 1] - source_offsets[s]
        b, m = target_offsets[s], target_offsets[s + 1] - target_offsets[s]
        grid = np.zeros((n, m), dtype=np.int8)
        for j in range(m):
            if forward[b + j] >= 0:
                grid[forward[b + j], j] += 1
        for i in range(n):
            if backward[a + i] >= 0:
                grid[i, backward[a + i]] += 2
        link = grid == 3
        rows, columns = np.zeros(n, dtype=np.bool_), np.zeros(m, dtype=np.bool_)
        for i in range(n):
            for j in range(m):
                if link[i, j]:
                    rows[i] = columns[j] = True
        grown = True
        while grown:
            grown = False
            for i in range(n):
                for j in range(m):
                    if grid[i, j] and not link[i, j] and (not rows[i] or not columns[j]):
                        for y in range(max(i - 1, 0), min(i + 2, n)):
                            for x in range(max(j - 1, 0), min(j + 2, m)):
                                if link[y, x] and not link[i, j]:
                                    link[i, j] = grown = rows[i] = columns[j] = True
        for i in range(n):
            for j in range(m):
                if grid[i, j] and not rows[i] and not columns[j]:
                    link[i, j] = rows[i] = columns[j] = True
        for i in range(n):
            for j in range(m):
                if link[i, j]:
                    out[size, 0], out[size, 1] = i, j
                    size += 1
        out_offsets[s + 1] = size
    return size


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    work = parser.parse_args().work
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "spm.model"))
    data = np.load(work / "pairs.npz")
    source = split_words(data["src"], data["src_offsets"], pieces)
    target = split_words(data["tgt"], data["tgt_offsets"], pieces)
    print(
        f"{len(source.ids):,} source words ({len(source.forms):,} forms), {len(target.ids):,} target words",
        flush=True,
    )
    with ThreadPoolExecutor(2) as pool:
        forward = pool.submit(align, source, target, "id>en")
        backward = pool.submit(align, target, source, "en>id")
        (best, table), (best_back, _) = forward.result(), backward.result()
    links = np.zeros((len(source.ids) + len(target.ids), 2), dtype=np.uint8)
    offsets = np.zeros(len(source.offsets), dtype=np.int64)
    size = _join(best, best_back, source.offsets, target.offsets, links, offsets)
    np.savez(work / "links.npz", links=links[:size], offsets=offsets, source_starts=source.starts,
             source_offsets=source.offsets, target_starts=target.starts, target_offsets=target.offsets)  # fmt: skip
    np.savez(work / "table.npz", given=table.given, told=table.told, counts=table.counts,
             source_forms=np.array(source.forms), target_forms=np.array(target.forms))  # fmt: skip
    print(f"{size:,} links over {len(target.ids):,} target words")


if __name__ == "__main__":
    main()
