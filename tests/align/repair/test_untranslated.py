"""Words left in Indonesian get the English that the lexical table has for them, where it has one."""

from __future__ import annotations

import pytest

from align.engines.base import Translation
from align.model import Span, TermUse
from align.repair.untranslated import english_of, looked_up
from align.terms.accounts import Rendered


def _told(source: str, target: str, uses: tuple[TermUse, ...] = ()) -> Rendered:
    return looked_up(source, Rendered(Translation(target, -0.5), uses))


@pytest.mark.parametrize(
    ("source", "target", "english"),
    [
        ("Hewan tersusun dari sel.", "Hewan is made of cells.", "Animals is made of cells."),
        ("Fase itu dan fase ini.", "This phase and fase that.", "This phase and phase that."),
        ("Ia pergi dengan adiknya.", "He left dengan his brother.", "He left with his brother."),
    ],
)
def test_what_the_table_is_sure_of_becomes_english(source: str, target: str, english: str) -> None:
    """With its capital."""
    assert _told(source, target).translation.text == english


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Ia dirawat di lorong.", "He was treated in the lorong."),  # hallway, corridor, hall
        ("Bunga popi itu merah.", "The popi is red."),  # a doll or a poppy
        ("Keluarga Hewan pergi.", "The Hewan family left."),
        ("Surya Wibowo tertawa.", "Surya Wibowo laughed."),
        ("Ia makan sambal di warung.", "He eats sambal at the warung."),
        ("Ia pergi dengan adiknya tetapi tidak ke sana.", "Ia pergi dengan adiknya tetapi tidak there."),
    ],
)
def test_doubtful_words_names_and_loans_stay(source: str, target: str) -> None:
    rendered = Rendered(Translation(target, -0.5))
    assert looked_up(source, rendered) is rendered


def test_terms_stay_on_their_words() -> None:
    """Those behind move along; one that holds the word keeps it."""
    source, target = "Fase itu di Rusia.", "The fase in Russia."
    russia = TermUse("Rusia", "Russia", Span(12, 17), Span(12, 18), "model", "")
    out = _told(source, target, (russia,))
    assert out.translation.text == "The phase in Russia."
    assert [use.target.of(out.translation.text) for use in out.uses if use.target] == ["Russia"]
    whole = TermUse("Fase", "fase", Span(0, 4), Span(4, 8), "model", "")
    assert _told(source, target, (whole,)).translation.text == target


def test_forms_of_a_word_count_together() -> None:
    """`seeds` and `seed` outweigh `grain`; two words as likely as each other are no answer."""
    assert english_of("biji") == "seeds"
    assert english_of("popi") is None
    assert english_of("xyzzy") is None
