"""Finding terms in Indonesian text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary import Glossary, Term, stack

GOLDEN = Path(__file__).parents[1] / "golden" / "glossary"
TERMS = Glossary((
    Term("Korea Utara", ("North Korea",), ("Korut",), "name"), Term("Korea", ("Korea",), (), "name"),
    Term("AS", ("US",), (), "acronym"), Term("PBB", ("UN",), (), "acronym"), Term("KCNA", ("KCNA",), (), "keep"),
    Term("DPRK", ("DPRK",), (), "keep"), Term("Kim Jong", ("Kim Jong",), (), "name"),
    Term("rudal", ("missile",)), Term("gencatan senjata", ("ceasefire",)), Term("form", ("form",)),
    Term("Dewan Keamanan", ("Security Council",), (), "name"), Term("Dewan Keamanan PBB", ("UN Security Council",), (), "name"),
))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Korea Utara dan Korut.", ["Korea Utara", "Korut"]),
        ("Dewan Keamanan PBB bersidang.", ["Dewan Keamanan PBB"]),
        ("Laporan KCNA-nya keliru.", ["KCNA"]),
        ("PBB-lah yang menolak.", ["PBB"]),
        ("Warga se-Korea menunggu.", ["Korea"]),
        ("Pihak non-DPRK hadir.", ["DPRK"]),
        ("Masalah itu di-PBB-kan.", ["PBB"]),
        ("Hubungan AS-Korea Utara memburuk.", ["AS", "Korea Utara"]),
        ("DPRKlah pelakunya.", ["DPRK"]),
        ("Rudal itu jatuh.", ["Rudal"]),
        ("KOREA UTARA TEMBAKKAN RUDAL", ["KOREA UTARA", "RUDAL"]),
        (
            "Gencatan\u00a0senjata  dilanggar; gencatan\nsenjata batal.",
            ["Gencatan\u00a0senjata", "gencatan\nsenjata"],
        ),
        ("“AS” menolak.", ["AS"]),
        ("Kore\u00ada Utara", ["Kore\u00ada Utara"]),
    ],
)
def test_terms_are_found_as_they_are_written(text: str, surfaces: list[str]) -> None:
    """Affixes, quotes, odd spaces, capitals, hyphens: the bare term with its verbatim characters."""
    assert [match.surface for match in TERMS.match(text)] == surfaces


@pytest.mark.parametrize(
    ("text", "outer"), [("KCNA-nya", "KCNA-nya"), ("se-Korea", "se-Korea"), ("di-PBB-kan", "di-PBB-kan")]
)
def test_affixes_are_told_apart(text: str, outer: str) -> None:
    """The match says where the bare term stands and where it stands with its affixes."""
    (match,) = TERMS.match(text)
    assert text[match.outer_start : match.outer_end] == outer
    assert text[match.start : match.end] == match.surface != outer


@pytest.mark.parametrize("text", (GOLDEN / "traps.txt").read_text(encoding="utf-8").splitlines())
def test_traps_find_nothing(text: str) -> None:
    """Sentences in which a term seems to stand and does not."""
    assert [match.surface for match in TERMS.match(text)] == []


def test_later_glossaries_win_and_say_where_they_come_from() -> None:
    """A style takes a spelling away from the default, aliases too, and leaves the rest."""
    both = stack([glossary.default(), glossary.style("rok-dprk")])
    found = {match.surface: match.term for match in both.match("Korea Utara, Korut, Jepang")}
    assert found["Korea Utara"].targets[0] == found["Korut"].targets[0] == "DPRK"
    assert found["Korut"].origin.startswith("rok-dprk.tsv:")
    assert found["Jepang"].origin.startswith("news.tsv:")
    assert both.hash != glossary.default().hash


def test_default_glossary_knows_the_names_of_the_field() -> None:
    """The names the sample article lives on come out as news English has them."""
    terms = glossary.default()
    for source, target in (
        ("Kantor Berita Pusat Korea", "Korean Central News Agency"), ("DPRK", "DPRK"), ("Gedung Putih", "White House"),
        ("Dewan Keamanan PBB", "UN Security Council"), ("Tiongkok", "China"), ("Republik Rakyat Demokratik Korea", "Democratic People's Republic of Korea"),
    ):  # fmt: skip
        (match,) = terms.match(source)
        assert match.term.targets[0] == target


@given(st.text(alphabet=st.sampled_from(list("AS PBK-nyaoreUt\u00a0\u00ad\u0301lah.\n")), max_size=40))
def test_offsets_are_those_of_the_text(text: str) -> None:
    """Matches are in order, apart, inside the text, and never begin or end within a word."""
    end = 0
    for match in TERMS.match(text):
        assert end <= match.start < match.end <= len(text)
        assert match.outer_start <= match.start
        assert match.end <= match.outer_end
        assert text[match.start : match.end] == match.surface
        end = match.end
