"""Word links."""

from __future__ import annotations

import pytest

import align
from align.beads.evaluate import score_links
from align.engines import load_engine
from align.engines.ct2 import Ct2Engine
from align.errors import InputError
from align.lexical.links import link_pairs, links_from_attention, parse_pharaoh, pharaoh_lines
from benchmarks.words import GOLD as GOLD_FOLDER
from benchmarks.words import evaluate, read_gold

# source / target / links over tokens split at spaces; `-` sure, `?` possible
GOLD = """\
Presiden menolak usul itu . / The president rejected that proposal . / 0?0 0-1 1-2 2-4 3-3 4-5
Korea Utara meluncurkan dua rudal . / North Korea launched two missiles . / 0-1 1-0 2-2 3-3 4-4 5-5
Menteri luar negeri Rusia tiba di Beijing . / The Russian foreign minister arrived in Beijing . / 0?0 0-3 1-2 2?2 3-1 4-4 5-5 6-6 7-7
Harga minyak naik pada hari Senin . / Oil prices rose on Monday . / 0-1 1-0 2-2 3-3 4?3 4?4 5-4 6-5
Ia tidak datang ke sidang itu . / He did not come to that hearing . / 0-0 1?1 1-2 2-3 3-4 4-6 5-5 6-7
Pemerintah akan menaikkan pajak tahun depan . / The government will raise taxes next year . / 0?0 0-1 1-2 2-3 3-4 4-6 5-5 6-7
Polisi menangkap tiga tersangka di Jakarta . / Police arrested three suspects in Jakarta . / 0-0 1-1 2-2 3-3 4-4 5-5 6-6
Sekolah itu dibangun pada 1998 . / The school was built in 1998 . / 0-1 1-0 2?2 2-3 3-4 4-5 5-6
Mereka belum menerima surat tersebut . / They have not yet received the letter . / 0-0 1-2 1-3 2?1 2-4 3-6 4-5 5-7
Para pengungsi membutuhkan makanan dan obat . / The refugees need food and medicine . / 0?0 1?0 1-1 2-2 3-3 4-4 5-5 6-6
Laporan itu diterbitkan oleh Bank Dunia . / The report was published by the World Bank . / 0-1 1-0 2?2 2-3 3-4 4?5 4-7 5-6 6-8
Gempa bumi mengguncang kota itu . / An earthquake shook the city . / 0?0 0-1 1-1 2-2 3-4 4-3 5-5
"""


def gold() -> list[tuple[str, str, set[tuple[int, int]], set[tuple[int, int]]]]:
    rows = []
    for number, line in enumerate(GOLD.splitlines(), start=1):
        source, target, links = line.split(" / ")
        rows.append((source, target, *parse_pharaoh(links, file="gold", line=number)))
    return rows


@pytest.fixture(scope="module")
def engine() -> Ct2Engine:
    loaded = load_engine("embedded")
    assert isinstance(loaded, Ct2Engine)
    return loaded


def aer(engine: Ct2Engine | None) -> float:
    rows = gold()
    lines = pharaoh_lines([(source, target) for source, target, *_ in rows], engine=engine, tokenized=True)
    found = [parse_pharaoh(line, file="own", line=n)[0] for n, line in enumerate(lines, start=1)]
    return score_links(
        [(own, sure, possible) for own, (_, _, sure, possible) in zip(found, rows, strict=True)]
    ).aer


def test_error_rate_without_and_with_the_model(engine: Ct2Engine) -> None:
    """Lexical table alone, and joined with the model's attention: within the bar on hand-made links."""
    assert aer(None) <= 0.30
    assert aer(engine) <= 0.25


def test_links_are_characters_of_the_strings() -> None:
    """Spans point into the verbatim strings, in order of the source."""
    source, target = "Korea Utara\u00a0membantah.", "North Korea denied it."
    links = align.words(source, target)
    assert links == tuple(sorted(links, key=lambda link: (link.source, link.target)))
    assert ("membantah", "denied") in {(link.source.of(source), link.target.of(target)) for link in links}


def test_known_terms_are_hard_evidence() -> None:
    """All words of a term are linked to all of its rendering and to nothing else."""
    source, target = "Bank Dunia menolak.", "The World Bank refused."
    from align.model import Span  # noqa: PLC0415

    (links,) = link_pairs([(source, target)], terms=[[(Span(0, 10), Span(4, 14))]])
    found = {(link.source.of(source), link.target.of(target)) for link in links}
    assert {("Bank", "World"), ("Bank", "Bank"), ("Dunia", "World"), ("Dunia", "Bank")} <= found


@pytest.mark.parametrize(("source", "target"), [("", ""), ("a", ""), ("", "b"), ("…", "…")])
def test_sides_without_words_are_no_error(source: str, target: str) -> None:
    """Empty sides give no links."""
    assert isinstance(align.words(source, target), tuple)


def test_a_line_that_is_no_pharaoh_says_so() -> None:
    """The error names file and line and what would be accepted."""
    with pytest.raises(InputError, match=r"x:3: '0:1' is no link; expected `0-0`"):
        parse_pharaoh("0-0 0:1", file="x", line=3)


@pytest.mark.parametrize(("part", "bar"), [("tuning", 0.15), ("heldout", 0.2)])
def test_error_rate_on_the_gold(engine: Ct2Engine, part: str, bar: float) -> None:
    """All hand-made links, see tests/golden/words/README.md; the held-out part was never tuned on."""
    examples = list(read_gold(GOLD_FOLDER / f"{part}.txt"))
    found = link_pairs([(example.source, example.target) for example in examples], engine=engine)
    assert evaluate(examples, found).aer <= bar


@pytest.mark.parametrize(("part", "bar"), [("tuning", 0.15), ("heldout", 0.2)])
def test_links_of_a_translation_do_without_the_first_row(engine: Ct2Engine, part: str, bar: float) -> None:
    """A beam loses the attention of the first piece; the table, spelling and place stand in for it."""
    examples = list(read_gold(GOLD_FOLDER / f"{part}.txt"))
    found = []
    for example, attention in zip(
        examples, engine.attend([(example.source, example.target) for example in examples]), strict=True
    ):
        attention.weights[0] = 0
        found.append(links_from_attention(attention, example.source, example.target))
    assert evaluate(examples, found).aer <= bar


def test_words_are_not_linked_to_marks() -> None:
    """A comma is linked to a comma at most."""
    source, target = "Ya, benar.", "Yes, true."
    kinds = {
        (link.source.of(source).isalpha(), link.target.of(target).isalpha())
        for link in align.words(source, target)
    }
    assert kinds <= {(True, True), (False, False)}
