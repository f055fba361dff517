"""Pieces and markup: every piece has its characters, control symbols in a text do not act."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.engines.base import Annotation
from align.engines.markup import Markup
from align.engines.pieces import Pieces, spell
from align.errors import EngineError
from align.model import Span
from align.text.normalise import gaps_apart, moses, normalise, normalise_text, set_apart, set_apart_text

MARKUP = Markup("<t>", "<=>", "</t>")
TRICKY = st.sampled_from(["<t>", "<=>", "</t>", "“", "…", "e\u0301", "\u2060", " ", "조", "kapal"])
TEXTS = st.lists(st.one_of(st.characters(), TRICKY), max_size=30).map("".join)


@pytest.fixture(scope="module")
def model(pieces: Path) -> Pieces:
    return Pieces(pieces, normalise, MARKUP.symbols)


def _covered(spans: tuple[Span, ...]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end)}


@given(text=TEXTS)
def test_pieces_spell_the_text_and_point_into_it(model: Pieces, text: str) -> None:
    """Joining gives the normalised text; spans run in order and cover every character that is left."""
    encoded = model.encode(text)
    assert spell(encoded.pieces)[0] == normalise_text(text).strip()
    assert not {"<t>", "<=>", "</t>"} & set(encoded.pieces)
    assert len(encoded.pieces) == len(encoded.spans)
    assert all(span.end <= len(text) for span in encoded.spans)
    assert {i for i, char in enumerate(text) if char.isalnum()} <= _covered(encoded.spans)


@given(
    st.lists(
        st.sampled_from(["▁ka", "pal", "▁", "<0xEC>", "<0xA1>", "<0xB0>", "<0xFF>", "▁▁", "."]), max_size=12
    )
)
def test_spelling_gives_every_piece_its_characters(pieces: list[str]) -> None:
    """Also where bytes make no character and spaces stand at the edges: spans cover the text, in order."""
    text, spans = spell(pieces)
    assert len(spans) == len(pieces)
    assert text == text.strip()
    assert {i for i, char in enumerate(text) if char != " "} <= _covered(tuple(spans))
    assert all(span.end <= len(text) for span in spans)
    assert [span.start for span in spans] == sorted(span.start for span in spans)


def test_a_character_in_bytes_belongs_to_each_of_them() -> None:
    """Three bytes, one character, three equal spans; a byte alone becomes the replacement character."""
    assert spell(["▁a", "<0xEC>", "<0xA1>", "<0xB0>", "b"]) == (
        "a조b",
        [Span(0, 1), Span(1, 2), Span(1, 2), Span(1, 2), Span(2, 3)],
    )
    assert spell(["<0xEC>", "a"])[0] == "\ufffda"


def test_spans_hold_where_sentencepiece_normalises_by_itself(tmp_path: Path, nfkc: bytes) -> None:
    """OPUS models change lengths inside SentencePiece (½, ligatures): spans still point at the source."""
    (tmp_path / "source.spm").write_bytes(nfkc)
    encoded = Pieces(tmp_path / "source.spm", moses).encode("“½ ﬁnal…”  Surabaya")
    text = "“½ ﬁnal…”  Surabaya"
    assert _covered(encoded.spans) >= {i for i, char in enumerate(text) if char != " "}
    assert [piece for piece, span in zip(encoded.pieces, encoded.spans, strict=True) if span.of(text) == "½"]


def test_terms_are_written_out_and_belong_to_their_source(model: Pieces) -> None:
    """Symbols around the pieces of the term; what is added has the term's characters as its place."""
    text = "Kapal itu berlabuh di Surabaya, dan 조 berlayar."
    terms = [Span(0, 5), Span(text.index("Surabaya"), text.index(",")), Span(36, 37)]
    notes = [
        Annotation(span, target)
        for span, target in zip(terms, ("Vessel", "Port <t> City", "Cho"), strict=True)
    ]
    source = model.encode(text)
    marked = MARKUP.tell(source, notes, [], lambda text: model.encode(text).pieces)
    assert [piece for piece in marked.pieces if piece in MARKUP.symbols] == list(MARKUP.symbols) * 3
    assert spell(marked.pieces)[0].replace(" ", "") == (
        "<t>Kapal<=>Vessel</t>ituberlabuhdi<t>Surabaya<=>Port<t>City</t>,dan<t>조<=>Cho</t>berlayar."
    )
    for number, place in enumerate(i for i, piece in enumerate(marked.pieces) if piece == MARKUP.middle):
        assert marked.spans[place] == marked.spans[place + 1] == terms[number]


def test_annotations_that_cannot_be_written_are_left_out(model: Pieces) -> None:
    """Of overlapping terms the first stands; an empty rendering, or a place without characters, is no term."""
    source = model.encode("Kapal itu berlabuh.")
    notes = [
        Annotation(Span(0, 9), "The ship"),
        Annotation(Span(6, 9), "that"),
        Annotation(Span(10, 18), " "),
        Annotation(Span(5, 6), "x"),
    ]
    marked = MARKUP.tell(source, notes, [], lambda text: model.encode(text).pieces)
    assert marked.pieces.count("<t>") == 1
    assert MARKUP.tell(source, [], [], lambda text: model.encode(text).pieces) == source


def test_a_broken_model_is_one_clear_error(tmp_path: Path) -> None:
    """The message names the file."""
    (tmp_path / "spm.model").write_bytes(b"not a model")
    with pytest.raises(EngineError, match=r"spm\.model: not a SentencePiece model"):
        Pieces(tmp_path / "spm.model", normalise)


@given(st.text(alphabet="ab \"'([)],."))
def test_marks_set_apart_close_again(pieces: Path, text: str) -> None:
    """What the model's normalisation sets apart comes together again, and spans cover the same characters."""
    model = Pieces(pieces, set_apart, MARKUP.symbols)
    encoded = model.encode(text)
    closed, spans = spell(encoded.pieces, gaps_apart)
    apart = set_apart_text(text).strip()
    gone = set(gaps_apart(apart))
    assert closed == "".join(char for place, char in enumerate(apart) if place not in gone)
    assert "".join(span.of(closed) for span in spans) == closed.replace(" ", "")


def test_words_after_opening_marks_are_spelt_like_any_other(pieces: Path) -> None:
    model = Pieces(pieces, set_apart)
    encoded = model.encode("“Saya” (kata ia)")
    assert "▁S" in encoded.pieces
    assert spell(encoded.pieces, gaps_apart)[0] == '"Saya" (kata ia)'
    assert encoded.spans[encoded.pieces.index("▁S")] == Span(1, 2)
