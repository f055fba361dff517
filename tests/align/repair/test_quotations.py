"""A quotation mark that a translation lost is put back by the word links, or not at all."""

from __future__ import annotations

import pytest

from align.engines import load_engine
from align.engines.base import Request, Translation
from align.engines.reading import links_of
from align.engines.splice import splice
from align.model import Span, TermUse
from align.repair.quotations import closed
from align.terms.accounts import Rendered

MENDED = [
    (
        "Ia menyebut laporan itu “tidak benar” dalam pidatonya pada hari Rabu.",
        'He called the report "not true| in his speech on Wednesday.',
    ),
    (
        "Ia menyebut laporan itu “tidak benar” dalam pidatonya pada hari Rabu.",
        'He called the report |not true" in his speech on Wednesday.',
    ),
    ("“Kami akan menang,” kata presiden.", '"We will win,| the president said.'),
    ("“Kami akan menang,” kata presiden.", '|We will win," the president said.'),
    ("“Kami menang,” katanya. “Mereka kalah.”", '"We won," he said. "They lost.|'),
    ("“Kami menang,” katanya. “Mereka kalah.”", '"We won," he said. |They lost."'),
    ("Tekan tombol “Simpan” di kiri.", 'Press the "Save| button on the left.'),
    ('Tulis "[nama]" di atas.', 'Write |[name]" above.'),
]
MOVED = [
    (
        "Kementerian itu mengecam AS karena menyebarkan rumor yang “palsu”, lapor kantor berita itu.",
        'The ministry condemned the US for spreading false rumors", the news agency reported.',
        'The ministry condemned the US for spreading "false" rumors, the news agency reported.',
    ),
]
LEFT = [
    ("Ia berkata “tidak benar dalam pidatonya.", 'He said "not true in his speech.'),  # lost in the source
    ("Ia berkata “tidak benar” dalam pidatonya.", "He said not true in his speech."),  # both are lost
    ("Ia berkata “tidak benar” dalam pidatonya.", 'He said "not true" in his speech.'),
    ("Ia berkata dalam pidatonya.", 'He said" in his speech.'),
    (
        "Menurut “laporan panjang” itu ia menang.",
        'According to the long story he won, his report".',
    ),  # words of both mixed
    ("Ia menyebutnya “tidak benar”.", 'He called it "'),
]


def _told(source: str, target: str, uses: tuple[TermUse, ...] = ()) -> Rendered:
    return closed(source, Rendered(Translation(target, -0.5), uses))


@pytest.mark.parametrize(("source", "target"), MENDED)
def test_a_mark_comes_back_where_its_quotation_begins_or_ends(source: str, target: str) -> None:
    """The bar shows the place; stops and brackets inside stay inside."""
    assert _told(source, target.replace("|", "")).translation.text == target.replace("|", '"')


@pytest.mark.parametrize(("source", "target", "mended"), MOVED)
def test_a_mark_that_stands_behind_other_words_moves(source: str, target: str, mended: str) -> None:
    """In English an adjective stands before its noun."""
    assert _told(source, target).translation.text == mended


@pytest.mark.parametrize(("source", "target"), LEFT)
def test_where_its_place_is_in_doubt_nothing_is_done(source: str, target: str) -> None:
    """The check of quotes tells the reader."""
    assert _told(source, target).translation.text == target


def test_terms_behind_it_stay_on_their_words_and_none_is_cut() -> None:
    """Spans of uses move with the text."""
    source = "Ia menyebut AS “tidak jujur” kepada Rusia."
    target = 'He called the US "dishonest to Russia.'
    us, russia = target.index("US"), target.index("Russia")
    uses = tuple(
        TermUse(term, english, Span(at, at + len(term)), Span(place, place + len(english)), "model", "")
        for term, english, at, place in (
            ("AS", "US", source.index("AS"), us),
            ("Rusia", "Russia", source.index("Rusia"), russia),
        )
    )
    mended = _told(source, target, uses)
    assert mended.translation.text == 'He called the US "dishonest" to Russia.'
    assert [use.target.of(mended.translation.text) for use in mended.uses if use.target] == ["US", "Russia"]
    whole = TermUse("x", "dishonest to", Span(0, 2), Span(us + 4, us + 16), "model", "")
    assert _told(source, target, (whole,)).translation.text == target


def test_words_stay_linked_when_the_mark_comes_back() -> None:
    """The attention of what the model wrote moves with the text."""
    source = "Ia menyebut laporan itu “tidak benar” dalam pidatonya di Jakarta."
    (whole,) = load_engine("embedded").translate([Request(source)], attention=True)
    assert whole.text.count('"') == 2
    mark = whole.text.rindex('"')
    mended = closed(source, Rendered(splice(whole, Span(mark, mark + 1), ""))).translation
    assert mended.text == whole.text

    def linked(answer: Translation) -> set[tuple[str, str]]:
        found = ((link.source.of(source), link.target.of(answer.text)) for link in links_of(source, answer))
        return {pair for pair in found if pair[0].isalpha()}

    assert linked(mended) == linked(whole)
