"""Opposites: where the source says one of a pair and the translation the other one.

`naik` is no fall, `lebih dari` not fewer than, `Jawa Barat` not East Java. Such a word is lost in the English, and its
opposite stands there with nothing in the source to say it; both are needed, since `turun` may well stand beside `naik`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.model import Pair, Span

_UP = r"(?:ris(?:e|es|en|ing)|rose|increas\w+|climb\w*|gain(?:s|ed|ing)?|jump\w*|surg\w+|soar\w*|strengthen\w*|gr[eo]w\w*)"
_DOWN = (
    r"(?:fall|falls|falling|fell|fallen|declin\w+|decreas\w+|drop(?:s|ped|ping)?|slump\w*|plung\w+|plummet\w*|weaken\w*|"
    r"tumbl\w+|shr[aiu]nk\w*)"
)
# What the source says, what English makes of it, and of its opposite.
_PAIRS = tuple(
    (re.compile(rf"\b(?:{ours})\b", re.IGNORECASE), re.compile(rf"\b(?:{theirs})\b", re.IGNORECASE))
    for ours, theirs in (
        (r"naik|menaik\w+|kenaikan|meningkat|peningkatan|melonjak|lonjakan|menguat|melesat|meroket", _UP),
        (r"turun|menurun|penurunan|merosot|anjlok|melemah|menyusut|melorot|ambles", _DOWN),
        (
            r"lebih (?:dari|besar|banyak|tinggi|mahal)|di ?atas|melebihi|melampaui",
            r"(?:more|over|above|exceed\w*|higher|larger|greater|beyond|upwards?|top\w*)",
        ),
        (
            r"kurang dari|lebih (?:kecil|sedikit|rendah|murah)|di ?bawah",
            r"(?:less|fewer|under|below|lower|smaller|cheaper)",
        ),
    )
)
_OPPOSITE = {0: 1, 1: 0, 2: 3, 3: 2}
_POINTS = {"utara": "north", "selatan": "south", "timur": "east", "barat": "west"}
_NAMED = re.compile(r"\b[A-Z][a-z]+ (Utara|Selatan|Timur|Barat)\b")
_POINT = re.compile(r"\b(north|south|east|west)", re.IGNORECASE)


_CLOCK = re.compile(r"\b(?:pukul|jam) (\d{1,2})[.:](\d{2})\b(?! (?:siang|sore|petang|malam))", re.IGNORECASE)
_HALF_DAY = re.compile(r"\b(\d{1,2})(?:[.:](\d{2}))? ?([ap])(?:\.?m\b|(?<=:\d\d [ap])\b)", re.IGNORECASE)


def opposites(pair: Pair) -> Iterator[Remark]:
    """A comparison, a movement, a point of the compass or a half of the day turned round."""
    yield from _turned(pair.source_text, pair.target_text)
    yield from _elsewhere(pair.source_text, pair.target_text)
    yield from _other_half(pair.source_text, pair.target_text)


def _turned(source: str, target: str) -> Iterator[Remark]:
    for number, (ours, theirs) in enumerate(_PAIRS):
        if not (match := ours.search(source)):
            continue
        other_ours, other_theirs = _PAIRS[_OPPOSITE[number]]
        if other_ours.search(source) or theirs.search(target):
            continue
        if found := other_theirs.search(target):
            message = f"The source says `{match[0]}`; the translation has the opposite, `{found[0]}`."
            yield Remark(message, match[0].lower(), Span(*match.span()), Span(*found.span()))


def _elsewhere(source: str, target: str) -> Iterator[Remark]:
    """A region of another point of the compass: `Jawa Barat`, `East Java`."""
    said = {match[1].lower() for match in _POINT.finditer(target)}
    ours = {
        english for own, english in _POINTS.items() if re.search(rf"\b{own}|{own}\b", source, re.IGNORECASE)
    }
    for match in _NAMED.finditer(source):
        if _POINTS[match[1].lower()] in said or not (said - ours):
            continue
        found = next(place for place in _POINT.finditer(target) if place[1].lower() in said - ours)
        message = f"`{match[0]}` lies elsewhere than the translation says (`{found[0]}`)."
        yield Remark(message, match[0], Span(*match.span()), Span(*found.span()))


def _other_half(source: str, target: str) -> Iterator[Remark]:
    """An hour of the other half of the day: 19.30 as 7:30 a.m."""
    said = [*_HALF_DAY.finditer(target)]
    for match in _CLOCK.finditer(source) if said else ():
        hour, half = int(match[1]) % 12, "p" if 12 <= int(match[1]) < 24 else "a"
        same = [one for one in said if int(one[1]) % 12 == hour and int(one[2] or 0) == int(match[2])]
        if same and all(one[3].lower() != half for one in same):
            message = (
                f"`{match[0]}` is not in the half of the day that the translation says (`{same[0][0]}`)."
            )
            yield Remark(message, match[0].lower(), Span(*match.span()), Span(*same[0].span()))
