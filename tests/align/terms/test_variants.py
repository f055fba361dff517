"""One spelling for a term."""

from __future__ import annotations

import pytest

from align.engines import load_engine
from align.engines.base import Translation
from align.terms.accounts import Rendered, account
from align.terms.render import render_terms
from align.terms.variants import uniform
from glossary import Glossary, Term, default, style

TERMS = Glossary((
    Term("AS", ("US", "U.S.", "United States")),
    Term("Kementerian Pertahanan", ("Defence Ministry", "Defense Ministry", "Ministry of Defence", "Ministry of Defense")),
    Term("triwulan pertama", ("first quarter", "first-quarter")),
))  # fmt: skip


def rendered(source: str, target: str, terms: Glossary = TERMS) -> Rendered:
    matches = terms.match(source)
    return uniform(account(matches, Translation(target, -0.5), "model", ()), matches)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("AS membantah.", "The U.S. denied it.", "The US denied it."),
        ("Ia tiba di AS.", "He arrived in the U.S.", "He arrived in the US."),
        ('"Ia tiba di AS."', '"He arrived in the U.S."', '"He arrived in the US."'),
        ("Ia di AS, bukan di sini.", "He is in the U.S., not here.", "He is in the US, not here."),
        ("Menurut AS dan AS.", "According to the U.S. and the United States.", "According to the US and the United States."),
        ("Kementerian Pertahanan AS", "The U.S. Defense Ministry", "The US Defence Ministry"),
        ("Kementerian Pertahanan", "Ministry of Defense", "Ministry of Defence"),
        ("pada triwulan pertama", "a first-quarter loss", "a first-quarter loss"),
        ("AS membantah.", "The United States denied it.", "The United States denied it."),
        ("Ia membantah.", "The U.S. Defense Ministry denied it.", "The U.S. Defense Ministry denied it."),
    ],
)  # fmt: skip
def test_a_rendering_is_spelt_as_its_entry_has_it_first(source: str, target: str, expected: str) -> None:
    """A stop that ended the sentence, too, stays; hyphens say something; what is no term is nobody's business."""
    item = rendered(source, target)
    assert item.translation.text == expected
    for use in item.uses:
        assert use.target is not None
        assert use.target.of(expected) == use.rendering


def test_a_house_style_says_what_comes_first() -> None:
    american = default() + style("american")
    source, target = "AS membantah.", "The US denied it."
    assert rendered(source, "The U.S. denied it.", default()).translation.text == target
    assert rendered(source, "The U.S. denied it.", american).translation.text == "The U.S. denied it."


def test_every_text_of_the_embedded_model_has_one_spelling() -> None:
    """In a document with many mentions."""
    source = (
        "AS dan Rusia berunding.", "Menteri Luar Negeri AS tiba di Jakarta.", "Dolar AS menguat.",
        "Tentara AS menembak jatuh pesawat itu.", "Ekspor Indonesia ke AS naik 12 persen.", "Ia kembali ke AS.",
    )  # fmt: skip
    items = render_terms(load_engine("embedded"), source, default())
    assert all(item.uses and not item.missed for item in items)
    assert not any("U.S." in item.translation.text for item in items)
