"""Likeness and the search by it, held against what a look at every pair gives."""

from __future__ import annotations

import string
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.memory.fuzzy import lengths, likeness, telling, words_of
from align.memory.store import Memory

WORDS = st.lists(st.sampled_from(["api", "air", "batu", "di", "laut", "."]), max_size=14)
SENTENCES = st.lists(st.sampled_from(["Api", "air", "batu", "di", "laut"]), min_size=1, max_size=9).map(
    " ".join
)
LEASTS = st.integers(40, 100)


def distance(one: Sequence[str], two: Sequence[str]) -> int:
    """The whole table, as the definition has it."""
    row = list(range(len(two) + 1))
    for i, word in enumerate(one, 1):
        before, row = row, [i]
        for j, other in enumerate(two, 1):
            row.append(min(before[j - 1] + (word != other), before[j] + 1, row[-1] + 1))
    return row[-1]


def percent(one: Sequence[str], two: Sequence[str]) -> int:
    longest = max(len(one), len(two))
    return 100 * (longest - distance(one, two)) // longest if longest else 0


@given(WORDS, WORDS, LEASTS)
def test_likeness_is_the_edit_distance_over_the_longer_side(
    one: list[str], two: list[str], least: int
) -> None:
    found = percent(one, two)
    assert likeness(one, two, least) == (found if found >= least else 0)
    assert likeness(two, one, least) == likeness(one, two, least)


@given(WORDS.filter(bool), WORDS.filter(bool), LEASTS, st.randoms())
def test_what_is_alike_enough_has_a_telling_word_and_a_length_in_the_band(
    one: list[str], two: list[str], least: int, random: object
) -> None:
    """Whatever the counts say: they decide what a look-up costs, not what it finds."""
    if percent(one, two) < least:
        return
    fewest, most = lengths(len(one), least)
    assert fewest <= len(two) <= most
    held = {word: random.randrange(5) for word in one}  # type: ignore[attr-defined]
    assert set(telling(one, held, least)) & set(two)


@settings(max_examples=40)
@given(st.lists(SENTENCES, max_size=12, unique=True), SENTENCES, LEASTS, st.integers(1, 5))
def test_the_memory_finds_what_a_look_at_every_pair_finds(
    sources: list[str], asked: str, least: int, most: int
) -> None:
    with TemporaryDirectory() as folder, closing(Memory(Path(folder) / "m.db")) as memory:
        memory.approve([(source, source.upper()) for source in sources], "a.tmx")
        found = memory.similar(asked, least=least, most=most)
    own = [
        (100 if source == asked else min(percent(words_of(source), words_of(asked)), 99), number, source)
        for number, source in enumerate(sources)
    ]
    likest = sorted((one for one in own if one[0] >= least), reverse=True)[:most]
    if least == 100:  # nothing but the text itself, or one that differs in case
        likest = [one for one in own if one[0] == 100][:most]
        found = [alike for alike in found if alike.percent == 100]
    assert [(alike.percent, alike.source) for alike in found] == [(p, source) for p, _, source in likest]
    assert all(alike.target == alike.source.upper() and alike.origin == "a.tmx" for alike in found)


@pytest.mark.parametrize("text", ["", " ", "\u200b"])
def test_nothing_is_like_a_text_without_words(text: str, tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m.db")) as memory:
        memory.approve([("Satu.", "One.")], "a.tmx")
        assert memory.similar(text) == []


def test_a_hundred_per_cent_is_the_same_text_and_nothing_else(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m.db")) as memory:
        memory.approve([("Presiden tiba.", "The president came."), ("PRESIDEN TIBA.", "HE CAME.")], "a.tmx")
        found = memory.similar(" Presiden tiba. ")
    assert [(one.percent, one.source) for one in found] == [(100, "Presiden tiba."), (99, "PRESIDEN TIBA.")]


def test_a_pair_that_was_taken_back_is_not_shown_and_a_newer_translation_is(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m.db")) as memory:
        memory.approve([("Ia datang lagi.", "He came again."), ("Ia datang pagi.", "He came early.")], "a")
        memory.approve([("Ia datang lagi.", "She came again.")], "b")
        memory.forget([("Ia datang pagi.", "He came early.")], "a")
        [found] = memory.similar("Ia datang nanti.")
    assert (found.target, found.origin, found.percent) == ("She came again.", "b", 75)


def test_a_long_sentence_is_compared_in_a_moment(tmp_path: Path) -> None:
    """Five hundred words a side: the band of edits keeps it bounded, and what is too far ends early."""
    words = [string.ascii_lowercase[n % 26] + string.ascii_lowercase[n // 26 % 26] for n in range(500)]
    assert likeness(words, words) == 100
    assert likeness(words, words[::-1]) == 0


def test_among_more_than_are_compared_the_likest_comes_first(tmp_path: Path) -> None:
    """All of one form are alike enough; the one that shares the name and the newest come before the rest."""
    sources = [f"Pada hari itu Kota{n} mencatat kenaikan sebesar {n} dari tahun lalu." for n in range(600)]
    with closing(Memory(tmp_path / "m.db")) as memory:
        memory.approve([(source, source.upper()) for source in sources], "a")
        found = memory.similar(sources[70].replace(" 70 ", " 1234 "), most=2)
    assert [one.source for one in found] == [sources[70], sources[599]]
