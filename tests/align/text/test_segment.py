"""Sentence segmentation: golden borders, verbatim text, paragraphs."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import InputError
from align.model import Document
from align.text.segment import lines, segment, signature

GOLDEN = Path(__file__).parents[2] / "golden"
LANGUAGES = ("id", "en")


def cases(language: str) -> list[str]:
    written = (GOLDEN / f"segment.{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in written if line and not line.startswith("#")]


def text_and_borders(case: str) -> tuple[str, list[str]]:
    """A case's text and the sentences it expects."""
    plain = case.replace("\\n", "\n").replace("\\u200b", "\u200b")
    return plain.replace(" | ", " ").replace("|", ""), [part.strip() for part in plain.split("|")]


@pytest.mark.parametrize(
    ("language", "case"), [(language, case) for language in LANGUAGES for case in cases(language)]
)
def test_golden(language: str, case: str) -> None:
    """Every golden case is cut exactly where it is marked."""
    text, expected = text_and_borders(case)
    assert segment(text, language).sentences() == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_golden_is_large(language: str) -> None:
    """Each language is held to at least 120 different golden cases."""
    assert len(set(cases(language))) >= 120


def inner_borders(sentences: list[str]) -> set[int]:
    """Borders between sentences, each as the number of visible characters before it."""
    lengths = [len("".join(sentence.split())) for sentence in sentences]
    return set(itertools.accumulate(lengths[:-1]))


def test_hard_news_paragraphs() -> None:
    """Over paragraphs of hard Indonesian news, F1 of the borders inside paragraphs is at least 0.985."""
    right = found = marked = 0
    for case in cases("news.id"):
        text, sentences = text_and_borders(case)
        expected, got = inner_borders(sentences), inner_borders(segment(text).sentences())
        right, found, marked = right + len(expected & got), found + len(got), marked + len(expected)
    assert marked > 300
    assert 2 * right / (found + marked) >= 0.985


def assert_verbatim(document: Document, text: str) -> None:
    """Segments and gaps rejoin to the text; gaps are white space; segments carry none at their edges."""
    place, rejoined = 0, ""
    for one in document.segments:
        gap, sentence = text[place : one.span.start], one.span.of(text)
        assert not gap.strip()
        assert sentence
        assert sentence == sentence.strip()
        rejoined += gap + sentence
        place = one.span.end
    assert not text[place:].strip()
    assert rejoined + text[place:] == text == document.text


PIECES = st.sampled_from(
    [
        *(
            ". ",
            ".",
            "? ",
            "!",
            "… ",
            "... ",
            '"',
            "”",
            "“",
            "(",
            ")",
            " ",
            "\n",
            "\r\n",
            "\u2028",
            "\u2029",
            "\f",
        ),
        *(
            "Dia",
            "pergi",
            "dll",
            "Jl",
            "S.H",
            "J",
            "C",
            "1",
            "10.30",
            "WIB",
            "[1]",
            "²",
            "🎉",
            "\u200b",
            "kata",
        ),
        *("–", "。"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join))


@given(text=TEXTS, language=st.sampled_from(LANGUAGES))
@settings(max_examples=400)
def test_segments_and_gaps_rejoin(text: str, language: str) -> None:
    """Whatever the text: nothing is lost, nothing is changed, only white space lies between segments."""
    document = segment(text, language)
    assert_verbatim(document, text)
    numbers = [one.paragraph for one in document.segments]
    assert numbers == sorted(numbers)
    assert sorted(set(numbers)) == list(range(len(set(numbers))))


@given(text=TEXTS)
@settings(max_examples=200)
def test_lines_rejoin(text: str) -> None:
    """Every line that is not blank is one segment and one paragraph."""
    document = lines(text)
    assert_verbatim(document, text)
    expected = [line.strip() for line in re.split(r"[\n\r]", text) if line.strip()]
    assert document.sentences() == expected
    assert [one.paragraph for one in document.segments] == list(range(len(expected)))


@given(words=st.lists(st.from_regex(r"[a-z]{2,9}", fullmatch=True), min_size=1, max_size=300))
def test_text_without_a_stop_is_one_segment(words: list[str]) -> None:
    """However long it is, a line without any stop is never cut."""
    text = "Judul " + " ".join(words)
    assert segment(text).sentences() == [text]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\f", "\v"])
def test_every_line_end_parts_article_lines(end: str) -> None:
    """In a text of one paragraph a line, any Unicode line end parts paragraphs."""
    document = segment(f"Judul berita{end}Isi satu. Isi dua.{end}{end}Penutup")
    assert document.sentences() == ["Judul berita", "Isi satu.", "Isi dua.", "Penutup"]
    assert [one.paragraph for one in document.segments] == [0, 1, 1, 2]


WRAPPED = (
    "Kementerian Pertahanan menyatakan bahwa latihan gabungan itu akan tetap\n"
    "digelar sesuai jadwal. Ribuan prajurit dari tiga negara ikut serta dan\n"
    "Presiden Joko Widodo dijadwalkan membuka acara itu. Latihan ditutup Jumat.\n"
    "Sementara itu warga diminta menjauhi pantai.\n"
    "\n"
    "Peralatan yang dikirim melalui laut dan udara antara lain sebagai berikut:\n"
    "- tenda\n"
    "- kompor lapangan\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_hard_wrapped_text_keeps_its_sentences_whole(end: str) -> None:
    """Wrapped lines join into sentences, a list below them stays a list, blank lines part paragraphs."""
    document = segment(WRAPPED.replace("\n", end))
    assert [" ".join(sentence.split()) for sentence in document.sentences()] == [
        "Kementerian Pertahanan menyatakan bahwa latihan gabungan itu akan tetap digelar sesuai jadwal.",
        "Ribuan prajurit dari tiga negara ikut serta dan Presiden Joko Widodo dijadwalkan membuka acara itu.",
        "Latihan ditutup Jumat.",
        "Sementara itu warga diminta menjauhi pantai.",
        "Peralatan yang dikirim melalui laut dan udara antara lain sebagai berikut:",
        "- tenda",
        "- kompor lapangan",
    ]
    assert [one.paragraph for one in document.segments] == [0, 0, 0, 0, 1, 2, 3]


def test_headlines_of_one_length_stay_apart() -> None:
    """Lines of about one width that do not run over into each other are not taken for wrapped text."""
    heads = [f"Harga Beras di Pasar Induk Naik Lagi Menjelang Hari Raya {number}" for number in "ABCDEF"]
    assert segment("\n".join(heads)).sentences() == heads


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\r\n", "\u3000\u2028"])
def test_blank_text_has_no_segments(text: str) -> None:
    """A text of nothing but white space gives a document without segments."""
    assert segment(text).segments == lines(text).segments == ()


def test_unclosed_quote_swallows_nothing() -> None:
    """A quote that is never closed does not hold back the borders after it."""
    text = "“Kami menolak. " + "Warga tetap datang. " * 50
    assert len(segment(text).segments) == 51


def test_unknown_language_names_the_known_ones() -> None:
    """An unknown language is refused in one line that says what would be accepted."""
    with pytest.raises(InputError, match=r"'fr'.*id, en"):
        segment("Bonjour.", "fr")
    with pytest.raises(InputError, match=r"'fr'.*id, en"):
        lines("Bonjour.", "fr")


def test_signature_names_language_and_version() -> None:
    """The signature is the language and its rules' version."""
    assert [signature(language) for language in LANGUAGES] == ["id-1", "en-1"]
