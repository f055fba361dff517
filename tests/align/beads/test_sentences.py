"""Sentence beads over documents composed from pairs whose right beads are known."""

from __future__ import annotations

import random
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from align.beads.evaluate import Pairing, pairings, score_beads
from align.beads.evidence import Evidence
from align.beads.sentences import align_sentences, is_undecided
from align.beads.verdict import agreement
from align.errors import EngineError, InputError
from align.lexical.lexicon import EMPTY
from align.model import Bead, Bitext
from tests.align.beads.composing import compose, document, numbered, score


def test_lexicon_and_length_find_the_beads(news: list[tuple[str, str]]) -> None:
    """With no engine merged, split and lost sentences are found nearly without fault."""
    found = score([compose(news, seed) for seed in range(10)])
    assert found.strict.f1 > 0.97
    assert found.lax.f1 > 0.985


def test_a_translation_stands_in_for_the_lexicon(news: list[tuple[str, str]]) -> None:
    """An engine's translations alone, with words changed, find the beads that lengths alone do not."""
    whole = dict(news)

    def translate(batch: list[str]) -> list[str]:
        """Every second word of the right translation."""
        known = [" ".join(english for own, english in whole.items() if own in line) for line in batch]
        return [" ".join(line.split()[::2]) for line in known]

    documents = [compose(news, seed) for seed in range(10)]
    helped = score(documents, evidence=Evidence(translate=translate, lexicon=EMPTY))
    alone = score(documents, evidence=Evidence(lexicon=EMPTY))
    assert helped.strict.f1 > 0.95
    assert alone.strict.f1 < helped.strict.f1 - 0.05


def hashed(english: dict[str, str]) -> Callable[[list[str]], npt.NDArray[np.float32]]:
    """An encoder of both languages: sums of one random vector a word, Indonesian through its English."""

    def encode(batch: list[str]) -> npt.NDArray[np.float32]:
        vectors = np.zeros((len(batch), 256), np.float32)
        for row, line in enumerate(batch):
            words = " ".join(target for own, target in english.items() if own in line) or line
            for word in words.lower().split():
                vectors[row] += np.random.default_rng(list(word.encode())).standard_normal(256)
        return vectors

    return encode


def test_sentence_vectors_find_the_beads(news: list[tuple[str, str]]) -> None:
    """An encoder hooked in finds the beads where the lexicon is gone."""
    documents = [compose(news, seed) for seed in range(3)]
    found = score(documents, evidence=Evidence(encode=hashed(dict(news)), lexicon=EMPTY))
    assert found.strict.f1 > 0.95


def test_terms_tie_what_nothing_else_does() -> None:
    """Glossary terms handed in as pairs decide between sentences that are otherwise alike."""
    source = ["Kalpataru itu tumbuh.", "Wirasana kosong sejak lama.", "Dirgantara runtuh."]
    target = ["Nobody waters the wishing tree.", "A sky palace!", "Who would dare sit on the hero's seat?"]
    terms = [("kalpataru", "wishing tree"), ("wirasana", "hero's seat"), ("dirgantara", "sky palace")]
    evidence = Evidence(terms=terms)
    assert ((0,), (0,)) in pairings(align_sentences(source, target, evidence=evidence))
    one_gap = pairings(align_sentences(source[1:], target[:1] + target[2:], evidence=evidence))
    assert ((0,), (1,)) in one_gap
    assert evidence.signature == "lexicon+terms+length"


@pytest.mark.parametrize("seed", range(3))
def test_thirty_percent_missing(news: list[tuple[str, str]], seed: int) -> None:
    """With 30 % of the sentences lost the rest still finds its counterpart, and the losses show as gaps."""
    composed = compose(news, seed, lost=0.3, merged=0.1)
    assert score([composed]).strict.f1 > 0.93


def test_cautious_keeps_only_what_is_sure(news: list[tuple[str, str]]) -> None:
    """Cautious beads are right and most beads remain; undecided segments carry a score of exactly 0."""
    documents = [compose(news, seed, lost=0.2) for seed in range(10)]
    found = score(documents, cautious=True)
    assert found.strict.precision >= 0.99
    assert found.strict.recall >= 0.85


def test_min_score_takes_beads_apart(news: list[tuple[str, str]]) -> None:
    """Every bead below the score becomes gaps that score 0, and the beads still tile both sides."""
    chance = random.Random(1)
    source, target = [own for own, _ in news], [english for _, english in news]
    chance.shuffle(target)
    beads = align_sentences(source, target, min_score=0.95)
    assert all(bead.score >= 0.95 or is_undecided(bead) for bead in beads)
    assert any(is_undecided(bead) for bead in beads)
    Bitext(document(source, "id"), document(target, "en"), beads)
    with pytest.raises(InputError, match=r"min_score is 1\.5; it lies in 0\.\.1"):
        align_sentences(source, target, min_score=1.5)


def test_shuffled_sentences_agree_little(news: list[tuple[str, str]]) -> None:
    """Texts that do not keep the same order are shown by a low agreement, those that do by a high one."""
    source, target = [own for own, _ in news], [english for _, english in news]
    assert agreement(align_sentences(source, target)) > 0.95
    random.Random(2).shuffle(target)
    assert agreement(align_sentences(source, target)) < 0.5


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ([], [], []),
        (["Satu.", "Dua."], [], [((0,), ()), ((1,), ())]),
        ([], ["One."], [((), (0,))]),
        ([""], [""], [((0,), (0,))]),
        (["Dua."], ["Two."], [((0,), (0,))]),
    ],
)
def test_small_sides(source: list[str], target: list[str], expected: list[Pairing]) -> None:
    """Empty and one-line sides give beads that tile them."""
    assert pairings(align_sentences(source, target)) == expected


