"""Findings against the glossary: forbidden renderings, and terms missing in a bitext made without the list."""

from __future__ import annotations

import align
from align.checks import check, signature
from align.model import Bitext, Finding, Span
from glossary import Glossary, Term

EAST = Term("Laut Timur", ("East Sea",), forbidden=("Sea of Japan",), origin="own.tsv:2")
UN = Term("PBB", ("UN",), kind="acronym", origin="own.tsv:3")
TERMS = Glossary((EAST, UN))


def pair(source: str, target: str) -> Bitext:
    return align.pair(source, target, glossary=Glossary(), engine=None)


def test_forbidden_rendering() -> None:
    """It is found with both places and a signature that suppresses it."""
    bitext = pair("Kapal itu ada di Laut Timur.", "The ship is in the Sea of Japan.")
    found = check(bitext, glossary=TERMS, only=["forbidden"])
    assert found == (
        Finding(
            0, "forbidden", "warning",
            "The glossary forbids `Sea of Japan` for `Laut Timur` (own.tsv:2); it wants `East Sea`.",
            Span(17, 27), Span(19, 31),
        ),
    )  # fmt: skip
    marks = [signature(finding, bitext) for finding in check(bitext, glossary=TERMS)]
    assert check(bitext, glossary=TERMS, suppress=marks) == ()
    assert check(bitext, only=["forbidden"]) == ()


def test_missing_term() -> None:
    """Each occurrence without a rendering is found once, by the bitext's own report or by the glossary."""
    source, target = "PBB menolak. PBB diam.", "The world refused. The UN is silent."
    found = check(pair(source, target), glossary=TERMS, only=["terms"])
    assert [(item.bead, item.source) for item in found] == [(0, Span(0, 3))]
    own = align.pair(source, target, glossary=TERMS, engine=None)
    assert len([item for item in own.findings if item.check == "terms"]) == 1


def test_translate_reports_what_is_forbidden() -> None:
    """A translation is held to the list it was made with."""
    terms = Glossary((Term("beras", ("rice grain",), forbidden=("increased",), origin="own.tsv:2"),))
    bitext = align.translate("Harga beras naik.", glossary=terms, engine="embedded")
    text = bitext.target.text
    assert ("increased" in text) == any(item.check == "forbidden" for item in bitext.findings)
