"""TBX: round trips in three dialects, foreign files, errors; translate-toolkit as the oracle."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tbx import tbxfile

from glossary import Glossary, GlossaryError, Term, TermError
from glossary.tbx import DIALECTS, parse, render

letters = st.characters(exclude_categories=("C", "Z", "M"), exclude_characters="\ufffd")
texts = st.lists(st.text(letters, min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)


@st.composite
def glossaries(draw):
    """Glossaries of all kinds; spellings are kept apart by a number."""
    terms = []
    for number in range(draw(st.integers(0, 4))):
        parts = draw(st.lists(texts, min_size=1, max_size=2))
        spellings = [f"{text} {number}.{place}" for place, text in enumerate(parts)]
        kind = draw(st.sampled_from(["term", "name", "acronym", "keep"]))
        renderings = draw(st.lists(texts, min_size=1, max_size=5, unique=True))
        split = draw(st.integers(1, len(renderings)))
        keep = kind == "keep"
        targets = (spellings[0],) if keep else tuple(renderings[:split])
        forbidden = () if keep else tuple(renderings[split:])
        case, note = draw(st.sampled_from(["", "exact", "any"])), draw(st.just("") | texts)
        terms.append(Term(spellings[0], targets, tuple(spellings[1:]), kind, case, note, forbidden))
    return Glossary(tuple(terms))


def content(terms):
    return [(t.source, t.targets, t.aliases, t.kind, t.case, t.note, t.forbidden) for t in terms]


@pytest.mark.parametrize("dialect", DIALECTS)
@given(terms=glossaries())
def test_round_trip(dialect, terms):
    """What is written is read back, in every dialect, forbidden renderings and what is kept included."""
    assert content(parse(render(terms, dialect=dialect).encode(), file="t")) == content(terms)


NEWS = Glossary(
    (
        Term("Korea Utara", ("North Korea", "DPRK"), ("Korut",), "name", "", "states", ("Korea North",)),
        Term("KCNA", ("KCNA",), (), "keep"),
        Term("rudal & roket", ("missile <x>",), (), "term", "exact"),
    )
)


def test_oracle():
    """translate-toolkit reads what we write: terms, statuses, notes, what is not to be translated."""
    store = tbxfile.parsestring(render(NEWS).encode(), sourcelanguage="id", targetlanguage="en")
    states, keep, missile = store.units
    assert [term.text for term in states.get_source_terms()] == ["Korea Utara", "Korut"]
    assert [(term.text, term.deprecated) for term in states.get_target_terms("en")] == [
        ("North Korea", False), ("DPRK", False), ("Korea North", True),
    ]  # fmt: skip
    assert "states" in states.getnotes()
    assert (states.istranslatable(), keep.istranslatable()) == (True, False)
    assert missile.source == "rudal & roket"
    assert missile.target == "missile <x>"


def test_oracle_writes():
    """We read what translate-toolkit writes."""
    store = tbxfile(sourcelanguage="id", targetlanguage="en")
    unit = store.addsourceunit("gencatan senjata")
    unit.target = "ceasefire"
    (term,) = parse(bytes(store), file="t")
    assert (term.source, term.targets) == ("gencatan senjata", ("ceasefire",))


V2 = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader/><text><body>
<termEntry id="a"><descrip type="subjectField">Berita</descrip>
<langSet xml:lang="en-GB"><ntig><termGrp><term>defence minister</term>
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
<ntig><termGrp><term>Secretary of Defence</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
<tig><term>war minister</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="de"><tig><term>Verteidigungsminister</term></tig></langSet>
<langSet xml:lang="ID"><tig><term>menteri
  pertahanan</term></tig></langSet></termEntry>
<termEntry><descrip type="Translation needed">No</descrip><langSet xml:lang="id"><tig><term>Juche</term></tig></langSet>
</termEntry></body></text></martif>
"""
DCT = """<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader/><text><body>
<conceptEntry id="1"><min:subjectField>PBB</min:subjectField><langSec xml:lang="id-ID"><termSec><term>DK</term>
<min:termType>acronym</min:termType></termSec></langSec><langSec xml:lang="en"><termSec><term>SC</term>
<min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec><termSec>
<term>Security Council</term></termSec></langSec></conceptEntry></body></text></tbx>
"""


