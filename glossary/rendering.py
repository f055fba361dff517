"""Renderings in English text: finding them as they are inflected, and putting them in as a writer would."""

from __future__ import annotations

import re
from functools import lru_cache

from glossary.model import Term

_SHORT_CAPS = 5  # letters; `US`, `WHO`, `ASEAN` are found in capitals only
_LETTER_VOWELS = frozenset("AEFHILMNORSX")
_CONSONANT_SOUND = re.compile(r"uni|eu|one\b|u[ks]e|ur[aiou]|US|UN|UK", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(an?)\s+$", re.IGNORECASE)
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)


def find_renderings(term: Term, target: str) -> list[tuple[int, int, str]]:
    """(start, end, rendering) for every accepted rendering in `target`, left to right, none overlapping.

    Whole words; a plural `s` belongs to the find, a possessive does not. Case counts only for short renderings
    in capitals. Of two that overlap the longer is found.
    """
    return _find(term.targets, target)


def find_forbidden(term: Term, target: str) -> list[tuple[int, int, str]]:
    """The same for the renderings that must not be used, where no accepted one covers them."""
    fine = _find(term.targets, target)
    return [
        bad for bad in _find(term.forbidden, target) if not any(a < bad[1] and bad[0] < b for a, b, _ in fine)
    ]


def _find(renderings: tuple[str, ...], target: str) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for rendering in sorted(renderings, key=len, reverse=True):
        for match in _pattern(rendering).finditer(target):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), rendering))
    return sorted(found)


@lru_cache(maxsize=8192)
def _pattern(rendering: str) -> re.Pattern[str]:
    letters = [char for char in rendering if char.isalpha()]
    caps = bool(letters) and len(letters) <= _SHORT_CAPS and all(map(str.isupper, letters))
    body = r"\s+".join(re.escape(word) for word in rendering.split())
    body = body.replace("'", "['’]").replace(r"\-", "[-‐‑]")
    before = r"(?<!\w)" if rendering[0].isalnum() else ""
    plural = "" if caps or not rendering[-1].isalpha() else "(?:e?s)?"
    after = rf"{plural}(?!\w)" if rendering[-1].isalnum() else ""
    return re.compile(before + body + after, 0 if caps else re.IGNORECASE)


def fit(text: str, start: int, end: int, rendering: str) -> tuple[int, int, str]:
    """How to put `rendering` in place of `text[start:end]`: the characters to replace and what with.

    `a`/`an` before it follows its sound, `the` is not doubled, a possessive of what stood there is kept, and a
    sentence still begins with a capital.
    """
    old, new = text[start:end], rendering
    possessive = re.search(r"['’]s?$", old)
    if possessive and not re.search(r"['’]s?$", new):
        new += possessive.group()
    if re.match(r"the\s", new, re.IGNORECASE) and (the := _THE.search(text[:start])):
        start = the.start()
    if article := _ARTICLE.search(text[:start]):
        right = "an" if _vowel_sound(new) else "a"
        new = (right.capitalize() if article[1][0].isupper() else right) + " " + new
        start = article.start()
    if not re.search(r"\w", text[:start]) and new[0].islower() and text[start : start + 1].isupper():
        new = new[0].upper() + new[1:]
    return start, end, new


def _vowel_sound(text: str) -> bool:
    word = text.split(maxsplit=1)[0]
    if word.isupper() and len(word) > 1 and word not in ("UNESCO", "UNICEF", "NATO", "ASEAN", "OPEC", "OPCW"):
        return word[0] in _LETTER_VOWELS
    return word[0].lower() in "aeiou" and not _CONSONANT_SOUND.match(word)
