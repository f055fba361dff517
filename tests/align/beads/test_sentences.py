"""Sentence beads over documents composed from pairs whose right beads are known."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from align.beads.evaluate import BeadScore, Pairing, pairings, score_beads
from align.beads.evidence import Evidence
from align.beads.sentences import align_sentences, is_undecided
from align.beads.verdict import agreement, judge
from align.errors import EngineError, InputError
from align.lexical.lexicon import EMPTY
from align.model import Bead, Bitext, Document, Segment, Span

Composed = tuple[list[str], list[str], list[Pairing]]

_FILE = Path(__file__).parents[2] / "golden" / "sentences" / "news.tsv"


@pytest.fixture(scope="module")
def news() -> list[tuple[str, str]]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return [(source, target) for source, target in (line.split("\t") for line in lines)]


def compose(
    pairs: Sequence[tuple[str, str]], seed: int, *, lost: float = 0.08, merged: float = 0.2
) -> Composed:
    """Lines of both sides with sentences lost from either, some joined on one line, and the right beads."""
    chance = random.Random(seed)
    source: list[str] = []
    target: list[str] = []
    gold: list[Pairing] = []
    rest = list(pairs)
    while rest:
        roll = chance.random()
        take = chance.choice((2, 2, 3)) if lost <= roll < lost + merged else 1
        run, rest = rest[:take], rest[take:]
        lines = [[pair[0] for pair in run], [pair[1] for pair in run]]
        if roll < lost:
            lines[chance.randrange(2)] = []
        elif len(run) > 1:
            joined = chance.randrange(2)
            lines[joined] = [" ".join(lines[joined])]
        gold.append(
            (
                tuple(range(len(source), len(source) + len(lines[0]))),
                tuple(range(len(target), len(target) + len(lines[1]))),
            )
        )
        source += lines[0]
        target += lines[1]
    return source, target, gold


def document(lines: Sequence[str], language: str, paragraphs: Sequence[int] | None = None) -> Document:
    """A document with these sentences, one a line."""
    segments, place = [], 0
    for number, line in enumerate(lines):
        paragraph = 0 if paragraphs is None else paragraphs[number]
        segments.append(Segment(Span(place, place + len(line)), paragraph))
        place += len(line) + 1
    return Document("\n".join(lines), language, tuple(segments))


def score(documents: Sequence[Composed], **options: object) -> BeadScore:
    """Score of what is decided, over several documents."""
    results = []
    for source, target, gold in documents:
        beads = align_sentences(source, target, **options)  # type: ignore[arg-type]
        results.append((pairings(bead for bead in beads if not is_undecided(bead)), gold))
    return score_beads(results)


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


def composed(runs: Sequence[tuple[list[str], list[str]]]) -> Composed:
    """Both sides and the right beads of runs of lines that belong together."""
    source: list[str] = []
    target: list[str] = []
    gold: list[Pairing] = []
    for own, english in runs:
        left = tuple(range(len(source), len(source) + len(own)))
        right = tuple(range(len(target), len(target) + len(english)))
        source, target = source + own, target + english
        gold += (
            [(left, right)] if own and english else [((i,), ()) for i in left] + [((), (j,)) for j in right]
        )
    return source, target, gold


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


def numbered(news: list[tuple[str, str]], copies: int) -> list[tuple[str, str]]:
    """A long text: the pairs again and again, each time with another number and name in them."""
    return [
        (
            f"{own} Laporan {n * 37} dari Kota {chr(65 + n % 23)}or{n}ya.",
            f"{english} Report {n * 37} from the city.",
        )
        for n, (own, english) in enumerate(pair for _ in range(copies) for pair in news)
    ]


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
