"""Decoding by the training network, and back-translation with the links it attends to."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import ctranslate2
import numpy as np
import pytest
import sentencepiece
import torch

from align.engines.embedded import FOLDER
from tests.training.conftest import Pair
from training.decode import END, decode
from training.examples import Corpus
from training.exported import read_weights, shape_of
from training.network import Network
from training.renew import Rows, renew

SENTENCES = (
    "Dua kapal tiba di pelabuhan pada hari Senin.",
    "Menteri itu menolak usul pemerintah.",
    "Harga beras naik di tiga provinsi.",
)


@pytest.fixture(scope="module")
def network() -> Network:
    """The network whose weights ship."""
    weights = read_weights(FOLDER / "model.bin")
    made = Network(shape_of(weights), 0.0)
    made.load_state_dict(weights)
    return made.eval()


@pytest.fixture(scope="module")
def pieces() -> sentencepiece.SentencePieceProcessor:
    """Those of the shipped model."""
    return sentencepiece.SentencePieceProcessor(model_file=str(FOLDER / "spm.model"))


def test_greedy_decoding_says_what_ctranslate2_says(
    network: Network, pieces: sentencepiece.SentencePieceProcessor
) -> None:
    rows = [pieces.encode(sentence) for sentence in SENTENCES]
    table = Rows(np.concatenate(rows).astype(np.uint16), np.cumsum([0, *map(len, rows)]))
    source = torch.from_numpy(table.padded(np.arange(len(rows)), network.shape.pad))
    said = [row[: row.index(END)] for row in decode(network, source, 60).tolist()]
    translator = ctranslate2.Translator(str(FOLDER), compute_type="float32")
    wanted = translator.translate_batch(
        [[*pieces.encode(sentence, out_type=str), "</s>"] for sentence in SENTENCES], beam_size=1
    )
    assert pieces.decode(said) == [pieces.decode(result.hypotheses[0]) for result in wanted]


def test_the_group_back_is_written_anew_with_links_and_the_rest_is_left(
    network: Network, pieces: sentencepiece.SentencePieceProcessor, written: Callable[[Sequence[Pair]], Path]
) -> None:
    """The shipped network translates from Indonesian: here the sentences to write anew are Indonesian."""
    kept: Pair = ("Kapal berlabuh.", "The ship anchored.", "nlp/a", [(0, 1), (1, 2)])
    work = written([kept, *(("x", sentence, "back/english", []) for sentence in SENTENCES)])
    before = Corpus(work, annotated=0)
    pairs, links = renew(work, network, "cpu")
    np.savez(work / "pairs.npz", **pairs)
    np.savez(work / "links.npz", **links)
    corpus = Corpus(work, annotated=0)
    assert _example(corpus, 0) == _example(before, 0)
    assert [corpus.names[n] for n in corpus.source_of] == [
        "nlp/a",
        *["back/greedy"] * 3,
        *["back/sampled"] * 3,
    ]
    tag = pieces.piece_to_id("<=>")
    for number in range(1, 7):
        source, target, _ = _example(corpus, number)
        assert source[0] == tag
        assert pieces.decode(target) in SENTENCES
    linked = {
        (pieces.id_to_piece(source[s]), pieces.id_to_piece(target[t]))
        for source, target, places in (_example(corpus, n) for n in range(1, 4))
        for t, s in places
    }
    assert {("▁Two", "▁Dua"), ("▁Monday", "▁Senin"), (".", ".")} <= linked


def _example(corpus: Corpus, number: int) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    example = corpus.example(number, random.Random(1))
    return example.source, example.target, example.links
