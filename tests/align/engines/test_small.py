"""Batches, guard, pieces and normalisation."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.engines.base import Request, Translation
from align.engines.batching import pack, scatter
from align.engines.embedded import FOLDER
from align.engines.fixed import load
from align.engines.guard import flags
from align.engines.long import split_long
from align.engines.pieces import Source, join, load_pieces, spans
from align.errors import EngineError
from align.normalise import moses, normalise, normalise_text


@given(st.lists(st.integers(0, 300), max_size=60), st.integers(16, 500))
def test_batches_hold_every_item_once_and_restore_order(lengths: list[int], tokens: int) -> None:
    """Nothing is lost or doubled, a batch keeps to its size, and answers come back in order."""
    batches = list(pack(lengths, tokens))
    assert sorted(place for batch in batches for place in batch.places) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch.places) == 1 or len(batch.places) * batch.longest <= tokens
        assert all(lengths[place] <= batch.longest < lengths[place] + 17 for place in batch.places)
    assert scatter(list(range(len(lengths))), lengths, tokens, lambda items, _: [i * 2 for i in items]) == [
        i * 2 for i in range(len(lengths))
    ]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Ia pergi ke pasar.", "He went to the market.", ()),
        ("Ia pergi ke pasar.", " ", ("empty",)),
        ("Ia pergi.", "no no no no no no", ("repetition",)),
        ("Kata mereka begitu saja di sana.", "I'm sorry I'm sorry I'm sorry", ("repetition",)),
        ("Ya, ya, ya, ya!", "Yes, yes, yes, yes!", ()),
        ("Sangat, sangat besar sekali.", "Very, very big.", ()),
        ("Pendek saja.", "x" * 120, ("length",)),
        (
            "Kalimat ini cukup panjang sehingga hasil yang pendek mencurigakan sekali bagi pembaca.",
            "It.",
            ("length",),
        ),
    ],
)
def test_guard_sees_loops_and_lost_length(source: str, target: str, expected: tuple[str, ...]) -> None:
    """Loops that the source lacks, nothing, and lengths out of bounds are named; emphasis is language."""
    assert flags(source, target) == expected


@given(st.text(max_size=60))
def test_pieces_spell_the_text(text: str) -> None:
    """Joining a text's pieces gives the text the model was trained on, and each character has its place."""
    model = load_pieces(FOLDER / "spm.model")
    clean = normalise_text(text).strip()
    pieces = model.encode(clean, out_type=str)
    if {"<t>", "<=>", "</t>"} & set(pieces):
        return
    assert join(pieces).strip() == clean
    places = spans(pieces)
    assert all(place.end <= len(clean) for place in places)
    covered = {i for place in places for i in range(place.start, place.end)}
    assert {i for i, char in enumerate(clean) if char != " "} <= covered


@given(st.text(max_size=80))
def test_normalising_keeps_places(text: str) -> None:
    """Both ways of normalising agree, and every character comes from where it says, in order."""
    cleaned = normalise(text)
    assert cleaned.text == normalise_text(text)
    assert len(cleaned.origin) == len(cleaned.text)
    starts = [span.start for span in cleaned.origin]
    assert starts == sorted(starts)
    assert all(span.end <= len(text) for span in cleaned.origin)


@given(st.text(max_size=60))
def test_source_pieces_point_into_the_text(text: str) -> None:
    """Every piece given to a model has characters of the reader's own text."""
    source = Source(load_pieces(FOLDER / "spm.model"), text)
    assert len(source.pieces) == len(source.spans)
    assert all(span.end <= len(text) for span in source.spans)
    assert not {"<t>", "<=>", "</t>"} & set(source.pieces)


def test_moses_normalises_and_keeps_places() -> None:
    """What OPUS models expect: straight quotes, ASCII punctuation."""
    text = "“Kami menolak…” kata dia – tegas."
    cleaned = moses(text)
    assert '"Kami menolak..."' in cleaned.text
    place = cleaned.text.index("tegas")
    assert cleaned.back(place, place + 5).of(text) == "tegas"


def test_long_segments_are_split_and_rejoined_in_order() -> None:
    """Parts that fit are decoded, and the answer holds all of them with the source's spacing."""
    seen: list[str] = []

    def decode(batch: Sequence[Request]) -> list[Translation]:
        seen.extend(request.text for request in batch)
        return [Translation(request.text.upper(), -1.0) for request in batch]

    text = "satu dua tiga empat lima, dan enam tujuh delapan; sembilan sepuluh"
    (answer,) = split_long([Request(text)], lambda request: len(request.text.split()) <= 4, decode)
    assert answer.text == text.upper()
    assert len(seen) > 1
    assert answer.score == pytest.approx(-1.0)


def test_fixed_engine_answers_from_its_file(tmp_path: Path) -> None:
    """A segment it does not hold is an error that says what to add."""
    table = tmp_path / "t.tsv"
    table.write_text("Ia pergi.\tHe left.\n", encoding="utf-8")
    engine = load(str(table), beam=1, threads=1, device="cpu")
    (answer,) = engine.translate([Request("Ia  pergi.")], attention=True)
    assert answer.text == "He left."
    with pytest.raises(EngineError, match="add `source<TAB>target`"):
        engine.translate([Request("Ia datang.")])
    table.write_text("satu sel\n", encoding="utf-8")
    with pytest.raises(EngineError, match=r"t\.tsv:1: 1 cells"):
        load(str(table), beam=1, threads=1, device="cpu")
