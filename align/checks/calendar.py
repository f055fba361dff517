"""Days and months: the same ones on both sides.

`Mei` and `Maret` are names of people too, `may` and `march` verbs, `minggu` a week: such a word counts as a date only
beside a day or a year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from align.checks.base import Remark
from align.facts.dates import DAYS, MONTHS
from align.model import Pair, Span

_ENGLISH = {"month": MONTHS["en"], "day": DAYS["en"]}
_INDONESIAN = {"month": MONTHS["id"], "day": DAYS["id"]}
_ALSO = {
    "Ahad": "Minggu",
    "Jum'at": "Jumat",
    "Jum’at": "Jumat",
    "Pebruari": "Februari",
    "Nopember": "November",
}
_SHORT = dict(
    zip(
        "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split(),
        (0, 1, 2, 3, 5, 6, 7, 8, 8, 9, 10, 11),
        strict=True,
    )
)
_DATE_ONLY = frozenset(("Maret", "Mei", "March", "May", *_SHORT))
_ID = re.compile(r"\b(?:" + "|".join((*_INDONESIAN["month"], *_INDONESIAN["day"], *_ALSO)) + r")\b")
_EN = re.compile(r"\b(?:" + "|".join((*_ENGLISH["month"], *_ENGLISH["day"], *_SHORT)) + r")\b")
_IN_FIGURES = re.compile(  # `Selasa (18/6)`, `3/4/2022`
    r"(?:(?<=\()(?:0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])(?:/\d{2,4})?(?=\))"
    r"|(?<![\w/.(])(?:0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\w/]))"
)
_SUNDAY, _A_WEEK = (
    re.compile(r"\bMinggu\b|\b[Hh]ari minggu\b"),
    re.compile(r"\bminggu(?!-)\w*|\bpekan\b|\bsepekan\b"),
)
_WEEK = re.compile(r"\bweeks?\b")
_LAST = 6  # Sunday, among the days
_BESIDE_BEFORE = re.compile(
    r"(?:\d(?:st|nd|rd|th)?(?: of)?|bulan|[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|early|late|mid-?|akhir|awal|pertengahan|"
    r"sejak|pada|hingga)[ \u00a0-]$"
)
_BESIDE_AFTER = re.compile(r"[.,]?[ \u00a0]\d")
_WEEK_AFTER = re.compile(r",? (?:\d|\(\d|pagi|siang|sore|malam|petang|dini)")


@dataclass(frozen=True, slots=True)
class _Found:
    kind: str
    number: int
    span: Span


def calendar(pair: Pair) -> Iterator[Remark]:
    """A day or a month that became another one."""
    for right, source, target in changed(pair.source_text, pair.target_text):
        said, says = source.of(pair.source_text), target.of(pair.target_text)
        yield Remark(f"The source says {said} ({right}), the translation {says}.", said, source, target)
    yield from _sunday(pair.source_text, pair.target_text)


def _sunday(source: str, target: str) -> Iterator[Remark]:
    """`Minggu` is Sunday where it is a date, `minggu` a week: either may not become the other."""
    if "inggu" not in source:
        return
    day = next((item for item in _found(source, "id") if item.kind == "day" and item.number == _LAST), None)
    week, sunday = _WEEK.search(target), re.search(r"\bSundays?\b", target)
    if day and week and not sunday and not _A_WEEK.search(source):
        message = "`Minggu` is Sunday here; the translation speaks of a week."
        yield Remark(message, "Minggu", day.span, Span(*week.span()), severity="warning")
    lower = re.search(r"\bminggu\b", source)
    if lower and sunday and not week and not _SUNDAY.search(source) and "Ahad" not in source:
        message = "`minggu` is a week here; the translation speaks of Sunday."
        yield Remark(message, "minggu", Span(*lower.span()), Span(*sunday.span()), severity="warning")


def changed(source: str, target: str) -> Iterator[tuple[str, Span, Span]]:
    """What such a day or month is in English, its place in the source, and that of the one it became."""
    left, right = _found(source, "id"), _found(target, "en")
    for kind in ("month", "day"):
        ours, theirs = ([item for item in side if item.kind == kind] for side in (left, right))
        for before, after in zip(_surplus(ours, theirs), _surplus(theirs, ours), strict=False):
            yield _ENGLISH[kind][before.number], before.span, after.span


def _surplus(own: list[_Found], other: list[_Found]) -> list[_Found]:
    """Dates that stand here more often than on the other side, the later ones of equal ones."""
    left = Counter(item.number for item in other)
    out = []
    for item in own:
        left[item.number] -= 1
        if left[item.number] < 0:
            out.append(item)
    return out


def _found(text: str, language: str) -> list[_Found]:
    names = _INDONESIAN if language == "id" else _ENGLISH
    out = []
    for match in (_ID if language == "id" else _EN).finditer(text):
        word, span = _ALSO.get(match[0], match[0]), Span(*match.span())
        before, after = text[: span.start], text[span.end :]
        if word in _DATE_ONLY and not (_BESIDE_BEFORE.search(before) or _BESIDE_AFTER.match(after)):
            continue
        if word == "Minggu" and not before.strip(" \"'“‘(") and not _WEEK_AFTER.match(after):
            continue
        if word in _SHORT:
            out.append(_Found("month", _SHORT[word], span))
            continue
        kind = "month" if word in names["month"] else "day"
        out.append(_Found(kind, names[kind].index(word), span))
    if language == "id":
        out += [
            _Found("month", int(match[group]) - 1, Span(*match.span(group)))
            for match in _IN_FIGURES.finditer(text)
            for group in (1, 2)
            if match[group]
        ]
        out.sort(key=lambda item: item.span)
    return out
