"""Numbers: every quantity of the source has its counterpart, as English writes it.

Both sides become values. Indonesian: `1.500.000`, `2,5`, `2,5 miliar`, `Rp1.500`, `dua puluh lima`, `ke-5`, `abad XIX`,
`10.30 WIB`. English: `1,500,000`, `2.5 billion`, `twenty-five`, `fifth`, `10:30`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.checks.base import Remark
from align.model import Pair, Span


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity found at `span`.

    `spelt`: written in words, or minutes, which the other side may phrase otherwise; `clock`: an hour of the day.
    """

    value: float
    span: Span
    spelt: bool
    clock: bool = False


_SCALES = {
    "id": {
        "ribu": 1e3,
        "juta": 1e6,
        "jt": 1e6,
        "miliar": 1e9,
        "milyar": 1e9,
        "triliun": 1e12,
        "trilyun": 1e12,
    },
    "en": {
        "thousand": 1e3,
        "million": 1e6,
        "mln": 1e6,
        "billion": 1e9,
        "bn": 1e9,
        "trillion": 1e12,
        "tn": 1e12,
    },
}
_ONES = {
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split(),
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen".split(),
}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12, "half": 0.5,
    "once": 1, "twice": 2, "dozen": 12, "both": 2, "single": 1,
}  # fmt: skip
_LOOSE = frozenset({1.0, 0.5, 12.0})  # `satu`, `one`, `half`: as often an article or a turn of phrase

_FIGURE = re.compile(
    r"(?<![\w.,])(?<!&#)(?:Rp|US\$|USD|\$|€|£)?\s?(\d+(?:[.,:]\d+)*)(?:st|nd|rd|th)?(?=\W|[a-zA-Z]{1,3}\b|$)"
)
_WORDS = re.compile(r"[A-Za-z]+")
_ROMAN_CENTURY = re.compile(r"\b(?:[Aa]bad|[Bb]ab|[Pp]asal|[Bb]abak)\s+(?:ke-)?([IVXLC]+)\b")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
_CLOCK_BEFORE = re.compile(r"(?:pukul|jam)\s*$", re.IGNORECASE)
_CLOCK_AFTER = re.compile(r"\s*(?:WIB|WITA|WIT|waktu|GMT|[ap]\.?m\b)")


def numbers(pair: Pair) -> Iterator[Remark]:
    """Figures of the source that are missing in the translation, and the other way round."""
    left, right = values(pair.source_text, "id"), values(pair.target_text, "en")
    gone, new = _unmatched(left, right), _unmatched(right, left)
    if not gone and not new:
        gone, new = _changed(left, right)
    for value in gone:
        text = value.span.of(pair.source_text).strip()
        other = f"; it has {new[0].span.of(pair.target_text).strip()}" if new else ""
        yield Remark(
            f"The source says {text} ({value.value:,g}); the translation does not{other}.",
            text,
            value.span,
            new[0].span if new else None,
        )
    if not gone:
        for value in new:
            text = value.span.of(pair.target_text).strip()
            yield Remark(
                f"The translation says {text} ({value.value:,g}), which the source does not.",
                text,
                None,
                value.span,
            )


def _unmatched(own: tuple[Value, ...], other: tuple[Value, ...]) -> list[Value]:
    """Written figures of `own` that no value of `other` equals; a figure may be repeated."""
    return [value for value in _alone(own, other) if not value.spelt]


def _changed(left: tuple[Value, ...], right: tuple[Value, ...]) -> tuple[list[Value], list[Value]]:
    """Number words and minutes that became others: left over on both sides, where one side alone may have rephrased."""
    gone, new = _alone(left, right), _alone(right, left)
    return (gone, new) if gone and new else ([], [])


def _alone(own: tuple[Value, ...], other: tuple[Value, ...]) -> list[Value]:
    return [v for v in own if v.value not in _LOOSE and not any(_equal(v, o) for o in other)]


def _equal(a: Value, b: Value) -> bool:
    if abs(a.value - b.value) <= 1e-6 * max(abs(a.value), abs(b.value), 1):
        return True
    # 21.00 and 9 p.m. are the same to a reader.
    return (a.clock or b.clock) and abs(a.value - b.value) == 12 and max(a.value, b.value) <= 24


@cache
def values(text: str, language: str) -> tuple[Value, ...]:
    """Quantities of a text from left to right."""
    found = [*_figures(text, language), *_spelt(text, language)]
    if language == "id":
        found += [
            Value(_roman(m[1]), Span(m.start(1), m.end(1)), spelt=True) for m in _ROMAN_CENTURY.finditer(text)
        ]
    return tuple(sorted(found, key=lambda value: value.span))


