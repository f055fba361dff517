"""Numbers and names that must be carried over."""

from __future__ import annotations

import pytest

import align
from align.facts.carried import left_over, lost
from align.facts.placeables import facts
from align.model import Span


def test_numbers_are_wanted_as_english_writes_them() -> None:
    """Thousands, decimals and times change their separators; a name no dictionary knows stays."""
    found = facts("Sebanyak 1.500.000 orang, 2,5 persen, pukul 10.30 di Xanvuria.")
    assert [fact.target for fact in found] == ["1,500,000", "2.5", "10:30", "Xanvuria"]


@pytest.mark.parametrize(
    ("source", "translation", "mended"),
    [
        ("Sekitar pukul 11.29 mereka pergi.", "Around 11,29 they left.", "Around 11:29 they left."),
        ("Pada pukul 01.15 bus lewat.", "At 01.15 the bus passed.", "At 1:15 the bus passed."),
        ("Harga naik 2,5 persen.", "Prices rose 2,5 percent.", "Prices rose 2.5 percent."),
        ("Harga US$97,80 per barel.", "It costs US$97.80 a barrel.", "It costs US$97.80 a barrel."),
        ("Harga US$97,80 per barel.", "It costs US$97.8 a barrel.", "It costs US$97.8 a barrel."),
        ("Harga US$97,80 per barel.", "It costs US$97,80 a barrel.", "It costs US$97.80 a barrel."),
        ("Ada 1,500,000 orang.", "There are 1,500,000 people.", "There are 1,500,000 people."),
        ("Ada 1.500 dari 2.500.", "There are 1.500 of 2.500.", "There are 1,500 of 2,500."),
    ],
)
def test_a_number_in_another_spelling_is_found_by_its_digits(
    source: str, translation: str, mended: str
) -> None:
    """Where the digits stand in the translation with other separators, the place is known without attention."""
    for place, figure in left_over(source, translation):
        translation = translation[: place.start] + figure + translation[place.end :]
    assert translation == mended
    assert not lost(source, translation)


def test_a_number_that_stands_for_another_fact_is_left() -> None:
    """15 is the translation of 15, though 1,5 is lost and has the same digits."""
    source = "Dari 15 kota, 1,5 persen."
    assert [fact.target for fact in lost(source, "Of 15 cities, some.")] == ["1.5"]
    assert left_over(source, "Of 15 cities, some.") == []


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("Pada 10 Maret di kota.", "On March 10th in the city."),
        ("Ada 4 kapal.", "There are four ships."),
        ("Sejak November-Februari hujan.", "Since November-February it rains."),
    ],
)
def test_a_fact_may_stand_in_another_english_form(source: str, translation: str) -> None:
    """Days as ordinals, small numbers in words, and a name as dictionaries have it are carried over."""
    assert not lost(source, translation)


def test_a_misspelt_name_is_put_right_where_it_stands() -> None:
    """A capitalised word that is no English and nearly the name is the name; one that is not alike is left."""
    source = "Menurut Xanvuriano, harga naik."
    assert [fact.target for fact in lost(source, "According to Xanvuriana, prices rose.")] == ["Xanvuriano"]
    ((place, name),) = left_over(source, "According to Xanvuriana, prices rose.")
    assert (place.start, place.end, name) == (13, 23, "Xanvuriano")
    assert left_over(source, "According to Xerxes, prices rose.") == []


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Juru bicara itu, Budi Prasetyo, menolak.", ["Budi Prasetyo"]),
        ("Ketua KPK Budi Prasetyo menolak.", ["Budi Prasetyo"]),
        ("Ia datang dari Bandung.", []),
        ("Yang Moo-jin menolak usul Baek Tae-rim.", ["Yang Moo-jin", "Baek Tae-rim"]),
    ],
)
def test_a_name_that_is_a_word_too_belongs_to_the_name_beside_it(source: str, wanted: list[str]) -> None:
    """Not an acronym before it; alone, a word the lexical table knows is no fact."""
    assert [fact.target for fact in facts(source)] == wanted


