"""Spoken Indonesian, written out for the model."""

from __future__ import annotations

import pytest

import align
from align.engines import load_engine
from align.engines.ct2 import Ct2Engine
from align.text.colloquial import written_out
from align.text.normalise import as_written, set_apart


def written(text: str) -> str:
    return as_written(text).text


@pytest.mark.parametrize(
    ("spoken", "wanted"),
    [
        ("Saya gak tau.", "Saya tidak tahu."),
        ("Nggak ada kenaikan, kan?", "Tidak ada kenaikan, kan?"),
        ("Pak. Udah clear tagihannya, udah lunas.", "Pak. Sudah clear tagihannya, sudah lunas."),
        ("‘Gimana caranya?’", "' Bagaimana caranya?'"),
        ("Indeks yg mengukur hal itu tdk naik.", "Indeks yang mengukur hal itu tidak naik."),
        ("temen-temen leasing", "teman-teman leasing"),
        ("Rp 13,2 T dari Rp3M", "Rp 13,2 triliun dari Rp3 miliar"),
        ("Sitaan 3 M rupiah, Rp 50 Jutaan", "Sitaan 3 miliar rupiah, Rp 50 jutaan"),
        ("US$ 15 Miliar, Rp. 500 rb dan Rp 1,5 jt", "US$ 15 miliar, Rp. 500 ribu dan Rp 1,5 juta"),
    ],
)
def test_what_is_spoken_is_written_out(spoken: str, wanted: str) -> None:
    assert written(spoken) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Kata Ga Eun, GA dan Tau bertemu.",
        "Lihat gak.com, @gak, #aja dan aja/udah.",
        "Unsur ga-67 dan x-ga",
        "dr. Dedi dan pak Abis",
        "gakkumdu, kagaknya",
        "5 M, Rp 3 Mei, Rp 20 TNI, Rp 3 M-1 dan Tol Rp 4",
        "protein tau, rasio gini dan gini ratio, serat rame",
        "",
    ],
)
def test_names_addresses_and_parts_of_words_stay(text: str) -> None:
    assert written(text) == set_apart(text).text
    assert not written_out(text)


def test_every_character_knows_where_it_comes_from() -> None:
    text = '"Kami   gak mau"'
    cleaned = as_written(text)
    assert cleaned.text == '" Kami tidak mau"'
    place = cleaned.text.index("tidak")
    assert cleaned.back(place, place + 5).of(text) == "gak"
    assert cleaned.back(place + 2, place + 3).of(text) == "gak"
    after = cleaned.text.index("mau")
    assert cleaned.back(after, after + 3).of(text) == "mau"


@pytest.mark.parametrize("no", ["gak", "ga", "nggak", "enggak", "ngga", "tdk"])
def test_the_embedded_model_does_not_say_the_contrary(no: str) -> None:
    """And the English word is tied to what stands in the text."""
    bitext = align.translate(f"Polisi {no} menahan tersangka itu.")
    target = bitext.target.text
    assert "not" in target
    place = target.index("not")
    tied = {
        link.source.of(bitext.source.text)
        for link in bitext.links
        if link.target.start <= place < link.target.end
    }
    assert no in tied
    assert "negation" not in {finding.check for finding in bitext.findings}


@pytest.mark.parametrize(
    ("headline", "amount"),
    [
        ("Bos Pajak Kumpulkan Rp 20 T Tahun Ini dari Pengemplang Pajak", "20 Trillion"),
        ("Polisi Tangkap Penipu, Kerugian Capai Rp 3 M", "3 Billion"),
        ("Prabowo Terima Uang Rp 13,2 T dari Kasus Korupsi CPO", "13.2 Trillion"),
    ],
)
def test_sums_of_headlines_keep_their_power_of_ten(headline: str, amount: str) -> None:
    bitext = align.translate(headline)
    assert amount in bitext.target.text
    assert "numbers" not in {finding.check for finding in bitext.findings}


def test_english_is_left_as_it_is() -> None:
    """What spells a spoken form there is a word of its own, where given pairs are read."""
    pairs = [("Para pejantan.", "The males."), ("Para pejantan.", "The malas.")]
    engine = load_engine("embedded")
    assert isinstance(engine, Ct2Engine)
    right, wrong = engine.score(pairs)
    assert right > wrong


def test_a_lost_negation_is_found() -> None:
    pair = align.pair("Polisi gak menahan tersangka.", "The police detained the suspect.", engine=None)
    assert "negation" in {finding.check for finding in pair.findings}
