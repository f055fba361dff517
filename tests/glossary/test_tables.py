"""TSV and CSV: round trips, encodings, every error."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Glossary, GlossaryError, SaveError, Term, TermError, load
from glossary.tables import parse, render

HEADER = "source\ttarget\taliases\tkind\tcase\tnote\n"
letters = st.characters(exclude_categories=("C", "Z", "M"), exclude_characters="|\ufffd")
texts = st.lists(st.text(letters, min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)


@st.composite
def glossaries(draw):
    """Glossaries of all kinds; spellings are kept apart by a number."""
    terms = []
    for number in range(draw(st.integers(0, 4))):
        parts = draw(st.lists(texts, min_size=1, max_size=3))
        spellings = [f"{text} {number}.{place}" for place, text in enumerate(parts)]
        kind = draw(st.sampled_from(["term", "name", "acronym", "keep"]))
        renderings = draw(st.lists(texts, min_size=1, max_size=5, unique=True))
        split = draw(st.integers(1, len(renderings)))
        keep = kind == "keep"
        terms.append(
            Term(
                spellings[0],
                (spellings[0],) if keep else tuple(renderings[:split]),
                tuple(spellings[1:]),
                kind,
                draw(st.sampled_from(["", "exact", "any"])),
                draw(st.just("") | texts),
                () if keep else tuple(renderings[split:]),
            )
        )
    return Glossary(tuple(terms))


def content(terms):
    return [
        (t.source, t.targets, t.aliases, t.kind, t.case, t.note, t.forbidden) for t in terms
    ]  # all but the origin


@pytest.mark.parametrize("delimiter", ["\t", ","])
@given(terms=glossaries())
def test_round_trip(delimiter, terms):
    """What is written is read back, forbidden renderings and what is kept included."""
    again = parse(render(terms, delimiter=delimiter).encode(), file="t", delimiter=delimiter)
    assert content(again) == content(terms)


@pytest.mark.parametrize(
    "data",
    [
        (HEADER + "Jum’at\tFriday\n").encode(),
        (HEADER + "Jum’at\tFriday\n").encode("utf-8-sig"),
        (HEADER + "Jum’at\tFriday\n").encode("utf-16"),
        b"\xfe\xff" + (HEADER + "Jum’at\tFriday\n").encode("utf-16-be"),
        (HEADER + "Jum’at\tFriday\n").replace("\n", "\r\n").encode(),
        "Source\tTARGET\nJum’at\tFriday\n".encode(),
        "target\tnote\tsource\nFriday\t\tJum’at\n".encode(),
        "Jum’at\tFriday\n".encode(),
        "\n\t\n Jum’at \tFriday".encode(),
    ],
)
def test_forms(data):
    """Encodings with a mark, line ends, column order and a missing header make no difference."""
    assert [(term.source, term.targets) for term in parse(data, file="t")] == [("Jum’at", ("Friday",))]


def test_row():
    """All columns of a row arrive, and the origin names file and line."""
    data = 'source,target,aliases,kind,case,note,forbidden\n\nA b,"x, y|z",Ab|AB,name,any,n,bad\n'
    term = Term("A b", ("x, y", "z"), ("Ab", "AC"), "name", "any", "n", ("bad",), "t.csv:3")
    assert parse(data.replace("AB", "AC").encode(), file="t.csv", delimiter=",") == (term,)


def test_keep_needs_no_target():
    """What is kept is its own rendering."""
    assert parse(b"source\ttarget\tkind\nKCNA\t\tkeep\n", file="t")[0].targets == ("KCNA",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n", "t:1: expected the header `source target aliases kind case note` or lines of two cells, found 1; "
         "cells are separated by tabs, not commas"),
        ("source\ttarget\ttarget\n", "t:1: column 'target' is doubled; known: source, target, aliases, kind, case"),
        ("a\tb\nc\n", "t:2: found 1 cells; expected 2 to 3 (source, target, note)"),
        (HEADER + "a\n", "t:2: found 1 cells; expected 2 to 6 (source, target, aliases, kind, case, note)"),
        (HEADER + "a\t\n", "t:2: the target is empty; a term needs both"),
        (HEADER + "\tb\n", "t:2: the source is empty; a term needs both"),
        (HEADER + "a|c\tb\n", "t:2: source 'a|c' holds `|`; expected one, further ones under `aliases`"),
        (HEADER + "a\tb|\n", "t:2: target 'b|' holds an empty entry; expected text between `|`"),
        (HEADER + "a\tb|b\n", "t:2: target holds 'b' twice; keep one of them"),
        (HEADER + "a\tb\t\tnoun\n", "t:2: kind 'noun' is unknown; known: term, name, acronym, keep"),
        (HEADER + "a\tb\t\t\tlower\n", "t:2: case 'lower' is unknown; known: exact, any"),
        (HEADER + "a\tb\t\tkeep\n", "t:2: 'a' is kept, so its only target is itself; found 'b'"),
        (HEADER + "ab\tb\n\nAb\tb\n", "t:4: 'Ab' stands in t:2 already; keep one of them"),
        (HEADER + "a\tb\nc\td\ta\n", "t:3: 'a' is 'd' here and 'b' in t:2; keep one of them"),
        (HEADER + '"a\tb\n', "t:2: the quotation marks of this line do not close"),
        (HEADER + '"a" b\tc\n', "t:2: the quotation marks of this line do not close"),
        (HEADER + '"a\nb"\tc\n', "t:2: a cell runs on to the next line; expected one term a line"),
        (HEADER + "a\tb\x01\n", "t:2: target 'b\\x01' holds a control character or padding; expected plain text"),
        (HEADER + "a\t\0\n", "t:2: holds a NUL, as UTF-16 without its byte order mark does; save the list as UTF-8"),
    ],
)  # fmt: skip
def test_errors(text, message):
    """An error is one line that names the line, for rivals both, and what would be accepted."""
    with pytest.raises(GlossaryError) as caught:
        Glossary(parse(text.encode(), file="t"))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_windows_1252():
    """Windows-1252 is refused by name and line, not mangled."""
    with pytest.raises(
        GlossaryError, match=r"^t:2: not UTF-8 text; it looks like Windows-1252; save the list as UTF-8$"
    ):
        parse(b"source\ttarget\nJum\x92at\tFriday\n", file="t")


def test_broken_utf_16():
    """UTF-16 that ends in half a character is refused."""
    with pytest.raises(GlossaryError, match=r"^t:\d+: not UTF-16 text; save the list as UTF-8$"):
        parse("a\tb".encode("utf-16") + b"x", file="t")


def test_bar_cannot_be_written():
    """A table has no place for a bar inside a text."""
    with pytest.raises(SaveError, match=r"^'a': a table has no place for the `\|` in 'x\|y'; save as .tbx$"):
        render((Term("a", ("x|y",)),))


@given(st.text(string.printable + '|\t\n"\u00e9\u200b', max_size=80))
def test_any_text(text):
    """Any text is either a list or an error of ours."""
    try:
        terms = Glossary(parse((HEADER + text).encode(), file="t"))
    except (GlossaryError, TermError):
        return
    assert all(term.source and term.targets for term in terms)


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("# OmegaT\nwartawan\tjournalist\tprofesi\n", "\t"),
        ("source,target,domain\nwartawan,journalist,pers\n", ","),
        ("Indonesia,English\nwartawan,journalist\n", ","),
        ("id;en\nwartawan;journalist\n", ","),
        ('"English","Bahasa Indonesia"\n"journalist","wartawan"\n', ","),
    ],
)
def test_tables_of_other_producers(text: str, delimiter: str) -> None:
    """Comments, notes, further columns, headers of language names, semicolons: the term is the same."""
    (term,) = parse(text.encode(), file="t", delimiter=delimiter)
    assert (term.source, term.targets) == ("wartawan", ("journalist",))


def test_a_workbook_is_a_table(tmp_path: Path) -> None:
    """The first sheet of an Excel file is read as a term list."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook()
    book.active.append(["Indonesia", "English"])
    book.active.append(["wartawan", "journalist"])
    book.save(tmp_path / "t.xlsx")
    assert load(tmp_path / "t.xlsx").terms[0].targets == ("journalist",)
