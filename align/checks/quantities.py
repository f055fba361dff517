"""Quantities of a text, each as a value with its place, whichever way a language writes it.

Indonesian: `1.500.000`, `2,5 miliar`, `dua puluh lima`, `ke-5`, `sepertiga`, `abad XIX`, `10.30 WIB`, `1990-an`,
`(17/4/2025)`. English: `1,500,000`, `2.5 billion`, `twenty-five`, `fifth`, `a third`, `10:30`, `the nineties`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from align.checks.numerals import read_words
from align.facts.dates import MONTHS
from align.model import Span

FIGURE, WORD, LOOSE, DATE, MONTH = "figure", "word", "loose", "date", "month"


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity found at `span`.

    `kind`: a FIGURE must have a counterpart; a WORD, which is one written out or inside a code (`G20`), may be
    phrased otherwise; a LOOSE one serves as a counterpart alone. A DATE in slashes may go, and its number may be a
    MONTH, which counts for nothing else.
    A `clock` is an hour of the day with its minutes as a fraction, a `decade` the year it begins with.
    """

    value: float
    span: Span
    kind: str = FIGURE
    clock: bool = False
    decade: bool = False

    def equals(self, other: Value) -> bool:
        """Whether both say the same to a reader: `21.15` and `9:15 p.m.`, `1990-an` and `the nineties`."""
        if MONTH in (self.kind, other.kind) and DATE not in (self.kind, other.kind):
            return False
        a, b = self.value, other.value
        if abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1):
            return True
        if self.decade or other.decade:
            return all(0 < v < 100 or 1900 < v < 2000 for v in (a, b)) and a % 100 == b % 100
        if not (self.clock or other.clock) or max(a, b) > 24:
            return False
        hours = [v.value if v.clock else _hours(v.value) for v in (self, other)]
        return abs((hours[0] - hours[1] + 6) % 12 - 6) < 0.01


def _hours(value: float) -> float:
    """An hour from `23.45`, read as a number."""
    return value // 1 + round(value % 1, 4) / 0.6


