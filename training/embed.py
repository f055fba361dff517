"""Initial embeddings in which pieces and their translations lie side by side.

    python -m training.embed WORK

Every piece is described by the English pieces around it, an Indonesian one by those around the words it is
aligned to; positive pointwise mutual information, then a truncated singular value decomposition (Levy and
Goldberg 2014, Neural Word Embedding as Implicit Matrix Factorization). With one embedding for source, target
and output, a decoder that merely attends to the right place already says nearly the right thing, so training
starts far further on. Writes `embedding.npy`, shape (pieces + 1, width), rows of length 1.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from numba import njit

from training.examples import Corpus

WINDOW, SELF, WIDTH = 3, 3.0, 256


@njit(cache=True)
def _count(
    source, source_offsets, target, target_offsets, links, link_offsets, starts, word_offsets, ends, tables
):  # type: ignore[no-untyped-def]
    source_starts, target_starts = starts
    source_words, target_words = word_offsets
    source_ends, target_ends = ends
    for s in range(len(source_offsets) - 1):
        a, b, m = source_offsets[s], target_offsets[s], target_offsets[s + 1] - target_offsets[s]
        for t in range(m):
            for c in range(max(t - WINDOW, 0), min(t + WINDOW + 1, m)):
                tables[target[b + t], target[b + c]] += SELF if c == t else 1.0 / abs(c - t)
        for k in range(link_offsets[s], link_offsets[s + 1]):
            left, right = source_words[s] + links[k, 0], target_words[s] + links[k, 1]
            for i in range(source_starts[left], source_ends[left]):
                for t in range(target_starts[right], target_ends[right]):
                    for c in range(max(t - WINDOW, 0), min(t + WINDOW + 1, m)):
                        tables[source[a + i], target[b + c]] += SELF if c == t else 1.0 / abs(c - t)


def _ends(starts: np.ndarray, word_offsets: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Piece after the last of each word, counted from the sentence's first."""
    ends = np.append(starts[1:], 0)
    last = word_offsets[1:][np.diff(word_offsets) > 0] - 1
    ends[last] = lengths[np.diff(word_offsets) > 0]
    return ends


def embed(corpus: Corpus, pieces: int, width: int = WIDTH) -> np.ndarray:
    """Rows of length 1 for every piece, shape (pieces, width)."""
    counts = np.zeros((pieces, pieces), dtype=np.float32)
    ends = tuple(
        _ends(corpus.starts[side], corpus.word_offsets[side], np.diff(offsets))
        for side, offsets in (("source", corpus.source_offsets), ("target", corpus.target_offsets))
    )
    _count(
        corpus.source, corpus.source_offsets, corpus.target, corpus.target_offsets, corpus.links.astype(np.int64),
        corpus.link_offsets, (corpus.starts["source"], corpus.starts["target"]),
        (corpus.word_offsets["source"], corpus.word_offsets["target"]), ends, counts,
    )  # fmt: skip
    table = torch.from_numpy(counts)
    total, rows, columns = table.sum(), table.sum(1, keepdim=True), table.sum(0, keepdim=True) ** 0.75
    columns *= total / columns.sum()
    ppmi = (table * total / (rows * columns).clamp(min=1)).clamp(min=1).log_()
    left, values, _ = torch.svd_lowrank(ppmi, q=width + 32, niter=3)
    vectors = (left * values.sqrt())[:, :width]
    vectors -= vectors.mean(0)
    noise = torch.randn(vectors.shape, generator=torch.Generator().manual_seed(3)) * width**-0.5
    norms = vectors.norm(dim=1, keepdim=True)
    unit = torch.where(norms > 1e-3, vectors / norms.clamp(min=1e-3), noise)
    # A little noise keeps a piece and its translation apart.
    return torch.nn.functional.normalize(unit + 0.3 * noise, dim=1).numpy()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--width", type=int, default=WIDTH)
    options = parser.parse_args()
    corpus = Corpus(options.work)
    np.save(options.work / "embedding.npy", embed(corpus, len(corpus.kinds), options.width))


if __name__ == "__main__":
    main()
