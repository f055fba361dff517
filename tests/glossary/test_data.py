"""The default glossary and the house styles, checked as data: nothing here needs the glossary package."""

import csv
import unicodedata
from collections import defaultdict
from itertools import groupby, pairwise
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "glossary" / "data"
NEWS = DATA / "news.tsv"
STYLES = sorted((DATA / "styles").glob("*.tsv"))
FILES = [NEWS, *STYLES]
HEADER = ["source", "target", "aliases", "kind", "case", "note"]
KINDS = {"term", "name", "acronym", "keep"}
MAY_BE_EMPTY = {"aliases", "case"}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def values(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def surfaces(row: dict[str, str]) -> list[str]:
    return [row["source"], *values(row["aliases"])]


@pytest.fixture(scope="module")
def news() -> list[dict[str, str]]:
    return rows_of(NEWS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
class TestEveryFile:
    """What holds for the default glossary and for each house style."""

    def test_lines(self, path):
        """Every line has six cells under the agreed header and the file ends with one newline."""
        text = path.read_bytes().decode("utf-8")
        lines = text.split("\n")
        assert lines[0].split("\t") == HEADER
        assert lines[-1] == ""
        assert [n for n, line in enumerate(lines[:-1], 1) if line.count("\t") != len(HEADER) - 1] == []

    def test_characters(self, path):
        """Text is composed (NFC) and holds no control, no-break or quoting character but the tab."""
        text = path.read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text)
        assert set(text) & set('\r"\u00a0\u200b\ufeff\u2018\u2019') == set()

    def test_cells(self, path):
        """Needed cells are filled and no value is empty or padded."""
        for row in rows_of(path):
            assert [name for name in HEADER if not row[name] and name not in MAY_BE_EMPTY] == []
            for value in [*surfaces(row), *values(row["target"]), row["note"]]:
                assert value == " ".join(value.split()) != "", row["source"]

    def test_kinds(self, path):
        """Kind and case hold known words only."""
        for row in rows_of(path):
            assert row["kind"] in KINDS, row["source"]
            assert row["case"] in {"", "exact", "any"}, row["source"]

    def test_sources_are_unique(self, path):
        """No source or alias occurs twice, whatever its case."""
        places = defaultdict(list)
        for row in rows_of(path):
            for surface in surfaces(row):
                places[surface.casefold()].append(row["source"])
        assert {surface: rows for surface, rows in places.items() if len(rows) > 1} == {}

    def test_targets_are_unique(self, path):
        """No row lists one rendering twice."""
        for row in rows_of(path):
            folded = [target.casefold() for target in values(row["target"])]
            assert len(folded) == len(set(folded)), row["source"]


def test_size(news):
    """The default glossary holds at least 800 entries of every kind."""
    assert len(news) >= 800
    assert {row["kind"] for row in news} == KINDS


def test_order(news):
    """Rows of one group stand together and are sorted by source."""
    groups = [(note, list(rows)) for note, rows in groupby(news, key=lambda row: row["note"])]
    assert len(groups) == len({note for note, _ in groups})
    for _, rows in groups:
        for before, after in pairwise(row["source"].casefold() for row in rows):
            assert before < after


def test_keep(news):
    """What is never translated has itself as its only rendering."""
    for row in news:
        if row["kind"] == "keep":
            assert (row["target"], row["aliases"]) == (row["source"], "")


def test_acronyms(news):
    """An acronym matches by exact case, so that AS never matches the word "as"."""
    for row in news:
        if row["kind"] == "acronym":
            assert row["case"] in {"", "exact"}, row["source"]
        for surface in surfaces(row):
            if surface.isupper() and len(surface) <= 3:
                assert row["kind"] in {"acronym", "keep"}, surface


@pytest.mark.parametrize("word", ["as", "bank", "mark", "roma", "mali", "dia", "bisa", "tahun", "bin"])
def test_ordinary_words_stay_out(news, word):
    """No ordinary word matches in lower case."""
    for row in news:
        if (row["case"] or ("any" if row["kind"] == "term" else "exact")) == "any":
            assert word not in [surface.casefold() for surface in surfaces(row)]


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("Korea Utara", "North Korea"),
        ("Partai Buruh Korea", "Workers' Party of Korea"),
        ("KCNA", "KCNA"),
        ("Tiongkok", "China"),
        ("AS", "US"),
        ("PBB", "UN"),
        ("zona demiliterisasi", "demilitarised zone"),
        ("gencatan senjata", "ceasefire"),
        ("rudal balistik antarbenua", "intercontinental ballistic missile"),
        ("Komite Perbankan Senat", "Senate Banking Committee"),
        ("Universitas Studi Korea Utara", "University of North Korean Studies"),
        ("KPK", "KPK"),
        ("Jawa Barat", "West Java"),
        ("Papua Barat Daya", "Southwest Papua"),
        ("kabupaten", "regency"),
        ("kombes", "senior commissioner"),
        ("AKBP", "Adjunct Senior Commissioner"),
        ("Menpora", "Youth and Sports Minister"),
        ("Kementerian Pemuda dan Olahraga", "Youth and Sports Ministry"),
        ("Menko PMK", "Coordinating Human Development and Culture Minister"),
        ("KUHP", "Criminal Code"),
        ("Pengadilan Tipikor", "corruption court"),
        ("PN Jaksel", "South Jakarta District Court"),
        ("TPS", "polling station"),
        ("PLTU", "coal-fired power plant"),
        ("RSUD", "regional general hospital"),
        ("Sungai Donau", "Danube River"),
        ("perempatfinal", "quarterfinal"),
        ("Lampung Timur", "East Lampung"),
    ],
)
def test_first_rendering(news, source, first):
    """Names that readers look for first come out as agreed."""
    found = [values(row["target"])[0] for row in news if source in surfaces(row)]
    assert found == [first]


def test_styles_exist():
    """The house styles that the documentation names are there."""
    assert {path.stem for path in STYLES} >= {"rok-dprk", "un", "american", "british", "spelled-out"}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_overrides(news, path):
    """A house style changes rows that the default glossary has, with all their spellings."""
    default = {row["source"]: row for row in news}
    for row in rows_of(path):
        same = default[row["source"]]
        assert [row[name] for name in ("aliases", "kind", "case")] == [
            same[name] for name in ("aliases", "kind", "case")
        ], row["source"]
        assert row["target"] != same["target"], row["source"]


@pytest.mark.parametrize(
    ("style", "banned"),
    [
        ("rok-dprk", ("North Korea", "South Korea")),
        ("un", ("North Korea", "South Korea", "Ivory Coast", "Turkey")),
        ("american", ("defence", "demilitarised", "US ", "UN ")),
        ("british", ("demilitarized", "U.S.", "U.N.")),
    ],
)
def test_style_is_consistent(style, banned):
    """A house style accepts none of the renderings that it replaces."""
    for row in rows_of(DATA / "styles" / f"{style}.tsv"):
        for target in values(row["target"]):
            assert [form for form in banned if form in f"{target} "] == [], row["source"]


def test_koreas_are_replaced_everywhere(news):
    """Under rok-dprk no row about either state keeps the old name, fixed names apart."""
    replaced = {row["source"] for row in rows_of(DATA / "styles" / "rok-dprk.tsv")}
    left = {
        row["source"]
        for row in news
        if row["source"] not in replaced and {"North Korea", "South Korea"} & _heads(row["target"])
    }
    assert left == {"Partai Buruh Korea Utara", "Universitas Studi Korea Utara"}


def _heads(cell: str) -> set[str]:
    return {name for name in ("North Korea", "South Korea") if name in cell}
