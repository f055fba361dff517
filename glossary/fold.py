"""Text in a form in which spellings that mean the same compare equal, with the way back to every character.

Folded away are: kinds of quotation marks, apostrophes, hyphens and spaces; runs of spaces; one line break (but
not an empty line, which parts paragraphs); invisible characters such as the soft hyphen; decomposed letters
(Unicode NFC), full-width forms and ligatures (NFKC). Places are kept as a list of edits, so that ordinary text
costs nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

#: Stands for an empty line in the shape: no term reaches over it.
PARAGRAPH = "\x1e"

_SPACES = " \t\n\r\x0b\x0c\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_MARKS = "\u0300-\u036f\u1161-\u11ff"  # combining marks; Hangul vowels and finals
_WIDE = "\uff01-\uff5e\ufb00-\ufb06"
_ODD = re.compile(f"[{_UNSEEN}{_MARKS}{_WIDE}]")
_RUN = re.compile(f"[{_SPACES}]{{2}}")
_EDIT = re.compile(
    f"(?P<run>[{_SPACES}{_UNSEEN}]{{2,}})|(?P<unseen>[{_UNSEEN}])|(?P<marks>[{_MARKS}]+)|[{_WIDE}]"
)
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028]")

_SHAPE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u02b9\u02bb\u02bc\u02be\u02bf`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2212", "-")
    | dict.fromkeys("\r\x0b\x0c\x85\u2028", "\n")
    | dict.fromkeys("\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " ")
    | {"\u2029": PARAGRAPH}
)
_FLAT = str.maketrans({"\n": " ", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-"})


@dataclass(frozen=True, slots=True)
class Edit:
    """Folded characters [start, end) stand for verbatim characters [source_start, source_end)."""

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is for comparing: lower case, one kind of space and hyphen. `shape` keeps case, line breaks and
    dashes. Both have the same length. `edits` are the places where the verbatim text has another.
    """

    shape: str
    text: str
    edits: tuple[Edit, ...] = ()

    def source_start(self, place: int) -> int:
        """Where in the verbatim text the folded character at `place` begins."""
        edit = self._before(place)
        if edit is None:
            return place
        return edit.source_start if place < edit.end else edit.source_end + place - edit.end

    def source_end(self, place: int) -> int:
        """Where in the verbatim text the folded character before `place` ends."""
        edit = self._before(place - 1)
        if edit is None:
            return place
        return edit.source_end if place <= edit.end else edit.source_end + place - edit.end

    def _before(self, place: int) -> Edit | None:
        number = bisect_right(self.edits, place, key=lambda edit: edit.start)
        return self.edits[number - 1] if number else None


def fold(text: str) -> Folded:
    """The folded text; linear in its length."""
    edits: list[Edit] = []
    shape = text
    if _ODD.search(text) or _RUN.search(text):
        shape = _edited(text, edits)
    shape = shape.translate(_SHAPE)
    return Folded(shape, _lower(flat(shape)), tuple(edits))


def flat(shape: str) -> str:
    """A piece of a shape with only its case kept."""
    return shape.translate(_FLAT)


def _edited(text: str, edits: list[Edit]) -> str:
    pieces: list[str] = []
    length = done = 0
    for found in _EDIT.finditer(text):
        start = found.start()
        if found["marks"] and start > done:
            start -= 1  # the letter that carries them
        new = _replacement(found, text[start : found.end()])
        pieces += (text[done:start], new)
        begin = length + start - done
        length, done = begin + len(new), found.end()
        edits.append(Edit(begin, length, start, done))
    pieces.append(text[done:])
    return "".join(pieces)


def _replacement(found: re.Match[str], text: str) -> str:
    if found["marks"]:
        return unicodedata.normalize("NFC", text)
    if found["unseen"]:
        return ""
    if not found["run"]:
        return unicodedata.normalize("NFKC", text)
    breaks = len(_BREAK.findall(text))
    if breaks > 1 or "\u2029" in text:
        return PARAGRAPH
    if breaks:
        return "\n"
    return " " if any(char.isspace() for char in text) else ""


def _lower(text: str) -> str:
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
