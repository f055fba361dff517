"""The embedded model, through the engine users run."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from align.engines import load_engine
from align.engines.base import Annotation, Request
from align.engines.ct2 import Ct2Engine
from align.engines.embedded import FOLDER
from align.model import Span

ARTICLE = Path(__file__).parents[3] / "examples" / "dprk-arms-2022-09-23.id.txt"


@pytest.fixture(scope="module")
def engine() -> Ct2Engine:
    loaded = load_engine("embedded", beam=2)
    assert isinstance(loaded, Ct2Engine)
    return loaded


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    return [line for line in ARTICLE.read_text(encoding="utf-8").splitlines() if line]


def test_output_does_not_depend_on_the_batch(engine: Ct2Engine, paragraphs: list[str]) -> None:
    """A paragraph alone and among all, in either order: the same words, score and flags."""
    requests = [Request(paragraph) for paragraph in paragraphs]
    alone = [engine.translate([request])[0] for request in requests]
    assert engine.translate(requests) == alone
    assert engine.translate(requests[::-1]) == alone[::-1]


def test_links_of_a_batch_are_those_of_each_alone(engine: Ct2Engine) -> None:
    """Of sentences as long as each other, none gets a row of another's attention."""
    names = ["Budi", "Siti", "Rina", "Joko", "Dewi", "Andi"]
    requests = [Request(f"{name} pergi ke pasar.") for name in names]
    together = engine.translate(requests, attention=True)
    for request, answer in zip(requests, together, strict=True):
        (alone,) = engine.translate([request], attention=True)
        assert answer.attention is not None
        assert alone.attention is not None
        assert np.array_equal(answer.attention.weights, alone.attention.weights)


@pytest.mark.parametrize("text", ["", "  ", "…", "— ! —", "***", "12.500", "(1) [2]", "🙂"])
def test_what_is_no_language_never_reaches_the_model(engine: Ct2Engine, text: str) -> None:
    """Empty, punctuation and bare numbers come back as they are."""
    (answer,) = engine.translate([Request(text)], attention=True)
    assert (answer.text, answer.score, answer.flags) == (text, 0.0, ())


def test_nothing_is_truncated(engine: Ct2Engine) -> None:
    """A sentence of 1,000 words is translated to its end: the last words of the answer look at its last clause."""
    clauses = ["pemerintah mengatakan harga minyak naik"] * 200
    long = ", ".join(clauses) + ", dan wartawan KCNA melaporkan dari Pyongyang."
    (answer,) = engine.translate([Request(long)], attention=True)
    assert len(answer.text.split()) > 500
    assert answer.attention is not None
    assert answer.attention.source[-1].end == len(long)
    tail = [column for column, span in enumerate(answer.attention.source) if span.start > len(long) - 48]
    assert answer.attention.weights[-12:, tail].sum() > 1


def test_a_blob_passes_through(engine: Ct2Engine) -> None:
    """A megabyte without a space is no language: copied, at once, and nothing is lost."""
    blob = "a1B2" * 250_000
    begun = time.monotonic()
    (answer,) = engine.translate([Request(blob)])
    assert answer.text == blob
    assert time.monotonic() - begun < 60  # a hang, not a speed


@pytest.mark.parametrize("wanted", ["DPRK", "Kingdom of the North", "Serikat"])
def test_annotations_are_obeyed(engine: Ct2Engine, wanted: str) -> None:
    """A rendering asked for inline is used, also one the model would not have chosen, or only if spelt out."""
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
    """Look-alikes of symbols are text: all of it is read, and the answer holds no piece of markup."""
    (answer,) = engine.translate([Request(text)], attention=True)
    assert answer.attention is not None
    assert max(span.end for span in answer.attention.source) == len(text)
    assert answer.text


def test_forced_attention_is_that_of_the_model_for_its_own_answer(engine: Ct2Engine) -> None:
    """Forcing what the search chose gives the search's weights where it has them, but for what int8 rounds away."""
    texts = ["Harga minyak naik.", "Pemerintah membantah laporan itu.", "Presiden bertemu menteri."]
    answers = engine.translate([Request(text) for text in texts], attention=True)
    forced = engine.attend([(text, answer.text) for text, answer in zip(texts, answers, strict=True)])
    compared = 0
    for answer, again in zip(answers, forced, strict=True):
        assert answer.attention is not None
        if again.target == answer.attention.target:  # cut into the same pieces
            known = answer.attention.weights.any(axis=1)
            assert known[1:].all()
            assert np.allclose(again.weights[known], answer.attention.weights[known], atol=0.05)
            compared += 1
    assert compared


def test_a_right_translation_is_likelier_than_a_wrong_one(engine: Ct2Engine) -> None:
    """Log-probabilities of given pairs order them."""
    source = "Presiden bertemu menteri."
    good, bad = engine.score(
        [(source, "The president met the minister."), (source, "Two dogs are swimming in the river.")]
    )
    assert bad < good < 0


def test_loading_touches_no_torch_and_is_quick() -> None:
    """A cold start to the first sentence imports neither torch nor transformers nor sacremoses."""
    code = (
        "import sys\n"
        "from align.engines import load_engine\n"
        "from align.engines.base import Request\n"
        "print(load_engine('embedded').translate([Request('Harga beras naik.')])[0].text)\n"
        "print([name for name in ('torch', 'transformers', 'sacremoses') if name in sys.modules])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=600
    )
    text, heavy = run.stdout.splitlines()
    assert text
    assert heavy == "[]"
    assert run.stderr == ""


def test_the_model_is_small() -> None:
    """At most 64 MB on disk."""
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 64e6
