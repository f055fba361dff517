"""Reading and writing term lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage import tbx as toolkit

import glossary
from glossary import Glossary, GlossaryError, Term, tables, tbx

WORD = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="|\"'"),
    min_size=1,
    max_size=12,
)
TERM = st.builds(
    Term, WORD, st.lists(WORD, min_size=1, max_size=3, unique=True).map(tuple), st.just(()),
    st.sampled_from(("term", "name", "acronym")), st.sampled_from(("", "exact", "any")), WORD,
    st.lists(WORD, max_size=2, unique=True).map(tuple),
)  # fmt: skip


def bare(found: Glossary) -> list[tuple[object, ...]]:
    return [(t.source, t.targets, t.aliases, t.kind, t.case, t.note, t.forbidden) for t in found.terms]


@given(st.lists(TERM, max_size=5, unique_by=lambda term: term.source.casefold()))
def test_tables_come_back_as_they_went(terms: list[Term]) -> None:
    """TSV and CSV keep every field."""
    for delimiter in "\t,":
        data = tables.render(Glossary(tuple(terms)), delimiter=delimiter).encode()
        assert bare(tables.parse(data, file="x", delimiter=delimiter)) == bare(Glossary(tuple(terms)))


def test_tbx_keeps_do_not_translate_and_forbidden_renderings() -> None:
    """What TBX-Basic has no place for survives the round trip, and another program reads the terms."""
    terms = Glossary((
        Term("KCNA", ("KCNA",), (), "keep"),
        Term("Korea Utara", ("North Korea", "DPRK"), ("Korut",), "name", "exact", "negara", ("Northern Korea",)),
    ))  # fmt: skip
    data = tbx.render(terms).encode()
    assert bare(tbx.parse(data, file="x")) == bare(terms)
    units = toolkit.tbxfile.parsestring(data).units
    assert [unit.source for unit in units] == ["KCNA", "Korea Utara"]


def test_tbx_version_3_is_read() -> None:
    """ISO 30042:2019, dct style."""
    data = b"""<?xml version="1.0"?><tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dct"
    xmlns:min="http://www.tbxinfo.net/ns/min"><text><body><conceptEntry id="c1">
    <langSec xml:lang="id"><termSec><term>rudal</term></termSec></langSec>
    <langSec xml:lang="en-US"><termSec><term>rocket</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
    <termSec><term>missile</term></termSec></langSec></conceptEntry></body></text></tbx>"""
    (term,) = tbx.parse(data, file="x").terms
    assert (term.source, term.targets, term.forbidden) == ("rudal", ("missile",), ("rocket",))


def test_two_columns_without_a_header_are_read(tmp_path: Path) -> None:
    """As DeepL writes them."""
    path = tmp_path / "terms.csv"
    path.write_text("rudal,missile\nKorut,DPRK\n", encoding="utf-8")
    assert [term.targets for term in glossary.load(path).terms] == [("missile",), ("DPRK",)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"source\ttarget\nrudal\tmissile\nrudal\trocket\n",
            r"x.tsv:3: 'rudal' is 'rocket' here and 'missile' in .*x.tsv:2",
        ),
        (b"source\ttarget\nrudal\t\n", r"x.tsv:2: the target is empty"),
        (b"source\ttarget\tkind\nrudal\tmissile\tthing\n", r"x.tsv:2: kind 'thing' is unknown; known: term"),
        (b"source\ttarget\tcase\nrudal\tmissile\tupper\n", r"x.tsv:2: case 'upper' is unknown; known: exact"),
        (b"source\ttarget\nrudal\n", r"x.tsv:2: found 1 cells; expected 2"),
        (b"source\ttarget\ncaf\xe9\tcoffee\n", r"x.tsv:2: not UTF-8"),
        (b"source\ttarget\tcolour\nrudal\tmissile\tred\n", r"x.tsv:1: column 'colour' is unknown"),
        (b"a\tb\tc\n", r"x.tsv:1: expected the header"),
    ],
)
def test_errors_name_the_lines(tmp_path: Path, data: bytes, message: str) -> None:
    """A duplicate or conflict names both lines; every error says what would be accepted."""
    path = tmp_path / "x.tsv"
    path.write_bytes(data)
    with pytest.raises(GlossaryError, match=message):
        glossary.load(path)


@pytest.mark.parametrize(
    "data", [b"", b"<a/>", b"<martif><text>", b"<!DOCTYPE x [<!ENTITY e 'x'>]><tbx>&e;</tbx>"]
)
def test_what_is_no_tbx_is_refused(data: bytes) -> None:
    """Broken, foreign and entity-laden XML end in one error."""
    with pytest.raises(GlossaryError, match=r"x\.tbx"):
        tbx.parse(data, file="x.tbx")


def test_unknown_style_lists_the_known_ones() -> None:
    """The message helps to choose."""
    with pytest.raises(GlossaryError, match="known: american, british"):
        glossary.style("nonsense")


def test_public_names_are_sorted_and_real() -> None:
    """`__all__` is what there is."""
    assert glossary.__all__ == sorted(glossary.__all__)
    assert all(hasattr(glossary, name) for name in glossary.__all__)
