"""Batches: what is padded, what is linked, going on where training stopped, processes that make them ahead."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import islice, repeat
from pathlib import Path

import numpy as np
import pytest
import sentencepiece

from tests.training.conftest import Pair
from training.examples import Corpus, Example
from training.feed import Settings, ahead, arrays, stream

PAD = 8191
PAIRS: tuple[Pair, ...] = (
    ("Kapal berlabuh malam ini.", "The ship anchored tonight.", "nlp/a", [(0, 1), (1, 2), (2, 3)]),
    ("Menteri tiba di ibu kota.", "The minister reached the capital.", "nlp/a", [(0, 1), (1, 2), (3, 4)]),
    ("Harga beras naik lagi.", "Rice is dearer again.", "nlp/a", [(1, 0), (2, 2), (3, 3)]),
    ("Penyelundupan tenggiri terbongkar.", "Mackerel smuggling uncovered.", "nlp/a", [(0, 1), (1, 0), (2, 2)]),
)  # fmt: skip

Writer = Callable[[Sequence[Pair]], Path]


def test_links_of_a_piece_weigh_one_together_and_the_ends_are_linked() -> None:
    examples = [Example([5, 6, 7], [8, 9], [(0, 0), (0, 2)]), Example([5], [8, 9, 10], [])]
    batch = arrays(examples, PAD)
    assert batch.source.tolist() == [[5, 6, 7, 0], [5, 0, PAD, PAD]]
    assert batch.target.tolist() == [[8, 9, 0, PAD], [8, 9, 10, 0]]
    assert batch.places.tolist() == [0, 1, 2, 4, 5, 6, 7]
    weights = {
        tuple(link): float(share) for link, share in zip(batch.links.tolist(), batch.shares, strict=True)
    }
    assert weights == {(0, 0, 0): 0.5, (0, 0, 2): 0.5, (0, 2, 3): 1.0, (1, 3, 1): 1.0}
    assert batch.linked == 3


def test_words_cut_in_other_ways_still_spell_the_sentence(written: Writer) -> None:
    corpus = Corpus(written(PAIRS), annotated=0, resegmented=1.0)
    chooser, seen = random.Random(3), set()
    for number in [*range(len(PAIRS))] * 5:
        example = corpus.example(number, chooser)
        assert corpus.pieces.decode(example.source) == PAIRS[number][0]
        assert corpus.pieces.decode(example.target) == PAIRS[number][1]
        assert all(t < len(example.target) and s < len(example.source) for t, s in example.links)
        seen.add(tuple(example.source))
    assert len(seen) > 2 * len(PAIRS)


def test_training_goes_on_with_the_batch_after_the_last(written: Writer) -> None:
    settings = Settings(written(PAIRS), tokens=24, pad=PAD, resegmented=0.3)
    whole = list(islice(stream(settings.corpus(), settings, repeat("general")), 12))
    number, place, _ = whole[6]
    again = list(islice(stream(settings.corpus(), settings, repeat("general"), number, place), 6))
    for (a, b, batch), (c, d, other) in zip(whole[6:], again, strict=True):
        assert (a, b) == (c, d)
        assert np.array_equal(batch.source, other.source)
        assert np.array_equal(batch.links, other.links)


def test_processes_make_every_pair_of_an_epoch_between_them(written: Writer) -> None:
    settings = Settings(written(PAIRS), tokens=24, pad=PAD, annotated=0)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(settings.work / "spm.model"))
    seen: set[str] = set()
    with ahead(settings, 2, 0, lambda: "general") as items:
        for _, _, batch in islice(items, 40):
            seen |= {pieces.decode([p for p in row if p not in (0, PAD)]) for row in batch.target.tolist()}
            if len(seen) == len(PAIRS):
                break
    assert seen == {pair[1] for pair in PAIRS}


def test_processes_that_die_are_noticed(written: Writer, capfd: pytest.CaptureFixture[str]) -> None:
    settings = Settings(written(PAIRS), tokens=24, pad=PAD)
    (settings.work / "links.npz").unlink()
    with (
        ahead(settings, 2, 0, lambda: "general") as items,
        pytest.raises(RuntimeError, match="2 of 2 feeders"),
    ):
        next(items)
    assert "links.npz" in capfd.readouterr().err
