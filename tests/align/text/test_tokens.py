"""Word tokens and clause borders: offsets, coverage, limits."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.errors import ModelError
from align.text.clauses import clauses
from align.text.tokens import tokenize, words

INVISIBLE = "\u200b\u2060\ufeff"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Negara-negara itu menolak.", "Negara-negara itu menolak ."),
        ("rumahnya Jum'at Al-Qur’an ma'af", "rumahnya Jum'at Al-Qur’an ma'af"),
        ("Ka'bah, Isra' Mi'raj", "Ka'bah , Isra ' Mi'raj"),
        ("DPRK's DPRK’s workers'", "DPRK 's DPRK ’s workers '"),
        ("I don't, we've, he'll", "I don't , we 've , he 'll"),
        ("1.500.000 jiwa, 2,5% 10.30 WIB", "1.500.000 jiwa , 2,5 % 10.30 WIB"),
        ("Rp1.500,00 US$5 €7 Rp 20", "Rp 1.500,00 US$ 5 € 7 Rp 20"),
        ("Pada 23/09/2022 pukul 10:30.", "Pada 23/09/2022 pukul 10:30 ."),
        ("hlm. 12–15 dan 12-15", "hlm . 12 – 15 dan 12 - 15"),
        ("COVID-19, F-16, ke-5, 1990-an, 5G", "COVID-19 , F-16 , ke-5 , 1990-an , 5G"),
        ("Yang Moo-jin, Kim Jong-un", "Yang Moo-jin , Kim Jong-un"),
        ("B.J. Habibie, S.H., M.Si.", "B.J. Habibie , S.H. , M.Si ."),
        ("“Apa?!” tanyanya…", "“ Apa ? ! ” tanyanya …"),
        ("Tunggu... ia -- diam", "Tunggu ... ia -- diam"),
        (
            "Buka https://contoh.id/a?b=1, lalu www.x.co.id.",
            "Buka https://contoh.id/a?b=1 , lalu www.x.co.id .",
        ),
        ("budi.s@contoh.co.id; Kompas.com.", "budi.s@contoh.co.id ; Kompas.com ."),
        ("dan/atau (lihat)", "dan / atau ( lihat )"),
        ("Mantap 👍🏽👨‍👩‍👧 ya", "Mantap 👍🏽 👨‍👩‍👧 ya"),
        ("cafe\u0301 itu", "cafe\u0301 itu"),
        ("\ufeffKata\u200bitu", "Kata itu"),
    ],
)
def test_tokens(text: str, expected: str) -> None:
    """Tokens are what the module's docstring promises."""
    assert words(text) == expected.split()


@given(text=st.one_of(st.text(max_size=60), st.text("aB1.,'’-@:/ $…👍\u200b\u0301", max_size=40)))
@settings(max_examples=400)
def test_tokens_cover_every_visible_character(text: str) -> None:
    """Tokens are in order, disjoint, not empty, and leave only white space and invisible characters out."""
    spans = tokenize(text)
    place = 0
    for span in spans:
        assert span.start >= place
        assert len(span) > 0
        assert not text[place : span.start].strip().strip(INVISIBLE + " ")
        place = span.end
    assert all(character.isspace() or character in INVISIBLE for character in text[place:])
    assert [span.of(text) for span in spans] == words(text)


def texts_of(text: str, limit: int) -> list[str]:
    return [span.of(text) for span in clauses(text, limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("satu dua, tiga; empat lima", ["satu dua, tiga;", "empat lima"]),
        ("satu dua, tiga: empat lima", ["satu dua, tiga:", "empat lima"]),
        ("satu dua, dan tiga, empat lima", ["satu dua,", "dan tiga, empat lima"]),
        ("satu dua – tiga, empat lima", ["satu dua", "– tiga, empat lima"]),
        ("satu dua, tiga empat lima", ["satu dua,", "tiga empat lima"]),
        ("satu dua tiga empat lima enam", ["satu dua tiga", "empat lima enam"]),
        ("satu dua; tiga", ["satu dua; tiga"]),
        ("  \n ", []),
    ],
)
def test_clauses_prefer_the_better_border(text: str, expected: list[str]) -> None:
    """The best border in reach is taken; a text within the limit stays whole."""
    assert texts_of(text, 4) == expected


@given(
    text=st.one_of(st.text(max_size=120), st.text("ab ,;:–-\n", max_size=200)),
    limit=st.integers(min_value=1, max_value=12),
)
@settings(max_examples=300)
def test_clauses_tile_and_keep_the_limit(text: str, limit: int) -> None:
    """Pieces cover every character but white space at their edges, and none has more words than allowed."""
    spans = clauses(text, limit)
    place = 0
    for span in spans:
        assert not text[place : span.start].strip()
        piece = span.of(text)
        assert piece == piece.strip()
        assert 0 < len(piece.split()) <= limit
        place = span.end
    assert not text[place:].strip()


def test_clauses_split_what_has_no_space() -> None:
    """A single token of 1 MB is cut into contiguous pieces of bounded length."""
    spans = clauses("x" * 1_000_000, 50)
    assert all(one.end == other.start for one, other in itertools.pairwise(spans))
    assert (spans[0].start, spans[-1].end) == (0, 1_000_000)
    assert max(map(len, spans)) <= 50 * 20


def test_clauses_split_a_sentence_of_3000_words() -> None:
    """A sentence of 3,000 words without punctuation comes apart into equal pieces within the limit."""
    pieces = texts_of("kata " * 3000, 80)
    assert sum(len(piece.split()) for piece in pieces) == 3000
    assert {len(piece.split()) for piece in pieces} <= {78, 79, 80}


def test_clauses_refuse_a_limit_below_one() -> None:
    """A limit that leaves nothing is refused."""
    with pytest.raises(ModelError, match="expected 1 or more"):
        clauses("kata", 0)
