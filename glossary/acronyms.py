"""Acronyms in a text: where they are introduced, which there are, and how each mention should be written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ACRONYM = r"[A-Z][A-Z\d]{1,6}(?:-[A-Z\d]{1,3})?"
_WORD = r"[\w’'/.-]+"
_AFTER = re.compile(rf"((?:{_WORD} ){{1,9}}{_WORD}|{_WORD}) \(({_ACRONYM})\)")
_BEFORE = re.compile(rf"(?<!\w)({_ACRONYM}) \(((?:{_WORD} ){{1,9}}{_WORD})\)")
_ALONE = re.compile(rf"(?<![\w-]){_ACRONYM}(?![\w])")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_SMALL = frozenset("dan di ke untuk dari yang of and for the on to in".split())


@dataclass(frozen=True, slots=True)
class Introduction:
    """`long` is introduced as `short`; offsets are those of the text."""

    long: str
    short: str
    long_start: int
    long_end: int
    short_start: int
    short_end: int


def introductions(text: str) -> list[Introduction]:
    """`Organisasi X (OX)` and `OX (Organisasi X)`, where the letters of the acronym occur in the name in order."""
    found = []
    for match in _AFTER.finditer(text):
        long = _tail(match[1], match[2])
        if long:
            end = match.end(1)
            found.append(Introduction(long, match[2], end - len(long), end, match.start(2), match.end(2)))
    found += [
        Introduction(match[2], match[1], match.start(2), match.end(2), match.start(1), match.end(1))
        for match in _BEFORE.finditer(text)
        if _tail(match[2], match[1]) == match[2]
    ]
    return sorted(found, key=lambda item: item.short_start)


def _tail(words: str, acronym: str) -> str:
    """The shortest tail of `words` that begins with the acronym's first letter and spells it, or nothing."""
    parts = words.split(" ")
    letters = [char for char in acronym.upper() if char.isalpha()]
    for count in range(1, len(parts) + 1):
        tail = parts[-count:]
        if tail[0][:1].upper() != letters[0] or tail[0].lower() in _SMALL or not tail[0][:1].isupper():
            continue
        initials = [word[0].upper() for word in tail if word.lower() not in _SMALL]
        if initials == letters or (len(tail) >= 2 and _spelt(letters, "".join(tail).upper(), initials)):
            return " ".join(tail)
    return ""


def _spelt(letters: list[str], text: str, initials: list[str]) -> bool:
    """Letters in order within the text, at least half of them initials."""
    place = 0
    for letter in letters:
        place = text.find(letter, place) + 1
        if not place:
            return False
    return sum(letter in initials for letter in letters) * 2 >= len(letters)


def acronyms(text: str) -> list[tuple[int, int, str]]:
    """(start, end, acronym) of tokens in capitals, Roman numerals and lines in capitals left out."""
    out = []
    for match in _ALONE.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        line = text[start : (text.find("\n", match.end()) + 1 or len(text) + 1) - 1]
        letters = [char for char in line if char.isalpha()]
        shouted = len(line.split()) > 2 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
        if not _ROMAN.fullmatch(match.group()) and not shouted:
            out.append((match.start(), match.end(), match.group()))
    return out


def first_mention(mentions: Iterable[tuple[str, str]]) -> list[str]:
    """How to write each mention, in order, given (acronym, English name): the name with the acronym in brackets
    the first time, the acronym after.
    """
    seen: set[str] = set()
    out = []
    for short, long in mentions:
        out.append(short if short in seen or not long else f"{long} ({short})")
        seen.add(short)
    return out
