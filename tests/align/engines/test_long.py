"""Long segments are split and rejoined; what is no language is copied."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from align.engines.base import Annotation, Request, Translation
from align.engines.guard import Decode
from align.engines.long import MOST_WEIGHTS, is_language, split_long
from align.lexical.attention import Attention
from align.model import Span


def upper(seen: list[Request]) -> Decode:
    """A decoder that answers in capitals, attention on the diagonal of words, and notes what it was given."""

    def decode(batch: Sequence[Request]) -> list[Translation]:
        seen.extend(batch)
        return [Translation(r.text.upper(), -float(len(r.text)), _diagonal(r.text)) for r in batch]

    return decode


def _diagonal(text: str) -> Attention:
    spans = tuple(Span(*match.span()) for match in re.finditer(r"\S+", text))
    return Attention(spans, spans, np.eye(len(spans), dtype=np.float32))


def at_most(words: int) -> Callable[[Request], bool]:
    return lambda request: len(request.text.split()) <= words


def test_parts_are_rejoined_in_order_with_their_attention() -> None:
    """The answer holds every part, with the source's spacing; attention points into the whole segment."""
    text = "satu dua tiga empat lima, dan enam tujuh delapan; sembilan sepuluh"
    seen: list[Request] = []
    (answer,) = split_long([Request(text)], at_most(4), upper(seen))
    assert answer.text == text.upper()
    assert len(seen) > 1
    assert all(len(request.text.split()) <= 4 for request in seen)
    assert answer.attention is not None
    words = [span.of(text) for span in answer.attention.source]
    assert words == text.split()
    assert [span.of(answer.text) for span in answer.attention.target] == text.upper().split()
    assert np.array_equal(answer.attention.weights, np.eye(len(words)))
    lengths = [len(request.text) for request in seen]
    assert answer.score == pytest.approx(-sum(n * n for n in lengths) / sum(lengths))


def test_a_part_is_no_sentence() -> None:
    """A stop and a capital that the source has not go; an abbreviation's stop, a name's capital and I stay."""
    text = "satu dua tiga AS, karena empat lima enam, saya tujuh delapan sembilan, korea sepuluh dua. Belas"
    answers = {
        "satu": "One two the U.S.",
        "karena": "Because of four.",
        "saya": "I have seven.",
        "korea": "North Korea ten twelve.",
    }

    def decode(batch: Sequence[Request]) -> list[Translation]:
        said = [answers.get(r.text.split()[0], r.text) for r in batch]
        return [Translation(t, -1.0, _diagonal(t)) for t in said]

    (answer,) = split_long([Request(text)], at_most(4), decode)
    assert answer.text == "One two the U.S. because of four, I have seven, North Korea ten twelve."
    assert answer.attention is not None
    assert all(span.end <= len(answer.text) for span in answer.attention.target)


def test_annotations_move_with_their_part() -> None:
    """A term stands in the part that holds it, at its place there."""
    text = "satu dua tiga empat, lima enam tujuh"
    start = text.index("enam")
    seen: list[Request] = []
    split_long([Request(text, (Annotation(Span(start, start + 4), "six"),))], at_most(4), upper(seen))
    found = [(note.source.of(request.text), note.target) for request in seen for note in request.annotations]
    assert found == [("enam", "six")]


def test_a_rendering_too_long_to_read_goes_and_the_word_stays() -> None:
    """Nothing is lost where an annotation alone is over the limit."""
    seen: list[Request] = []
    (answer,) = split_long(
        [Request("kapal", (Annotation(Span(0, 5), "x" * 999),))],
        lambda request: not request.annotations,
        upper(seen),
    )
    assert answer.text == "KAPAL"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kapal itu berlabuh.", True),
        ("“Ya.”", True),
        ("SBY", True),
        ("", False),
        ("  \n", False),
        ("— … !", False),
        ("12.500 (3,5%)", False),
        ("🙂", False),
        ("조선중앙통신", False),
        ("https://kantor.example/berita/12", False),
        ("redaksi@kantor.example", False),
        ("lihat https://kantor.example/berita/12", True),
        ("Zm9v" * 40, False),
    ],
)
def test_what_is_language(text: str, language: bool) -> None:
    """Latin letters that are neither an address nor a blob; all else is copied, at score 0."""
    seen: list[Request] = []
    (answer,) = split_long([Request(text)], at_most(99), upper(seen))
    assert is_language(text) == language == bool(seen)
    if not language:
        assert (answer.text, answer.score, answer.flags) == (text, 0.0, ())


def test_a_blob_inside_a_sentence_is_copied_and_the_rest_translated() -> None:
    """5,000 characters without a space never reach the model, and none is lost."""
    blob = "a1B2" * 1250
    seen: list[Request] = []
    (answer,) = split_long([Request(f"kunci {blob} itu hilang")], at_most(99), upper(seen))
    assert answer.text == f"KUNCI {blob} ITU HILANG"
    assert [request.text for request in seen] == ["kunci", "itu hilang"]
    assert answer.score < 0


def test_a_megabyte_costs_no_memory_that_grows_with_its_square() -> None:
    """Joined attention is left out where it would be larger than the limit; the text is whole."""
    words = int(MOST_WEIGHTS**0.5) + 1
    text = " ".join(["kapal"] * words)
    (answer,) = split_long([Request(text)], at_most(80), upper([]))
    assert answer.text == text.upper()
    assert answer.attention is None
