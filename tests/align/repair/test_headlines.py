"""Headlines are translated as sentences and get their capitals back."""

from __future__ import annotations

import pytest

import align
from align.engines.base import Translation
from align.repair.headlines import Capitals, as_sentence, capitals, dressed
from align.terms.accounts import Rendered
from align.text.segment import lines
from glossary import default

HEADLINES = [
    ("KPK Tahan Mantan Gubernur Terkait Kasus Suap Proyek Jalan", "KPK tahan mantan gubernur terkait kasus suap proyek jalan"),
    ("Korea Utara Bantah Pasok Senjata ke Rusia", "Korea Utara bantah pasok senjata ke Rusia"),
    ("Harga Beras Naik, Warga Antre Sejak Senin", "Harga beras naik, warga antre sejak Senin"),
    ("Menlu Sugiono: Indonesia Tidak Akan Kirim Pasukan", "Menlu Sugiono: Indonesia tidak akan kirim pasukan"),
]  # fmt: skip


@pytest.mark.parametrize(("headline", "sentence"), HEADLINES)
def test_common_words_lose_their_capitals_and_names_keep_them(headline: str, sentence: str) -> None:
    """Written either way; acronyms and days stay, too."""
    assert as_sentence(headline, default()) == sentence
    assert as_sentence(headline.upper(), default()) == sentence
    assert capitals(headline, default()) is Capitals.EACH_WORD
    assert capitals(headline.upper(), default()) is Capitals.ALL


@pytest.mark.parametrize(
    "text",
    [
        "Menteri Luar Negeri Sugiono bertemu Menteri Pertahanan Jepang di Tokyo",
        "Kementerian Pertahanan Korea Utara",
        "DPR RI",
        "KPK DAN PPATK",
        "Presiden Prabowo Subianto",
        "Ia Pergi. Saya Tinggal Di Sini.",
        "Harga beras naik lagi di pasar",
        "Sari Wulandari",
        "Bintang",
        "Pak Surya",
        "",
        "12 · 13",
    ],
)
def test_what_is_no_headline_stays(text: str) -> None:
    """Sentences, names and acronyms."""
    assert as_sentence(text, default()) == text


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Jendela belakang", "jendela belakang"),
        ("JENDELA BELAKANG", "jendela belakang"),
        ("Jendela Belakang", "jendela belakang"),
        ("Nama:\tSari Wulandari", "nama:\tSari Wulandari"),
        ("Nama\tPekerjaan\tKota", "nama\tpekerjaan\tkota"),
        ("Nomor HP", "nomor HP"),
        ("Hari Selasa", "hari Selasa"),
    ],
)
def test_labels_are_read_as_words(label: str, words: str) -> None:
    """In any capitals, cell by cell; names and acronyms keep theirs."""
    assert as_sentence(label, default()) == words


def test_labels_get_the_capitals_of_the_source() -> None:
    """Each cell its own, and no stop."""

    def shown(label: str, english: str) -> str:
        return dressed(label, Rendered(Translation(english, -1.0)), default()).translation.text

    assert shown("Jendela belakang", "rear window.") == "Rear window"
    assert shown("✓ Jendela belakang", "✓ rear window") == "✓ Rear window"
    assert shown("Jendela Belakang", "rear window") == "Rear Window"
    assert shown("JENDELA BELAKANG", "rear window") == "REAR WINDOW"
    assert shown("Nama\tPEKERJAAN", "name\toccupation") == "Name\tOCCUPATION"


def test_the_translation_is_that_of_the_sentence_in_the_capitals_of_the_headline() -> None:
    """With the terms where they were, and links into the text as it is written."""
    sentence, titled = (
        "Korea Utara bantah pasok senjata ke Rusia",
        "Korea Utara Bantah Pasok Senjata ke Rusia",
    )
    plain, title, shout = align.translate(lines(f"{sentence}\n{titled}\n{titled.upper()}"))
    assert "North Korea" in title.target_text
    assert title.target_text.casefold() == plain.target_text.rstrip(".").casefold()
    assert all(word[0].isupper() or len(word) < 5 for word in title.target_text.split())
    assert shout.target_text == title.target_text.upper()
    bitext = align.translate(titled)
    assert [(use.term, use.honoured) for use in bitext.terms] == [("Korea Utara", True), ("Rusia", True)]
    assert any(
        link.source.of(titled) == "Rusia" and link.target.of(bitext.target.text) == "Russia"
        for link in bitext.links
    )
