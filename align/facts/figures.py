"""Indonesian number words as figures: `tiga puluh tujuh` is 37, `dua ribu lima ratus` 2,500, `kelima belas` 15th.

Writers of news give numbers from ten on in figures, and models copy figures where they garble words. Left alone are single
words that are safe (`dua`, `seratus`), a scale behind one number (`tiga puluh lima ribu` is `35 ribu`), and what has
capitals, for it may be a name (`Universitas Sebelas Maret`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.facts.numberwords import TEENS, TENS, UNITS
from align.model import Span

_UNITS = UNITS["id"]
_SCALES = {"ribu": 1000, "juta": 1_000_000, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
_LARGE = frozenset((*_SCALES, "seribu", "sejuta"))
_PARTS = {
    2: "halves",
    3: "thirds",
    4: "quarters",
    5: "fifths",
    6: "sixths",
    7: "sevenths",
    8: "eighths",
    9: "ninths",
}

_CARDINAL_AFTER = frozenset("dari oleh untuk dengan bagi kepada antara bahwa karena dan".split())

_UNIT = f"(?:{'|'.join(_UNITS)})"
_UNDER_100 = f"(?:sepuluh|sebelas|{_UNIT} belas|{_UNIT} puluh(?: {_UNIT})?|{_UNIT})"
_GROUP = f"(?:(?:seratus|{_UNIT} ratus)(?: {_UNDER_100})?|{_UNDER_100})"
#: A cardinal number in words, as a pattern.
cardinal = rf"(?:(?:seribu|sejuta|{_GROUP} (?:{'|'.join(_SCALES)})) ){{0,4}}(?:nol|{_GROUP})"
_NUMBER = re.compile(
    rf"(?<![\w-])(?P<ordinal>ke)?(?P<number>(?:(?:seribu|sejuta|{_GROUP} (?:{'|'.join(_SCALES)}))(?: |$)){{0,4}}{_GROUP})"
    rf"(?P<half> setengah)?(?: per (?P<part>{_UNIT}))?(?![\w-])(?P<scale> (?:{'|'.join(_SCALES)})(?![\w-]))?",
    re.IGNORECASE,
)
_VAGUE: dict[str, tuple[str, tuple[str, ...]]] = {
    "belasan": ("more than a dozen", ("more than ten", "over a dozen", "a dozen or so")),
    "rupiah": ("rupiah", ("rp", "idr")),  # which models make dollars of
    "selusin": ("a dozen", ("one dozen", "twelve", "12")),
    "sepertiga": ("a third", ("one third", "one-third", "third of")),
    "seperempat": ("a quarter", ("one quarter", "one-quarter", "quarter of", "a fourth")),
    "seperlima": ("a fifth", ("one fifth", "one-fifth", "fifth of")),
    **{
        f"{vague} {scale}": (f"{english} {large}", (f"{english} {large[:-1]}",))
        for vague, english in (("puluhan", "tens of"), ("ratusan", "hundreds of"))
        for scale, large in (
            ("ribu", "thousands"),
            ("juta", "millions"),
            ("miliar", "billions"),
            ("triliun", "trillions"),
        )
    },
}
_VAGUELY = re.compile(rf"(?<![\w-])(?:{'|'.join(_VAGUE)})(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in words: its characters, how English writes it, and what may stand for that."""

    source: Span
    target: str
    others: tuple[str, ...]


def figures(text: str) -> list[Figure]:
    """The numbers that are better told, left to right: in figures, and such words as `puluhan ribu`, tens of thousands."""
    vague = (Figure(Span(*m.span()), *_VAGUE[m[0].lower()]) for m in _VAGUELY.finditer(text))
    return sorted([*_exact(text), *vague], key=lambda figure: figure.source)


