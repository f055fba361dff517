"""Findings on clean pairs and on pairs with seeded errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.checks import CHECKS, check, signature
from align.errors import InputError
from align.model import Bead, Bitext, Document, Segment, Span
from benchmarks import checks as seeded
from benchmarks.seeds import KINDS
from glossary import Glossary, Term

GOLDEN = Path(__file__).parents[2] / "golden" / "checks"
SETS = ("clean", "free", "news", "later", "fresh", "desk")


def bitext(*pairs: tuple[str, ...], score: float = 0.9) -> Bitext:
    sides: list[Document] = []
    for side, language in ((0, "id"), (1, "en")):
        text, segments = "", []
        for number, pair in enumerate(pairs):
            segments.append(Segment(Span(len(text), len(text) + len(pair[side])), number))
            text += pair[side] + "\n"
        sides.append(Document(text, language, tuple(segments)))
    beads = tuple(Bead(Span(n, n + 1), Span(n, n + 1), score) for n in range(len(pairs)))
    return Bitext(sides[0], sides[1], beads)


@pytest.mark.parametrize("name", SETS)
def test_clean_pairs_are_left_alone(name: str) -> None:
    """At most one finding in twenty pairs that are right, close translations and free ones, each set a document of its own."""
    pairs = seeded.read([GOLDEN / f"{name}.tsv"])
    findings = seeded.false_findings(pairs)
    assert len(findings) <= len(pairs) / 20, [(f.check, f.message) for f in findings]


@pytest.mark.parametrize("name", SETS)
def test_short_documents_are_not_flooded(name: str) -> None:
    """Twenty clean pairs alone have a finding on average, at most, and two where it is most."""
    pairs = seeded.read([GOLDEN / f"{name}.tsv"])
    found = [len(seeded.false_findings(pairs[n : n + 20])) for n in range(0, len(pairs) - 9, 20)]
    assert sum(found) <= len(found)
    assert max(found) <= 2


SEEDED = [
    ("numbers", "Harga naik 2,5 persen.", "Prices rose 25 percent."),
    ("numbers", "Sebanyak 1.500.000 orang mengungsi.", "Some 1,500 people fled."),
    ("numbers", "Ia datang pada 2019.", "He came in 2018."),
    ("numbers", "Ada 3 juta pemilih.", "There are 3 billion voters."),
    ("numbers", "Sidang mulai pukul 10.30 WIB.", "The hearing starts at 11:30."),
    ("numbers", "Tiga orang tewas.", "Four people died."),
    ("numbers", "Sidang mulai pukul 10.30 WIB.", "The hearing starts at 10:45."),
    ("numbers", "Tiketnya 75rb per orang.", "Tickets cost 25k a person."),
    ("numbers", "Ada 14 korban.", "There are 2 victims."),
    ("calendar", "Ia datang pada hari Rabu.", "He came on Tuesday."),
    ("calendar", "Pemilu digelar pada 3 Mei 2021.", "The election was held on 3 June 2021."),
    ("corrupted", "“Ya,” katanya.", "&quot;Yes,&quot; he said."),
    ("names", "Menteri Prawoto datang.", "The minister came."),
    ("names", "Kata KPU, hasilnya sah.", "The result is valid, it said."),
    ("quotes", "“Tidak,” katanya.", "No, he said."),
    ("brackets", "Bank itu (milik negara) rugi.", "The state bank made a loss."),
    ("end-punctuation", "Apakah ia pergi?", "Did he leave."),
    ("unfinished", "Ia pergi ke kota.", "He went to the city"),
    ("residue", "Ia pergi dengan adiknya.", "He left dengan his brother."),
    ("untranslated", "Mereka pergi ke pasar.", "Mereka pergi ke pasar."),
    ("empty", "Mereka pergi.", ""),
    ("length", "Pemerintah mengatakan perundingan akan dilanjutkan pada hari Senin di ibu kota setelah jeda panjang.", "The government said so."),
    ("repetition", "Mereka pergi ke pasar.", "They went to the went to the went to the market."),
    ("doubled", "Mereka pergi.", "They they left."),
    ("addresses", "Lihat https://contoh.id/a sekarang.", "See https://contoh.id now."),
    ("addresses", "Tulis ke info@contoh.id segera.", "Write to us at once."),
    ("negation", "Ia tidak datang.", "He came."),
    ("spaces", "Ia datang.", "He  came."),
    ("spacing", "Ia datang, lalu pergi.", "He came , then left."),
    ("case", "Ia datang.", "he came."),
    ("corrupted", "Ia berkata ya.", "He said yesâ€™."),
    ("corrupted", "Ia berkata “ya”.", "He said â\x80\x9cyesâ\x80\x9d."),
    ("numbers", "Ia membayar 250.000 dolar.", "She paid a quarter of a billion dollars."),
    ("numbers", "Dua pertiga anggota setuju.", "Three-quarters of the members agreed."),
    ("numbers", "Band itu lahir pada 1990-an.", "The band was born in the 1980s."),
    ("numbers", "Ada 5.987 korban.", "There were nearly 7,000 victims."),
    ("numbers", "Beratnya 500 kilogram.", "It weighs 1,500 pounds."),
    ("numbers", "Ia tiba pada 17 April.", "He arrived on 18 April."),
    ("units", "Jaraknya 12 kilometer.", "It is 12 miles away."),
    ("units", "Dendanya Rp500 juta.", "The fine is US$500 million."),
    ("units", "Inflasi mencapai 3,08 persen pada Juni.", "Inflation reached 3.08 in June."),
    ("calendar", "Toko itu tutup setiap Minggu.", "The shop is closed on Saturdays: every Saturday."),
    ("misspelt", "Hakim Wiratama menolak.", "Judge Wirtama refused."),
    ("misspelt", "KPK menahan dua orang.", "The KPX detained two people."),
    ("misspelt", "Pesawat itu jatuh di Sumatra.", "The plane crashed in Smuatra."),
    ("names", "Kata AFP, dua orang tewas.", "Two people died, it said."),
    ("names", "Presiden berkunjung ke Jakarta.", "The president paid a visit."),
    ("negation", "Ia tidak membantah kabar itu, tetapi menolak bicara.", "He did deny the report but refused to talk."),
    ("negation", "Vaksin itu belum disetujui, sehingga tidak boleh dijual.", "The vaccine is approved, so it may not be sold."),
    ("negation", "Bukan hanya beras yang naik; gula juga.", "It is only rice that has gone up; sugar too."),
    ("quotes", "“Ya,” katanya, “kami siap.”", "\"Yes,\" he said, \"we are ready."),
    ("brackets", "Bank Negara Raya (BNR) rugi.", "Bank Negara Raya (BNR made a loss."),
    ("repetition", "Ia datang ke kota itu.", "He came to the city. He came to the city."),
    ("doubled", "Ia datang ke kota.", "He came to the to the city."),
    ("residue", "Hewan tersusun dari banyak sel.", "Hewan is made of many cells."),
    ("residue", "Mereka mengalami kerugian besar.", "They mengalami heavy losses."),
    ("units", "Pertumbuhan mencapai 6,3 persen, inflasi 6,5 persen.", "Growth reached 6.3, while inflation stood at 6.5 percent."),
    ("negation", "Bank itu tidak menyerah.", "The bank gave up."),
    ("calendar", "Ia bicara pada Selasa (18/6).", "He spoke on Tuesday, August 18."),
    ("calendar", "Sidang Selasa diundur ke Kamis.", "The hearing on Tuesday was moved to Tuesday; Friday is off."),
    ("units", "Laga itu berlangsung 1 jam 22 menit.", "The match took one hour and 22 hours."),
    ("misspelt", "Pasukan TNI-Polri dikerahkan.", "A force of the TNX and Polri was deployed."),
    ("gap", "Kapal itu kandas 40 kilometer di utara.", "The ship ran aground, ( miles) to the north."),
    ("length", "Gubernur meresmikan pasar baru di pusat kota, tetapi pedagang mengeluhkan harga sewa kios yang mahal.", "The governor opened a new market downtown."),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "source", "target"), SEEDED)
def test_seeded_errors_are_found(expected: str, source: str, target: str) -> None:
    """Each kind of error is found under its id, with a sentence that explains it."""
    findings = check(bitext((source, target)))
    assert expected in {finding.check for finding in findings}
    for finding in findings:
        assert len(finding.message) > 15
        assert (
            finding.severity in {CHECKS[finding.check].severity, "info"} if finding.check in CHECKS else True
        )


def test_spans_point_at_what_is_meant() -> None:
    """Spans are characters of the documents, not of the pair."""
    text = bitext(("Ia datang.", "He came."), ("Harga naik 7 persen.", "Prices rose 9 percent."))
    (finding,) = check(text, only={"numbers"})
    assert finding.bead == 1
    assert finding.source is not None
    assert finding.source.of(text.source.text) == "7"
    assert finding.target is not None
    assert finding.target.of(text.target.text) == "9"


def test_suppression_survives_a_new_translation() -> None:
    """A finding once called no error stays away when the sentence is translated anew."""
    first, second = (
        bitext(("Harga naik 7 persen.", "Prices rose.")),
        bitext(("Harga naik 7 persen.", "Costs went up.")),
    )
    marks = {signature(finding, first) for finding in check(first, only={"numbers"})}
    assert marks
    assert check(second, only={"numbers"}, suppress=marks) == ()


RETRANSLATED = [
    ("numbers", "Harga naik 7 persen.", "Prices rose 9 percent.", "It went up by eight."),
    ("units", "Jaraknya 12 kilometer.", "It is 12 miles away.", "They are 12 metres apart."),
    ("names", "Kata AFP, dua orang tewas.", "Two people died, it said.", "It reported that two were killed."),
    ("misspelt", "Hakim Wiratama menolak.", "Judge Wirtama refused.", "Judge Wiratma said no."),
    ("negation", "Ia tidak datang.", "He came.", "He did arrive."),
    ("quotes", "“Ya,” katanya.", "Yes, he said.", "He said yes."),
    ("addresses", "Lihat contoh@contoh.id segera.", "Look at once.", "See it now."),
    ("length", "Ia pergi ke pasar untuk membeli beras, gula, dan minyak goreng bagi seluruh keluarganya.", "He left.", "He went."),
]  # fmt: skip


@pytest.mark.parametrize(("check_id", "source", "one", "two"), RETRANSLATED)
def test_a_signature_is_the_same_for_another_translation(
    check_id: str, source: str, one: str, two: str
) -> None:
    """What a finding says of the source is what its signature is made of, in another place of a text too."""
    first, second = bitext((source, one)), bitext(("Ia diam.", "He is silent."), (source, two))
    marks = {signature(finding, first) for finding in check(first, only={check_id})}
    assert marks
    assert check(second, only={check_id})
    assert check(second, only={check_id}, suppress=marks) == ()


def test_suppressing_one_finding_leaves_others() -> None:
    """A signature speaks for one name of one sentence."""
    text = bitext(("Hakim Wiratama dan Jaksa Purwadinata hadir.", "The judge and the prosecutor came."))
    both = check(text, only={"names"})
    assert len(both) == 2
    assert check(text, only={"names"}, suppress={signature(both[0], text)}) == (both[1],)


def test_what_is_left_over_is_told_with_what_the_dictionary_says() -> None:
    """At most three words, none of them a function word; nothing where it says nothing else."""
    text = bitext(
        ("Pasien dirawat di lorong dengan biji.", "Patients were treated in the lorong dengan biji.")
    )
    told = [finding.message for finding in check(text, only={"residue"})]
    left = "is Indonesian and was left in the translation"
    assert told == [
        f"`lorong` {left}: perhaps `hallway` or `corridor` or `hall`.",
        f"`dengan` {left}.",
        f"`biji` {left}: perhaps `seeds` or `seed` or `grain`.",
    ]


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("Kapal itu di Danau Onega.", "The ship is on Danau Onega.", "`Danau` may be Indonesian: perhaps `lake` or `lakes` or `sea`."),
        ("Pada Abad itu ia lahir.", "He was born in that Abad.", "`Abad` may be Indonesian: perhaps `century` or `centuries`."),
        ("Ia tinggal di Matahari.", "He lives in Matahari.", ""),  # a chain of shops, and in English text
        ("Ia bertemu Rina Danau.", "He met Rina Danau.", ""),  # ends a name
        ("Ia bertemu Joko Widodo.", "He met Joko Widodo.", ""),
        ("Ia ke Danau Toba.", "He went to Lake Toba.", ""),
    ],
)  # fmt: skip
def test_what_may_be_left_over_with_a_capital_is_told_as_information(
    source: str, target: str, told: str
) -> None:
    found = check(bitext((source, target)), only={"residue"})
    assert [finding.message for finding in found] == ([told] if told else [])
    assert all(finding.severity == "info" for finding in found)


def test_a_word_that_english_text_has_is_english() -> None:
    """Though the dictionary takes it apart."""
    text = bitext(("Mereka bertemu dalam laga semifinal.", "They met in the semifinal."))
    assert check(text, only={"residue"}) == ()


def test_the_same_source_translated_in_two_ways_is_inconsistent() -> None:
    """The later one is named, with what stood before."""
    findings = check(
        bitext(("Ia datang.", "He came."), ("Ia datang.", "She arrived.")), only={"inconsistent"}
    )
    assert [(finding.bead, "He came." in finding.message) for finding in findings] == [(1, True)]


def test_an_unknown_check_lists_the_known_ones() -> None:
    """The message helps to choose."""
    with pytest.raises(InputError, match="known: empty"):
        check(bitext(("a", "b")), only={"nonsense"})


def test_seeded_errors_of_many_kinds_are_found() -> None:
    """The bar: 0.95 of what is seeded into pairs that are right."""
    report = seeded.measure(seeded.read([]), each=12)
    total, caught = (sum(row[key] for row in report.values()) for key in ("seeded", "found"))
    assert total >= 400
    assert caught / total >= 0.95, report
    assert set(report) == set(KINDS)


def test_a_forbidden_rendering_is_found_beside_the_rest() -> None:
    """What a term list forbids is a finding of its own."""
    terms = Glossary((Term("Laut Timur", ("East Sea",), forbidden=("Sea of Japan",), origin="own.tsv:2"),))
    text = bitext(("Kapal itu ada di Laut Timur.", "The ship is in the Sea of Japan."))
    assert "forbidden" in {finding.check for finding in check(text, glossary=terms)}
