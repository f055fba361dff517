"""Translating with a memory gives what translating without one gives, and asks the engine for less."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import align
import glossary
from align import formats
from align.engines.base import Request, Translation
from align.engines.fixed import FixedEngine
from align.memory.store import Memory
from align.pipeline.results import Made
from align.pipeline.serial import pack, unpack
from align.terms.render import render_terms

TEXT = (
    "Korea Utara membantah laporan itu. KCNA melaporkan pada 23 September 2022.\n\n"
    "Harga naik 2,5 persen. Korea Utara membantah laporan itu. Presiden “tidak” menjawab, kata juru bicara.\n"
)
ECHO = {"*": "EN {}"}


class Counting:
    """An engine that notes what it is asked to translate."""

    def __init__(self, engine: Any) -> None:
        self._engine, self.asked = engine, []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        self.asked += [request.text for request in batch]
        answers: list[Translation] = self._engine.translate(batch, attention=attention)
        return answers


@pytest.fixture(scope="module")
def embedded() -> align.Engine:
    return align.load_engine("embedded")


def rendered(bitext: align.Bitext, form: str = "jsonl") -> bytes:
    return formats.render(bitext, form)


@pytest.mark.parametrize("first_mention", [False, True])
def test_what_is_recalled_is_byte_for_byte_what_was_made(
    embedded: align.Engine, first_mention: bool, tmp_path: Path
) -> None:
    plain = align.translate(TEXT, engine=embedded, first_mention=first_mention)
    engine = Counting(embedded)
    for asked in (True, False):
        with_memory = align.translate(
            TEXT, engine=engine, first_mention=first_mention, memory=tmp_path / "m.db"
        )
        assert bool(engine.asked) == asked
        engine.asked.clear()
        assert with_memory == plain
        for form in ("jsonl", "html"):
            assert rendered(with_memory, form) == rendered(plain, form)


@settings(max_examples=25)
@given(st.text(max_size=120))
def test_any_text_comes_out_the_same_with_a_memory(text: str) -> None:
    engine = Counting(FixedEngine(ECHO, "echo"))
    plain = align.translate(text, engine=engine)
    with TemporaryDirectory() as folder, closing(Memory(Path(folder) / "m.db")) as memory:
        first = align.translate(text, engine=engine, memory=memory)
        engine.asked.clear()
        again = align.translate(text, engine=engine, memory=memory)
    assert first == again == plain
    assert engine.asked == []


def test_no_sentence_is_translated_twice(tmp_path: Path) -> None:
    engine = Counting(FixedEngine(ECHO, "echo"))
    none = glossary.Glossary()
    with closing(Memory(tmp_path / "m.db")) as memory:
        align.translate("Ia datang. Ia pergi. Ia datang.", engine=engine, glossary=none, memory=memory)
        assert engine.asked == ["Ia datang.", "Ia pergi."]
        engine.asked.clear()
        align.translate("Ia pergi. Ia pulang. Ia datang.", engine=engine, glossary=none, memory=memory)
        assert engine.asked == ["Ia pulang."]


def test_another_engine_or_glossary_makes_its_own(tmp_path: Path) -> None:
    terms = glossary.Glossary((glossary.Term("Presiden", ("Head of State",)),))
    asked = {}
    with closing(Memory(tmp_path / "m.db")) as memory:
        for name, table, own in (
            ("first", ECHO, None), ("engine", {"*": "English {}"}, None), ("glossary", ECHO, terms),
            ("first again", ECHO, None),
        ):  # fmt: skip
            engine = Counting(FixedEngine(table, name))
            bitext = align.translate("Presiden tiba.", engine=engine, glossary=own, memory=memory)
            plain = align.translate("Presiden tiba.", engine=FixedEngine(table, name), glossary=own)
            assert bitext == plain
            asked[name] = bool(engine.asked)
        assert len(memory.counts().made) == 3
    assert asked == {"first": True, "engine": True, "glossary": True, "first again": False}


def test_approved_pairs_win_whatever_the_engine(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m.db")) as memory:
        align.translate("Korea Utara membantah.", engine=FixedEngine(ECHO, "echo"), memory=memory)
        before = align.translate("Ia pergi.", engine=FixedEngine(ECHO, "echo"), memory=memory)
        memory.approve([("Korea Utara membantah.", "North Korea denies it.")], "a.tmx")
        engine = Counting(FixedEngine({"*": "Other {}"}, "other"))
        bitext = align.translate("Korea Utara membantah. Ia pergi.", engine=engine, memory=memory)
        assert engine.asked == ["Ia pergi."]
        first, second = bitext
        assert (first.target_text, first.bead.approved, first.bead.score) == (
            "North Korea denies it.",
            True,
            1.0,
        )
        assert [(use.term, use.rendering, use.how) for use in first.terms] == [
            ("Korea Utara", "North Korea", "found")
        ]
        tied = {
            (link.source.of(bitext.source.text), link.target.of(bitext.target.text)) for link in first.links
        }
        assert ("Korea", "Korea") in tied
        assert not second.bead.approved
        assert f"|memory:{memory.state().digest}|" in bitext.signature
        assert "memory:" not in before.signature
        again = align.translate("Korea Utara membantah. Ia pergi.", engine=engine, memory=memory)
        assert again == bitext


def test_what_was_taken_back_is_the_engines_again(tmp_path: Path) -> None:
    engine = FixedEngine(ECHO, "echo")
    plain = align.translate("Ia pergi.", engine=engine)
    with closing(Memory(tmp_path / "m.db")) as memory:
        memory.approve([("Ia pergi.", "He went.")], "a")
        assert align.translate("Ia pergi.", engine=engine, memory=memory).target.text == "He went."
        memory.forget([("Ia pergi.", "He went.")], "a")
        assert align.translate("Ia pergi.", engine=engine, memory=memory) == plain


def test_an_approved_pair_with_a_first_mention_spelt_out_is_no_longer_as_approved(tmp_path: Path) -> None:
    engine = FixedEngine(ECHO, "echo")
    with closing(Memory(tmp_path / "m.db")) as memory:
        memory.approve([("KPK menahan dia.", "The KPK arrested him."), ("Ia diam.", "He is silent.")], "a")
        bitext = align.translate(
            "KPK menahan dia. Ia diam.", engine=engine, memory=memory, first_mention=True
        )
    assert [pair.bead.approved for pair in bitext] == [False, True]
    assert "Corruption Eradication Commission (KPK)" in bitext.target.text


@pytest.mark.parametrize("body", [b"", b"x", zlib.compress(b"[]\n"), zlib.compress(b'["x",0,[],[1]]\n')])
def test_an_entry_that_is_damaged_is_made_again(body: bytes, tmp_path: Path) -> None:
    engine = Counting(FixedEngine(ECHO, "echo"))
    with closing(Memory(tmp_path / "m.db")) as memory:
        plain = align.translate("Ia pergi.", engine=engine, memory=memory)
        memory._db.execute("UPDATE made SET body=?", (body,))
        engine.asked.clear()
        assert align.translate("Ia pergi.", engine=engine, memory=memory) == plain
        assert engine.asked == ["Ia pergi."]
        assert len(memory.made(next(iter(memory.counts().made)), [_only_key(memory)])) == 1


def _only_key(memory: Memory) -> bytes:
    [[key]] = memory._db.execute("SELECT key FROM made").fetchall()
    return bytes(key)


@pytest.mark.parametrize("linked", [True, False])
def test_what_is_unpacked_is_what_was_packed(embedded: align.Engine, linked: bool) -> None:
    terms = glossary.default()
    for sentence in ("Korea Utara membantah.", "Badan 👩‍👩‍👧 KPK: 2,5 persen!", "Ya."):
        [item] = render_terms(embedded, [sentence], terms)
        links = align.words(sentence, item.translation.text) if linked else None
        back = unpack(pack(Made(item, None if links is None else tuple(links))), terms.match(sentence))
        assert (back.rendered.uses, back.links) == (item.uses, None if links is None else tuple(links))
        assert back.rendered.translation.text == item.translation.text
        assert back.rendered.translation.score == item.translation.score
        attention, own = back.rendered.translation.attention, item.translation.attention
        assert (attention is None) == (linked or own is None)
        if attention is not None and own is not None:
            assert (attention.source, attention.target) == (own.source, own.target)
            assert (attention.weights == own.weights).all()


def test_translate_many_recalls_for_every_worker(tmp_path: Path) -> None:
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(f"Korea Utara membantah. Berita nomor {number}.", encoding="utf-8")
    plain = list(align.translate_many(files))
    with closing(Memory(tmp_path / "m.db")) as memory:
        assert list(align.translate_many(files, memory=memory)) == plain
        made = sum(memory.counts().made.values())
        assert made == 4
        assert list(align.translate_many(files, memory=memory, workers=2)) == plain
        assert sum(memory.counts().made.values()) == made
