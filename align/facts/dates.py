"""Names of days and months, and dates in figures, `Senin (5/2)`, as no English reader misreads them: `5 February`.

The day stands first in Indonesian; where the month stands first a reader in America takes it for the second of May.
"""

from __future__ import annotations

import re

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
_FIGURES = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_BEFORE = re.compile(
    r"(?:[(]|senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|tanggal|tgl\.?)\s*,?\s*$", re.IGNORECASE
)
_SLASHED = re.compile(r"\d{1,4}(?:/\d{1,4}){1,2}|\d{1,4}(?:-\d{1,4}){2}")


def date_of(text: str, place: Span) -> str | None:
    """The date that stands at `place` of an Indonesian text, as `5 February 2024`; None for a fraction, a range, a number.

    A day and a month are a date behind a bracket, a weekday or `tanggal`; with a year they always are.
    """
    found = _FIGURES.fullmatch(text, place.start, place.end)
    if found is None or not (1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12):
        return None
    if not found[3] and not _BEFORE.search(text[: place.start]):
        return None
    return " ".join(filter(None, (str(int(found[1])), MONTHS["en"][int(found[2]) - 1], found[3])))


def find_date(date: str, text: str) -> Span | None:
    """Where `date`, as `date_of` gives it, stands in an English text: `Feb. 5, 2024`, `the 5th of February 2024`."""
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
