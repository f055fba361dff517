"""Amounts whose figure stands and whose meaning does not: a bound lost, an order of size made up, a decade that is a year,
a figure that became a time.

`tidak sampai 5 persen` is less than five, `sembilan orang` no thousands, `1980-an` not 1980, `peringkat 4` no four years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.checks.quantities import values
from align.model import Pair, Span

_FIGURE = r"(?=(?:sekitar |dari |Rp ?|US\$|\$|separuh|setengah|se(?:ribu|juta|ratus)|satu |dua |tiga |\d))"
_BOUNDS = (
    (
        "less",
        re.compile(rf"\b(?:(?:tidak|tak|belum) (?:sampai|mencapai)|kurang dari|di bawah) {_FIGURE}", re.IGNORECASE),
        re.compile(
            r"\b(?:less|fewer|lower|under|below|not|never|no|short|shy|within|near\w*|almost|barely|hardly|just|only|up to|"
            r"at most|smaller|younger|cheaper|mere|sub|yet|beneath|cannot|fail\w*|half)\b|n['’]t\b|<",
            re.IGNORECASE,
        ),
    ),
    (
        "more",
        re.compile(rf"\b(?:lebih dari|melebihi|di atas|melampaui) {_FIGURE}", re.IGNORECASE),
        re.compile(
            r"\b(?:more|over|above|exceed\w*|at least|plus|upwards?|top\w*|beyond|excess|greater|higher|surpass\w*|pass\w*|"
            r"than|past|older|longer|larger|bigger|further|north of|outnumber\w*|minimum)\b|[>+]|\bwell\b",
            re.IGNORECASE,
        ),
    ),
)  # fmt: skip
_ORDER = re.compile(r"\b(dozens|hundreds|thousands|millions|billions|trillions)\b", re.IGNORECASE)
_ANY_ORDER = re.compile(
    r"puluh|belas|lusin|ratus|ribu|juta|mili?[ay]ar|trili?[uy]n|\b\d+ ?(?:rb|jt|m|t)\b|\d{3}", re.IGNORECASE
)
_DECADE = re.compile(r"\b((?:19|20)\d0)[ -]?-?an\b")
_AS_DECADE = re.compile(r"\d0['’]?s\b|\bdecades?\b|\w(?:ties|eens|ens|undreds)\b", re.IGNORECASE)
_AGE = re.compile(r"\b(\d+)[ -](year|month|week|day|hour|minute)s?\b(?!,)", re.IGNORECASE)
_ANY_TIME = re.compile(
    r"\b(?:tahun\w*|thn|th|bulan\w*|bln|pekan|minggu|hari|harian|jam|menit|pukul|usia\w*|berusia|umur\w*|berumur|musim|dekade|"
    r"abad|semester|periode|waktu|yo|years?|U-?\d+|HUT|ke)\b|an\b \(\d|\(\d+\)|, ?\d{1,2}(?=[,.)])|\bH[+-]\d|"
    r"\d[ ,]*(?:th|thn|bln|jam)\b",
    re.IGNORECASE,
)


def bounds(pair: Pair) -> Iterator[Remark]:
    """The first such slip of a pair."""
    source, target = pair.source_text, pair.target_text
    if target.strip():
        for rule in (_bound, _order, _decade, _time):
            found = next(rule(source, target), None)
            if found:
                yield found
                return


def _bound(source: str, target: str) -> Iterator[Remark]:
    for which, ours, theirs in _BOUNDS:
        match = ours.search(source)
        if match and not theirs.search(target):
            message = f"The source says that it is {which} (`{match[0].strip()}`); the translation does not."
            yield Remark(message, match[0].strip().lower(), Span(*match.span()), severity="warning")


def _order(source: str, target: str) -> Iterator[Remark]:
    match = _ORDER.search(target)
    if match and not _ANY_ORDER.search(source):
        message = f"The translation speaks of {match[0].lower()}, the source does not."
        yield Remark(message, match[0].lower(), None, Span(*match.span()), severity="warning")


def _decade(source: str, target: str) -> Iterator[Remark]:
    match = _DECADE.search(source)
    if match and not _AS_DECADE.search(target):
        year = next((value for value in values(target, "en") if value.value == float(match[1])), None)
        if year:
            message = f"`{match[0]}` is a decade; the translation has the year."
            yield Remark(message, match[0], Span(*match.span()), year.span, severity="warning")


def _time(source: str, target: str) -> Iterator[Remark]:
    for match in _AGE.finditer(target):
        if not _ANY_TIME.search(source) and re.search(rf"(?<!\d){match[1]}(?!\d)", source):
            message = f"The source has {match[1]} without a measure of time; the translation `{match[0]}`."
            yield Remark(message, match[1], None, Span(*match.span()), severity="warning")