def _exact(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        words, scale = match["number"].lower().split(), (match["scale"] or "").strip().lower()
        if scale and not _LARGE.isdisjoint(words):  # `dua juta tiga ratus ribu`
            words, scale, end = [*words, scale], "", match.end("scale")
        else:
            end = next(match.end(name) for name in ("part", "half", "number") if match[name])
        first = not text[: match.start()].strip(" \t\"'“‘(")
        if not _named(text[match.start() : end], first=first) and (found := _figure(match, words, scale)):
            yield Figure(Span(match.start(), end), found[0], found[1:])


def in_words(number: int) -> str:
    """English for 1 to 99."""
    tens, units = divmod(number, 10)
    if number < 10:
        return UNITS["en"][number - 1]
    if number < 20:
        return TEENS[units]
    return TENS[tens - 2] + (f"-{UNITS['en'][units - 1]}" if units else "")


def _named(words: str, *, first: bool) -> bool:
    """Whether words have capitals that the start of the text does not give them."""
    return any(map(str.isupper, words[1:] if first else words))


def _figure(match: re.Match[str], words: list[str], scale: str) -> tuple[str, ...]:
    """How English writes it, and how else; nothing where it is safe in words."""
    number, before = value(words), match.string[: match.start()]
    if match["ordinal"]:
        return _ordinal(number, counted=_counts(before)) if number >= 10 else ()
    if match["part"]:
        return _fraction(number, _UNITS.index(match["part"].lower()) + 1)
    if match["half"]:
        return _and_a_half(number, scaled=bool(scale))
    if before.endswith("tahun ") and 1000 < number < 2100:
        return (str(number),)
    if _safe(words, scaled=bool(scale)):
        return ()
    spelt = (in_words(number),) if number < 100 else ()
    return (f"{number:,}", *spelt, *((f"{number:,},000",) if scale == "ribu" else ()))


def _safe(words: list[str], *, scaled: bool) -> bool:
    """Whether a model knows them: `dua`, `seratus`, `dua ratus`."""
    if len(words) == 1:
        return words[0] not in ("sepuluh", "sebelas") and not (scaled and words[0] == "seratus")
    return len(words) == 2 and words[1] == "ratus" and not scaled


def _and_a_half(value: int, *, scaled: bool) -> tuple[str, ...]:
    """`dua setengah juta` is 2.5 million, `dua setengah tahun` two and a half years."""
    if scaled:
        return (f"{value}.5",)
    return (f"{in_words(value)} and a half", f"{value}.5") if value < 100 else ()


def _counts(before: str) -> bool:
    """Whether `kedua puluh` behind this is the twentieth: `abad kedua puluh`, not `dari kedua puluh negara`."""
    word = re.search(r"(\w+) $", before)
    return word is not None and (word[1].lower() not in _CARDINAL_AFTER or "abad" in before.lower())


def _ordinal(value: int, *, counted: bool) -> tuple[str, ...]:
    """`abad kedua puluh` is the 20th; `Kedua belas atlet` are the 12."""
    if not counted:
        return (str(value), in_words(value)) if value < 100 else ()
    return (ordinal(value), str(value))


def ordinal(number: int) -> str:
    """`22nd`, `111th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")
    return f"{number}{ending}"


def _fraction(value: int, part: int) -> tuple[str, ...]:
    if not 0 < value < 10 or part not in _PARTS:
        return ()
    name = _PARTS[part] if value > 1 else {"halves": "half"}.get(_PARTS[part], _PARTS[part].removesuffix("s"))
    return (f"{in_words(value)}-{name}", f"{in_words(value)} {name}", f"{value}/{part}")


def value(words: list[str]) -> int:
    """The number that words say: `tiga puluh tujuh` is 37."""
    total = group = last = 0
    for word in words:
        if word == "nol":
            continue
        if word in _UNITS:
            last = _UNITS.index(word) + 1
            group += last
        elif word == "belas":
            group += 10
        elif word in ("puluh", "ratus"):
            group += last * ((10 if word == "puluh" else 100) - 1)
        elif word in _SCALES:
            total, group = total + group * _SCALES[word], 0
        else:
            group += {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000, "sejuta": 1_000_000}[word]
    return total + group