def test_identical_sides(news: list[tuple[str, str]]) -> None:
    """A text against itself is 1-1 throughout, with certainty."""
    for side in zip(*news, strict=True):
        beads = align_sentences(list(side), list(side))
        assert pairings(beads) == [((i,), (i,)) for i in range(len(side))]
        assert min(bead.score for bead in beads) > 0.99


def test_documents_and_lines_agree(news: list[tuple[str, str]]) -> None:
    """A Document gives the beads that its sentences as lines give, scores included, each time alike."""
    source, target, _ = compose(news, 4)
    lines = align_sentences(source, target)
    assert align_sentences(document(source, "id"), document(target, "en")) == lines
    assert align_sentences(source, target) == lines


def paragraph_beads(
    news: list[tuple[str, str]], source: list[int], target: list[int], delimiters: str
) -> tuple[Bead, ...]:
    left = document([own for own, _ in news[: len(source)]], "id", source)
    right = document([english for _, english in news[: len(target)]], "en", target)
    return align_sentences(left, right, delimiters=delimiters)  # type: ignore[arg-type]


def test_no_bead_crosses_a_paragraph(news: list[tuple[str, str]]) -> None:
    """With paragraphs as hard delimiters a sentence that stands in the wrong one stays unpaired."""
    source, target = [0, 0, 0, 1, 1, 1, 2, 2], [0, 0, 1, 1, 1, 1, 2, 2]
    free = pairings(paragraph_beads(news, source, target, "none"))
    assert ((2,), (2,)) in free
    held = pairings(paragraph_beads(news, source, target, "paragraphs"))
    assert {((0,), (0,)), ((3,), (3,)), ((7,), (7,))} <= set(held)
    assert all(source[i] == target[j] for left, right in held for i in left for j in right)
    with pytest.raises(InputError, match="the source has 3 paragraphs, the target 2"):
        paragraph_beads(news, source, [0, 0, 1, 1, 1, 1, 1, 1], "paragraphs")


def test_no_bead_crosses_a_delimiter_line(news: list[tuple[str, str]]) -> None:
    """Lines that are .EOA pair with each other and part the beads around them."""
    source = [own for own, _ in news[:8]]
    target = [english for _, english in news[:8]]
    source.insert(3, ".EOA")
    target.insert(5, ".EOA")
    beads = pairings(align_sentences(source, target, delimiters="lines"))
    assert ((3,), (5,)) in beads
    assert all((i < 3) == (j < 5) for left, right in beads for i in left for j in right)
    with pytest.raises(InputError, match=r"runs of lines between \.EOA lines"):
        align_sentences(source, target[:5], delimiters="lines")


def test_long_texts_are_searched_in_a_band(news: list[tuple[str, str]]) -> None:
    """A thousand lines with a chapter missing on either side keep their beads."""
    source, target, gold = compose(numbered(news, 32), 1)
    kept = [*target[:200], *target[320:]]
    cut = [(left, tuple(j - 120 * (j >= 320) for j in right if not 200 <= j < 320)) for left, right in gold]
    whole = [pairing for pairing in cut if pairing[0] and pairing[1]]
    beads = align_sentences(source, kept)
    assert score_beads([(pairings(beads), whole)]).strict.recall > 0.97
    assert len(source) * len(kept) > 10**6


def test_evidence_of_another_length_is_refused() -> None:
    """An engine or encoder that does not answer every segment is an error that gives both numbers."""
    with pytest.raises(EngineError, match="gave 1 translations for 2 segments"):
        align_sentences(["Satu.", "Dua."], ["One."], evidence=Evidence(translate=lambda batch: batch[:1]))
    with pytest.raises(EngineError, match=r"gave shape \(1, 3\) for 2 segments"):
        align_sentences(["Satu.", "Dua."], ["One."], evidence=Evidence(encode=lambda _: np.zeros((1, 3))))
    with pytest.raises(EngineError, match=r"a vector that is not finite for 'Dua\.'"):
        align_sentences(["Satu.", "Dua."], ["One."], evidence=Evidence(encode=_spoilt))
    with pytest.raises(EngineError, match="gave 2 dimensions for the source and 1 for the target"):
        align_sentences(
            ["Satu.", "Dua."], ["One."], evidence=Evidence(encode=lambda b: np.ones((len(b), len(b))))
        )


def _spoilt(batch: list[str]) -> npt.NDArray[np.float32]:
    vectors = np.ones((len(batch), 3), np.float32)
    vectors[-1, 0] = np.nan
    return vectors


def test_an_encoder_reads_each_text_once(news: list[tuple[str, str]]) -> None:
    """Vectors of longer beads are sums: no text is asked for twice, and none that stands on neither side."""
    source, target, _ = compose(news, 1)
    asked: list[str] = []

    def encode(batch: list[str]) -> npt.NDArray[np.float32]:
        asked.extend(batch)
        return hashed(dict(news))(batch)

    align_sentences([*source, *source[:3]], target, evidence=Evidence(encode=encode))
    assert sorted(asked) == sorted([*{*source}, *{*target}])


def test_signature_says_what_was_used() -> None:
    """The signature names each kind of evidence, and leaves out a lexicon that is empty."""
    assert Evidence().signature == "lexicon+length"
    assert Evidence(translate=list).signature == "mt+lexicon+length"
    assert Evidence(encode=len, lexicon=EMPTY).signature == "encode+length"  # type: ignore[arg-type]
    assert Evidence(lexicon=EMPTY).signature == "length"
