"""Renderings in English text: finding them as they are inflected, and putting them in as a writer would."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from glossary.term import Term

_QUOTE = "['’ʼ‘`]"
_HYPHEN = "[-‐‑–]"
_NEAR = 24  # characters looked at before a place
_POSSESSIVE = re.compile(r"['’ʼ]s?(?!\w)")
_POSSESSIVE_END = re.compile(r"['’ʼ]s$|(?<=s)['’ʼ]$")
_ARTICLE = re.compile(r"(?<![\w'’.-])(an?)\s+$", re.IGNORECASE)
_THE = re.compile(r"(?<![\w'’.-])the\s+$", re.IGNORECASE)
_DETERMINED = re.compile(
    r"(?:(?<![\w'’.-])(?:this|that|these|those|its|his|her|their|our|my|your|each|every|no)|\w['’]s|s['’])\s+$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"""(?:^|[.!?…]["'”’)\]]*\s+|\n)["'“‘(\[]*$""")
_ASCII_WORD = re.compile(r"(?<![^\W_])[a-z0-9]+(?![^\W_])")
_LEADING_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


def find_renderings(term: Term, target: str) -> list[tuple[int, int, str]]:
    """(start, end, rendering) for every accepted rendering in `target`, left to right, none overlapping.

    Whole words. A plural `s` belongs to the find; an article before it and a possessive after it do not. Capitals
    of a rendering must be capitals in the text (`Polish` is not found in `polish`), small letters may be
    either (a sentence beginning, a headline). Kinds of apostrophes, hyphens and spaces count as one. Of two that
    overlap the longer is found.
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
    lower = target.lower()
    for rendering in sorted(renderings, key=len, reverse=True):
        # Most renderings of a term do not stand there: their patterns need not be made.
        if not all(word in lower for word in _words(rendering)):
            continue
        for match in _pattern(rendering).finditer(target):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((match.start(), match.end(), rendering))
    return sorted(found)


@lru_cache(maxsize=8192)
def _words(rendering: str) -> tuple[str, ...]:
    """What stands in small letters wherever `_pattern` finds the rendering."""
    return tuple(_ASCII_WORD.findall(rendering.lower()))


@lru_cache(maxsize=8192)
def _pattern(rendering: str) -> re.Pattern[str]:
    article = _LEADING_ARTICLE.match(rendering)
    body = f"(?i:{rendering[: article.end()].strip()})\\s+" if article else ""
    body += "".join(map(_letter, rendering[article.end() if article else 0 :]))
    before = r"(?<!\w)" if _wordlike(rendering[0]) else ""
    after = "" if unicodedata.category(rendering[-1]) == "Sc" else r"(?!\w)"  # `$` stands before its figure
    return re.compile(f"{before}{body}{_plural(rendering)}{after}")


def _letter(char: str) -> str:
    """A pattern for one character of a rendering."""
    if char.isspace():
        return rf"(?:{_QUOTE}[sS]?)?\s+"  # `the government's coalition` is a government coalition
    if char in "'’ʼ‘`":
        return _QUOTE
    if char in "-‐‑–":
        return _HYPHEN
    if char.islower() and len(char.upper()) == 1:
        return f"[{char}{char.upper()}]"
    return re.escape(char)


def _plural(rendering: str) -> str:
    """The pattern of a plural: none for what is plural or single-lettered, no `es` for capitals."""
    word = re.split(r"[\s-]", rendering)[-1]
    if len(word) < 2 or not word[-1].isalpha():
        return ""
    if word[-1].isupper():
        return "s?"
    return "(?:[eE][sS])?" if re.search(r"(?:[sxz]|[cs]h)$", word) else "(?:[sS])?"


def plural(rendering: str) -> str:
    """The regular plural that `find_renderings` knows; the same where that is not English (`cities`), or it is one."""
    ending = _plural(rendering)
    if not ending or rendering[-1].isupper() or re.search(r"(?:[^aeiou]y|s|men|people|children)$", rendering):
        return rendering
    return rendering + ("es" if "[eE]" in ending else "s")


def _wordlike(char: str) -> bool:
    return char.isalnum() or char == "_"


def fit(text: str, start: int, end: int, rendering: str) -> tuple[int, int, str]:
    """How to put `rendering` in place of `text[start:end]`: the characters to replace, and what with.

    `a` or `an` before it follows its sound; `the` is neither doubled nor put behind `a`, `its` or a possessive;
    a possessive in or behind the place is kept, spelt as the rendering asks (`the DPRK's`, `the United States'`);
    a sentence still begins with a capital.
    """
    start, new = _after_determiner(text, start, rendering)
    end, tail = _possessive(text, start, end, new)
    new += tail
    if not _THE.match(new) and (article := _ARTICLE.search(text[max(start - _NEAR, 0) : start])):
        right = "an" if vowel_sound(new) else "a"
        start -= len(article.group())
        new = (right.capitalize() if article[1][0].isupper() else right) + " " + new
    begins = _SENTENCE_START.search(text[max(start - _NEAR, 0) : start])
    if begins and new[0].islower() and text[start : start + 1].isupper():
        new = new[0].upper() + new[1:]
    return start, end, new


def _after_determiner(text: str, start: int, rendering: str) -> tuple[int, str]:
    """The place and the rendering with one article left where two would meet."""
    own = _LEADING_ARTICLE.match(rendering)
    if own is None:
        return start, rendering
    before = text[max(start - _NEAR, 0) : start]
    for pattern in (_THE, _ARTICLE):
        if met := pattern.search(before):
            return start - len(met.group()), rendering
    if _DETERMINED.search(before):
        return start, rendering[own.end() :]
    return start, rendering


def _possessive(text: str, start: int, end: int, rendering: str) -> tuple[int, str]:
    """Where the place ends with its possessive, and the possessive that `rendering` takes."""
    if _POSSESSIVE_END.search(rendering):
        behind = _POSSESSIVE.match(text, end)
        return (behind.end() if behind else end), ""
    inside = _POSSESSIVE_END.search(text, max(start, end - 2), end)
    behind = None if inside else _POSSESSIVE.match(text, end)
    found = inside or behind
    # A bare apostrophe is a possessive only behind an s; elsewhere it closes a quotation.
    if found is None or (len(found.group()) == 1 and not text[start:end].rstrip("'’ʼ").endswith(("s", "S"))):
        return end, ""
    if len(found.group()) == 1 and behind and _opened(text[:start], found.group()):
        return end, ""
    mark = found.group()[0]
    return max(end, found.end()), mark if rendering.endswith("s") else mark + "s"


def _opened(before: str, mark: str) -> bool:
    """Whether a single quotation that `mark` may close is open."""
    return before.count("‘") > 0 if mark == "’" else bool(re.search(r"(?<!\w)'", before))


_SILENT_H = re.compile(r"hour|honest|honou?r|heir", re.IGNORECASE)
_YOU = re.compile(r"uni(?![nmd])|ukr|u[sktrv][aeiouy]|ub[iu]|eu|ewe|one(?!\w)|once(?!\w)|uzi", re.IGNORECASE)
_LETTER_VOWELS = frozenset("AEFHILMNORSX8")
_READ_AS_WORDS = frozenset({"LAN", "RAM", "ROM", "SAM", "SIM", "SIS", "SAR"})


def vowel_sound(text: str) -> bool:
    """Whether English says `an` before `text`: by its first sound, acronyms by letter or as a word.

    Capitals of four letters or more whose second is a vowel (`NATO`, `FIFA`) are read as words.
    """
    word = re.split(r"[\s/-]", text.lstrip("\"'“‘(["))[0].rstrip("'’s") or text
    letters = re.sub(r"[^A-Za-z0-9]", "", word)
    if letters.isupper():
        as_word = letters in _READ_AS_WORDS or (len(letters) > 3 and letters[1] in "AEIOU")
        return letters[0] in ("AEIO" if as_word else _LETTER_VOWELS)
    if word[:1].isdigit():
        return word.startswith(("8", "11", "18"))
    if _SILENT_H.match(word):
        return True
    return word[:1].lower() in "aeiou" and not _YOU.match(word)
