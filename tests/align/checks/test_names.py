"""Names: which are lost, and which English leaves to the context."""

from __future__ import annotations

import pytest

from align.checks import check
from align.model import Finding
from benchmarks.checks import bitext


def findings(source: str, target: str, *ids: str) -> list[Finding]:
    return list(check(bitext([(source, target)]), only=ids or None))


IMPLIED = [
    ("Stubb dijadwalkan bertemu sejumlah pengusaha.", "He is due to meet business leaders.", "Stubb"),
    ("Harga akan turun, kata Sutarjo.", "Prices will fall, he said.", "Sutarjo"),
    ("Ketua KNKT enggan berspekulasi.", "The head of the road panel, a state body, would not speculate.", "KNKT"),
    ("Lukisan itu ada di gua Leang Karampuang, Maros.", "The painting is in Leang Karampuang cave.", "Maros"),
    ("Ia tiba dari Jenewa, Swiss, kemarin.", "He arrived from Geneva yesterday.", "Swiss"),
    ("Pemerintah Afghanistan menolak usul itu.", "The government rejected the proposal.", "Afghanistan"),
    ("Sritex dinyatakan pailit pada Senin.", "The firm was declared bankrupt on Monday.", "Sritex"),
    ("Menurut Kardi, kerja sama itu sah.", "According to him the cooperation is legal.", "Kardi"),
    ("Kemarin Korea Utara setuju untuk berunding.", "Yesterday the North agreed to talk.", "Korea"),
    ("Ekonomi Indonesia tumbuh pesat.", "Growth in the country is strong.", "Indonesia"),
    ("Kapal Harvest tenggelam di laut.", "The ship sank at sea.", "Harvest"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "name"), IMPLIED)
def test_a_name_for_which_something_else_stands_is_information(source: str, target: str, name: str) -> None:
    """Pronouns, descriptions, titles alone, and the wider place: worth a look, no warning."""
    found = findings(source, target, "names")
    assert [(finding.severity, f"`{name}`" in finding.message) for finding in found] == [("info", True)]


LOST = [
    ("Stubb bertemu Prabowo di Jakarta.", "Stubb met in Jakarta."),
    ("Harga akan turun, kata Sutarjo.", "Prices will fall, said in the."),
    ("Presiden Joko Wirawan datang ke pasar.", "President Joko came to the market."),
    ("Nelayan di Teluk Sumbang menolak rencana itu.", "Fishermen in the bay rejected the plan."),
    ("Uji coba itu dilakukan di Bandung, Surabaya, dan Makassar.", "The trial was held in Bandung and Makassar."),
    ("Ia bertanding melawan petenis dari Rusia, Elena Dementieva.", "She plays Elena of Russia."),
    ("Dialog antara Rangga dan Sutarjo gagal.", "The talks between and Sutarjo failed."),
    ("Pengadilan Negeri Medan membebaskan Rudi pada Rabu.", "The District Court acquitted Rudi on Wednesday."),
    ("Wali Kota Ambon menegaskan hal itu.", "The mayor of insisted that it was so."),
    ("Bank Indonesia menahan suku bunga demi rupiah.", "Bank has held its rate for the rupiah."),
    ("Tujuh orang di Kalimantan Barat tewas.", "Seven people in West have died."),
    ("Ia berbicara di Berlin, Selasa.", "He spoke in on Tuesday."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), LOST)
def test_a_name_that_nothing_stands_for_is_a_warning(source: str, target: str) -> None:
    """Part of a name, one place of several, a name whose place is empty."""
    assert "warning" in {finding.severity for finding in findings(source, target, "names")}


EXCHANGED = [
    ("Bank Indonesia (BI) mempertahankan suku bunga.", "Bank Delgado (BI) has kept its rate.", "Delgado"),
    ("Pengadilan Negeri Medan membebaskan pengusaha itu.", "The Karlsson District Court acquitted him.", "Karlsson"),
    ("Pasangan Fajar Kurniawan menang.", "The pair of Okafor Kurniawan won.", "Okafor"),
    ("Kata dr. Fitri Handayani, stunting turun.", "Stunting is down, said Dr. Susanto Handayani.", "Susanto"),
    ("Korea Utara menembakkan rudal, kata Korea Selatan.", "North Korea fired a missile, South Peru said.", "Peru"),
    ("Kementerian Kesehatan (Kemenkes) membantah.", "The Health Ministry (Wijaya) denied it.", "Wijaya"),
    ("Kedai asal Bandung itu laris.", "The Surabaya-based cafe sells well.", "Surabaya"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "stranger"), EXCHANGED)
