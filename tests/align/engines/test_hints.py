"""Renderings told for rare words."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.engines.base import Annotation, Request
from align.engines.ct2 import load
from align.engines.hints import adverb, bare, find, read_hints
from align.errors import EngineError
from align.lexical.affixes import active
from align.model import Span
from tests.align.engines.conftest import assert_needed, with_file

HINTS = {"berlabuh": "anchored", "pelabuhan": "harbour"}
SENTENCE = "Kapal itu berlabuh di pelabuhan Surabaya selama 12 hari."


@pytest.fixture(scope="module")
def hinted(own: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model in padanan's own layout, with hints beside it."""
    lines = "".join(f"{a}\t{b}\n" for a, b in HINTS.items())
    return with_file(own, tmp_path_factory.mktemp("hinted") / "model", "hints.tsv", lines, "hints")


def test_whole_words_in_lower_case_are_found() -> None:
    """A name, a part of a word and a doubled word are none; the clitic -nya makes no other word."""
    text = "Kata Pelabuhan: pelabuhan, pelabuhan-pelabuhan, pelabuhannya; berlabuh, pelabuhanku"
    assert [(text[h.source.start : h.source.end], h.target) for h in find(HINTS, text)] == [
        ("pelabuhan", "harbour"),
        ("pelabuhannya", "harbour"),
        ("berlabuh", "anchored"),
    ]


@pytest.mark.parametrize(
    "text", ["Pelabuhan itu sepi.", "“Pelabuhan itu sepi,” katanya.", "- Pelabuhan", "(Pelabuhan)"]
)
def test_the_first_word_of_a_sentence_is_found_with_its_capital(text: str) -> None:
    """Behind quotes and dashes, too."""
    (hint,) = find(HINTS, text)
    assert (hint.source.of(text), hint.target) == ("Pelabuhan", "harbour")


@pytest.mark.parametrize(
    "text", ["Pelabuhan Ratu sepi.", "PELABUHAN SEPI", "Pelabuhan-pelabuhan sepi.", "Di Pelabuhan", "P"]
)
def test_a_name_at_the_start_is_none(text: str) -> None:
    """What has another capital behind it may be one."""
    assert find(HINTS, text) == []


def test_a_word_that_only_looks_like_a_stem_with_a_clitic_is_none() -> None:
    """`setidaknya` is no form of `setidak`; a hint of its own counts first."""
    hints = {"setidak": "not", "tahun": "year", "tahunnya": "vintage"}
    assert [hint.target for hint in find(hints, "setidaknya tahunnya")] == ["vintage"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Ia membantah itu.", "denied"),
        ("Tak seorang pun berhak membantah itu.", "deny"),
        ("Ia tidak membantah.", "deny"),
    ],
)
def test_after_what_asks_for_it_a_verb_is_told_in_its_bare_form(text: str, hint: str) -> None:
    assert [each.target for each in find({"membantah": "denied"}, text)] == [hint]


@pytest.mark.parametrize(
    ("passive", "verb"),
    [
        ("diserobot", "menyerobot"),
        ("dipukul", "memukul"),
        ("dibawa", "membawa"),
        ("ditulis", "menulis"),
        ("dicari", "mencari"),
        ("dikejar", "mengejar"),
        ("diambil", "mengambil"),
        ("dilacak", "melacak"),
        ("diperbaiki", "memperbaiki"),
    ],
)
def test_a_passive_is_told_as_its_active(passive: str, verb: str) -> None:
    """The model inflects; a hint of its own counts first."""
    assert active(passive) == verb
    assert [hint.target for hint in find({verb: "do"}, f"Itu {passive}nya.")] == ["do"]
    assert [hint.target for hint in find({verb: "do", passive: "done"}, f"Itu {passive}.")] == ["done"]


@pytest.mark.parametrize(
    ("past", "form"),
    [
        ("denied", "deny"),
        ("stopped", "stop"),
        ("raised", "raise"),
        ("passed", "pass"),
        ("red", "red"),
        ("zqxed", "zqxed"),
    ],
)
def test_bare_forms(past: str, form: str) -> None:
    """Only words of English."""
    assert bare(past) == form


@pytest.mark.parametrize(
    ("adjective", "form"),
    [
        ("reckless", "recklessly"),
        ("easy", "easily"),
        ("drastic", "drastically"),
        ("visible", "visibly"),
        ("openly", "openly"),
        ("zqx", "zqx"),
    ],
)
def test_what_stands_behind_secara_is_told_as_an_adverb(adjective: str, form: str) -> None:
    """Only if that is a word of English; an adverb is one already."""
    assert adverb(adjective) == form
    hints = {"sembrono": adjective}
    assert [each.target for each in find(hints, "Ia secara sembrono pergi dengan sembrono.")] == [
        form,
        adjective,
    ]


def test_they_reach_the_model_and_stand_for_their_words(own: Path, hinted: Path) -> None:
    """The model reads them; attention still points into the text as it was given, in batches and alone.

    Scores as they are decoded: words of random weights are spelt and guarded as chance, and the processor, have it.
    """
    plain, told = (load(str(folder), beam=2, threads=1, device="cpu") for folder in (own, hinted))
    requests = [Request(SENTENCE), Request("Kapal itu kecil.")]
    without, with_hints = (
        [answer for (answer,) in engine.alternatives(requests, 1)] for engine in (plain, told)
    )
    assert with_hints[0].score != without[0].score
    assert with_hints[1].score == without[1].score
    assert told.alternatives(requests[:1], 1)[0][0].score == with_hints[0].score
    attention = with_hints[0].attention
    assert attention is not None
    assert {SENTENCE[span.start : span.end] for span in attention.source} >= set(HINTS)
    assert all(0 <= span.start <= span.end <= len(SENTENCE) for span in attention.source)


def test_inside_a_term_nothing_is_told(hinted: Path) -> None:
    """The term's rendering must come out; the hints of other words stand beside it."""
    engine = load(str(hinted), beam=2, threads=1, device="cpu")
    start = SENTENCE.index("pelabuhan")
    term = Annotation(Span(start, start + len("pelabuhan Surabaya")), "Port of Surabaya")
    pieces = "".join(engine._encode(Request(SENTENCE, (term,))).pieces)
    assert (pieces.count("<t>"), pieces.count("</t>")) == (1, 2)
    assert "▁berlabuh<=>▁anchored</t>" in pieces
    assert "harbour" not in pieces
    assert "harbour" in "".join(engine._encode(Request(SENTENCE)).pieces)


def test_what_a_model_needs_names_its_hints(hinted: Path) -> None:
    assert_needed(hinted, "hints.tsv")


@pytest.mark.parametrize("lines", ["satu\tone\ndua\n", "satu\tone\nsatu\tone\n", "satu\tone\ttwo\n"])
def test_bad_hints_are_one_clear_line(tmp_path: Path, lines: str) -> None:
    (tmp_path / "hints.tsv").write_text(lines, encoding="utf-8")
    with pytest.raises(EngineError, match=r"hints\.tsv:[12]: expected a word, a tab and its English"):
        read_hints(tmp_path / "hints.tsv")
