"""Text in a form in which spellings that mean the same compare equal, with the place of every character."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SAME = (
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02bc`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\t\n\r\x0b\x0c\u2028\u2029", " ")
)
_TABLE = str.maketrans(_SAME)
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_HARD = re.compile(r"  |[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f\uff01-\uff5e]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`shape` keeps case, `text` is lower case; both have one character for each entry of `places`.

    `places` is None where every character stands where it stood.
    """

    shape: str
    text: str
    places: tuple[int, ...] | None

    def origin(self, place: int) -> int:
        """Place in the verbatim text of the folded character at `place`."""
        return place if self.places is None else self.places[place]

    def end(self, place: int) -> int:
        """Place in the verbatim text just behind the folded character before `place`."""
        return place if self.places is None else self.places[place - 1] + 1


def fold(text: str) -> Folded:
    """Quotes, dashes and spaces made one, invisible characters dropped, NFC and width folded; linear."""
    plain = text.translate(_TABLE)
    if not _HARD.search(plain):
        lower = plain.lower()
        return Folded(plain, lower if len(lower) == len(plain) else _lower(plain), None)
    shape: list[str] = []
    places: list[int] = []
    for place, char in enumerate(plain):
        if char in _DROPPED or (char == " " and shape and shape[-1] == " "):
            continue
        if shape and unicodedata.combining(char):
            joined = unicodedata.normalize("NFC", shape[-1] + char)
            if len(joined) == 1:
                shape[-1], places[-1] = joined, place
                continue
        wide = unicodedata.normalize("NFKC", char) if "\uff01" <= char <= "\uff5e" else char
        shape.append(wide)
        places.append(place)
    joined = "".join(shape)
    return Folded(joined, _lower(joined), tuple(places))


def _lower(text: str) -> str:
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
