"""CTranslate2 engines, on a small real model converted on the spot."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from align.engines import load_engine
from align.engines.base import Annotation, Request, Translation
from align.engines.ct2 import Ct2Engine
from align.model import Span
from align.pipeline.translating import translate
from glossary import Glossary

TEXTS = [
    "Harga beras naik.",
    "Kapal itu berlabuh di pelabuhan Surabaya selama 12 hari, lalu berlayar ke utara.",
    "“Kami tidak menerima surat itu,” kata juru bicara.",
    "Ibu mencuci.",
    "Hujan deras merusak jembatan, jalan raya, dan tiga puluh rumah di desa kami.",
    "Anak-anak bermain.",
    "Presiden bertemu dengan duta besar di istana untuk membahas perdagangan beras.",
    "Bank sentral menahan suku bunga pada 5,75 persen.",
    "Panen lebih baik.",
]


def tiny(folder: Path, **options: int) -> Ct2Engine:
    engine = load_engine(f"ct2:{folder}", **({"beam": 2, "threads": 2} | options))
    assert isinstance(engine, Ct2Engine)
    return engine


@pytest.mark.parametrize("beam", [1, 2, 4])
def test_output_does_not_depend_on_the_batch(own: Path, beam: int) -> None:
    """Alone, together, doubled, in other orders: the same words, scores and weights to the last bit."""
    engine = tiny(own, beam=beam)
    alone = [engine.translate([Request(text)], attention=True)[0] for text in TEXTS]
    for seed, copies in enumerate((1, 1, 3)):
        order = random.Random(seed).sample(range(len(TEXTS)), len(TEXTS)) * copies
        together = engine.translate([Request(TEXTS[i]) for i in order], attention=True)
        for i, answer in zip(order, together, strict=True):
            assert (answer.text, answer.score, answer.flags) == (
                alone[i].text,
                alone[i].score,
                alone[i].flags,
            )
            assert answer.attention is not None
            assert alone[i].attention is not None
            assert np.array_equal(answer.attention.weights, alone[i].attention.weights)


@pytest.mark.parametrize("beam", [1, 2, 4])
def test_a_first_row_that_may_be_another_sources_is_blank(own: Path, beam: int) -> None:
    """Sources of one length share a batch: each answer has the rows it has alone, and with a beam no first one.

    Answers as they are decoded: which of them a guard would ask for again, the processor's last bits decide.
    """
    engine = tiny(own, beam=beam)
    texts = [
        f"Harga {word} naik." for word in ("bunga", "beras", "rumah", "surat", "panen", "kapal", "hujan")
    ]
    together = engine.alternatives([Request(text) for text in texts * 2], 1)
    for text, (answer,) in zip(texts * 2, together, strict=True):
        [(alone,)] = engine.alternatives([Request(text)], 1)
        assert alone.attention is not None
        assert answer.attention is not None
        assert np.array_equal(answer.attention.weights, alone.attention.weights)
        assert beam == 1 or not answer.attention.weights[0].any()
        assert answer.attention.weights[1:].any(axis=1).all()


def test_chunks_decoded_side_by_side_come_back_in_order(opus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More text than a chunk: the bitext is the one an engine asked chunk after chunk makes; progress rises."""
    monkeypatch.setattr("align.pipeline.translating.CHUNK", 4)
    engine = tiny(opus, beam=1)
    text = "\n".join(f"Harga beras naik {number} kali." for number in range(11))
    seen: list[int] = []
    found = translate(text, engine=engine, progress=lambda done, _: seen.append(done))
    engine.concurrent = False
    assert translate(text, engine=engine) == found
    assert seen == [4, 8, 11]