@pytest.mark.parametrize(
    ("source", "translation", "mended"),
    [
        ("Ia datang, Senin (5/2).", "He came on Monday (2/5).", "He came on Monday (5 February)."),
        ("Ia datang, Selasa (12/11/2025).", "He came on Tuesday (11/2025).", "He came on Tuesday (12 November 2025)."),
        ("Ia datang pada Senin (5/2).", "He came on Monday, Feb. 5.", "He came on Monday, Feb. 5."),
        ("Pada 3/12/2024 ia datang.", "On the 3rd of December, 2024 he came.", "On the 3rd of December, 2024 he came."),
        ("Ia tiba 17-08-2024.", "He came on 17-08-2024.", "He came on 17 August 2024."),
        ("Ia tiba 17-08-2024.", "He came on August 17, 2024.", "He came on August 17, 2024."),
        ("Sebanyak 2/3 anggota hadir.", "2/3 of the members came.", "2/3 of the members came."),
        ("Ada 204.807.222 pemilih.", "There are 204.807.22 voters.", "There are 204,807,222 voters."),
        ("Kirim ke pengaduan@lembaga.go.id ya.", "Send to complaint@lembaga.go.id please.", "Send to pengaduan@lembaga.go.id please."),
        ("Lihat www.rotihangat.co.id/mitra itu.", "See www.rotihangat.co.id/ it.", "See www.rotihangat.co.id/mitra it."),
    ],
)  # fmt: skip
def test_dates_and_addresses_are_put_right(source: str, translation: str, mended: str) -> None:
    """A date in figures is written out, unless English has it already; an address stays as it is."""
    for place, text in left_over(source, translation):
        translation = translation[: place.start] + text + translation[place.end :]
    assert translation == mended
    assert not lost(source, translation)


@pytest.mark.parametrize(
    ("source", "translation", "missing"),
    [
        ("Harganya Rp16.850 per dolar.", "It costs Rp16,850 a dollar.", []),
        ("Harganya Rp16.850 per dolar.", "It costs USD16,850 a dollar.", []),
        ("Harganya Rp16.850 per dolar.", "Model XP16,850 is dear.", ["16,850"]),
        ("Ada 60 ribu ton.", "There are 60,000 tonnes.", []),
        ("Ada 60 ribu ton.", "There are 60 thousand tonnes.", []),
        ("Ada 60 ribu ton.", "There are 600,000 tonnes.", ["60"]),
        ("Ada 60 ribuan ton.", "There are 60,000 tonnes.", ["60"]),
    ],
)
def test_currencies_and_thousands_may_be_written_on_to_a_number(
    source: str, translation: str, missing: list[str]
) -> None:
    assert [fact.target for fact in lost(source, translation)] == missing


def test_of_a_name_that_holds_a_term_the_rest_is_wanted() -> None:
    """What lies in a term alone is the glossary's business, whatever its kind."""
    source = "Di Kabupaten Xanvu Lembata pada 2025 itu."

    def wanted(*terms: str) -> list[str]:
        spans = [Span(source.index(term), source.index(term) + len(term)) for term in terms]
        return [fact.target for fact in facts(source, spans)]

    assert wanted() == ["Kabupaten Xanvu Lembata", "2025"]
    assert wanted("Kabupaten") == ["Xanvu Lembata", "2025"]
    assert wanted("Xanvu", "2025") == ["Kabupaten", "Lembata"]
    assert wanted("Kabupaten Xanvu Lembata") == ["2025"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zulkarnaen mengatakan hal itu.", "Zulkarnaen"),
        ("Zulkarnaen pun menilai hal itu wajar.", "Zulkarnaen"),
        ("Zulkarnaen memegang hal itu.", None),
        ("Pemerintah mengatakan hal itu.", None),
        ("Fajar menambahkan, hal itu wajar.", "Fajar"),
        ("Fajar menyingsing.", None),
    ],
)
def test_who_tells_at_the_start_of_a_sentence_is_a_name(text: str, name: str | None) -> None:
    """Unless a dictionary knows the word; before another verb it may be a rare word."""
    assert [fact.target for fact in facts(text)] == ([name] if name else [])


def test_a_name_at_the_start_is_not_translated() -> None:
    bitext = align.translate(
        "Airlangga menyebutkan bahwa kondisi ini hanya sementara dan akan kembali normal."
    )
    assert bitext.target.text.startswith("Airlangga ")


def test_dates_in_figures_are_of_one_kind() -> None:
    """However they are written; what is longer, or no day of a month, is none."""
    for text in ("Rapat 17/08/2024 batal.", "Rapat 17-08-2024 batal."):
        (fact,) = facts(text)
        assert (fact.target, fact.kind, fact.told) == ("17 August 2024", "date", False)
    for text in ("Nomor 12-17-08-2024 batal.", "Nomor 17/08/2024/5 batal.", "Nomor 45-13-2024 batal."):
        assert all(fact.kind != "date" for fact in facts(text))
