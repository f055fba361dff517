"""The bars of the golden set of terms: renderings counted in the text, and every miss reported."""

from __future__ import annotations

import pytest

from align.engines import load_engine
from benchmarks.terms import BAR, MANGLED_BAR, SPOILT, Mangling, Result, count, load_set, measure
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


def _honest(result: Result, bar: float) -> None:
    assert result.success >= bar, result.misses
    assert result.flagged == 1.0, result.misses
    assert result.false == 0


def test_embedded_engine() -> None:
    """Terms come out with the embedded engine."""
    _honest(measure("embedded", load_engine("embedded"))[0], BAR)


@pytest.mark.parametrize("name", SPOILT)
def test_engines_that_mangle(name: str) -> None:
    """They come out, too, or are reported, with engines that spoil placeholders."""
    _honest(measure(name, Mangling(load_engine("embedded"), name, SPOILT[name]))[0], MANGLED_BAR)
