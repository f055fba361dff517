"""Promises of the rules as SRX: well-formed, and cutting plain sentences as `segment` does."""

import re
from xml.etree import ElementTree as ET

import pytest

from align.errors import InputError
from align.text.segment import segment
from align.text.srx import srx

NAME = "{http://www.lisa.org/srx20}"


def cut(text: str, language: str) -> list[str]:
    """The segments an SRX program makes: at each place the first rule that fits decides."""
    rules = [
        (
            rule.get("break") == "yes",
            *(
                re.compile(_python(rule.findtext(NAME + side) or ""))
                for side in ("beforebreak", "afterbreak")
            ),
        )
        for rule in ET.fromstring(srx(language)).iter(NAME + "rule")
    ]
    parts, begin = [], 0
    for place in range(1, len(text)):
        for breaks, before, after in rules:
            ends = any(match.end() == place for match in before.finditer(text[:place]))
            if ends and after.match(text, place):
                if breaks:
                    parts.append(text[begin:place].strip())
                    begin = place
                break
    return [*parts, text[begin:].strip()]


def _python(pattern: str) -> str:
    """A pattern of Java for Python: Latin letters are enough here."""
    letters = {"Lu": "A-Z", "Ll": "a-z", "L": "A-Za-z", "N": "0-9"}
    parts, inside = [], False
    for part in re.split(r"(\\p\{\w+\}|\\.|\[|\])", pattern):
        inside = part == "[" or (inside and part != "]")
        own = letters.get(part[3:-1]) if part.startswith(r"\p{") else None
        parts.append(part if own is None else own if inside else f"[{own}]")
    return "".join(parts)


@pytest.mark.parametrize(
    "text",
    [
        "PT Maju Tbk. naik 2,5 persen. Saham lain turun.",
        "Dr. Siti Aminah hadir. Ia berbicara dgn. warga.",
        "Menurut UU No. 39 Tahun 1999, itu dilarang. Ia setuju.",
    ],
)
def test_sentences_are_cut_as_segment_cuts_them(text: str) -> None:
    """Abbreviations, titles and numbers hold a sentence together."""
    assert cut(text, "id") == segment(text, "id").sentences()


def test_a_language_without_rules_is_refused() -> None:
    """The known ones are listed."""
    with pytest.raises(InputError, match="unknown language 'xx'; known: id, en"):
        srx("xx")
