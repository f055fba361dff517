"""Texts of other habits than news: long beads, refrains, single sentences, furniture, free translations; the verdict."""

from __future__ import annotations

import random

import pytest

from align.beads.evaluate import pairings
from align.beads.sentences import align_sentences
from align.beads.verdict import judge
from align.errors import InputError
from tests.align.beads.composing import compose, composed, score


@pytest.mark.parametrize("size", [5, 8, 12])
def test_beads_grow_where_the_text_asks_for_it(news: list[tuple[str, str]], size: int) -> None:
    """Lines that stand for more sentences than the first pass looks at are found whole, on either side."""
    runs = []
    for number, first in enumerate(range(0, len(news) - size, size)):
        own, english = (list(side) for side in zip(*news[first : first + size], strict=True))
        runs.append(([" ".join(own)], english) if number % 2 else (own, [" ".join(english)]))
    text = composed(runs)
    assert score([text]).strict.f1 > 0.95
    short = align_sentences(text[0], text[1], longest=3)
    assert max(max(len(bead.source), len(bead.target)) for bead in short) <= 3
    with pytest.raises(InputError, match="longest is 0; a bead has at least 1 segment a side"):
        align_sentences(text[0], text[1], longest=0)


def test_a_refrain_is_no_measure_of_unrelated_lines(news: list[tuple[str, str]]) -> None:
    """A line that comes again after each other one is paired each time, though many of its pairs are alike."""
    refrain = (["Siapa lagi yang hendak engkau ingkari?"], ["Will you turn away from these as well?"])
    text = composed([run for own, english in news[:12] for run in (([own], [english]), refrain)])
    assert score([text]).strict.f1 == 1.0


def test_texts_of_one_sentence_stay_together(news: list[tuple[str, str]]) -> None:
    """There is nothing to compare the one pair with but other texts, and they are enough."""
    apart = [own for own, english in news if pairings(align_sentences([own], [english])) != [((0,), (0,))]]
    assert len(apart) <= len(news) // 50


def test_page_furniture_stands_alone(news: list[tuple[str, str]]) -> None:
    """Buttons and captions between sentences are left unpaired, not merged with what stands beside them."""
    chance = random.Random(5)
    runs: list[tuple[list[str], list[str]]] = []
    for own, english in news:
        runs.append(([own], [english]))
        if chance.random() < 0.3:
            word = [chance.choice(("Cetak", "Simpan", "NEWSLETTER", "Print", "Ikuti kami"))]
            runs.append((word, []) if chance.random() < 0.5 else ([], word))
    assert score([composed(runs)]).strict.f1 > 0.97


def test_a_free_translation_is_held_by_its_own_habits(news: list[tuple[str, str]]) -> None:
    """Where the source says everything at twice the length, and the target half of it, pairs still find each other."""
    chance = random.Random(7)
    asides = [own.rstrip(".") for own, _ in news]
    runs = []
    for own, english in news:
        words = [word for word in english.split() if chance.random() > 0.35] or [english]
        runs.append(([f"{own} ({chance.choice(asides)})"], [" ".join(words)]))
    assert score([composed(runs)]).strict.f1 > 0.9


def test_a_gap_costs_what_is_asked(news: list[tuple[str, str]]) -> None:
    """The lower its gain, the fewer segments are left unpaired."""
    source, target, _ = compose(news, 3, lost=0.3)
    gaps = [
        sum(not len(bead.source) or not len(bead.target) for bead in align_sentences(source, target, gap=gap))
        for gap in (0.0, -6.0, -60.0)
    ]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] > gaps[2]
    with pytest.raises(InputError, match=r"gap is 1\.0; what an unpaired sentence gains is 0 or below"):
        align_sentences(source, target, gap=1.0)


def test_five_kinds_of_texts_are_told(news: list[tuple[str, str]]) -> None:
    """Translations, texts that are none, exchanged sides, and another language on either side."""
    own, english = ([*side] for side in zip(*news, strict=True))
    german = ["Die Regierung hat am Montag neue Maßnahmen gegen die Überschwemmungen angekündigt."] * 3

    def kind(source: list[str], target: list[str]) -> str:
        return judge(source, target, align_sentences(source, target)).kind

    half = len(own) // 2
    assert kind(own, english) == "aligned"
    assert kind(own, english[:half]) == "aligned"  # what one side lacks is no disagreement
    assert kind(own[:half], english[half:]) == "unrelated"
    assert kind(english, own) == "exchanged"
    assert kind(own, german) == "target-language"
    assert kind(german, english) == "source-language"
