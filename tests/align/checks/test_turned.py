"""What stands and means another thing: bounds, decades, Sundays, offices, who suffers, rows that slipped, garbled names."""

from __future__ import annotations

import pytest

from align.checks import check
from align.engines.base import Translation
from align.model import Bead, Bitext, Document, Segment, Span
from align.repair.slips import mended
from align.terms.accounts import Rendered
from align.text.colloquial import in_writing, said_at


def found(*pairs: tuple[str, str]) -> list[set[str]]:
    """Ids of the findings above info of each pair, read as one bitext."""
    documents = []
    for side, language in ((0, "id"), (1, "en")):
        at, segments = 0, []
        for number, pair in enumerate(pairs):
            segments.append(Segment(Span(at, at + len(pair[side])), number))
            at += len(pair[side]) + 1
        documents.append(Document("\n".join(pair[side] for pair in pairs), language, tuple(segments)))
    beads = tuple(Bead(Span(n, n + 1), Span(n, n + 1), 0.9) for n in range(len(pairs)))
    findings = check(Bitext(documents[0], documents[1], beads))
    return [{f.check for f in findings if f.bead == n and f.severity != "info"} for n in range(len(pairs))]


@pytest.mark.parametrize(
    ("kind", "source", "right", "wrong"),
    [
        ("numbers", "Bunganya tidak sampai 5 persen.", "The interest is below 5 percent.", "The interest is 5 percent."),
        ("numbers", "Lebih dari 300 rumah terendam.", "More than 300 houses were flooded.", "300 houses were flooded."),
        ("numbers", "Sembilan utusan tiba.", "Nine envoys arrived.", "Thousands of envoys arrived."),
        ("numbers", "Musik era 1980-an kembali.", "The music of the 1980s is back.", "The music of 1980 is back."),
        ("numbers", "Bank itu mendapat peringkat 4.", "The bank got a rating of 4.", "The bank got a 4-year rating."),
        ("calendar", "Rapat digelar 3/4/2022.", "The meeting was held on April 3, 2022.", "The meeting was held on March 4, 2022."),
        ("calendar", "Ia tiba Minggu (5/2).", "He arrived on Sunday (February 5).", "He arrived a week (February 5)."),
        ("calendar", "Kami berangkat dua minggu lagi.", "We leave in two weeks.", "We leave on two Sundays."),
        ("office", "Wakil ketua itu mundur.", "The deputy chair resigned.", "The chair resigned."),
        ("office", "Mantan menteri itu ditahan.", "The former minister was detained.", "The minister was detained."),
        ("office", "Calon gubernur itu ditanyai.", "The candidate for governor was questioned.", "The governor was questioned."),
        ("roles", "Awak yang dirampok itu selamat.", "The crew that was robbed is safe.", "The crew who robbed are safe."),
        ("roles", "Biaya itu dibebankan kepada pedagang.", "The fee is charged to traders.", "The fee is charged by traders."),
        ("opposite", "Sidang mulai pukul 08.00 WIB.", "The hearing starts at 8:00 a.m. WIB.", "The hearing starts at 8:00 p. WIB."),
        ("negation", "Kita gak bakal pindah.", "We will not move.", "We will move."),
    ],
)  # fmt: skip
def test_what_means_another_thing_is_found(kind: str, source: str, right: str, wrong: str) -> None:
    """The right translation has no such finding, the wrong one has."""
    assert kind not in found((source, right))[0]
    assert kind in found((source, wrong))[0]


def test_rows_that_changed_places_are_found() -> None:
    """Both rows are told, and none where each has its own."""
    one, other = ("Harga beras", "The price of rice"), ("Jumlah penduduk", "Number of residents")
    assert found(one, other) == [set(), set()]
    swapped = found((one[0], other[1]), (other[0], one[1]))
    assert all("neighbour" in each for each in swapped)


def test_a_garbled_name_is_found_and_put_right() -> None:
    """What is no word of either language beside a part that is kept; the spelling of the other language stays."""
    source, wrong = "Kapal Baruna Jaya berangkat.", "The Newna Jaya ship leaves."
    assert "names" in found((source, wrong))[0]
    assert (
        mended(source, Rendered(Translation(wrong, -0.3), ())).translation.text
        == "The Baruna Jaya ship leaves."
    )
    right = "The Caspian Sea is calm."
    assert mended("Laut Kaspia tenang.", Rendered(Translation(right, -0.3), ())).translation.text == right


def test_a_spoken_negation_is_pointed_at_where_it_stands() -> None:
    """Places in the text as written lead back to the text as it was."""
    text = "Kita gak bakal, yg lain nggak mau."
    written = in_writing(text)
    places = [
        said_at(text, at, at + len("tidak")) for at in range(len(written)) if written.startswith("tidak", at)
    ]
    assert [text[start:end] for start, end in places] == ["gak", "nggak"]
    at = written.index("bakal")
    assert text[slice(*said_at(text, at, at + len("bakal")))] == "bakal"
