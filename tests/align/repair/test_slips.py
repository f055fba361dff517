"""Slips that leave no doubt what is right."""

from __future__ import annotations

import pytest

from align.checks.spelling import slips
from align.engines.base import Translation
from align.model import Span, TermUse
from align.repair.slips import mended
from align.terms.accounts import Rendered


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Kapal Cahaya tenggelam.", "The Chaya sank.", "The Cahaya sank."),
        ("Rumah Wiratmaja terbakar.", "Wiratmja's house burned.", "Wiratmaja's house burned."),
        (
            "Rumah Suryadilaga terbakar.",
            "The house of Suryadlaga burned.",
            "The house of Suryadilaga burned.",
        ),
        (
            "Kereta Gambir-Surabaya terlambat.",
            "The Gambri-Surabaya train is late.",
            "The Gambir-Surabaya train is late.",
        ),
        (
            "Wiratmaja dan Suryadilaga pergi.",
            "Wiratmja and Suryadlaga left.",
            "Wiratmaja and Suryadilaga left.",
        ),
        ("Ia tiba di Rusia.", "He arrived in Russia.", "He arrived in Russia."),
        ("Zelenskyy bicara.", "Zelensky spoke.", "Zelensky spoke."),
        ("Ia pulang.", "Wiratmja went home.", "Wiratmja went home."),
    ],
)
def test_a_slip_is_put_right_and_another_orthography_stays(source: str, target: str, expected: str) -> None:
    """With its possessive; several in one sentence."""
    out = mended(source, Rendered(Translation(target, -0.5)))
    assert out.translation.text == expected
    assert not list(slips(source, out.translation.text))


def test_terms_behind_a_name_stay_on_their_words() -> None:
    russia = TermUse("Rusia", "Russia", Span(18, 23), Span(18, 24), "model", "")
    out = mended(
        "Wiratmaja pergi ke Rusia.", Rendered(Translation("Wiratmja left for Russia.", -0.5), (russia,))
    )
    (use,) = out.uses
    assert use.target is not None
    assert use.target.of(out.translation.text) == "Russia"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "Rapat digelar pada pertengahan Mei.",
            "The meeting was held in mid-June.",
            "The meeting was held in mid-May.",
        ),
        ("Ia tiba hari Kamis.", "He arrived on Tuesday.", "He arrived on Thursday."),
        ("Ia tiba hari Kamis.", "He arrived on Thursday.", "He arrived on Thursday."),
        ("Ia tiba kemarin.", "He arrived on Tuesday.", "He arrived on Tuesday."),
        (
            "Kekayaan miliaran dolar.",
            "A wealth of billions of billions of dollars.",
            "A wealth of billions of dollars.",
        ),
        ("Lalu lintas macet.", "The traffic traffic was jammed.", "The traffic was jammed."),
        ("Ia sangat, sangat senang.", "She was very very happy.", "She was very very happy."),
        ("Duran Duran tampil.", "Duran Duran played.", "Duran Duran played."),
    ],
)
def test_days_months_and_doubled_words(source: str, target: str, expected: str) -> None:
    """Only where the source has another; English doubles some words, and so do names."""
    assert mended(source, Rendered(Translation(target, -0.5))).translation.text == expected


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("A decision on the day Wednesday to leave.", "A decision on Wednesday to leave."),
        ("On day Friday he left.", "On Friday he left."),
        ("Free all day Monday, on the day of rest.", "Free all day Monday, on the day of rest."),
    ],
)
def test_days_stand_without_the_word_day(target: str, expected: str) -> None:
    """`pada hari Rabu` is on Wednesday."""
    assert mended("itu", Rendered(Translation(target, -0.5))).translation.text == expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        (
            "Biden menyebut Iran dan Rusia sebagai negara yang mengancam.",
            "Biden called Iran and Russia as countries that threaten.",
            "Biden described Iran and Russia as countries that threaten.",
        ),
        (
            "Itu melanggar resolusi, katanya, seraya menyebut hal itu sebagai “kesalahan”.",
            'That violates the resolution, he said, calling that as "a mistake".',
            'That violates the resolution, he said, describing that as "a mistake".',
        ),
        (
            "Ia menyebut Budi sebagai saksi.",
            "He called on Budi as a witness.",
            "He called on Budi as a witness.",
        ),
        (
            "Ia menyebut Budi, Ani dan Eko.",
            "He called Budi, as well as Ani and Eko.",
            "He called Budi, as well as Ani and Eko.",
        ),
        (
            "Mereka mengecam AS karena menyebarkan kabar itu.",
            "They condemned the US because of spreading the news.",
            "They condemned the US for spreading the news.",
        ),
        (
            "Mereka mengecam AS karena secara sembrono menyebarkannya.",
            "They condemned the US because of recklessly spreading it.",
            "They condemned the US for recklessly spreading it.",
        ),
        (
            "Mereka mengecam AS karena kabar itu.",
            "They condemned the US because of the news.",
            "They condemned the US because of the news.",
        ),
    ],
)
def test_a_verb_gets_what_goes_with_it(source: str, target: str, expected: str) -> None:
    assert mended(source, Rendered(Translation(target, -0.1))).translation.text == expected


def test_a_stop_behind_a_bracket_comes_back() -> None:
    """A text that breaks off elsewhere is left as it is, for the check to tell."""

    def end(source: str, target: str) -> str:
        return mended(source, Rendered(Translation(target, -0.1))).translation.text

    assert end("Ia tiba (16/10) malam.", "He came (16 October)") == "He came (16 October)."
    assert end("Apa ia tiba (16/10)?", "Did he come (16 October)") == "Did he come (16 October)?"
    assert end("Ia tiba (16/10)", "He came (16 October)") == "He came (16 October)"
    assert end("Ia tiba malam.", "He came") == "He came"
    assert end("Dari Rp9.000,- ke Rp8.000,-", "From Rp9,000 to Rp8,000,") == "From Rp9,000 to Rp8,000"
    assert end("Ia tiba,", "He came,") == "He came,"
