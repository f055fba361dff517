"""Number words: runs of them become values, `dua puluh lima`, `twenty-five`, `satu setengah juta`, `a third`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.facts.numberwords import TEENS, TENS, UNITS

_UNITS = {"id": ["nol", *UNITS["id"]], "en": ["zero", *UNITS["en"]]}


@dataclass(frozen=True, slots=True)
class Word:
    """A number in words at characters [start, end); `decade` for `the nineties`, `clock` for `noon`.

    `loose` ones are as often an article or a turn of phrase: `one`, `half`, `both`, `the last decade`.
    """

    value: float
    start: int
    end: int
    decade: bool = False
    clock: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """What a number word does: `add` its value below `room`, `times` what stands before, a `part` of one, or end."""

    add: float = 0.0
    room: float = 0.0  # a number this round may go on with the word: 10 for `five` in `twenty-five`
    times: float = 0.0
    fraction: bool = False
    last: bool = False
    decade: bool = False
    clock: bool = False
    loose: bool = False


def _english() -> dict[str, _Part]:
    parts = {word: _Part(value, 10) for value, word in enumerate(_UNITS["en"])}
    parts |= {word: _Part(value, 100) for value, word in enumerate(TEENS, 10)}
    parts |= {word: _Part(10.0 * value, 100) for value, word in enumerate(TENS, 2)}
    irregular = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
                 "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
    for word, part in list(parts.items()):
        ordinal = irregular.get(word) or (word[:-1] + "ieth" if word.endswith("y") else word + "th")
        parts[ordinal] = _Part(part.add, part.room, last=True)
        if word in TENS:
            parts[word[:-1] + "ies"] = _Part(part.add, 100, last=True, decade=True)
    scales = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
    parts |= {word: _Part(times=value) for word, value in scales.items()}
    parts |= {word + "th": _Part(times=value, last=True) for word, value in scales.items()}
    parts |= {word: _Part(times=value) for word, value in (("dozen", 12), ("score", 20), ("decade", 10))}
    parts |= {"decades": _Part(times=10), "century": _Part(times=100), "centenary": _Part(times=100)}
    parts |= {
        word: _Part(1 / value, fraction=True)
        for value, words in {
            2: "half halves",
            3: "thirds",
            4: "quarter quarters fourths",
            5: "fifths",
            10: "tenths",
        }.items()
        for word in words.split()
    }
    also = {
        1: "once single",
        2: "twice both double doubles doubled doubling twin pair couple twofold",
        3: "triple tripled trio",
    }
    parts |= {
        word: _Part(value, 1, last=True, loose=True)
        for value, words in also.items()
        for word in words.split()
    }
    hours = {"noon": 12, "midday": 12, "midnight": 24}
    return parts | {word: _Part(hour, 1, last=True, clock=True, loose=True) for word, hour in hours.items()}


def _indonesian() -> dict[str, _Part]:
    units = _UNITS["id"]
    parts = {word: _Part(value, 10) for value, word in enumerate(units)}
    parts |= {"sepuluh": _Part(10, 100), "sebelas": _Part(11, 100), "belas": _Part(10, 10)}
    ones = list(parts.items())
    for word, part in ones[1:-1]:
        parts["ke" + word] = part
        parts["ke" + word + "nya"] = _Part(part.add, 1, last=True)
    parts["pertama"] = _Part(1, 1, last=True)
    parts |= {"ber" + units[value]: _Part(value, 1, last=True) for value in range(2, 6)}
    scales = {"puluh": 1e1, "ratus": 1e2, "ribu": 1e3, "juta": 1e6, "miliar": 1e9, "milyar": 1e9,
              "triliun": 1e12, "lusin": 12, "kodi": 20, "dekade": 10, "dasawarsa": 10, "abad": 100}  # fmt: skip
    parts |= {word: _Part(times=value) for word, value in scales.items()}
    singles = {**scales, "sejuta": 1e6}
    parts |= {"se" + word: _Part(value, value) for word, value in singles.items() if word != "puluh"}
    parts |= {"setengah": _Part(0.5, fraction=True), "separuh": _Part(0.5, fraction=True)}
    for value in range(2, 11):
        name = (*units, "sepuluh")[value]
        for prefix in ("seper", "per", "per "):
            parts[prefix + name] = _Part(1 / value, fraction=True)
    parts["puluhan"] = _Part(times=10, last=True, decade=True)
    return parts


_PARTS = {"id": _indonesian(), "en": _english()}
_ANY = {
    language: re.compile(rf"\b(?:{'|'.join(sorted(parts, key=len, reverse=True))})\b", re.IGNORECASE)
    for language, parts in _PARTS.items()
}
_LETTERS = re.compile(r"[A-Za-z]+")
_JOINED = {
    "id": re.compile(r"[ \u00a0-]"),
    "en": re.compile(r"[ \u00a0-]|[ -](?:of[ -])?an? |[ -]and[ -](an?[ -])?"),
}
_ARTICLE = re.compile(r"\b(?:an?|one|the|last|past|next)[ -]$", re.IGNORECASE)
_ONE_OF = re.compile(r"\b(?:an?|one)[ -]$", re.IGNORECASE)


def read_words(text: str, language: str) -> Iterator[Word]:
    """Numbers in words, left to right."""
    parts = _PARTS[language]
    found = _ANY[language] if " per " in text else _LETTERS
    run: list[re.Match[str]] = []
    for match in found.finditer(text):
        if match[0].lower() not in parts:
            continue
        if run and not _joined(run[-1], match, text, language):
            yield from _numbers(run, text, language)
            run = []
        run.append(match)
    if run:
        yield from _numbers(run, text, language)


def _joined(before: re.Match[str], after: re.Match[str], text: str, language: str) -> bool:
    """Whether two number words make one number: `hundred and five`, `one and a half`, not `ten and twenty`."""
    between = _JOINED[language].fullmatch(text, before.end(), after.start())
    if between and "and" in between[0]:
        if between[1]:
            return _PARTS[language][after[0].lower()].fraction
        return before[0].lower() in ("hundred", "thousand")
    return bool(between)


def _numbers(run: list[re.Match[str]], text: str, language: str) -> Iterator[Word]:
    """The numbers that a run of number words makes: `first two` are two of them."""
    words = [match[0].lower() for match in run]
    parts = [_PARTS[language][word] for word in words]
    at = 0
    while at < len(run):
        start, total, current = at, 0.0, 0.0
        while at < len(run) and (at == start or _goes_on(parts[at], parts[at - 1], total, current)):
            total, current = _taken(parts[at], total, current)
            at += 1
            if parts[at - 1].last or (at - 1 == start and words[start] in _SPANS):
                break
        first, last = parts[start], parts[at - 1]
        before = text[max(run[start].start() - 8, 0) : run[start].start()]
        if first.times and (language == "id" or not _ARTICLE.search(before)):
            continue  # 350 ribu is a figure, puluhan and several hundred are none
        value = total + current
        loose = last.loose or value in (1, 0.5, 0.25) or (at - start == 1 and bool(first.times))
        place = run[start].start(), run[at - 1].end()
        if language == "en" and at - start == 1 and last.last and 3 <= value <= 10 and _ONE_OF.search(before):
            yield Word(1 / value, *place, loose=True)  # a third; or a third term
            loose = True
        if value:
            yield Word(value, *place, last.decade, last.clock, loose)


_SPANS = frozenset("abad dekade dasawarsa century centenary decade decades".split())


def _goes_on(part: _Part, before: _Part, total: float, current: float) -> bool:
    """Whether a word belongs to the number so far: `five` after `twenty`, not after `six`."""
    if part.times or part.fraction:
        return not before.loose
    if part.add == part.room == 10:  # belas
        return 0 < current < 10
    if before.fraction or part.room <= 1:
        return False
    above = current or total
    return above >= part.room and above % part.room == 0


def _taken(part: _Part, total: float, current: float) -> tuple[float, float]:
    """`total` and `current` (what stands below the next thousand) with one word more."""
    if part.times >= 1e3:
        return total + (current or (0.0 if total else 1.0)) * part.times, 0.0
    if part.times:
        whole = {1e1: 10.0, 1e2: 100.0}.get(part.times, 1e9)
        tail = current % whole or current or 1.0
        return total, current - current % whole + tail * part.times
    if part.fraction and current and part.add != 0.5:
        return total, current * part.add  # two-thirds, tiga perempat
    return total, current + part.add