_SCALES = {
    "id": {
        "puluh": 1e1, "ratus": 1e2, "ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9,
        "triliun": 1e12, "trilyun": 1e12,
    },
    "en": {
        "hundred": 1e2, "thousand": 1e3, "million": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
        "tn": 1e12, "dozen": 12,
    },
}  # fmt: skip
_SHORT_SCALES = {"id": {"M": 1e9, "T": 1e12}, "en": {"k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "b": 1e9}}
_FIGURE = re.compile(
    r"(?<!\d)(?<!\d[.,:/])(?<!&#)(\d+(?:[.,:]\d+)*)(?:st|nd|rd|th)?(?=\W|[a-zA-Z]{1,3}\b|an\b|$)"
)
_SCALE = re.compile(r"[ \u00a0-]?([A-Za-z]+?)(?:nya|an|s)?\b")
_WRITTEN_ON = re.compile(r"[kKm](?!\w)")
_MONEY_BEFORE = re.compile(r"(?:Rp|\$|€|£|USD|IDR|EUR)\.?\s?$")
_SLASHED = re.compile(r"(?<![\w/.,])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\w/])")
_MONTHS = {name: number % 12 + 1 for number, name in enumerate((*MONTHS["id"], *MONTHS["en"]))}
_MONTH = re.compile(r"\b(?:" + "|".join(_MONTHS) + r")\b")
_ROMAN_NUMERAL = re.compile(r"(?<=[\w.] )(?:ke-)?([IVX]{1,7})(?:th)?\b")
_ROMAN = {"I": 1, "V": 5, "X": 10}
_YEAR_OF = re.compile(r"(?<=\d/)(?:19|20)\d\d(?![\w/])")  # `No. 31/1999`
_DIGIT = re.compile(r"\d")
_CODE_BEFORE = re.compile(r"[A-Za-z]$|[A-Z]-$|\b[Kk][Mm] $")  # `G20`, and `Km 92`, which says where on a road
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
_CLOCK_BEFORE = re.compile(r"(?:pukul|(?<!\d )jam|at|\d[.:]\d\d\s?[-–])\s*$", re.IGNORECASE)
_HOUR_BEFORE = re.compile(r"(?:pukul|(?<!\d )jam)\s*$", re.IGNORECASE)  # but `1 jam 22 menit`
_CLOCK_AFTER = re.compile(
    r"\s*(?:[-–]\s?\d{1,2}[.:]\d\d\s*)?(?:WIB|WITA|WIT\b|waktu|GMT|UTC|(?i:[ap]\.?m\b)|o['’]clock|hours\b)"
)
_TIMED, _SECONDS = re.compile(r"\d{2}\.\d{3}"), re.compile(r"\s?(?:detik|seconds)\b")
_ABROAD = re.compile(r"\s*(?:(?i:[ap]\.?m\.?)\s)?(?:GMT|UTC)")  # an hour that only one side tells
_DECADE_AFTER = re.compile(r"(?:-?an|['’]?s)\b")
_RANGE = re.compile(
    r"\s?(?:[-–]|to|or|atau|hingga|sampai)\s?(?:Rp|US)?[$€£]?\s?(\d+(?:[.,]\d+)?)(?=[ \u00a0])"
)
_SINCE = re.compile(r"(?<!\d)(\d\d)\d\d[-–/]$")


@lru_cache(maxsize=1 << 14)
def values(text: str, language: str) -> tuple[Value, ...]:
    """Quantities of a text in `id` or `en`, from left to right."""
    found = [*_words(text, language)]
    if _DIGIT.search(text):
        slashed = [*_dates(text, language)]
        taken = [value.span for value in slashed]
        found += slashed
        found += [
            value for value in _figures(text, language) if not any(value.span.overlaps(s) for s in taken)
        ]
        found += [Value(float(m[0]), Span(*m.span()), LOOSE) for m in _YEAR_OF.finditer(text)]
        found += [Value(_MONTHS[m[0]], Span(*m.span()), MONTH) for m in _MONTH.finditer(text)]
    found += [
        Value(_roman(m[1]), Span(m.start(1), m.end(1)), WORD)
        for m in _ROMAN_NUMERAL.finditer(text)
        if m[1] and m[1] != "I"
    ]
    return tuple(sorted(found, key=lambda value: value.span))


def _words(text: str, language: str) -> Iterator[Value]:
    for word in read_words(text, language):
        kind = LOOSE if word.loose else WORD
        yield Value(word.value, Span(word.start, word.end), kind, word.clock, word.decade)


def _dates(text: str, language: str) -> Iterator[Value]:
    """Day, month and year of `17/4/2025`. Indonesian news puts them in brackets, and English leaves them out."""
    for match in _SLASHED.finditer(text):
        if language == "id" and not (int(match[1]) <= 31 and 1 <= int(match[2]) <= 12):
            continue
        for group in (1, 2, 3):
            if match[group]:
                value = float(match[group]) + (2000 if group == 3 and len(match[3]) == 2 else 0)
                yield Value(value, Span(match.start(group), match.end(group)), DATE)


def _figures(text: str, language: str) -> Iterator[Value]:
    for match in _FIGURE.finditer(text):
        digits, span = match[1], Span(match.start(1), match.end(1))
        before, after = text[max(span.start - 12, 0) : span.start], text[span.end : span.end + 24]
        clock = _clock(digits, before, after, language)
        if clock is not None:
            yield Value(clock, span, WORD if _ABROAD.match(after) else FIGURE, clock=True)
            continue
        kind = WORD if _CODE_BEFORE.search(before) and not before.endswith("Rp") else FIGURE
        value = _parse(digits, language)
        if _TIMED.fullmatch(digits) and _SECONDS.match(after):
            value = float(digits)  # 37.715 seconds, a lap
        if value is None:
            for part in re.split(r"[.,:]", digits):
                yield Value(float(part), span, kind)
            continue
        if len(digits) == 2 and (since := _SINCE.search(before)):
            value += 100 * float(since[1])
        if _DECADE_AFTER.match(after) and digits.endswith("0") and len(digits) in (2, 4):
            yield Value(value, span, kind, decade=True)
            continue
        if len(digits) == 2 and before.endswith(("'", "’", "‘")):
            value += 1900 if value > 50 else 2000
        factor, length = _scale(before, after, language)
        if factor == 1 and language == "en" and (short := _WRITTEN_ON.match(after)):
            # `150k` is a sum, `5.4m` a sum or a length: both are there for who looks for one.
            yield from (Value(value * by, span, LOOSE) for by in (1.0, _SHORT_SCALES["en"][short[0]]))
            continue
        if factor == 1 and (reach := _RANGE.match(after)):  # `6-8 miliar`, `6 to 8 billion`
            if value < (_parse(reach[1], language) or 0):
                factor = _scale("", after[reach.end() :], language)[0]
            if factor > 1:
                yield Value(value, span, LOOSE)
        yield Value(value * factor, Span(span.start, span.end + length), kind)


def _clock(digits: str, before: str, after: str, language: str) -> float | None:
    """The hour, where this is a time of the day; Indonesian has a comma in its decimals, a stop in its hours."""
    match = _CLOCK.fullmatch(digits)
    near = _HOUR_BEFORE.search(before) or _CLOCK_AFTER.match(after)
    if match and int(match[1]) <= 24 and int(match[2]) < 60:
        if near or ":" in digits or language == "id" or _CLOCK_BEFORE.search(before):
            return int(match[1]) + int(match[2]) / 60
    elif digits.isdigit() and near:
        if len(digits) == 4 and re.match(r"\s*(?:GMT|UTC|hours)", after):
            return int(digits[:2]) + int(digits[2:]) / 60
        return float(digits) if int(digits) <= 24 else None
    return None


def _scale(before: str, after: str, language: str) -> tuple[float, int]:
    """What a figure is multiplied with, and how many characters say so."""
    match = _SCALE.match(after)
    if not match:
        return 1.0, 0
    factor = _SCALES[language].get(match[1].lower())
    if factor is None and _MONEY_BEFORE.search(before):
        factor = _SHORT_SCALES[language].get(match[1])
    return (factor, match.end()) if factor else (1.0, 0)


def _parse(digits: str, language: str) -> float | None:
    thousands, decimal = (".", ",") if language == "id" else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", digits):
        return float(digits.replace(thousands, "").replace(decimal, "."))
    if re.fullmatch(rf"\d+(?:\{decimal}\d+)?", digits):
        return float(digits.replace(decimal, "."))
    if language == "id" and re.fullmatch(r"\d+\.\d+|\d{1,3}(?:,\d{3}){2,}", digits):
        return float(digits.replace(",", ""))  # written the English way, as many do
    return None


def _roman(text: str) -> float:
    total = 0
    for here, after in zip(text, [*text[1:], "I"], strict=True):
        total += _ROMAN[here] if _ROMAN[here] >= _ROMAN[after] else -_ROMAN[here]
    return float(total)
