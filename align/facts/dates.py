"""Names of days and months, and dates in figures, `Senin (5/2)`, `17-08-2024`, as no English reader misreads them:
`5 February`, `17 August 2024`.

The day stands first in Indonesian; where the month stands first a reader in America takes it for the second of May.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.model import Span

MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
DAYS = {
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
CALENDAR = frozenset(name.lower() for name in (*DAYS["id"], *MONTHS["id"]))  # Indonesian, in small letters
_FIGURES = re.compile(
    r"(?<![\w.,:/])(?P<day>\d{1,2})(?:/(?P<slashed>\d{1,2})(?:/(?P<year>\d{4}))?(?![\w/])"
    r"|(?<!-\d)(?<!-\d\d)-(?P<dashed>\d{1,2})-(?P<long>(?:19|20)\d\d)(?![\w-]))(?![.,:]\d)"
)
_BEFORE = re.compile(
    r"(?:[(]|senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|tanggal|tgl\.?)\s*,?\s*$", re.IGNORECASE
)
_NEAR = 16  # characters before a day that tell it is one
_SLASHED = re.compile(r"\d{1,4}(?:/\d{1,4}){1,2}|\d{1,4}(?:-\d{1,4}){2}")


def dates_of(text: str) -> Iterator[tuple[Span, str]]:
    """Dates in figures of an Indonesian text, each as `5 February 2024`; no fraction, range, or number of a paper.

    A day and a month are a date behind a bracket, a weekday or `tanggal`; with a year they always are.
    """
    for match in _FIGURES.finditer(text):
        day, month = int(match["day"]), int(match["slashed"] or match["dashed"])
        year = match["year"] or match["long"]
        before = text[max(match.start() - _NEAR, 0) : match.start()]
        if 1 <= day <= 31 and 1 <= month <= 12 and (year or _BEFORE.search(before)):
            yield Span(*match.span()), " ".join(filter(None, (str(day), MONTHS["en"][month - 1], year)))


def find_date(date: str, text: str) -> Span | None:
    """Where `date`, as `dates_of` gives it, stands in an English text: `Feb. 5, 2024`, `the 5th of February 2024`."""
    day, month, *year = date.split()
    name = rf"(?:{month}|{month[:3]}t?\.?)"
    number = rf"0?{day}(?:st|nd|rd|th)?"
    after = rf"(?:,? {year[0]})" if year else ""
    found = re.search(rf"\b(?:{number} (?:of )?{name}|{name} {number}){after}(?!\w)", text)
    return Span(*found.span()) if found else None


def find_figures(text: str) -> Span | None:
    """The first date in figures of an English text, whole or not."""
    found = _SLASHED.search(text)
    return Span(*found.span()) if found else None
