"""The pieces that answers are made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.engines.base import Request
from align.engines.ct2 import load
from align.engines.pieces import Pieces
from align.engines.shortlist import read_shortlist, spelt_out
from align.errors import EngineError
from align.text.normalise import NORMALISERS
from tests.align.engines.conftest import SENTENCES, assert_needed, with_file

LISTED = ["▁the", "▁in", "▁of", "s", "▁rain", "."]


@pytest.fixture(scope="module")
def short(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model in padanan's own layout, that may write a few pieces only."""
    line = "\t" + " ".join(LISTED) + "\n"
    return with_file(own, tmp_path_factory.mktemp("short") / "model", "vmap.txt", line, "shortlist")


def test_answers_hold_what_is_listed_in_batches_and_alone(own: Path, short: Path) -> None:
    """A model of random weights writes pieces of every kind; with the list it writes those on it."""
    free, bound = (load(str(folder), beam=2, threads=1, device="cpu") for folder in (own, short))
    requests = [Request(sentence) for sentence in SENTENCES]
    letters = set("".join(LISTED).replace("▁", " "))
    assert set("".join(answer.text for answer in free.translate(requests))) - letters
    answers = bound.translate(requests)
    whole = Pieces(short / "spm.model", NORMALISERS["padanan-2"])
    for request, answer in zip(requests, answers, strict=True):
        if "empty" not in answer.flags:  # the source stands in its place
            assert set(answer.text.replace("<unk>", "")) <= letters  # CTranslate2 adds it to every list
            assert set(whole.encode(answer.text).pieces) & set(LISTED)
        assert bound.translate([request]) == [answer]


def test_what_a_model_needs_names_its_shortlist(short: Path) -> None:
    assert_needed(short, "vmap.txt")


@pytest.mark.parametrize("text", ["", "the\tof in\n", "\tof in\nrain\tsnow\n"])
def test_a_list_for_some_sources_only_is_one_clear_line(tmp_path: Path, text: str) -> None:
    """With a list by source words, answers would depend on their neighbours."""
    (tmp_path / "vmap.txt").write_text(text, encoding="utf-8")
    with pytest.raises(EngineError, match=r"vmap\.txt:1: expected one line, a tab"):
        read_shortlist(tmp_path / "vmap.txt")


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("DPRK", ("▁DPR", "K"), ("▁D", "P", "R", "K")),
        ("KCNA", ("▁KCNA",), ("▁KCNA",)),
        ("Hari Raya", ("▁Hari", "▁Raya"), ("▁H", "a", "r", "i", "▁Raya")),
        ("Perang dunia", ("▁Perang", "▁", "dunia"), ("▁", "P", "e", "r", "a", "n", "g", "▁", "dunia")),
        ("pulaunya", ("▁pulau", "nya"), ("▁pulau", "n", "y", "a")),
    ],
)
def test_what_cannot_be_copied_is_spelt(
    text: str, pieces: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    """What is told of a rendering are pieces that the model may write."""
    listed = {"▁DPR", "K", "▁KCNA", "▁Raya", "▁H", "▁", "dunia", "▁pulau", *"harienygPR"}
    assert spelt_out(text, pieces, listed) == expected


def test_without_a_list_only_acronyms_are_spelt() -> None:
    assert spelt_out("Hari Raya", ("▁Hari", "▁Raya"), None) == ("▁Hari", "▁Raya")
    assert spelt_out("BPBD", ("▁BP", "BD"), None) == ("▁B", "P", "B", "D")
