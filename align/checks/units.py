"""Units behind (or before) figures: the same ones on both sides, or a figure converted with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.checks.quantities import FIGURE, Value, values
from align.model import Pair

# Dimension, size in its first unit, and how both languages write it; longer spellings first.
_UNITS: tuple[tuple[str, str, float, str], ...] = (
    ("share", "percent", 1, r"persen|%|percents?\b|per cent\b|pct\b"),
    ("share", "percentage points", 1, r"poin persentase|percentage points?"),
    ("length", "kilometres", 1000, r"kilometer|km|kilomet(?:er|re)s?|kms?"),
    ("length", "centimetres", 0.01, r"sentimeter|cm|centimet(?:er|re)s?"),
    ("length", "millimetres", 0.001, r"milimeter|mm|millimet(?:er|re)s?"),
    ("length", "miles", 1609.34, r"mil laut|mil|miles?|mph|mi"),
    ("length", "feet", 0.3048, r"kaki|feet|foot|ft"),
    ("length", "inches", 0.0254, r"inci|inch(?:es)?"),
    ("length", "yards", 0.9144, r"yards?"),
    ("length", "metres", 1, r"meter|m|met(?:er|re)s?"),
    ("weight", "kilograms", 1, r"kilogram|kg|kilo|kilograms?|kilogrammes?|kgs|kilos?"),
    ("weight", "tonnes", 1000, r"ton|tonnes?|tons?|metric tons?"),
    ("weight", "pounds", 0.4536, r"pon|pounds?|lbs?"),
    ("weight", "ounces", 0.02835, r"ons|ounces?|oz"),
    ("weight", "grams", 0.001, r"gram|gr|g|grams?|grammes?"),
    ("area", "hectares", 1, r"hektare|hektar|ha|hectares?"),
    ("area", "acres", 0.4047, r"acres?"),
    ("volume", "litres", 1, r"liter|lit(?:er|re)s?"),
    ("volume", "gallons", 3.785, r"galon|gallons?"),
    ("volume", "barrels", 159, r"barel|barrels?"),
    ("heat", "Celsius", 1, r"derajat Celc?sius|°\s?C|C|(?:degrees? )?Celsius|degrees? centigrade"),
    ("heat", "Fahrenheit", 1, r"derajat Fahrenheit|°\s?F|F|(?:degrees? )?Fahrenheit"),
    ("money", "rupiah", 1, r"rupiah"),
    ("money", "dollars", 1, r"(?:sen )?dolar|(?:US |U\.S\. )?dollars?"),
    ("money", "euros", 1, r"euro|euros?"),
    ("money", "pounds", 1, r"poundsterling|pound sterling|pounds? sterling"),
    ("money", "yen", 1, r"yen"),
    ("money", "yuan", 1, r"yuan|renminbi"),
    ("money", "ringgit", 1, r"ringgit"),
    ("time", "years", 31556952, r"tahun|years?|year-olds?"),
    ("time", "months", 2629746, r"bulan|months?"),
    ("time", "weeks", 604800, r"pekan|minggu|weeks?"),
    ("time", "days", 86400, r"hari|days?"),
    ("time", "hours", 3600, r"jam|hours?"),
    ("time", "minutes", 60, r"menit|minutes?"),
    ("time", "seconds", 1, r"detik|seconds?"),
)
_SIZES = {name: (dimension, size) for dimension, name, size, _ in _UNITS} | {"pounds": ("weight", 0.4536)}
_NAMES = [name for _, name, _, _ in _UNITS]
_AFTER = re.compile(
    r"[ \u00a0-]?(?:"
    + "|".join(f"({spellings})" for _, _, _, spellings in _UNITS)
    + r")(?<![A-Za-z](?=\w))(?!\w)(?!['’]s)"
)
_SYMBOLS = {
    "Rp": "rupiah",
    "IDR": "rupiah",
    "$": "dollars",
    "USD": "dollars",
    "€": "euros",
    "£": "pounds",
    "¥": "yen",
}
_BEFORE = re.compile(r"(Rp|IDR|\$|USD|€|£|¥)\.?\s?$")
_LOOK = 28  # characters looked at behind a figure
_LEAST, _MOST = 0.94, 1.06  # how far a converted figure may be rounded
# A percent sign that a figure shares with the next one, `3 to 5 percent`, or with the last, `5 percent to 7`.
_BEFORE_ONE = re.compile(
    r"\s*(?:points?\b|(?:(?:\d[\d.,]*(?![\d.,])|[-–,]|to\b|and\b|or\b|from\b|against\b|compared (?:with|to)\b|"
    r"(?:this|last) year\b)\s*){1,6}(?:%|per ?cent|pct))"
)
_AFTER_ONE = re.compile(
    r"(?:%|per ?cent|pct).{0,30}(?:\b(?:to|from|and|or|than|until)|[-–,])\s?$|\bindex(?: at| of| to)?\s?$",
    re.IGNORECASE,
)
_SAID = {
    "percent": re.compile(r"%|per ?cent|percentage|\bpct\b|\bpoints?\b", re.IGNORECASE),
    "rupiah": re.compile(r"\b(?:Rp|IDR)|rupiahs?\b", re.IGNORECASE),
    "dollars": re.compile(r"\$|USD|dollar|cents?\b|buck|greenback", re.IGNORECASE),
    "euros": re.compile(r"€|\bEUR|euro", re.IGNORECASE),
}


def unit(value: Value, text: str) -> str:
    """The unit of a value, as English names it; empty where there is none that we know."""
    before = _BEFORE.search(text[max(value.span.start - 5, 0) : value.span.start])
    if before:
        return _SYMBOLS[before[1]]
    after = _AFTER.match(text[value.span.end : value.span.end + _LOOK])
    return _NAMES[after.lastindex - 1] if after and after.lastindex else ""


def converted(value: Value, text: str, other: Value, other_text: str) -> bool:
    """Whether two figures are one quantity in different units, rounded: `500 kilogram`, `1,100-pound`."""
    ours, theirs = unit(value, text), unit(other, other_text)
    if ours == theirs or not ours or not theirs:
        return False
    (dimension, size), (other_dimension, other_size) = _SIZES[ours], _SIZES[theirs]
    if dimension != other_dimension:
        return False
    if dimension == "money":
        return True  # exchange rates change
    if dimension == "heat":
        celsius, fahrenheit = (value, other) if ours == "Celsius" else (other, value)
        return abs(celsius.value * 1.8 + 32 - fahrenheit.value) <= 2
    return bool(other.value) and _LEAST <= value.value * size / (other.value * other_size) <= _MOST


def units(pair: Pair) -> Iterator[Remark]:
    """The same figure with another unit, and percent signs and currencies that are gone altogether."""
    source, target = pair.source_text, pair.target_text
    figures = [value for value in values(source, "id") if value.kind == FIGURE and not value.clock]
    named = [(value, name) for value in figures if (name := unit(value, source))]
    if not named:
        return
    others = values(target, "en")
    all_theirs = {unit(value, target) for value in others}
    for value, ours in named:
        same = [other for other in others if value.equals(other)]
        theirs = {unit(other, target) for other in same}
        if not same or ours in theirs or _as_time(value, ours, pair, others):
            continue
        said = value.span.of(source).strip()
        wrong = theirs - {""}
        money = _SIZES[ours][0] == "money"
        if wrong and "" not in theirs and (money or ours not in all_theirs) and not _kin(ours, wrong):
            message = f"The source has {said} {ours}, the translation {min(wrong)}."
        elif (
            not wrong
            and ours in _SAID
            and (
                not _SAID[ours].search(target)
                or (
                    ours == "percent"
                    and not any(other.kind != FIGURE or _shares(other, target) for other in same)
                )
            )
        ):
            message = f"The source has {said} {ours}; the translation does not say {ours}."
        else:
            continue
        yield Remark(message, said, value.span, same[0].span)


def _as_time(value: Value, ours: str, pair: Pair, others: tuple[Value, ...]) -> bool:
    """Whether a time is told in another unit: `1 tahun`, `12-month`."""
    return _SIZES[ours][0] == "time" and any(
        converted(value, pair.source_text, other, pair.target_text) for other in others
    )


def _shares(value: Value, text: str) -> bool:
    """Whether a figure has its percent sign behind the next or the last one: `3 to 5 percent`."""
    return bool(_BEFORE_ONE.match(text, value.span.end) or _AFTER_ONE.search(text[: value.span.start]))


def _kin(ours: str, wrong: set[str]) -> bool:
    """Spellings that may mean the same: a mile at sea, a pound of money, points of percent."""
    groups = ({"pounds", "euros"}, {"percent", "percentage points"}, {"pounds", "ounces", "grams"})
    return any(ours in group and wrong <= group for group in groups)
