"""Which terms are found where: traps, affixes, case, overlaps, offsets."""

import csv
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import glossary
from glossary import Glossary, Term
from glossary.fold import fold

GOLDEN = Path(__file__).parents[1] / "golden" / "glossary"


def cases(name):
    def plain(cell):
        cell = cell.replace("\\n", "\n")
        return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), cell)

    with (GOLDEN / name).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [tuple(map(plain, row)) for row in rows[1:]]


def one(source, kind="term", **more):
    return Glossary((Term(source, ("rendering",), kind=kind, **more),))


def surfaces(terms, text):
    return [match.surface for match in terms.match(text)]


def test_enough_traps():
    """At least forty sentences are there to trap the matcher."""
    assert len({text for _, _, text, _ in cases("traps.tsv")}) >= 40


@pytest.mark.parametrize(("term", "kind", "text", "why"), cases("traps.tsv"))
def test_trap(term, kind, text, why):
    """What only looks like the term is not found."""
    assert surfaces(one(term, kind), text) == [], why


@pytest.mark.parametrize("case", cases("finds.tsv"), ids=lambda case: case[2])
def test_find(case):
    """A term is found once, with the place of its bare form, of its affixes, and their kind."""
    term, kind, text, *expected = case
    found = [[m.surface, text[m.outer_start : m.outer_end], m.affix] for m in one(term, kind).match(text)]
    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Roda depan bergetar karena as patah dan ban bocor.",
        "SEKARANG AS RODA PATAH LAGI",
        "DIA BISA DATANG SEKARANG",
        "Ma, pan itu panas sekali, jangan disentuh.",
        "Kotak surat ada di www.kpk.go.id/rudal/korea saja.",
        "Tanda batas itu terbuat dari kayu jati.",
        "Ibu membeli batu akik dan palu di pasar.",
        "Adik bin Hasan duduk di bawah pohon mangga.",
        "Warna cat itu pas untuk kamar tamu.",
        "Mereka bisa saja kembali besok pagi.",
        "Pasalnya, hujan tidak turun sejak kemarin sore.",
        "Kapten kapal itu sedang sakit gigi.",
        "Lima orang anak bermain layang-layang di lapangan.",
        "Baku hantam terjadi semalam di gang sempit itu.",
        "Kudus, kudus, kuduslah nyanyian itu.",
        "Serang saja gawangnya terus, teriak penonton.",
        "Kelinci itu berkembang biak dengan cepat sekali.",
        "Bayinya lahir melalui operasi sesar di klinik.",
        "Kontras dengan adiknya, ia pendiam sekali.",
        "Ibu membeli permen dan biskuit untuk anak-anak.",
        "Medan yang terjal membuat pendaki kelelahan.",
        "Padang rumput itu luas dan hijau.",
        "Ia memakai gelang kuningan di tangan kirinya.",
        "Solo gitarnya panjang dan indah.",
        "Nenek menyuapi cucunya dengan bubur hangat.",
        "Ia membanding-bandingkan harga dua toko itu.",
        "Mereka sidang skripsi hari Jumat.",
        "Garam dan gula habis di dapur.",
        "Kop surat itu salah cetak.",
        "Timur terlihat terang saat fajar.",
        "Bola sundulannya membentur mistar.",
        "Mayor itu tersenyum kepada tetangganya.",
        "Nada mayor dan minor dipelajari di kelas musik.",
        "PAK GURU MENGAJAR BERHITUNG DI KELAS",
    ],
)
def test_default_glossary_leaves_everyday_text(text):
    """The glossary that ships finds nothing in everyday sentences."""
    assert surfaces(glossary.default(), text) == []


def test_default_glossary_finds_news():
    """The glossary that ships finds what a news sentence is about."""
    text = "Korea Utara menembakkan rudal balistik antarbenua, kata KCNA, Senin."
    found = {match.surface: match.rendering for match in glossary.default().match(text)}
    assert found["Korea Utara"] == "North Korea"
    assert found["KCNA"] == "KCNA"
    assert found["rudal balistik antarbenua"] == "intercontinental ballistic missile"


