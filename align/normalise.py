"""Text as the models see it: typographic variants made one, with every character's place kept.

`normalise` is what the embedded model was trained with ("padanan-1"): NFC, straight quotes, plain hyphens,
`...` for an ellipsis, no control, zero-width or direction marks, single spaces. Dashes stay.
`moses` is the Moses punctuation normalisation that OPUS models expect; the only use of sacremoses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from align.model import Span

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_CONTROL = re.compile(f"[{_CONTROLS}]")
_SPACES = re.compile(r"\s+")
_TABLE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | {"\u2026": "...", "\u2010": "-", "\u2011": "-"}
)
# A character with what composes with it: combining marks, or the vowels and finals of a Hangul syllable.
_CLUSTER = re.compile("[\u1100-\u115f\uac00-\ud7a3][\u1160-\u11ff]*|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Normalised:
    """Normalised text; `origin[i]` is the span of the original text that character `i` came from."""

    text: str
    origin: tuple[Span, ...]

    def back(self, start: int, end: int) -> Span:
        """The part of the original text behind characters [start, end); an empty place if there are none."""
        if start < end:
            return Span(self.origin[start].start, self.origin[end - 1].end)
        place = self.origin[start - 1].end if 0 < start <= len(self.origin) else 0
        return Span(place, place)

    def forth(self, span: Span) -> Span:
        """The normalised characters that came from `span` of the original text."""
        inside = [i for i, origin in enumerate(self.origin) if origin.overlaps(span)]
        return Span(inside[0], inside[-1] + 1) if inside else Span(0, 0)


def normalise_text(text: str) -> str:
    """`normalise(text).text`, without the places: for bulk text."""
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    return _SPACES.sub(" ", _CONTROL.sub("", text))


def normalise(text: str) -> Normalised:
    """Normalised text with the place of every character; linear in the length of the text."""
    out: list[str] = []
    origin: list[Span] = []
    for cluster, span in _clusters(text):
        for char in unicodedata.normalize("NFC", cluster).translate(_TABLE):
            if _CONTROL.match(char):
                continue
            if char.isspace():
                if out and out[-1] == " ":
                    origin[-1] = Span(origin[-1].start, span.end)
                    continue
                char = " "  # noqa: PLW2901
            out.append(char)
            origin.append(span)
    return Normalised("".join(out), tuple(origin))


def _clusters(text: str) -> list[tuple[str, Span]]:
    """The text in pieces that can be normalised one by one."""
    if unicodedata.is_normalized("NFC", text):
        return [(char, Span(i, i + 1)) for i, char in enumerate(text)]
    out: list[tuple[str, Span]] = []
    for match in _CLUSTER.finditer(text):
        if out and unicodedata.combining(match.group()[0]):
            before, span = out.pop()
            out.append((before + match.group(), Span(span.start, match.end())))
        else:
            out.append((match.group(), Span(match.start(), match.end())))
    return out


@cache
def _moses_normaliser() -> Any:
    from sacremoses import MosesPunctNormalizer  # noqa: PLC0415  slow to import

    return MosesPunctNormalizer(lang="en", norm_quote_commas=False)


def moses(text: str) -> Normalised:
    """`text` after Moses' punctuation normalisation, places found by matching the two texts."""
    cleaned: str = _moses_normaliser().normalize(text)
    origin: list[Span] = []
    for _, a, b, c, d in SequenceMatcher(None, text, cleaned, autojunk=False).get_opcodes():
        same = b - a == d - c
        origin += [Span(a + k, a + k + 1) if same else Span(a, b) for k in range(d - c)]
    return Normalised(cleaned, tuple(origin))
