"""Examples as the model reads them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.training.conftest import Pair
from training.examples import Corpus

PAIRS = (
    ("Kata hakim Sinaga dalam sidang hari ini.", "So judge Sinaga in court today.", "nlp/a", [(0, 0), (1, 1), (2, 2), (4, 4)]),
    ("Itu dari rumahnya.", "That is from there.", "nlp/a", [(0, 0), (1, 2)]),
)  # fmt: skip


@pytest.fixture
def corpus(written: Callable[[Sequence[Pair]], Path]) -> Corpus:
    """Sentences of which every one gets capitals and none terms."""
    return Corpus(written(PAIRS), annotated=0.0, capitals=1.0)


def _said(corpus: Corpus, number: int, times: int = 200) -> set[tuple[str, str]]:
    chooser = random.Random(3)
    made = (corpus.example(number, chooser) for _ in range(times))
    return {(corpus.pieces.decode(each.source), corpus.pieces.decode(each.target)) for each in made}


def test_words_that_are_linked_get_capitals_on_both_sides(corpus: Corpus) -> None:
    """Now these, now those; names keep theirs, what is linked to nothing its small letter."""
    said = _said(corpus, 0)
    assert ("Kata Hakim Sinaga dalam sidang hari ini.", "So Judge Sinaga in court today.") in said
    assert ("Kata hakim Sinaga dalam Sidang hari ini.", "So judge Sinaga in Court today.") in said
    assert (PAIRS[0][0], PAIRS[0][1]) in said
    assert len(said) <= 4


def test_function_words_stay_small(corpus: Corpus) -> None:
    assert _said(corpus, 1) == {(PAIRS[1][0], PAIRS[1][1])}


def test_links_stay_on_their_words(corpus: Corpus) -> None:
    """The pieces of a word change with its capital."""
    chooser = random.Random(3)
    for _ in range(50):
        made = corpus.example(0, chooser)
        surface = [
            [corpus.spellings.surface[piece].strip("▁") for piece in side]
            for side in (made.source, made.target)
        ]
        told = {(surface[0][s][:2].lower(), surface[1][t][:2].lower()) for t, s in made.links}
        assert ("ka", "so") in told
        assert max(t for t, _ in made.links) < len(made.target)
        assert max(s for _, s in made.links) < len(made.source)


def test_without_them_a_pair_is_what_it_was(written: Callable[[Sequence[Pair]], Path]) -> None:
    corpus = Corpus(written(PAIRS), annotated=0.0)
    assert _said(corpus, 0, 20) == {(PAIRS[0][0], PAIRS[0][1])}
