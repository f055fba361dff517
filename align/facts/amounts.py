"""Amounts as people write them, and how English does: `ke-22` is the 22nd, `1990-an` the 1990s, `M6,2` M6.2,
`setengah delapan malam` 7:30 p.m., `dua koma lima` 2.5, `Rp1,2 triliun-Rp1,5 triliun` Rp1.2 trillion-Rp1.5 trillion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.facts.dates import DAYS, MONTHS
from align.facts.figures import Figure, cardinal, in_words, ordinal, value
from align.facts.numberwords import UNITS
from align.lexical.anchors import english_number
from align.model import Span

_NUM = r"\d+(?:[.,]\d+)*"
_SCALES = {
    "ribu": "thousand",
    "juta": "million",
    "miliar": "billion",
    "milyar": "billion",
    "triliun": "trillion",
}
_SCALE = rf"(?: (?:{'|'.join(_SCALES)}))?"
_ORDINAL = re.compile(r"(?<![\w-])[Kk]e-(\d{1,3})(?![\w.,/-]?\d|\w)")
_DECADE = re.compile(r"(?<![\w.,-])(\d?\d\d0|\d0)-an(?!\w)(?P<years> tahun(?!\w))?(?P<things> [a-z])?")
_ERA_BEFORE = re.compile(
    r"(?<!\w)(?:tahun|era|dekade|dasawarsa|zaman|generasi|angkatan|awal|akhir|pertengahan) $", re.I
)
_AGED_BEFORE = re.compile(r"(?<!\w)(?:ber)?(?:usia|umur) $", re.I)
_NEAR = 16  # characters before a figure that tell what it is
_RANKED_BEFORE = re.compile(r"(?<!\w)(?:peringkat|posisi|urutan|ranking|nomor|tempat) $", re.I)
_CALENDARS = {
    low: high for names in (DAYS, MONTHS) for low, high in zip(names["id"], names["en"], strict=True)
}
_NAMED = "|".join(_CALENDARS)
_SPAN = re.compile(rf"(?<![\w-])({_NAMED}) ?[-–] ?({_NAMED})(?![\w-])")
_MAGNITUDE = re.compile(r"(?<!\w)M ?(\d,\d)(?![\w,])")
_SUMS = re.compile(rf"(?<!\w)Rp\.? ?({_NUM})({_SCALE}) ?[-–] ?(?:Rp\.? ?)({_NUM})({_SCALE})(?!\w)")
_HOURS = [*UNITS["id"], "sepuluh", "sebelas", "dua belas"]
_HOUR = rf"(?:{'|'.join(sorted(_HOURS, key=len, reverse=True))}|\d{{1,2}})"
_PART = r"(?: (?P<part>pagi|subuh|dini hari|siang|sore|petang|malam)(?: hari)?)?(?!\w)"
_HALF = re.compile(rf"(?<!\w)setengah (?P<hour>{_HOUR})(?!\w){_PART}", re.IGNORECASE)
_PAST = re.compile(
    rf"(?<!\w)(?P<hour>{_HOUR}) (?P<way>lewat|lebih|kurang) "
    rf"(?:(?P<quarter>seperempat)|(?P<minutes>\d{{1,2}}|lima|sepuluh|dua puluh) menit){_PART}",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(r"(?<!\w)(?:pukul|jam) $", re.IGNORECASE)
_DIGIT = rf"(?:nol|{'|'.join(UNITS['id'])})"
_DECIMAL = re.compile(
    rf"(?<![\w-])(?P<whole>{cardinal}) koma (?P<rest>{_DIGIT}(?: {_DIGIT})*)(?![\w-])", re.IGNORECASE
)
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
              "nine": "ninth", "twelve": "twelfth"}  # fmt: skip


def amounts(text: str) -> Iterator[Figure]:
    """Those of an Indonesian text; in no order."""
    for match in _ORDINAL.finditer(text):
        others = _ordinals(int(match[1]))
        if _RANKED_BEFORE.search(_before(match)):
            others += (match[1], f"number {match[1]}", f"No. {match[1]}")
        yield Figure(Span(*match.span()), ordinal(int(match[1])), others)
    for match in _DECADE.finditer(text):
        yield _about(match)
    for match in _SPAN.finditer(text):
        first, last = _CALENDARS[match[1]], _CALENDARS[match[2]]
        others = tuple(f"{first} {to} {last}" for to in ("to", "through", "until", "and"))
        yield Figure(Span(*match.span()), f"{first}-{last}", (*others, f"{first}–{last}"))
    for match in _MAGNITUDE.finditer(text):
        number = english_number(match[1])
        yield Figure(Span(*match.span()), f"M{number}", (f"M {number}", number))
    for match in _SUMS.finditer(text):
        yield Figure(Span(*match.span()), *_range(*match.groups(default="")))
    if "setengah" in text or "menit" in text or "seperempat" in text:
        yield from _clocks(text)
    for match in _DECIMAL.finditer(text) if " koma " in text.lower() else ():
        digits = "".join(str(["nol", *UNITS["id"]].index(word)) for word in match["rest"].lower().split())
        yield Figure(Span(*match.span()), f"{value(match['whole'].lower().split())}.{digits}", ())


def _before(match: re.Match[str]) -> str:
    """A word or two before it."""
    return match.string[max(match.start() - _NEAR, 0) : match.start()]


def _ordinals(number: int) -> tuple[str, ...]:
    if not 0 < number < 100:
        return ()
    tens, dash, last = in_words(number).rpartition("-")
    word = _IRREGULAR.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (f"{tens}{dash}{word}",)


def _about(match: re.Match[str]) -> Figure:
    """`tahun 80-an` are the 80s, `usia 30-an` is one's 30s, `20-an orang` are around 20 people."""
    number, before, span = match[1], _before(match), Span(match.start(), match.end(1) + 3)
    if (aged := _AGED_BEFORE.search(before)) and len(number) == 2:
        start = match.start() - len(before) + aged.start()
        whole = Span(start, match.end("years") if match["years"] else span.end)
        others = tuple(f"{whose} {number}s" for whose in ("her", "their", "the", "your", "my", "our"))
        return Figure(whole, f"in his {number}s", (f"his {number}s", *others))
    things = match["things"] and len(number) < 4 and not _ERA_BEFORE.search(before)
    if things:
        others = tuple(
            f"{about} {number}" for about in ("about", "some", "nearly", "approximately", "roughly")
        )
        return Figure(span, f"around {number}", (*others, f"{number} or so"))
    return Figure(span, f"{number}s", _decades(number))


