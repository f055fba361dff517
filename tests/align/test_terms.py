"""The chain that holds translations to the glossary, with engines that obey, drop, double and move."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from align.engines.base import Request, Translation
from align.engines.fixed import FixedEngine
from align.terms import placeholder, render_terms
from glossary import Glossary, Term

KU = Term("Korea Utara", ("DPRK", "North Korea"), ("Korut",), "name", origin="own.tsv:2")
UN = Term("PBB", ("UN",), (), "acronym", origin="own.tsv:3")
GLOSSARY = Glossary((KU, UN))


class Copying:
    """Says the source with a prefix; placeholders come back as `mangle` leaves them."""

    annotates = False
    signature = "copying"

    def __init__(self, mangle: str = "") -> None:
        self.mangle = mangle
        self.calls: list[str] = []

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        self.calls += [request.text for request in batch]
        return [Translation("They say " + self._answer(request.text), -1.0) for request in batch]

    def _answer(self, text: str) -> str:
        if self.mangle == "drop":
            return text.replace(placeholder(0), "it")
        if self.mangle == "double":
            return text.replace(placeholder(0), f"{placeholder(0)} {placeholder(0)}")
        return text


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
    assert out.translation.text == "They say DPRK menolak UN."
    assert [use.how for use in out.uses] == ["placeholder", "placeholder"]
    assert [use.target and use.target.of(out.translation.text) for use in out.uses] == ["DPRK", "UN"]


@pytest.mark.parametrize("mangle", ["drop", "double"])
def test_lost_or_doubled_placeholders_are_never_trusted(mangle: str) -> None:
    """Then the term is flagged as missed, with a reason, and no placeholder is left in the text."""
    (out,) = render_terms(Copying(mangle), ["Korea Utara menolak."], GLOSSARY)
    assert placeholder(0) not in out.translation.text
    assert [(use.how, bool(use.note)) for use in out.uses] == [("missed", True)]


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