def test_longest_of_overlapping_terms():
    """Of terms that overlap the longest is found, also where it begins later."""
    terms = Glossary(
        tuple(Term(source, ("x",)) for source in ("uji", "uji coba", "coba rudal nuklir", "rudal"))
    )
    assert surfaces(terms, "uji coba lagi; uji coba rudal nuklir; rudal") == [
        "uji coba", "uji", "coba rudal nuklir", "rudal",
    ]  # fmt: skip


def test_neighbours_are_both_found():
    """Terms side by side do not shut each other out."""
    terms = Glossary((Term("AS", ("US",), kind="acronym"), Term("Korea", ("Korea",), kind="name")))
    assert surfaces(terms, "AS Korea AS-Korea AS/Korea") == ["AS", "Korea"] * 3


def test_axle_and_country_in_one_list():
    """The same letters are two terms where their case differs."""
    terms = Glossary((Term("AS", ("US",), kind="acronym"), Term("as", ("axle",))))
    found = [(m.surface, m.rendering) for m in terms.match("Di AS, as roda itu mahal. As roda patah.")]
    assert found == [("AS", "US"), ("as", "axle"), ("As", "axle")]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("MENLU AS TEMUI MENLU RUSIA", 1),
        ("AS KECAM SERANGAN DI GAZA", 1),
        ("RUSIA DAN AS SEPAKAT BERUNDING", 1),
        ("HUBUNGAN RUSIA-AS MEMBURUK", 1),
        ("BENGKEL GANTI AS TRUK RUSIA", 0),
        ("AS TRUK PATAH DI RUSIA", 0),
    ],
)
def test_capitals_need_evidence(text, count):
    """In a line of capitals an acronym that is a word counts only beside words that make it a state."""
    terms = Glossary((Term("AS", ("US",), kind="acronym"), Term("Rusia", ("Russia",), kind="name")))
    assert surfaces(terms, text).count("AS") == count


@pytest.mark.parametrize(
    ("case", "text", "count"),
    [
        ("any", "rudal RUDAL Rudal", 3),
        ("exact", "rudal RUDAL dan rudal", 2),
        ("exact", "Rudal jatuh. Rudal lagi", 2),
    ],
)
def test_case_rule_of_a_term(case, text, count):
    """`any` finds every case; `exact` what is written so, and a sentence's capital."""
    assert len(surfaces(one("rudal", case=case), text)) == count


def test_empty():
    """Nothing is found by an empty glossary or in an empty text."""
    assert Glossary().match("Korea Utara") == []
    assert one("Korea").match("") == []


words = st.sampled_from(["Korea", "Utara", "KCNA", "rudal", "uji", "São", "Kim Jong-un", "antar"])
joints = st.sampled_from(
    [" ", "  ", "\n", "\u00a0", "-", ", ", "\u200b", " \u00ad", "", "-nya ", "’s ", "\n\n", "\u0301"]
)
texts = st.lists(st.tuples(words | st.text(max_size=4), joints), max_size=25).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)
TERMS = Glossary(
    tuple(Term(s, ("x",), kind=k) for s, k in [
        ("Korea Utara", "name"), ("Korea", "name"), ("KCNA", "acronym"), ("rudal", "term"), ("uji rudal", "term"),
        ("São", "name"), ("Kim Jong-un", "name"), ("Utara KCNA", "name"),
    ])
)  # fmt: skip


@given(texts)
def test_offsets(text):
    """A find's characters, folded, are one of its spellings; finds are in order and never overlap."""
    before = 0
    for match in TERMS.match(text):
        assert match.surface == text[match.start : match.end]
        assert fold(match.surface).text in {fold(spelling).text for spelling in match.term.spellings}
        assert before <= match.outer_start <= match.start < match.end <= match.outer_end <= len(text)
        before = match.outer_end


@given(texts)
def test_deterministic(text):
    """A glossary that has matched before answers as a fresh one does."""
    assert TERMS.match(text) == Glossary(TERMS.terms).match(text)


def test_linear():
    """Eight times the text takes no more than about eight times as long, even without a line break."""
    text = "PRESIDEN AS DAN KCNA MENGUJI RUDAL DI KOREA  UTARA, " * 1500

    def seconds(piece):
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            TERMS.match(piece)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(text) < 24 * seconds(text[: len(text) // 8])
