"""What stands around a rendering that was asked for."""

from __future__ import annotations

import pytest

from align.engines.base import Translation
from align.terms.accounts import account
from align.terms.tidy import tidy
from glossary import Glossary, Term


@pytest.mark.parametrize(
    ("source", "written", "expected"),
    [
        ("Kata wakil direktur Biro Umum.", "Said deputy director General Bureau.", "Said deputy director of the General Bureau."),
        ("Kata wakil direktur Biro Umum.", "Said deputy director of the General Bureau.", None),
        ("Kata Biro Umum.", "Said the General Bureau.", None),
        ("Kata wakil direktur di Biro Umum.", "Said deputy director General Bureau.", None),
    ],
)  # fmt: skip
def test_an_office_is_one_of_its_institution(source: str, written: str, expected: str | None) -> None:
    """Where both stand side by side in the source."""
    terms = Glossary(
        (Term("wakil direktur", ("deputy director",)), Term("Biro Umum", ("General Bureau",), kind="name"))
    )
    answer = Translation(written, -1.0)
    uses = account(terms.match(source), answer, "annotated", ()).uses
    assert tidy(source, answer, uses).text == (expected or written)


def test_what_is_counted_is_not_the_last_word_of_a_rendering_with_of() -> None:
    """Some decisions, not some councils."""
    source, written = "Beberapa keputusan dewan.", "Some decision of the council."
    (match,) = Glossary((Term("keputusan dewan", ("decision of the council",)),)).match(source)
    answer = Translation(written, -1.0)
    assert tidy(source, answer, account([match], answer, "annotated", ()).uses).text == written


def _tidied(rendering: str, written: str) -> str:
    """What becomes of a translation in which a rendering was asked for."""
    source, answer = "Kata utusan itu.", Translation(written, -1.0)
    (match,) = Glossary((Term("utusan", (rendering,)),)).match(source)
    return tidy(source, answer, account([match], answer, "annotated", ()).uses).text


@pytest.mark.parametrize(
    ("rendering", "written", "tidied"),
    [
        ("Treasury Department", "Treasury Department will pay.", "The Treasury Department will pay."),
        ("University of Papua", "He taught at University of Papua.", "He taught at the University of Papua."),
        (
            "Treasury Department",
            "The US Treasury Department will pay.",
            "The US Treasury Department will pay.",
        ),
        ("Treasury Department", "A Treasury Department aide.", "A Treasury Department aide."),
        ("General Assembly", "In General Assembly debates.", "In General Assembly debates."),
        ("Kyiv University", "He taught at Kyiv University.", "He taught at Kyiv University."),
    ],
)
def test_institutions_have_their_article(rendering: str, written: str, tidied: str) -> None:
    """Where nothing that they describe follows, and nothing that describes them comes before."""
    assert _tidied(rendering, written) == tidied


@pytest.mark.parametrize(
    ("rendering", "written", "tidied"),
    [
        ("News Agency", "The News Agencys said.", "The News Agency said."),
        ("spokesman", "The spokesmans said.", "The spokesman said."),
        ("German", "The Germans said.", "The Germans said."),
        ("envoy", "The envoys said.", "The envoys said."),
    ],
)
def test_an_s_that_makes_no_plural_goes(rendering: str, written: str, tidied: str) -> None:
    """A model copies a rendering and adds its own ending."""
    assert _tidied(rendering, written) == tidied
