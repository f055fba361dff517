"""The chain that holds translations to the glossary, with engines that obey, drop, double and move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from align.engines.base import Request, Translation
from align.engines.fixed import FixedEngine
from align.engines.masks import placeholder
from align.engines.splice import splice
from align.facts.carried import lost
from align.lexical.attention import Attention
from align.model import Span
from align.terms.accounts import account
from align.terms.masks import unmask
from align.terms.render import render_terms
from align.terms.tidy import tidy
from align.text.tokens import tokenize
from glossary import Glossary, Term

KU = Term("Korea Utara", ("DPRK", "North Korea"), ("Korut",), "name", origin="own.tsv:2")
UN = Term("PBB", ("UN",), (), "acronym", origin="own.tsv:3")
GLOSSARY = Glossary((KU, UN))


class Copying:
    """Says the source again; placeholders come back as `mangle` leaves them."""

    annotates = False
    signature = "copying"

    def __init__(self, mangle: str = "") -> None:
        self.mangle = mangle
        self.calls: list[str] = []

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        self.calls += [request.text for request in batch]
        return [Translation(self._answer(request.text), -1.0) for request in batch]

    def _answer(self, text: str) -> str:
        if self.mangle == "drop" and placeholder(0) in text:
            return "it rejects"
        if self.mangle == "double":
            return text.replace(placeholder(0), f"{placeholder(0)} and {placeholder(0)}")
        return text


class Told(Copying):
    """A model that takes annotations, and never obeys: its one answer is `written`.

    Its words attend to those parts of the source that `links` says.
    """

    annotates = True

    def __init__(self, written: str, links: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self.written, self.links = written, links

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        answers = super().translate(batch, attention=attention)
        if self.links is None:
            return answers
        return [replace(a, attention=self._attention(r.text)) for r, a in zip(batch, answers, strict=True)]

    def _attention(self, source: str) -> Attention:
        left, right = tokenize(source), tokenize(self.written)
        weights = np.zeros((len(right), len(left)), dtype=np.float32)
        for row, word in enumerate(right):
            parts = (self.links or {}).get(word.of(self.written), "").split()
            tied = [column for column, token in enumerate(left) if token.of(source) in parts]
            weights[row, tied] = 1 / max(len(parts), 1)
        return Attention(tuple(left), tuple(right), weights)

    def _answer(self, text: str) -> str:
        return self.written


def fixed(source: str, target: str) -> FixedEngine:
    return FixedEngine({source: target}, "test")


def test_what_the_model_wrote_is_kept() -> None:
    """An accepted rendering, preferred or not, is left as it is, and both occurrences are reported."""
    source = "Korea Utara dan Korut menolak PBB."
    (out,) = render_terms(fixed(source, "North Korea and North Korea rejected the UN."), [source], GLOSSARY)
    assert out.translation.text == "North Korea and North Korea rejected the UN."
    assert [(use.rendering, use.how) for use in out.uses] == [
        ("North Korea", "model"), ("North Korea", "model"), ("UN", "model"),
    ]  # fmt: skip
    assert len({use.target for use in out.uses}) == 3


def test_placeholders_are_filled_in() -> None:
    """An engine that cannot be told terms gets them masked; each comes back as its rendering."""
    (out,) = render_terms(Copying(), ["Korea Utara menolak PBB."], GLOSSARY)
    assert out.translation.text == "DPRK menolak the UN."
    assert [use.how for use in out.uses] == ["placeholder", "placeholder"]
    assert [use.target and use.target.of(out.translation.text) for use in out.uses] == ["DPRK", "UN"]


@pytest.mark.parametrize("mangle", ["drop", "double"])
def test_lost_or_doubled_placeholders_are_never_trusted(mangle: str) -> None:
    """Then the plain answer is mended, and no placeholder is left in the text."""
    (out,) = render_terms(Copying(mangle), ["Korea Utara menolak."], GLOSSARY)
    assert out.translation.text == "DPRK menolak."
    assert [use.how for use in out.uses] == ["replaced"]


@pytest.mark.parametrize("text", ["xqa and XQB", "XQA XQA, XQB", "X QA with XQ-B"])
def test_placeholders_that_are_still_themselves(text: str) -> None:
    """In small letters, doubled on the spot or taken apart, they are read."""
    source = "Korea Utara dan PBB"
    answer = unmask(source, Translation(text, -1.0), GLOSSARY.match(source))
    assert answer is not None
    assert answer.text.startswith("DPRK")
    assert "UN" in answer.text
    assert "Q" not in answer.text.upper()


@pytest.mark.parametrize(
    "text", ["XQA They fly from to XQB", "XQA XQB They fly from it", "XQA fly from the . XQB"]
)
def test_placeholders_that_left_their_place(text: str) -> None:
    """A preposition without its noun, or placeholders side by side, give a moved one away."""
    source = "Mereka dari Korea Utara terbang lagi dan pulang ke PBB"
    moved = text.replace("to XQB", "XQB to.")
    assert unmask(source, Translation(moved, -1.0), GLOSSARY.match(source)) is None


@pytest.mark.parametrize(
    ("source", "written", "expected"),
    [
        ("Korea Utara membantah.", "Korea Utara denied it.", "DPRK denied it."),
        ("Korut dan Korut membantah.", "Korut and DPRK denied it.", "DPRK and DPRK denied it."),
        ("Luasnya 9.174 meter, 2,5 mil.", "It is 9.174 metres, 2,5 miles.", "It is 9,174 metres, 2.5 miles."),
        ("Rapat pukul 11.29 dan 11.29.", "At 11.29 and 11.29.", "At 11:29 and 11:29."),
        (
            "Ada 1.500 kapal dan 1,5 ton.",
            "There are 1.500 ships and 1,5 tonnes.",
            "There are 1,500 ships and 1.5 tonnes.",
        ),
    ],
)
def test_what_is_left_as_the_source_spells_it_needs_no_second_question(
    source: str, written: str, expected: str
) -> None:
    """Terms and figures in Indonesian spelling are put right where they stand; the model is asked once."""
    engine = Told(written)
    (out,) = render_terms(engine, [source], GLOSSARY)
    assert out.translation.text == expected
    assert engine.calls == [source]


@pytest.mark.parametrize(
    ("source", "written", "missing"),
    [
        ("Mereka menunggu 3 bulan.", "They waited three months.", []),
        ("Mereka menunggu 3 bulan.", "They waited for months.", ["3"]),
        ("Ada 13 kapal.", "There are thirteen ships.", ["13"]),
        ("Dua kaki Velociraptor.", "Two feet of Velociraptors.", []),
        ("Dua kaki Velociraptor.", "Two feet of velociraptor.", ["Velociraptor"]),
        ("Ada 3 dari 3 kapal.", "There are three ships.", ["3"]),
    ],
)
def test_what_counts_as_lost(source: str, written: str, missing: list[str]) -> None:
    """Small numbers may be spelt out and names stand in the plural, each as often as in the source."""
    assert [fact.target for fact in lost(source, written)] == missing


def test_a_name_is_put_right_where_attention_is_sure() -> None:
    """Words that attend to a term or a name and to nothing else are replaced unasked; what is in doubt is asked for."""
    source, written = "Presiden Korut bertemu Kowal.", "The president of Pyongyang met Cowal."
    engine = Told(
        written, links={"president": "Presiden", "Pyongyang": "Korut", "met": "bertemu", "Cowal": "Kowal"}
    )
    (out,) = render_terms(engine, [source], GLOSSARY)
    assert out.translation.text == "The president of DPRK met Kowal."
    assert [(use.how, use.rendering) for use in out.uses] == [("replaced", "DPRK")]
    unsure = Told(written, links={"Pyongyang": "Presiden Korut bertemu"})
    render_terms(unsure, [source], Glossary((KU,)))
    assert len(unsure.calls) > 1


def test_half_a_name_is_made_whole() -> None:
    """`Yang` is an ordinary word, but not before a Korean given name."""
    source, written = "Menurut Yang Moo-jin, itu benar.", "According to What Moo-jin, that is true."
    engine = Told(written, links={"What": "Yang", "Moo-jin": "Moo-jin", "that": "itu", "true": "benar"})
    (out,) = render_terms(engine, [source], GLOSSARY)
    assert out.translation.text == "According to Yang Moo-jin, that is true."
    assert engine.calls == [source]


def test_asking_again_may_cost_more_than_it_wins() -> None:
    """Where the second answer has the term but lost a name, the term is put into the first."""

    class Forgetful(Told):
        def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
            answers = super().translate(batch, attention=attention)
            return answers if self.calls == [source] else [Translation("DPRK rejects it.", -0.5)]

    source = "Korut menolak usul itu, kata Kowal."
    engine = Forgetful("Pyongyang rejects it, says Kowal.", links={"Pyongyang": "Korut menolak usul"})
    (out,) = render_terms(engine, [source], Glossary((KU,)))
    assert out.translation.text == "DPRK rejects it, says Kowal."
    assert [use.how for use in out.uses] == ["replaced"]


def test_what_cannot_be_placed_is_missed() -> None:
    """Where one word stands for two terms, one of them is reported, with a reason."""
    source = "Korea Utara menolak PBB."
    (out,) = render_terms(fixed(source, "No."), [source], GLOSSARY)
    assert sorted(use.how for use in out.uses) == ["missed", "replaced"]
    assert [bool(use.note) for use in out.uses if not use.honoured] == [True]


@pytest.mark.parametrize(
    ("source", "written", "expected"),
    [
        ("Korut menolak.", "north Korea rejected.", "DPRK rejected."),
        ("Laporan dari PBB.", "A report from the United nations..", "A report from the U.N."),
        ('"Korut menolak," katanya.', '"north Korea rejected," he said.', '"DPRK rejected," he said.'),
        ("Tiga orang pembelot tiba.", "Three new defector arrived.", "Three new escapees arrived."),
        ("Pembelot di sini.", "The defector escapee here.", "The escapee here."),
        ("Pembelot tiba.", "defector arrived.", "Escapee arrived."),
        ("Ia tiba. Pembelot pergi.", "He arrived. defector went.", "He arrived. Escapee went."),
        (
            "Ia mengecam PBB karena itu.",
            "He condemned United nations because of it.",
            "He condemned the U.N. because of it.",
        ),
        ("Pasukan baru PBB.", "New United nations troops.", "New U.N. troops."),
        ("Menurut dr. pembelot itu.", "By Dr. defector.", "By Dr. escapee."),
        ("Seorang prajurit TNI gugur.", "An army soldier died.", "The Forces soldier died."),
    ],
)
def test_the_text_around_a_rendering_is_natural(source: str, written: str, expected: str) -> None:
    """One article, one stop, a capital at the beginning."""
    terms = Glossary(
        (KU, Term("PBB", ("U.N.",)), Term("TNI", ("the Forces",)), Term("pembelot", ("escapee",)))
    )
    (match,) = terms.match(source)
    old = {"Korut": "north Korea", "PBB": "United nations", "TNI": "army"}.get(match.surface, "defector")
    start = written.index(old)
    answer = splice(Translation(written, -1.0), Span(start, start + len(old)), match.rendering)
    uses = account([match], answer, "annotated", ()).uses
    assert tidy(source, answer, uses).text == expected


def test_words_linked_to_a_missing_term_are_replaced() -> None:
    """Where nothing else helps, attention says which words to replace."""
    source = "Korut menolak usul itu."
    (out,) = render_terms(fixed(source, "Pyongyang rejected that proposal."), [source], GLOSSARY)
    assert out.translation.text == "DPRK rejected that proposal."
    assert [use.how for use in out.uses] == ["replaced"]


def test_segments_without_a_term_are_untouched() -> None:
    """They are asked for once, as they are, and come out byte for byte as without a glossary."""
    engine = Copying()
    sentences = ["Harga naik.", "Hujan turun."]
    with_terms = render_terms(engine, sentences, GLOSSARY)
    assert engine.calls == sentences
    assert with_terms == render_terms(Copying(), sentences, Glossary())


def test_embedded_model_obeys_a_house_style() -> None:
    """Korea Utara comes out as the glossary wants it, twice in a sentence too, or is reported as missed."""
    from align.engines import load_engine  # noqa: PLC0415

    sentences = [
        "Korea Utara membantah laporan itu.",
        "Menteri dari Korea Utara bertemu menteri PBB di Korea Utara.",
    ]
    out = render_terms(
        load_engine("embedded"), sentences, Glossary((Term("Korea Utara", ("DPRK",), kind="name"), UN))
    )
    for rendered in out:
        for use in rendered.uses:
            assert use.target is not None
            assert use.target.of(rendered.translation.text) == use.rendering


def test_a_term_across_the_end_of_a_line_is_put_right() -> None:
    """Its blank is a line end there."""
    (out,) = render_terms(Told("Korea Utara denied it."), ["Korea\nUtara membantah."], GLOSSARY)
    assert out.translation.text == "DPRK denied it."