def test_a_name_that_took_the_place_of_another_is_a_warning(source: str, target: str, stranger: str) -> None:
    """Also of names that are ordinary words, and of one that the English has elsewhere."""
    found = [f for f in findings(source, target, "names") if f.severity == "warning"]
    assert len(found) == 1
    assert found[0].target is None or found[0].target.of(target) == stranger


TOLD = [
    ("Kabupaten Sigi banjir, kata Sri Mulyani.", "Sigi Regency is flooded, Sri Mulyani Indrawati said."),
    ("Asosiasi Pengusaha Indonesia menolak.", "The Indonesian Employers Association refused."),
    ("Mahkamah Agung memutus perkara di Belanda.", "The Supreme Court ruled on the Dutch case."),
    ("Kapolsek Komisaris Dwi Hartono datang.", "Police chief Comr. Dwi Hartono came."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), TOLD)
def test_titles_and_fuller_names_are_no_strangers(source: str, target: str) -> None:
    """Words of titles in capitals, abbreviated ranks, surnames that English adds."""
    assert [f.message for f in findings(source, target, "names") if f.severity != "info"] == []


IN_WORDS = [
    ("Kapolres AKBP Teguh Santosa membenarkan.", "Police chief Adj. Sr. Comr. Teguh Santosa confirmed it."),
    ("Tim Densus 88 Antiteror menangkap tiga orang.", "The counterterrorism squad Densus 88 arrested three people."),
    ("Panglima meninjau Satgas itu bersama Kemhan.", "The commander inspected the task force with defence officials."),
    ("Mata uang Garuda menguat.", "The Indonesian currency gained."),
    ("Menurut Pengadilan Niaga, pabrik itu pailit.", "The Commercial Court says the mill is bankrupt."),
    ("Gempa mengguncang Seram Bagian Barat.", "A quake shook West Seram."),
    ("Komandan Laksda Budi Raharjo hadir.", "Commander Rear Adm. Budi Raharjo came."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), IN_WORDS)
def test_what_english_says_in_words_is_no_lost_name(source: str, target: str) -> None:
    """Ranks, offices abbreviated by syllables, prefixed words, epithets, ordinary words in names."""
    assert [f.message for f in findings(source, target) if f.severity != "info"] == []


MISSPELT = [
    ("Korea Selatan dan Korea Utara berunding.", "South Korea and North Krea are in talks."),
    ("Menlu Retno bertolak ke Jenewa.", "Foreign Minister Reno has left for Geneva."),
    ("Kata Pramono, KPK diam.", "The KPX is silent, Pramono said."),
]


@pytest.mark.parametrize(("source", "target"), MISSPELT)
def test_a_misspelt_name_is_found_though_it_stands_elsewhere(source: str, target: str) -> None:
    """Said rightly once, wrongly once; or what is an English name too."""
    assert [finding.check for finding in findings(source, target, "misspelt")] == ["misspelt"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Gedung DPR ramai.", "The MPR/DPR building is busy."),
        ("Kebakaran melanda Pulau Rhodos.", "Fire swept Rhodes."),
        ("Warga Korea di Korea Utara resah.", "Koreans in North Korea are uneasy."),
    ],
)
def test_another_name_is_no_misspelling(source: str, target: str) -> None:
    """An acronym beside its own, an English form, an inhabitant."""
    assert findings(source, target, "misspelt") == []


GAPS = [
    "He moved from to Medan.", "She was born in , and left.", "The of Bandung came.",
    "Prices rose, said the.", "Police ( ) came.", "The agency .", "It lies between and Medan.",
    "They smuggled it from through the waters.", "It may not dock at Island.", "The -based chain grows.",
    "The body (Komnas ) asked.", "It starts at 7:30 p.m. .", "He told the that it was safe.",
]  # fmt: skip


@pytest.mark.parametrize("target", GAPS)
def test_a_gap_is_found(target: str) -> None:
    """Words that only another between them would join, and marks after a space."""
    (found,) = findings("Ia datang.", target, "gap")
    assert found.target is not None
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "target",
    [
        "That is unheard of; he knew what he was looking for.", "The will of the people is to have peace.",
        "The on-track crew and, he said, the doctors came at 4:12 a.m. local time.",
        "It came from the sea, in and out of the bay, and was gone.", "He was in, and so was she.",
    ],
)  # fmt: skip
def test_whole_english_has_no_gap(target: str) -> None:
    """Prepositions at the end, hyphens, asides."""
    assert findings("Ia datang.", target, "gap") == []


def test_marks_after_a_space_are_no_gap_where_the_source_has_them() -> None:
    """Text that somebody has cut into tokens."""
    assert findings("Ia datang .", "He came .", "gap") == []
