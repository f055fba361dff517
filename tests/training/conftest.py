"""A handful of pairs of our own, as `prepare` and `aligner` leave them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import sentencepiece

from align.engines.embedded import FOLDER
from training.words import split_words

Pair = tuple[str, str, str, list[tuple[int, int]]]  # Indonesian, English, group/source, links of words


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Sequence[Pair]], Path]:
    """Writes the arrays of pairs to a folder."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(FOLDER / "spm.model"))

    def write(pairs: Sequence[Pair]) -> Path:
        names = sorted({pair[2] for pair in pairs})
        arrays = {"names": np.array(names), "source_of": np.array([names.index(pair[2]) for pair in pairs])}
        told = [link for pair in pairs for link in pair[3]]
        links = {"links": np.array(told, dtype=np.uint8).reshape(-1, 2)}
        links["offsets"] = np.cumsum([0, *(len(pair[3]) for pair in pairs)])
        for side, (name, long) in enumerate((("src", "source"), ("tgt", "target"))):
            encoded = [pieces.encode(pair[side]) for pair in pairs]
            arrays[name] = np.array([piece for row in encoded for piece in row], dtype=np.uint16)
            arrays[f"{name}_offsets"] = np.cumsum([0, *map(len, encoded)])
            words = split_words(arrays[name], arrays[f"{name}_offsets"], pieces)
            links |= {f"{long}_starts": words.starts, f"{long}_offsets": words.offsets}
        np.savez(tmp_path / "pairs.npz", **arrays)
        np.savez(tmp_path / "links.npz", **links)
        (tmp_path / "spm.model").write_bytes((FOLDER / "spm.model").read_bytes())
        return tmp_path

    return write
