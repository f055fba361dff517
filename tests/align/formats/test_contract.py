"""The contract every format keeps: what is written is read back, up to the loss its docstring names."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError, OutputError
from align.formats import FORMATS, READABLE, WRITABLE, parse, read, render, write
from align.formats.rows import Row, rows
from align.model import SEVERITIES, Bead, Bitext, Document, Finding, Link, Segment, Span, TermUse

SAMPLE = Path(__file__).parents[2] / "golden" / "formats" / "sample.jsonl"

CHARS = st.characters(codec="utf-8") | st.sampled_from("\t\r\n\\|\"'&<>]\x07\x0b\x85\u2028\ufffe\u200f 𝄞")
TEXTS = st.text(CHARS, min_size=1, max_size=12)


@st.composite
def documents(draw: st.DrawFn, language: str) -> Document:
    """A document of up to five segments with arbitrary text between them."""
    parts, segments, paragraph, length = [], [], 0, 0
    for _ in range(draw(st.integers(0, 5))):
        gap, text = draw(st.text(CHARS, max_size=3)), draw(TEXTS)
        paragraph += draw(st.integers(0, 2))
        segments.append(Segment(Span(length + len(gap), length + len(gap) + len(text)), paragraph))
        parts += gap, text
        length += len(gap) + len(text)
    return Document("".join(parts) + draw(st.text(CHARS, max_size=3)), language, tuple(segments))


@st.composite
def bitexts(draw: st.DrawFn) -> Bitext:
    """A bitext with links, terms and findings in arbitrary places of its beads."""
    source, target = draw(documents("id")), draw(documents("en"))
    beads, i, j = [], 0, 0
    while i < len(source.segments) or j < len(target.segments):
        left = draw(st.integers(0, min(2, len(source.segments) - i)))
        right = draw(st.integers(0 if left else 1, max(2, 1)))
        right = min(right, len(target.segments) - j)
        if left or right:
            beads.append(
                Bead(Span(i, i + left), Span(j, j + right), draw(st.floats(0, 1)), draw(st.booleans()))
            )
        i, j = i + left, j + right
    bare = Bitext(
        source, target, tuple(beads), signature=draw(st.text(st.characters(codec="utf-8"), max_size=9))
    )
    links, terms, findings = [], [], []
    for number, pair in enumerate(bare):
        left_places, right_places = places(pair.source_span), places(pair.target_span)
        if pair.source_text and pair.target_text:
            links += draw(st.lists(st.builds(Link, left_places, right_places, st.floats(0, 1)), max_size=3))
            use = st.builds(TermUse, TEXTS, TEXTS, left_places, right_places, st.just("model"), TEXTS, TEXTS)
            terms += draw(st.lists(use, max_size=2))
        if pair.source_text:
            use = st.builds(TermUse, TEXTS, TEXTS, left_places, st.none(), st.just("missed"), TEXTS, TEXTS)
            terms += draw(st.lists(use, max_size=1))
        check = st.builds(
            Finding,
            st.just(number),
            st.from_regex(r"[a-z-]{1,9}", fullmatch=True),
            st.sampled_from(SEVERITIES),
            TEXTS,
            st.none() | left_places,
            st.none() | right_places,
        )
        findings += draw(st.lists(check, max_size=2))
    return replace(bare, links=tuple(links), terms=tuple(terms), findings=tuple(findings))


def places(span: Span) -> st.SearchStrategy[Span]:
    """Places inside a span; not empty unless the span is."""
    if len(span) < 1:
        return st.just(span)
    starts = st.integers(span.start, span.end - 1)
    return starts.flatmap(lambda start: st.builds(Span, st.just(start), st.integers(start + 1, span.end)))


def legal(text: str) -> str:
    """What is left of a note or a name where XML cannot hold every character."""
    return "".join(
        char if char in "\t\n\r" or (char >= " " and char not in "\ufffe\uffff") else "\ufffd"
        for char in text
    )


def exact(bitext: Bitext) -> object:
    """Nothing is lost."""
    return bitext


def texts(bitext: Bitext) -> object:
    """Texts, paragraphs and scores stay."""
    return [(row.source, row.target, row.paragraph, row.score) for row in rows(bitext)]


def findings(row: Row) -> list[tuple[str, str, str]]:
    """Findings without their places."""
    return [(finding.check, finding.severity, legal(finding.message)) for finding in row.findings]


def exchange(bitext: Bitext) -> object:
    """Texts, paragraphs, scores, approval, findings, languages and signature stay."""
    head = bitext.source.language, bitext.target.language, legal(bitext.signature)
    return head, texts(bitext), [(row.approved, findings(row)) for row in rows(bitext)]


def memory(bitext: Bitext) -> object:
    """What `exchange` keeps, and every glossary term."""
    return exchange(bitext), [row.terms for row in rows(bitext)]


def paper(bitext: Bitext) -> object:
    """Texts, paragraphs, findings and languages stay; a carriage return is a line break."""
    lines = [(row.source, row.target, row.paragraph, findings(row)) for row in rows(bitext)]
    return bitext.source.language, bitext.target.language, repr(lines).replace(r"\r", r"\n")


@dataclass(frozen=True)
class Case:
    """A format, what it keeps, and the characters it refuses to hold."""

    format: str
    kept: Callable[[Bitext], object]
    refused: str = ""


CASES = [
    Case("jsonl", exact),
    Case("tsv", texts),
    Case("tmx", memory),
    Case("xliff12", exchange),
    Case("xliff21", exchange),
    Case("docx", paper, refused="\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"),
]


def by_name(case: Case) -> str:
    """A case is called by its format."""
    return case.format


@settings(max_examples=40)
@given(bitext=bitexts())
def test_reading_undoes_writing(bitext: Bitext) -> None:
    """What a format keeps comes back from it, whatever the texts hold."""
    texts = "".join(row.source + row.target for row in rows(bitext))
    for case in CASES:
        if case.refused and re.search(f"[{case.refused}]", texts):
            with pytest.raises(OutputError, match=r"row [0-9]+ holds a control character"):
                render(bitext, case.format)
            continue
        back = parse(render(bitext, case.format), case.format, file="x")
        assert case.kept(back) == case.kept(bitext), case.format


@pytest.mark.parametrize("case", CASES, ids=by_name)
def test_the_sample_survives(case: Case, tmp_path: Path) -> None:
    """A bitext like those users have, written to a file and read by suffix, keeps what the format keeps."""
    sample = read(SAMPLE)
    form = next(form for form in FORMATS if form.name == case.format)
    path = tmp_path / f"out{form.suffixes[0]}"
    write(sample, path, case.format)
    assert case.kept(read(path)) == case.kept(sample)


@pytest.mark.parametrize("form", ["tmx", "xliff12", "xliff21"])
def test_terms_of_prose_survive(form: str) -> None:
    """Where no two terms cross, every term comes back with its places."""
    sample = read(SAMPLE)
    back = parse(render(sample, form), form, file="x")
    assert [row.terms for row in rows(back)] == [row.terms for row in rows(sample)]


@settings(max_examples=60)
@given(bitext=bitexts())
def test_marked_terms_are_true(bitext: Bitext) -> None:
    """XLIFF gives back terms that were there, in their places, and every one that crosses no other."""
    both = [parse(render(bitext, form), form, file="x") for form in ("xliff12", "xliff21")]
    for before, after in zip(rows(bitext) * 2, rows(both[0]) + rows(both[1]), strict=True):
        written = [plain(use) for use in before.terms]
        found = [plain(use) for use in after.terms]
        assert [use for use in written if use in found] == found
        for use in before.terms:
            if not any(crosses(use, other) for other in before.terms):
                assert plain(use) in found


def plain(use: TermUse) -> TermUse:
    """A term as attributes of XML hold it."""
    texts = {name: legal(getattr(use, name)) for name in ("term", "rendering", "origin", "note")}
    return replace(use, **texts)


def crosses(use: TermUse, other: TermUse) -> bool:
    """Whether two terms overlap on a side, so that the marks of one may have to give way."""
    sides = (use.source, other.source), (use.target, other.target)
    return use is not other and any(one and two and one.overlaps(two) for one, two in sides)


def test_every_readable_format_is_under_contract() -> None:
    """No format that can be read and written escapes the cases above."""
    assert sorted(case.format for case in CASES) == sorted(set(READABLE) & set(WRITABLE))


@settings(max_examples=15)
@given(bitext=bitexts())
def test_every_format_takes_every_bitext(bitext: Bitext) -> None:
    """Rendering gives bytes, or one line that says what cannot be written."""
    for name in WRITABLE:
        try:
            out: object = render(bitext, name)
        except OutputError as error:
            out = str(error).encode()
            assert out.count(b"\n") == 0
        assert isinstance(out, bytes)


@pytest.mark.parametrize("name", sorted(set(READABLE) & set(WRITABLE)))
@settings(max_examples=60)
@given(data=st.data())
def test_damage_is_told_or_harmless(name: str, data: st.DataObject) -> None:
    """A file with bytes changed, cut or doubled is read or refused by name; nothing else happens."""
    good = rendered(name)
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(start + 40, len(good))))
    piece = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"[-1,2]", b"9" * 400, b"null", b"<a>", b"</seg>", b'"'])
    )
    try:
        list(parse(good[:start] + piece + good[end:], name, file="damaged"))
    except InputError as error:
        assert str(error).startswith("damaged")  # noqa: PT017


@cache
def rendered(name: str) -> bytes:
    """The sample in a format."""
    return render(read(SAMPLE), name)


def test_unknown_formats_list_the_known(tmp_path: Path) -> None:
    """A suffix or a name that no format has is answered with those there are, and nothing is written."""
    sample = read(SAMPLE)
    with pytest.raises(OutputError, match=r"\.pdf.*jsonl \(\.jsonl\).*beads"):
        write(sample, tmp_path / "a.pdf")
    with pytest.raises(OutputError, match=r"'pdf'.*jsonl.*docx"):
        render(sample, "pdf")
    with pytest.raises(InputError, match=r"a\.html: .*accepted are jsonl"):
        read(tmp_path / "a.html")
    with pytest.raises(InputError, match="'html' cannot be read; accepted are jsonl"):
        parse(b"", "html", file="x")
    assert list(tmp_path.iterdir()) == []
