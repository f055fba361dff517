"""Folding: what counts as the same, and the way back."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.fold import PARAGRAPH, flat, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jum’at ‘x’ “y”", "jum'at 'x' \"y\""),
        ("Kim Jong\u2011un Kim Jong\u2013un", "kim jong-un kim jong-un"),
        ("a\u00a0b  c\nd \r\n e", "a b c d e"),
        ("a\n\nb", f"a{PARAGRAPH}b"),
        ("Ko\u00adrea\u200b\ufeff", "korea"),
        ("cafe\u0301 \uac00", "café \uac00"),
        ("\u1112\u1161\u11ab", "한"),
        ("ＫＣＮＡ　ﬁ ﬄ", "kcna fi ffl"),
        ("İI", "i̇i" if len("İ".lower()) == 1 else "İi"),
    ],
)
def test_same(text, folded):
    """Spellings that mean the same fold to one."""
    assert fold(text).text == folded


alphabet = st.characters() | st.sampled_from(" \n\u00a0\u00ad\u200b\u0301\u0323’-–ﬁＫé\u1112\u1161")


@given(st.text(alphabet, max_size=60))
def test_places(text):
    """Every folded character has a place in the text, in order; unedited ones are the characters themselves."""
    folded = fold(text)
    assert len(folded.shape) == len(folded.text)
    before = 0
    for place, char in enumerate(folded.shape):
        start, end = folded.source_start(place), folded.source_end(place + 1)
        assert before <= start < end <= len(text)
        assert fold(text[start:end]).shape in ("", char) or char in fold(text[start:end]).shape
        before = start


@given(st.text(alphabet, max_size=60))
def test_idempotent(text):
    """Folding what is folded changes nothing but invisible characters that met."""
    once = fold(unicodedata.normalize("NFC", text)).text
    assert len(fold(once).text) <= len(once)


def test_flat_keeps_case():
    """A flat shape keeps capitals and loses line breaks and dashes."""
    assert flat("Korea\nUtara–X") == "Korea Utara-X"
