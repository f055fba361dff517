"""Findings on clean pairs and on pairs with seeded errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.checks import CHECKS, check, signature
from align.errors import InputError
from align.model import Bead, Bitext, Document, Segment, Span
from benchmarks import checks as seeded

CLEAN = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parents[2] / "golden" / "checks" / "clean.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
]


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


def test_clean_pairs_are_left_alone() -> None:
    """At most one finding in twenty pairs that are right."""
    findings = check(bitext(*CLEAN))
    assert len(findings) <= len(CLEAN) / 20, [(f.check, f.message) for f in findings]


SEEDED = [
    ("numbers", "Harga naik 2,5 persen.", "Prices rose 25 percent."),
    ("numbers", "Sebanyak 1.500.000 orang mengungsi.", "Some 1,500 people fled."),
    ("numbers", "Ia datang pada 2019.", "He came in 2018."),
    ("numbers", "Ada 3 juta pemilih.", "There are 3 billion voters."),
    ("numbers", "Sidang mulai pukul 10.30 WIB.", "The hearing starts at 11:30."),
    ("numbers", "Tiga orang tewas.", "Four people died."),
    ("numbers", "Sidang mulai pukul 10.30 WIB.", "The hearing starts at 10:45."),
    ("numbers", "Ada 14 korban.", "There are 2 victims."),
    ("calendar", "Ia datang pada hari Rabu.", "He came on Tuesday."),
    ("calendar", "Pemilu digelar pada 3 Mei 2021.", "The election was held on 3 June 2021."),
    ("corrupted", "“Ya,” katanya.", "&quot;Yes,&quot; he said."),
    ("names", "Menteri Prawoto datang.", "The minister came."),
    ("names", "Kata KPU, hasilnya sah.", "The result is valid, it said."),
    ("quotes", "“Tidak,” katanya.", "No, he said."),
    ("brackets", "Bank itu (milik negara) rugi.", "The state bank made a loss."),
    ("end-punctuation", "Apakah ia pergi?", "Did he leave."),
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
]  # fmt: skip


@pytest.mark.parametrize(("expected", "source", "target"), SEEDED)
def test_seeded_errors_are_found(expected: str, source: str, target: str) -> None:
    """Each kind of error is found under its id, with a sentence that explains it."""
    findings = check(bitext((source, target)))
    assert expected in {finding.check for finding in findings}
    for finding in findings:
        assert len(finding.message) > 15
        assert finding.severity == CHECKS[finding.check].severity if finding.check in CHECKS else True


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
    report = seeded.measure(seeded.read([]), each=25)
    total, caught = (sum(row[key] for row in report.values()) for key in ("seeded", "found"))
    assert total >= 250
    assert caught / total >= 0.95, report
