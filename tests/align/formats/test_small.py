"""Promises of the small formats: what each line says, to the letter."""

from pathlib import Path

import pytest

from align.errors import InputError
from align.formats import parse, read, render
from align.model import Bead, Bitext, Document, Link, Segment, Span

SAMPLE = Path(__file__).parents[2] / "golden" / "formats" / "sample.jsonl"


def small() -> Bitext:
    """Two source sentences in one bead, then a target sentence of its own."""
    source = Document("Satu | dua.\tTiga!\n", "id", (Segment(Span(0, 11), 0), Segment(Span(12, 17), 0)))
    target = Document(
        "One, two and three.\n\nFour\nlines.\n", "en", (Segment(Span(0, 19), 0), Segment(Span(21, 32), 1))
    )
    beads = (Bead(Span(0, 2), Span(0, 1), 0.5), Bead(Span(2, 2), Span(1, 2), 0.25))
    links = (
        Link(Span(0, 4), Span(0, 3), 1.0),
        Link(Span(7, 10), Span(5, 8), 1.0),
        Link(Span(12, 16), Span(9, 18), 1.0),
    )
    return Bitext(source, target, beads, links)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("beads", "0,1:0\n:1\n"),
        ("pharaoh", "0-0 2-2 4-3 4-4\n\n"),
        ("txt", "One, two and three.\n\nFour\nlines.\n"),
        (
            "tsv",
            "source\ttarget\tscore\tparagraph\n"
            "Satu | dua.\\tTiga!\tOne, two and three.\t0.5\t0\n\tFour\\nlines.\t0.25\t1\n",
        ),
        (
            "md",
            "| | Indonesian | English |\n|---|---|---|\n"
            "| 1.1 | Satu \\| dua.\tTiga! | One, two and three. |\n"
            "| 2.1 |  | Four<br>lines. |\n",
        ),
    ],
)
def test_lines_to_the_letter(form: str, expected: str) -> None:
    """The format is what its docstring says, character for character."""
    assert render(small(), form).decode() == expected


def test_tables_from_elsewhere_are_read() -> None:
    """A TSV with its columns in another order, others beside them, and Windows line ends is read."""
    data = b"\xef\xbb\xbfnote\ttarget\tsource\r\nx\tOne\tSatu\r\n\r\ny\tTwo\tDua\r\n"
    bitext = parse(data, "tsv", file="a.tsv")
    assert [(pair.source_text, pair.target_text) for pair in bitext] == [("Satu", "One"), ("Dua", "Two")]


@pytest.mark.parametrize(
    ("form", "data", "expected"),
    [
        ("tsv", b"satu\n", r"^x:1: 1 column where a pair has 2; accepted is a header with source"),
        ("tsv", b"source\ttarget\na\tb\tc\n", r"^x:2: 3 columns where the header has 2"),
        ("tsv", b"source\ttarget\tscore\na\tb\t7\n", r"^x:2: score '7' is not a number from 0 to 1"),
        ("jsonl", b"{}\n", r'^x:1: is not a bitext; accepted is a first line with "format"'),
        ("jsonl", b"nope", r"^x:1: is not a line of JSON"),
        ("jsonl", b"[" * 5000, r"^x:1: is not a line of JSON"),
    ],
)
def test_errors_name_the_line(form: str, data: bytes, expected: str) -> None:
    """A file that breaks its format is refused with the line and what would be accepted."""
    with pytest.raises(InputError, match=expected):
        parse(data, form, file="x")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"source_segments":[[0,44,0]]',
            '"source_segments":[[0,43,0]]',
            ":2: source_segments do not lie in order",
        ),
        ('"source_segments":[[0,44,0]],', "", ":2: has source text without source_segments"),
        ("[0,5,6,11,0.9]", "[0,5,6,0.9]", ":2: a link is not"),
        ("[0,5,6,11,0.9]", "[5,0,6,11,0.9]", r":2: \[5, 0\] is not a place"),
        ("[0,5,6,11,0.9]", "[0,5,6,99999,0.9]", ":2: a place ends [0-9]+ characters after the end"),
        ('"how":"model"', '"how":"magic"', ":2: a term with a target cannot be 'magic'"),
        ('"severity":"error"', '"severity":"fatal"', ":4: severity 'fatal' is unknown; accepted are info"),
        ('"score":0.91', '"score":true', ":2: a score is missing"),
        ('"beads":8', '"beads":9', ":9: the file ends after 8 beads of the 9 its header"),
    ],
)
def test_damage_to_jsonl_names_the_line(old: str, new: str, expected: str) -> None:
    """Each promise of the lossless format is checked, and the error names the line that breaks it."""
    text = SAMPLE.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(InputError, match=expected):
        parse(text.replace(old, new, 1).encode(), "jsonl", file="x")


def test_the_stored_sample_is_what_is_written() -> None:
    """The format of files that users keep does not drift: the stored sample is written back byte for byte."""
    assert render(read(SAMPLE), "jsonl") == SAMPLE.read_bytes()


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("tsv", 'satu, "dua"\tone\n'),
        ("tsv", 'source\ttarget\n"satu, ""dua"""\tone\n'),
        ("csv", 'Indonesian,English,note\r\n"satu, ""dua""",one,x\r\n'),
        ("csv", 'en;id\none;satu, "dua"\n'),
    ],
)
def test_tables_as_spreadsheets_write_them(form: str, text: str) -> None:
    """Quoted cells, semicolons, headers of language names or none, a byte order mark: the pair is the same."""
    bitext = parse(b"\xef\xbb\xbf" + text.encode(), form, file="x")
    assert [(pair.source_text, pair.target_text) for pair in bitext] == [('satu, "dua"', "one")]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    """The first sheet of an Excel file is a table of pairs."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook()
    book.active.append(["Satu.", "One."])
    book.save(tmp_path / "a.xlsx")
    assert [pair.target_text for pair in read(tmp_path / "a.xlsx")] == ["One."]