def _figures(text: str, language: str) -> Iterator[Value]:
    for match in _FIGURE.finditer(text):
        digits, span = match[1], Span(match.start(1), match.end(1))
        clock = _CLOCK.fullmatch(digits)
        if clock and (
            ":" in digits or _CLOCK_BEFORE.search(text[: span.start]) or _CLOCK_AFTER.match(text, span.end)
        ):
            yield Value(float(clock[1]), span, spelt=False, clock=True)
            if int(clock[2]):
                yield Value(float(clock[2]), span, spelt=True)
            continue
        value = _parse(digits, language)
        if value is not None and (
            _CLOCK_BEFORE.search(text[: span.start]) or _CLOCK_AFTER.match(text, span.end)
        ):
            yield Value(value, span, spelt=False, clock=True)
            continue
        if value is None:
            for part in re.split(r"[.,:]", digits):
                yield Value(float(part), span, spelt=False)
            continue
        scale = _WORDS.match(text, span.end + (text[span.end : span.end + 1] in (" ", "\u00a0", "-")))
        factor = _SCALES[language].get(scale[0].lower(), 1.0) if scale else 1.0
        yield Value(
            value * factor, Span(span.start, scale.end()) if scale and factor > 1 else span, spelt=False
        )


def _parse(digits: str, language: str) -> float | None:
    thousands, decimal = (".", ",") if language == "id" else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", digits):
        return float(digits.replace(thousands, "").replace(decimal, "."))
    if re.fullmatch(rf"\d+(?:\{decimal}\d+)?", digits):
        return float(digits.replace(decimal, "."))
    return None


def _spelt(text: str, language: str) -> Iterator[Value]:
    """Runs of number words."""
    run: list[re.Match[str]] = []
    for match in (*_WORDS.finditer(text), None):
        if (
            match
            and _is_number_word(match[0].lower(), language)
            and (not run or len(text[run[-1].end() : match.start()]) <= 1)
        ):
            run.append(match)
            continue
        if run:
            value = _add_up([m[0].lower() for m in run], language)
            if value is not None:
                yield Value(value, Span(run[0].start(), run[-1].end()), spelt=True)
        run = [match] if match and _is_number_word(match[0].lower(), language) else []


def _is_number_word(word: str, language: str) -> bool:
    if language == "id":
        bare = word.removeprefix("ke") if word[2:] in _ONES["id"] else word
        return bare in _ONES["id"] or bare in (
            "puluh",
            "belas",
            "ratus",
            "ribu",
            "juta",
            "miliar",
            "triliun",
            "seratus",
            "seribu",
        )
    return (
        word in _ONES["en"]
        or word in _TENS
        or word in _ORDINALS
        or word == "hundred"
        or word in ("thousand", "million", "billion", "trillion")
        or _ordinal(word) is not None
    )


def _ordinal(word: str) -> float | None:
    if word in _ORDINALS:
        return float(_ORDINALS[word])
    if word.endswith("th") and word[:-2] in _ONES["en"]:
        return float(_ONES["en"].index(word[:-2]))
    return (
        float(20 + 10 * _TENS.index(word[:-4] + "y"))
        if word.endswith("ieth") and word[:-4] + "y" in _TENS
        else None
    )


def _add_up(run: list[str], language: str) -> float | None:
    total = current = 0.0
    some = False
    for word in run:
        if language == "id":
            word = word.removeprefix("ke") if word[2:] in _ONES["id"] else word  # noqa: PLW2901
        ones = _ONES[language]
        scale = _SCALES[language].get(word)
        if word in ones:
            current, some = current + ones.index(word), True
        elif language == "en" and word in _TENS:
            current, some = current + 20 + 10 * _TENS.index(word), True
        elif language == "en" and (ordinal := _ordinal(word)) is not None:
            current, some = current + ordinal, True
        elif word == "belas":
            current += 10
        elif word == "puluh":
            current = current - current % 10 + (current % 10 or 1) * 10
        elif word in ("ratus", "hundred"):
            current = (current or 1) * 100
        elif word in ("seratus", "seribu"):
            current, some = current + (100 if word == "seratus" else 1000), True
        elif scale:
            total, current = total + current * scale, 0.0
    return total + current if some else None


def _roman(text: str) -> float:
    total = 0
    for here, after in zip(text, [*text[1:], "I"], strict=True):
        total += _ROMAN[here] if _ROMAN[here] >= _ROMAN[after] else -_ROMAN[here]
    return float(total)
