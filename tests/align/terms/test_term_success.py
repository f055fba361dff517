"""The bars of the golden set of terms: renderings counted in the text, and every miss reported."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from align.engines import load_engine
from align.engines.base import Engine, Request, Translation
from benchmarks.terms import (
    BAR,
    MANGLED_BAR,
    SPOILT,
    Mangling,
    Result,
    count,
    like_firefox,
    load_set,
    measure,
)
from glossary import Term


def test_the_set_is_large_and_says_what_the_matcher_finds() -> None:
    """At least 220 sentences; the matcher finds each term as often as a person did."""
    parts = load_set().values()
    assert sum(len(examples) for _, examples in parts) >= 220
    for terms, examples in parts:
        for example in examples:
            found = [match.term.source for match in terms.match(example.sentence)]
            assert {source: found.count(source) for source in found} == example.terms, example.sentence


def test_renderings_are_counted_as_written() -> None:
    """Longest first, with plural and possessive, nothing inside a word."""
    terms = (Term("kapal", ("ship",)), Term("kapal perang", ("warship", "ship of war")))
    assert count(terms, "Ships, a ship\u2019s crew; the ship of war; shipping.") == {
        "kapal": 2,
        "kapal perang": 1,
    }


@pytest.fixture(scope="module")
def engine() -> Engine:
    """The embedded model, which remembers: each engine that mangles asks it for the same."""
    return Remembering(load_engine("embedded"))


class Remembering:
    """Gives each request the answer it had before. What is in its batch changes no answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[tuple[Request, bool], Translation] = {}
        self.signature, self.annotates = engine.signature, engine.annotates

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        fresh = [one for one in dict.fromkeys(batch) if (one, attention) not in self._known]
        answers = self._engine.translate(fresh, attention=attention)
        self._known |= {(one, attention): answer for one, answer in zip(fresh, answers, strict=True)}
        return [self._known[one, attention] for one in batch]


def _honest(result: Result, bar: float) -> None:
    assert result.success >= bar, result.misses
    assert result.flagged == 1.0, result.misses
    assert result.false == 0


def test_embedded_engine() -> None:
    """Terms come out with the embedded engine."""
    _honest(measure("embedded", load_engine("embedded"))[0], BAR)


@pytest.mark.parametrize("name", SPOILT)
def test_engines_that_mangle(engine: Engine, name: str) -> None:
    """They come out, too, or are reported, with engines that spoil placeholders."""
    _honest(measure(name, Mangling(engine, name, SPOILT[name]))[0], MANGLED_BAR)


def test_an_engine_like_firefoxs() -> None:
    """So they do with an engine that gives nothing but a text, greedily."""
    _honest(measure("firefox", like_firefox())[0], MANGLED_BAR)
