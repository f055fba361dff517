"""Placeables before engines: what they see, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from align.engines.base import Annotation, Request, Translation
from align.engines.contract import held
from align.lexical.attention import Attention
from align.model import Span
from align.text.tokens import tokenize


class Echo:
    """Says the source again, each word attending to itself; `lossy` leaves out stand-ins."""

    annotates = True
    signature = "echo"

    def __init__(self, *, copies: bool, lossy: bool = False) -> None:
        self.copies, self.lossy, self.seen = copies, lossy, list[str]()

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        self.seen += [request.text for request in batch]
        return [self._answer(request.text) for request in batch]

    def _answer(self, text: str) -> Translation:
        if self.lossy and "XQ" in text:
            return Translation("lost", -1.0)
        if self.copies:
            text = text.replace("004512", "4512")
        places = tuple(tokenize(text))
        return Translation(text, -1.0, Attention(places, places, np.eye(len(places), dtype=np.float32)))


@pytest.mark.parametrize(
    "text",
    [
        "Hubungi 081234567890 atau buka s.id/lapor sekarang.",
        "Terima kasih 🙏🏻🇮🇩 atas bantuannya ❤️❤️",
        "★ Promo: harga ↑ 10%, ongkos ↓ 5%.",
        "Kami buka pukul delapan 🎉🎉.",
        "Kata <b>tebal</b> itu penting.[^1] Ya.",
        "© 2025 Media",
        "HEBOH 🔥🔥: harga naik!",
        "Kabar ⚠️, jalan ditutup",
        "012 345 678 901",
    ],
)
@pytest.mark.parametrize("lossy", [False, True])
def test_what_is_no_language_comes_back_in_its_place(text: str, lossy: bool) -> None:
    """Through an engine that must not see it, and where every stand-in gets lost."""
    engine = Echo(copies=False, lossy=lossy)
    (answer,) = held(engine).translate([Request(text)])
    assert answer.text == text
    assert not any("s.id" in seen or "🎉" in seen or "★" in seen for seen in engine.seen)


def test_it_is_linked_to_its_source() -> None:
    """Attention points into the source as it was."""
    text = "Kami 🎉 buka s.id/lapor sekarang."
    (answer,) = held(Echo(copies=False)).translate([Request(text)], attention=True)
    assert answer.attention is not None
    for row, place in zip(answer.attention.weights, answer.attention.target, strict=True):
        best = answer.attention.source[int(row.argmax())]
        assert best.of(text).strip() == place.of(answer.text).strip()


def test_an_engine_that_copies_is_asked_again_where_something_is_lost() -> None:
    """With stand-ins."""
    engine = Echo(copies=True)
    (answer,) = held(engine).translate([Request("Kode 004512 berlaku.")])
    assert answer.text == "Kode 004512 berlaku."
    assert engine.seen == ["Kode 004512 berlaku.", "Kode XQA berlaku."]


def test_what_an_annotation_renders_is_the_annotations() -> None:
    """And its place is carried along."""
    engine = Echo(copies=False)
    text = "Kode 004512 berlaku di Mars."
    held(engine).translate(
        [Request(text, (Annotation(Span(5, 11), "the code"), Annotation(Span(23, 27), "Mars")))]
    )
    assert engine.seen == [text]


def test_no_character_is_made_up() -> None:
    """Symbols and controls that the source lacks go."""

    class Fanciful(Echo):
        def _answer(self, text: str) -> Translation:
            return replace(super()._answer(text), text="He → went\u0007.", attention=None)

    (answer,) = held(Fanciful(copies=True)).translate([Request("Ia pergi.")])
    assert answer.text == "He went."


def test_several_symbols_keep_their_order() -> None:
    """Also where they stand by one word."""
    text = "Terima kasih 🎉 ★ ❤ atas bantuannya."
    (answer,) = held(Echo(copies=False)).translate([Request(text)])
    assert answer.text == text


def test_a_long_list_of_names_is_not_the_models_to_garble() -> None:
    """It is one stand-in, its `dan` English; a few names are told to the model as ever, and an annotation wins."""
    names = [f"Zqor{letter}ux" for letter in "abcdefghij"]
    text = f"Hadir {', '.join(names[:-1])} dan {names[-1]}."
    engine = Echo(copies=False)
    (answer,) = held(engine).translate([Request(text)])
    assert answer.text == text.replace(" dan ", " and ")
    assert engine.seen == ["Hadir XQA."]
    few = f"Hadir {', '.join(names[:4])}."
    told = Request(text, (Annotation(Span(6, 13), "Zed"),))
    held(engine).translate([Request(few), told])
    assert engine.seen[1:] == [few, text]


def test_what_follows_a_placeable_begins_no_sentence() -> None:
    """Where the parts around are translated each by itself."""

    class Proud(Echo):
        def _answer(self, text: str) -> Translation:
            answer = super()._answer(text)
            return replace(answer, text=answer.text[0].upper() + answer.text[1:])

    (answer,) = held(Proud(copies=False, lossy=True)).translate([Request("Kedai 水火 itu buka lagi.")])
    assert answer.text == "Kedai 水火 itu buka lagi."
