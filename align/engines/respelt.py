"""English as it is spelt: `supplied`, where a model put `ed` behind a `supply` it was told, `an` before a vowel.

A small model writes rare words in pieces, and joins an ending or an article as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from align.engines.base import Translation
from align.engines.splice import splice
from align.facts.dates import MONTHS
from align.lexical.lexicon import load
from align.model import Span
from glossary.rendering import vowel_sound

_WORD = re.compile(r"(?<![\w'’-])[a-z]{4,}(?:s|ed|ing)(?![\w'’-])")
# `an historic` is English, too; a capital inside a sentence is a letter, as in `plan A is`.
_ARTICLE = re.compile(r"(?:(?<![\w'’.-])(?=a)|^[\"'“(]*(?=A))([Aa](?!n h)n?) ([a-z]{2,})(?![\w'’]|\.\w)")
_MONTHS = {own: english for own, english in zip(MONTHS["id"], MONTHS["en"], strict=True) if own != english}
# Left as it was in `January–Maret 2026`; before a year or beside a dash it is no name.
_MONTH = re.compile(
    rf"(?<!\w)(?:{'|'.join(_MONTHS)})(?= \d{{4}}(?!\d)|[-–])|(?<=[-–])(?:{'|'.join(_MONTHS)})(?!\w)"
)
_DOLLARS_TOO = re.compile(  # `$3 million euros`
    r"(?:US)?\$(?=[\d.,]*\d(?: (?:thousand|million|billion|trillion))?[ -]"
    r"(?:euro|yuan|won|yen|rupiah|pound|ringgit|baht|ro?uble))"
)
_MARKS = "\"'“‘([ "
_SMALL_START = re.compile(r"[\"'“‘(\[ ]*([a-z]+)(?![\w.])")  # iPhone and e.g. keep their small letter
_HISSING = ("s", "x", "z", "ch", "sh")
_DOUBLED = re.compile(r"[^aeiou][aeiou][^aeiouwxy]$")


def respelt(source: str, answer: Translation) -> Translation:
    """The answer with endings, articles, months and sums as English has them, and a capital where the source has one.

    A word that the lexical table does not know is put right where another spelling of its ending makes one that it knows.
    """
    answer = _put(answer, _WORD, lambda match: spelling(match.group()))
    for match in reversed(list(_ARTICLE.finditer(answer.text))):
        right = match[1][0] + ("n" if vowel_sound(match[2]) else "")
        if match[1] != right:
            answer = splice(answer, Span(*match.span(1)), right)
    answer = _put(answer, _MONTH, lambda match: _MONTHS[match.group()])
    if "$" not in source:
        answer = _put(answer, _DOLLARS_TOO, lambda _: "")
    first = _SMALL_START.match(answer.text) if source.lstrip(_MARKS)[:1].isupper() else None
    return splice(answer, Span(*first.span(1)), first[1].capitalize()) if first else answer


def _put(answer: Translation, pattern: re.Pattern[str], right: Callable[[re.Match[str]], str]) -> Translation:
    """The answer with what is right in place of each match."""
    for match in reversed(list(pattern.finditer(answer.text))):
        text = right(match)
        if text != match.group():
            answer = splice(answer, Span(*match.span()), text)
    return answer


def spelling(word: str) -> str:
    """The word itself where the lexical table knows it, or knows no word it could be."""
    known = load().is_target
    return word if known(word) else next(filter(known, _spellings(word)), word)


def _spellings(word: str) -> Iterator[str]:
    """Of a known word with an ending behind it, as it may have to be spelt."""
    for ending in ("s", "ed", "ing"):
        base = word.removesuffix(ending)
        if base == word or not load().is_target(base):
            continue
        if base.endswith("y") and base[-2] not in "aeiou" and ending != "ing":
            yield base[:-1] + ("ies" if ending == "s" else "ied")
        if base.endswith("e") and ending != "s":
            yield base[:-1] + ending
        if base.endswith(_HISSING) and ending == "s":
            yield base + "es"
            yield base
        if _DOUBLED.search(base) and ending != "s":
            yield base + base[-1] + ending
