"""The embedded model, through the engine users run."""

from __future__ import annotations

import random
import time
from pathlib import Path

import numpy as np
import pytest

from align.engines import load_engine
from align.engines.base import Annotation, Request
from align.engines.ct2 import Ct2Engine
from align.errors import EngineError
from align.model import Span

ARTICLE = Path(__file__).parents[3] / "examples" / "dprk-arms-2022-09-23.id.txt"


@pytest.fixture(scope="module")
def engine() -> Ct2Engine:
    loaded = load_engine("embedded", beam=2)
    assert isinstance(loaded, Ct2Engine)
    return loaded


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    return [line for line in ARTICLE.read_text(encoding="utf-8").splitlines() if line]


def test_output_does_not_depend_on_the_batch(engine: Ct2Engine, sentences: list[str]) -> None:
    """A sentence alone, among all, and among all in another order: the same words and the same score."""
    alone = [engine.translate([Request(sentence)])[0] for sentence in sentences]
    together = engine.translate([Request(sentence) for sentence in sentences])
    order = random.Random(5).sample(range(len(sentences)), len(sentences))
    shuffled = dict(zip(order, engine.translate([Request(sentences[i]) for i in order]), strict=True))
    for i, answer in enumerate(alone):
        assert answer.text == together[i].text == shuffled[i].text
        assert answer.score == pytest.approx(together[i].score, abs=1e-4)


@pytest.mark.parametrize("text", ["", "  ", "…", "— ! —", "***", "12.500", "(1) [2]", "🙂"])
def test_what_is_no_language_never_reaches_the_model(engine: Ct2Engine, text: str) -> None:
    """Empty, punctuation and bare numbers come back as they are."""
    (answer,) = engine.translate([Request(text)], attention=True)
    assert answer.text == text
    assert answer.flags == ()


def test_nothing_is_truncated(engine: Ct2Engine) -> None:
    """A sentence of 3,000 words is translated to its end: its last clause is there."""
    long = (
        ", ".join(["pemerintah mengatakan harga minyak naik"] * 600) + ", dan KCNA melaporkan dari Pyongyang."
    )
    (answer,) = engine.translate([Request(long)])
    assert "KCNA" in answer.text[-200:]
    assert len(answer.text.split()) > 1500


def test_a_blob_passes_through(engine: Ct2Engine) -> None:
    """A megabyte without a space is no language: copied, at once, and nothing is lost."""
    blob = "a1B2" * 250_000
    begun = time.monotonic()
    (answer,) = engine.translate([Request(blob)])
    assert answer.text == blob
    assert time.monotonic() - begun < 60  # a hang, not a speed


def test_attention_points_into_the_verbatim_texts(engine: Ct2Engine) -> None:
    """Rows and columns are characters of answer and source, also where the source needed normalising."""
    text = "“Kami\u00a0menolak…” kata Menteri Luar Negeri\u200b Rusia, Sergei Lavrov."
    (answer,) = engine.translate([Request(text)], attention=True)
    attention = answer.attention
    assert attention is not None
    assert attention.weights.shape == (len(attention.target), len(attention.source))
    assert np.all(attention.weights.sum(axis=1) <= 1.01)
    assert all(span.end <= len(text) for span in attention.source)
    assert "".join(span.of(answer.text) for span in attention.target).replace(" ", "") == answer.text.replace(
        " ", ""
    )
    assert "Lavrov" in {text[s.start : s.end] for s in attention.source} or "Lav" in "".join(
        span.of(text) for span in attention.source
    )


@pytest.mark.parametrize("wanted", ["DPRK", "Chosŏn", "Northern Republic"])
def test_annotations_are_obeyed(engine: Ct2Engine, wanted: str) -> None:
    """A rendering asked for inline is used, also one the model would not have chosen."""
    text = "Kementerian Pertahanan Korea Utara membantah laporan itu."
    start = text.index("Korea Utara")
    note = Annotation(Span(start, start + len("Korea Utara")), wanted)
    (answer,) = engine.translate([Request(text, (note,))])
    assert wanted in answer.text


@pytest.mark.parametrize(
    "text",
    [
        ">> Ini << bukan kode bahasa.",
        "Tanda <t> dan <=> serta </t> di sini.",
        "<s> </s> <pad> <unk> halo dunia",
    ],
)
def test_control_symbols_in_the_text_do_not_act(engine: Ct2Engine, text: str) -> None:
    """Look-alikes of markup are text; the answer holds no control symbol."""
    (answer,) = engine.translate([Request(text)])
    assert answer.text
    assert not {"<t>", "<=>", "</t>"} & set(answer.text.split())


def test_forced_decoding_gives_links_for_a_given_pair(engine: Ct2Engine) -> None:
    """One row of attention a target piece, for a translation the model did not make."""
    (attention,) = engine.attend([("Harga minyak naik.", "Oil prices went up.")])
    assert attention.weights.shape == (len(attention.target), len(attention.source))
    assert attention.target[-1].end == len("Oil prices went up.")


def test_a_right_translation_is_likelier_than_a_wrong_one(engine: Ct2Engine) -> None:
    """Log-probabilities of given pairs order them."""
    good, bad = engine.logprobs([
        ("Presiden bertemu menteri.", "The president met the minister."),
        ("Presiden bertemu menteri.", "Two dogs are swimming in the river."),
    ])  # fmt: skip
    assert bad < good < 0


def test_alternatives_are_best_first(engine: Ct2Engine) -> None:
    """As many answers as asked for, in order of score."""
    (answers,) = engine.alternatives([Request("Pemerintah membantah laporan itu.")], 4)
    assert [a.score for a in answers] == sorted((a.score for a in answers), reverse=True)
    assert len(answers) == 4


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nonsense", "known: embedded, ct2:DIR"),
        ("ct2", "known: embedded, ct2:DIR"),
        ("ct2:/no/such/folder", "no such model folder"),
        ("fixed:/no/such/file.tsv", "/no/such/file.tsv"),
    ],
)
def test_an_engine_that_is_not_there_is_one_clear_error(name: str, message: str) -> None:
    """The message says what is known, or what is missing."""
    with pytest.raises(EngineError, match=message):
        load_engine(name)
