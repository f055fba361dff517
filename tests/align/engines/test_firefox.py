"""Firefox's models through fxtranslate: the real package on a tiny model in its format, and a double with its interface."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import align
from align.engines import load_engine
from align.engines.base import Request
from align.engines.firefox import MOST, WINDOW, FirefoxEngine, files, unpack
from align.engines.guard import LEAST_SCORE
from align.engines.pieces import Pieces
from align.errors import EngineError
from align.text.normalise import moses
from glossary import Glossary
from tests.align.engines.conftest import SENTENCES
from tests.align.engines.firefox_model import packed, write_model

LONG = ", ".join(["kapal itu berlayar ke utara"] * 60)


class Double:
    """An object with the interface of fxtranslate's translator: says what `say` makes of a text, and cuts as it does."""

    def __init__(self, pieces: Pieces, say: Callable[[str], str] = lambda text: f"EN {text}") -> None:
        self._pieces, self._say, self._thread = pieces, say, threading.get_ident()
        self.asked: list[str] = []

    def translate(self, text: str) -> str:
        assert threading.get_ident() == self._thread, "unsendable"
        self.asked.append(text)
        assert len(self._pieces.encode(text)) <= WINDOW, "it would be cut silently"
        return self._say(text)


@pytest.fixture(scope="module")
def spelling(pieces: Path) -> Pieces:
    return Pieces(pieces, moses)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory, pieces: Path) -> Path:
    """A folder as Firefox's models come: names with the pair in them."""
    import sentencepiece  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("firefox")
    size = sentencepiece.SentencePieceProcessor(model_file=str(pieces)).get_piece_size()
    write_model(folder / "model.iden.intgemm.alphas.bin", size)
    (folder / "vocab.iden.spm").write_bytes(pieces.read_bytes())
    return folder


def engine_of(double: Callable[[], Any], spelling: Pieces) -> FirefoxEngine:
    return FirefoxEngine(double, spelling, spelling, "double")


def test_a_real_model_translates_whole_texts(tiny: Path) -> None:
    """The real package reads the model; answers are its own, do not leak, and come from any thread."""
    engine = load_engine(f"firefox:{tiny}")
    together = engine.translate([Request(sentence) for sentence in SENTENCES], attention=True)
    assert all(answer.attention is None and answer.text for answer in together)
    assert [engine.translate([Request(sentence)])[0] for sentence in SENTENCES] == together
    found: list[Any] = []
    other = threading.Thread(target=lambda: found.extend(engine.translate([Request(SENTENCES[0])])))
    other.start()
    other.join()
    assert found == together[:1]
    assert engine.signature == load_engine(f"firefox:{tiny}", beam=2).signature
    assert [path.name for path in files(str(tiny))] == ["model.iden.intgemm.alphas.bin", "vocab.iden.spm"]
    bitext = align.translate("\n\n".join(SENTENCES), engine=engine, glossary=Glossary())
    assert bitext.source.text.count("\n\n") == bitext.target.text.count("\n\n") == len(SENTENCES) - 1


def test_nothing_past_the_window_is_lost(spelling: Pieces) -> None:
    """What is longer than the model's window is cut at clause borders, and every word comes back."""
    double: list[Double] = []
    engine = engine_of(lambda: double.append(Double(spelling)) or double[0], spelling)
    (answer,) = engine.translate([Request(LONG)])
    assert answer.text.count("kapal") == 60
    assert len(double[0].asked) > 2  # the word at loading, and parts


def test_an_answer_that_was_cut_is_asked_again_in_clauses(spelling: Pieces) -> None:
    """An answer as long as the engine lets one become is doubted; shorter parts are tried, and the doubt told if they fail."""
    short = engine_of(lambda: Double(spelling, lambda text: "a " * (MOST if len(text) > 80 else 3)), spelling)
    sentence = (
        "Kapal itu berlabuh di pelabuhan Surabaya selama 12 hari, lalu berlayar ke utara bersama kapal lain."
    )
    assert short.translate([Request(sentence)])[0].score > LEAST_SCORE
    always = engine_of(lambda: Double(spelling, lambda _: "a b c d " * MOST), spelling)
    assert "unlikely" in always.translate([Request(sentence)])[0].flags


def test_bytes_become_characters(spelling: Pieces) -> None:
    """Pieces of single bytes, which fxtranslate leaves as they are spelt; a reader's own such text is not touched."""
    engine = engine_of(lambda: Double(spelling, lambda text: f"{text} caf<0xC3><0xA9> <0x00>!"), spelling)
    assert engine.translate([Request("Ibu mencuci.")])[0].text == "Ibu mencuci. café !"
    assert "<0xC3><0xA9>" in engine.translate([Request("Ibu menulis <0x41>.")])[0].text


@pytest.mark.parametrize("text", ["a\0b kami", "kami \ud83d menerima", "  kami\n\nmenerima  "])
def test_odd_texts_pass(tiny: Path, text: str) -> None:
    (answer,) = load_engine(f"firefox:{tiny}").translate([Request(text)])
    assert isinstance(answer.text, str)


def test_models_that_will_not_do_are_one_line(
    tiny: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The real package's errors, its panics among them, and what it would take without a word."""
    model, vocabulary = (path.read_bytes() for path in files(str(tiny)))

    def fails(match: str, **parts: bytes) -> None:
        folder = tmp_path / f"{len([*tmp_path.iterdir()])}"
        folder.mkdir()
        for name, data in parts.items():
            (folder / name.replace("_", ".")).write_bytes(data)
        with pytest.raises(EngineError, match=match) as caught:
            load_engine(f"firefox:{folder}")
        assert "\n" not in str(caught.value)

    fails("model.* is missing")
    fails(r"vocab.* is missing", model_bin=model)
    fails("trgvocab.* is missing", model_bin=model, srcvocab_spm=vocabulary)
    fails("accepted is one model a folder", model_bin=model, model_iden_bin=model, vocab_spm=vocabulary)
    fails("not a SentencePiece model", model_bin=model, vocab_spm=b"junk")
    fails("fxtranslate cannot use this model .*truncated", model_bin=model[:3000], vocab_spm=vocabulary)
    fails("cannot use this model .*version", model_bin=b"PK\x03\x04" + bytes(99), vocab_spm=vocabulary)
    lacking = model.replace(b"decoder_l1_rnn_Wf\0", b"decoder_l1_rnn_Wx\0")
    fails("missing weight decoder_l1_rnn_Wf", model_bin=lacking, vocab_spm=vocabulary)
    with pytest.raises(EngineError, match="no such model folder"):
        load_engine("firefox:nowhere")
    capfd.readouterr()  # a panic writes its own story


def test_without_the_extra_the_remedy_is_named(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fxtranslate", None)
    with pytest.raises(EngineError, match=r"pip install 'padanan\[firefox\]'"):
        load_engine(f"firefox:{tiny}")


def test_what_comes_packed_is_held_against_its_hash(tmp_path: Path) -> None:
    (tmp_path / "vocab.spm.zst").write_bytes(packed(b"abc" * 50_000))
    unpack(tmp_path, tmp_path / "out", {})
    assert (tmp_path / "out" / "vocab.spm").read_bytes() == b"abc" * 50_000
    with pytest.raises(EngineError, match=r"vocab\.spm\.zst: damaged"):
        unpack(tmp_path, tmp_path / "other", {"vocab.spm": "0" * 64})