def test_foreign_v2():
    """TBX v2 of others: preferred first, superseded forbidden, other languages left out, what is kept."""
    minister, juche = parse(V2.encode(), file="f.tbx")
    assert minister == Term(
        "menteri pertahanan", ("Secretary of Defence", "defence minister"), note="Berita",
        forbidden=("war minister",), origin="f.tbx:4",
    )  # fmt: skip
    assert (juche.source, juche.targets, juche.kind) == ("Juche", ("Juche",), "keep")


def test_foreign_dct():
    """TBX v3 in tags: the type of a term and its status are read."""
    (council,) = parse(DCT.encode(), file="t")
    assert (council.source, council.targets) == ("DK", ("Security Council",))
    assert (council.kind, council.forbidden) == ("acronym", ("SC",))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "t:1: not TBX: no element found"),
        ("<martif>\n<x>", "t:2: not TBX: no element found"),
        ("<tmx/>", "t:1: <tmx> is not TBX; expected <martif> or <tbx>"),
        (
            '<!DOCTYPE a [<!ENTITY x "y">]>\n<martif>&x;</martif>',
            "t:1: defines XML entities, which is",
        ),
        (V2.replace("de", "xx").replace("en-GB", "fr"), "t:4: lacks an English (en) term; a term needs both"),
        (
            V2.replace("Juche", "Menteri Pertahanan"),
            "t:13: 'Menteri Pertahanan' is 'x' here and 'Secretary of Defence|defence minister' in t:4",
        ),
    ],
)
def test_errors(data, message):
    """What is no TBX, not safe or lacks a side is one line that names the line."""
    if "Menteri Pertahanan" in data:
        data = data.replace('<descrip type="Translation needed">No</descrip>', "").replace(
            "<tig><term>Menteri Pertahanan</term></tig></langSet>",
            "<tig><term>Menteri Pertahanan</term></tig></langSet>"
            '<langSet xml:lang="en"><tig><term>x</term></tig></langSet>',
        )
    with pytest.raises(GlossaryError) as caught:
        Glossary(parse(data.encode(), file="t"))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_rivals():
    """Two entries that claim one term are an error that names both lines."""
    data = (
        render(NEWS)
        .replace("rudal &amp; roket", "Korut")
        .replace(" case=exact", "")
        .replace("kind=term", "kind=name")
    )
    with pytest.raises(
        TermError, match=r"^t:\d+: 'Korut' is 'missile <x>' here and 'North Korea\|DPRK' in t:\d+; keep"
    ):
        Glossary(parse(data.encode(), file="t"))


def test_unknown_dialect():
    """An unknown dialect is an error that lists the known ones."""
    with pytest.raises(GlossaryError, match=r"^TBX dialect 'v9' is unknown; known: v2, dca, dct$"):
        render(NEWS, dialect="v9")


@given(st.binary(max_size=60))
def test_any_bytes(data):
    """Any bytes are a list or an error of ours."""
    with pytest.raises(GlossaryError):
        parse(b"<martif>" + data, file="t")


def test_an_entry_that_lacks_a_side_is_told_and_left_out(caplog: pytest.LogCaptureFixture) -> None:
    """One bad entry does not cost the others, and its line is named."""
    terms = parse(V2.replace('"ID"', '"ms"').encode(), file="t")
    assert terms
    assert caplog.messages == ["t:4: lacks an Indonesian (id) term; a term needs both; left out"]


@pytest.mark.parametrize(
    "status", ["obsolete", "Forbidden", "deprecated", "SupersededTerm", "notRecommendedTerm"]
)
@pytest.mark.parametrize("category", ["administrativeStatus", "normativeAuthorization"])
def test_statuses_of_other_producers(status: str, category: str) -> None:
    """What a term base advises against is forbidden, whatever its words and capitals."""
    data = (
        '<martif><text><body><termEntry><langSet xml:lang="id"><tig><term>pers</term></tig></langSet>'
        f'<langSet xml:lang="en"><tig><term>x</term><termNote type="{category}">{status}</termNote></tig>'
        "<tig><term>press</term></tig></langSet></termEntry></body></text></martif>"
    )
    (term,) = parse(data.encode(), file="t")
    assert (term.targets, term.forbidden) == (("press",), ("x",))