def _decades(year: str) -> tuple[str, ...]:
    tens = in_words(int(year[-2:])) if year[-2] > "1" else ""
    return (f"{year}'s", f"'{year[-2:]}s", f"{year[-2:]}s", *((tens[:-1] + "ies",) if tens else ()))


def _range(low: str, low_scale: str, high: str, high_scale: str) -> tuple[str, tuple[str, ...]]:
    """Both ends with what they count in, which English may say once."""
    first, last = english_number(low), english_number(high)
    scales = [f" {_SCALES[scale.strip()]}" if scale else "" for scale in (low_scale, high_scale)]
    left, right = f"Rp{first}{scales[0]}", f"Rp{last}{scales[1]}"
    others = [f"{left} to {right}", f"{left} and {right}", f"{left}–{right}", f"{left} - {right}"]
    if scales[0] == scales[1]:
        others += [
            f"Rp{first}-{last}{scales[1]}",
            f"Rp{first}–{last}{scales[1]}",
            f"Rp{first} to Rp{last}{scales[1]}",
        ]
    return f"{left}-{right}", tuple(others)


def _clocks(text: str) -> Iterator[Figure]:
    """`setengah delapan malam`, and `pukul tujuh lewat seperempat`; behind `pukul`, or before a part of the day."""
    for match in _HALF.finditer(text):
        if match["part"] or _CLOCK_BEFORE.search(_before(match)):
            yield from _clock(match, -30)
    for match in _PAST.finditer(text):
        if _CLOCK_BEFORE.search(_before(match)):
            said = (match["minutes"] or "").lower()
            minutes = 15 if match["quarter"] else int(said) if said.isdecimal() else value(said.split())
            yield from _clock(match, -minutes if match["way"].lower() == "kurang" else minutes)


def _clock(match: re.Match[str], minutes: int) -> Iterator[Figure]:
    said, part = match["hour"].lower(), (match["part"] or "").lower()
    hour = int(said) if said.isdecimal() else _HOURS.index(said) + 1
    if not 1 <= hour <= 12:
        return
    total = (hour * 60 + minutes - 60) % 720 + 60
    clock = f"{total // 60}:{total % 60:02}"
    if not part:
        yield Figure(Span(*match.span()), clock, ())
        return
    morning = (
        part in ("pagi", "subuh", "dini hari")
        or (part == "siang" and hour == 11)
        or (part == "malam" and total >= 720)
    )
    half = "a" if morning else "p"
    late = f"{total // 60 % 12 + 12 * (not morning)}:{total % 60:02}"
    yield Figure(Span(*match.span()), f"{clock} {half}.m.", (f"{clock} {half}m", late))