def test_chunks_hold_sentences_the_model_finds_equally_long(
    opus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chunks are cut from sentences sorted by pieces, not by characters, so that few lengths share a chunk."""
    monkeypatch.setattr("align.pipeline.translating.CHUNK", 3)
    engine = tiny(opus, beam=1)
    asked: list[list[int]] = []
    plain = engine.translate

    def listen(batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        asked.append([engine.length_of(request.text) for request in batch])
        return plain(batch, attention=attention)

    monkeypatch.setattr(engine, "translate", listen)
    engine.concurrent = False
    translate("\n".join(TEXTS), engine=engine, glossary=Glossary())
    lengths = [length for chunk in asked for length in chunk]
    assert all(len(chunk) <= 3 for chunk in asked)
    assert len(lengths) == len(TEXTS)
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("layout", ["own", "opus"])
def test_attention_points_into_the_verbatim_texts(layout: str, request: pytest.FixtureRequest) -> None:
    """Rows are characters of the answer, columns of the source as the reader wrote it; sums at most 1."""
    engine = tiny(request.getfixturevalue(layout))
    text = "“Kami\u00a0tidak menerima surat itu…”\u200b kata menteri."
    (answer,) = engine.translate([Request(text)], attention=True)
    attention = answer.attention
    assert attention is not None
    assert attention.weights.dtype == np.float32
    assert attention.weights.shape == (len(attention.target), len(attention.source))
    assert 0 < attention.weights.sum(axis=1).max() <= 1.001
    for spans, shown in ((attention.source, text), (attention.target, answer.text)):
        covered = {i for span in spans for i in range(span.start, span.end)}
        assert {i for i, char in enumerate(shown) if char.isalnum()} <= covered
        assert max(covered) < len(shown)


def test_no_answer_outgrows_its_source(own: Path) -> None:
    """A random model never stops by itself: an answer has at most the set multiple of its source's pieces."""
    lengths = []
    for (answer,) in tiny(own).alternatives([Request(text) for text in TEXTS], 1):
        assert answer.attention is not None
        lengths.append((len(answer.attention.target), 2.0 * len(answer.attention.source) + 8))
    assert all(target <= most for target, most in lengths)
    assert any(target == most for target, most in lengths)


def test_what_no_second_try_mends_is_flagged(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard judges every answer; its flags stand in the translation, whatever the batch."""
    monkeypatch.setattr("align.engines.guard.LEAST_SCORE", -0.01)
    engine = tiny(own)
    together = engine.translate([Request(text) for text in TEXTS])
    assert all(answer.flags for answer in together)
    assert any("unlikely" in answer.flags for answer in together)
    assert [engine.translate([Request(text)])[0] for text in TEXTS] == together


def test_nothing_is_truncated(own: Path) -> None:
    """600 words, five times what the model reads: attention covers the source to its end."""
    text = ", ".join(["kapal itu berlayar ke utara"] * 120)
    (answer,) = tiny(own, beam=1).translate([Request(text)], attention=True)
    assert answer.attention is not None
    assert max(span.end for span in answer.attention.source) == len(text)


def test_terms_reach_only_a_model_that_was_trained_with_them(own: Path, opus: Path) -> None:
    """With markup, an annotation changes what is read; an OPUS model reads the same without it."""
    note = Annotation(Span(0, 5), "Vessel")
    told, plain = Request("Kapal itu berlabuh.", (note,)), Request("Kapal itu berlabuh.")
    assert tiny(own).annotates
    assert tiny(own).translate([told]) != tiny(own).translate([plain])
    assert not tiny(opus).annotates
    assert tiny(opus).translate([told]) == tiny(opus).translate([plain])


def test_no_control_symbol_is_ever_written(own: Path) -> None:
    """The symbols of the markup are suppressed in answers, also where the source holds them."""
    engine = tiny(own)
    for answers in engine.alternatives([Request(f"{text} <t> a <=> b </t>") for text in TEXTS], 4):
        assert not any(symbol in answer.text for answer in answers for symbol in ("<t>", "<=>", "</t>"))


def test_alternatives_are_best_first(own: Path) -> None:
    """As many as asked for, in order of score, with attention; what is no language has one answer."""
    several, single = tiny(own).alternatives([Request(TEXTS[1]), Request("12.500")], 4)
    assert [answer.score for answer in several] == sorted((a.score for a in several), reverse=True)
    assert len(several) == 4
    assert all(answer.attention is not None for answer in several)
    assert [answer.text for answer in single] == ["12.500"]


def test_forced_decoding_gives_a_row_for_every_piece_of_a_given_translation(own: Path) -> None:
    """Attention over pairs the model did not make, whatever their order; of an empty side, no weights."""
    engine = tiny(own)
    pairs = [
        ("Harga beras naik.", "The price of rice goes up."),
        ("Kapal itu berlabuh di pelabuhan.", "The ship"),
        ("Hujan deras.", "Heavy rain … 조"),
        ("", "Nothing."),
        ("kata " * 200, "word " * 200),
        ("Harga beras naik.", "Rice."),
        ("Harga beras naik.", "The price of rice, the minister said, goes up again and again."),
    ]
    found = engine.attend(pairs)
    for (source, target), attention in zip(pairs, found, strict=True):
        assert attention.weights.shape == (len(attention.target), len(attention.source))
        assert max(span.end for span in attention.target) == len(target.rstrip())
        assert max((span.end for span in attention.source), default=0) == len(source.rstrip())
    assert all(attention.weights.sum(axis=1).min() > 0 for attention in found[:3])
    assert found[3].weights.size == 0
    assert not found[4].weights.any()
    for number in (0, 1, 2, 5, 6):
        assert np.array_equal(engine.attend([pairs[number]])[0].weights, found[number].weights)


def test_scores_of_given_pairs_agree_with_the_search(own: Path) -> None:
    """Whatever the batch; and the model's own answer is likelier than one it did not choose."""
    engine = tiny(own)
    pairs = [(text, other) for text in TEXTS[:3] for other in TEXTS[3:5]]
    together = engine.score(pairs)
    # Targets of several lengths share a batch here: padding may change the last bits.
    assert [engine.score([pair])[0] for pair in pairs] == pytest.approx(together, rel=1e-6)
    assert all(score < 0 for score in together)
    own_answer = engine.translate([Request(TEXTS[1])])[0].text
    mine, other = engine.score([(TEXTS[1], own_answer), (TEXTS[1], "The ship lay in the port.")])
    assert other < mine
