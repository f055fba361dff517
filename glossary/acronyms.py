"""Acronyms in a text: where they are introduced, which there are, and how each mention should be written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from glossary.ordinary import WORDS
from glossary.term import Term

#: What a short form looks like: KPK, G7, KF-21, Polri, Kemlu, WPK.
_SHORT = r"[A-Z][A-Za-z\d]{1,7}(?:-[A-Z\d]{1,3})?"
_WORD = r"[^\W\d_][\w’'./-]*"
_GAP = r"(?:,?[ \u00a0]|\s?\n)"
_BRACKETED = re.compile(rf"\(({_SHORT})\)")
_LONG = re.compile(rf"((?:{_WORD}{_GAP}){{0,11}}{_WORD})[\"”’']?[ \u00a0\n]$")
_BEFORE = re.compile(rf"(?<![\w-])({_SHORT})[ \u00a0\n]\(((?:{_WORD}{_GAP}){{1,11}}{_WORD})\)")
_CAPITALS = re.compile(r"(?<![\w@#&.-])[A-Z][A-Z\d]{1,5}(?:-[A-Z\d]{1,3})?(?![\w@&])(?!\.[a-z\d])")
_ROMAN = re.compile(
    r"(?:X{0,3})(?:IX|IV|V?I{0,3})|M{1,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
)
_NEAR = 240  # characters looked at around a short form
_SMALL = re.compile(r"(?:dan|di|ke|untuk|dari|yang|serta|of|and|for|the|on|to|in|an?)(?!\w)", re.IGNORECASE)


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
    """`Organisasi X (OX)` and `OX (Organisasi X)` in the order of their short forms.

    The short form must plausibly come from the long one: its capitals are the initials of the long form's words,
    or it is made of their beginnings (Polri, Kemlu), or most of the initials are the same in another order
    (Badan Energi Atom Internasional, IAEA). A person and a party, `Budi Santoso (PKS)`, are no introduction.
    """
    found = []
    for match in _BRACKETED.finditer(text):
        offset = max(match.start() - _NEAR, 0)
        lead = _LONG.search(text[offset : match.start()])
        start = _tail(lead[1], match[1]) if lead else None
        if lead and start is not None:
            begin, end = offset + lead.start(1) + start, offset + lead.end(1)
            found.append(Introduction(text[begin:end], match[1], begin, end, match.start(1), match.end(1)))
    for match in _BEFORE.finditer(text):
        if _tail(match[2], match[1]) == 0:
            long, short = match.span(2), match.span(1)
            found.append(Introduction(match[2], match[1], *long, *short))
    return sorted(found, key=lambda item: item.short_start)


def _tail(words: str, short: str) -> int | None:
    """Where the shortest tail of `words` begins that `short` stands for, or None."""
    if sum(map(str.isupper, short)) < 2 and len(short) < 4:
        return None
    starts = [match.start() for match in re.finditer(r"\S+", words)]
    for strict in (True, False):
        for start in reversed(starts):
            tail = words[start:]
            if tail[0].isupper() and not _SMALL.match(tail):
                parts = [part for part in re.findall(r"[^\W\d_]+", tail) if not _SMALL.match(part)]
                if _initials_agree(parts, short) if strict else _loosely_agree(parts, short):
                    return start
    return None


def _initials_agree(parts: Sequence[str], short: str) -> bool:
    """Initials in order, or beginnings of the words in order with the first and, if there are more, another."""
    letters = "".join(char for char in short if char.isalpha())
    initials = "".join(part[0] for part in parts)
    if len(parts) > 1 and initials.upper() == letters.upper():
        return True
    return len(letters) > 2 and _beginnings(tuple(part.lower() for part in parts), letters.lower())


def _beginnings(parts: tuple[str, ...], letters: str) -> bool:
    """Whether `letters` is made of a beginning of each part, at most half of the parts left out (not the first).

    A part may begin behind `ke-`: Kepolisian gives the `Pol` of Polri.
    """

    def common(part: str, letter: int) -> int:
        pairs = zip(part, letters[letter:], strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    def fits(part: int, letter: int, left: int) -> bool:
        if letter == len(letters):
            return len(parts) - part <= left
        if part == len(parts):
            return False
        longest = max(common(parts[part], letter), common(parts[part].removeprefix("ke"), letter))
        if any(fits(part + 1, letter + size, left) for size in range(longest, 0, -1)):
            return True
        return part > 0 and left > 0 and fits(part + 1, letter, left - 1)

    return len(parts) > 1 and fits(0, 0, len(parts) // 2)


def _loosely_agree(parts: Sequence[str], short: str) -> bool:
    """Three initials in four the same in any order: the short form of another language."""
    letters = Counter(char for char in short if char.isalpha())
    initials = Counter(part[0].upper() for part in parts if part[0].isupper())
    return len(parts) == letters.total() > 3 and (letters & initials).total() >= 0.75 * len(parts)


def acronyms(text: str) -> list[tuple[int, int, str]]:
    """(start, end, acronym) of tokens of two to six capitals and digits, in order.

    Roman numerals, ordinary words and lines in capitals are left out.
    """
    out = []
    for match in _CAPITALS.finditer(text):
        token = match.group()
        if not _ROMAN.fullmatch(token) and token.lower() not in WORDS and not _shouted(text, match.start()):
            out.append((match.start(), match.end(), token))
    return out


def _shouted(text: str, place: int) -> bool:
    """Whether the line around `place` is in capitals, one of its words longer than acronyms are."""
    low = max(place - _NEAR, 0)
    start = max(text.rfind("\n", low, place) + 1, low)
    words = re.findall(r"[^\W\d_]+", text[start : place + _NEAR].partition("\n")[0])
    letters = "".join(words)
    return (
        max(map(len, words)) > 4 and len(words) > 1 and sum(map(str.isupper, letters)) >= 0.9 * len(letters)
    )


def told_apart(first: Term, second: Term, surface: str) -> tuple[Term, Term]:
    """The two terms of `Komisi X (KX)` with the renderings each may have there: names, and acronyms.

    Unchanged where they are not two names of one thing. `surface` is the second as it is written; where no English
    short form is known the source's stays.
    """
    if not set(first.targets) & set(second.targets) or not is_short(surface):
        return first, second
    names = tuple(target for target in first.targets if not is_short(target)) or first.targets
    letters = tuple(target for target in second.targets if is_short(target)) or (surface,)
    return replace(first, targets=names), replace(second, targets=letters)


def is_short(text: str) -> bool:
    """Whether a text is written as acronyms are: `KPK`, `U.N.`, `Polri`, `Komnas HAM`."""
    parts = text.replace(".", "").split()
    short = all(re.fullmatch(_SHORT, part) for part in parts)
    return short and (len(parts) == 1 or any(part.isupper() for part in parts))


def first_mention(mentions: Iterable[tuple[str, str]]) -> list[str]:
    """How to write each mention, in order, given (acronym, English name): the name with the acronym in brackets
    the first time, the acronym after. Without a name, or with one that is the acronym, the acronym always.
    """
    seen: set[str] = set()
    out = []
    for short, long in mentions:
        due = bool(long) and long != short and short not in seen
        out.append(f"{long} ({short})" if due else short)
        seen.add(short)
    return out
