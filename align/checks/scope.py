"""What a negation of the source denies, and whether the English denies it where it says it.

Counting negative words cannot tell whose they are: `tidak akan berkoalisi dengan partai yang menolak` has two, and the
English `will form a coalition with any party that opposes` one. So the word behind the negation is looked up, and the
English is read around each of its translations.
"""

from __future__ import annotations

import re
from enum import Enum

from align.checks.negatives import BY_WORD, DENIES, DENIES_AFTER, PREFIXED, SAYS_LESS, prefixed, told
from align.lexical.lexicon import load

_LETTERS = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+(?:[’'.,][^\W_]+)*")
# What stands between a negation and what it denies.
_BETWEEN = frozenset(
    "akan bisa dapat mampu pernah boleh harus perlu lagi sempat juga ada mau ingin sedang segera seluruhnya sepenuhnya "
    "cukup terlalu begitu semua mungkin selalu sekali pun hanya pula kunjung serta benar terjadi sangat sama di ke dari "
    "yang untuk dengan oleh pada karena sebagai itu ini ia dia mereka kami kita saya secara satu orang "
    "seorang sebuah rp".split()
)
_CLAUSE = re.compile(r"[,;:.!?—–()\"“”](?!\d)")
_GOES_ON = re.compile(_CLAUSE.pattern + r"| (?:and|but|while|who|which) ")
_FAR_BEFORE, _FAR_AFTER = 9, 5  # words around a translation in which its denial stands
_CHANCE, _STEM, _ROOT = 0.03, 5, 4  # letters that tell a word, and one behind a prefix, from others
# English words of three letters that stand beside a word and are no translation of it.
_HARDLY = re.compile(r"\b(?:hardly|barely|scarcely|rarely|seldom)\b|\b(?:less|fewer)$", re.IGNORECASE)
_PREFIX = re.compile(r"(?:un|in|im|il|ir|dis|mis|non-?)(?=[a-z]{4})")
_PREFIXED = "-"  # stands for what is before an English word that denies by its prefix
_SMALL = frozenset(
    "the and for was are has had not his her its who you out all one can but any she him our".split()
)


class Denial(Enum):
    """Whether the English denies what the source does: by a word that says no, in another way, or not at all."""

    SAID, OTHERWISE, BARE, UNKNOWN = "said", "otherwise", "bare", "unknown"


def denial(match: re.Match[str], source: str, target: str) -> Denial:
    """How the translation denies what a negation of the source does, read around each place that may say it."""
    word, number = _head(source, match.end())
    places = _places(word, target) if word else []
    if not places:
        return Denial.UNKNOWN
    if len(places) == source.lower().count(word) > number:
        places = [places[number]]
    negator = match[0].lower()
    if "tanpa" in source and negator != "tanpa":  # `without` belongs to that
        places = [(before.replace("without", ""), english, after) for before, english, after in places]
    if any(DENIES.search(before) or DENIES_AFTER.search(after) for before, _, after in places):
        return Denial.SAID
    if any(_otherwise(*place, negator, told(source)) for place in places):
        return Denial.OTHERWISE
    return Denial.BARE


def _otherwise(before: str, english: str, after: str, negator: str, accounted: frozenset[str]) -> bool:
    """Whether the words around `english` deny it less plainly, and no other word of the source accounts for that."""
    also = BY_WORD.get(negator)
    around = f"{before} {english}"
    return bool(
        before == _PREFIXED
        or _HARDLY.search(before)
        or any(
            " " in less[0] or less[0].lower()[:3] not in accounted
            for less in SAYS_LESS.finditer(around)
            if less.start() < len(before)
        )
        or any(prefixed(word) for word in PREFIXED.finditer(around))
        or (also and any(m[0].lower()[:3] not in accounted for m in also.finditer(f"{around} {after}")))
    )


def _head(source: str, end: int) -> tuple[str, int]:
    """The word that the negation ending at `end` denies, in small letters, and how often it stood before.

    An empty word where that is not plain.
    """
    for match in _LETTERS.finditer(source, end):
        if _CLAUSE.search(source[end : match.start()]):
            break
        word = match[0].lower()
        if word not in _BETWEEN:
            return word, _LETTERS.findall(source[:end].lower()).count(word)
    return "", 0


def _places(word: str, target: str) -> list[tuple[str, str, str]]:
    """Where the translation says a word of the source: what stands before it in its clause, its English, what follows."""
    stems = {
        english[:_STEM]
        for english, chance in load().translations(word)
        if chance >= _CHANCE and len(english) > 2 and english not in _SMALL
    } | {word[:_STEM]}
    roots = {stem[:_ROOT] for stem in stems if len(stem) == _STEM}
    out = []
    for match in _WORD.finditer(target):
        english = match[0].lower()
        plain = english[:_STEM] in stems
        if plain or _PREFIX.sub("", english, count=1)[:_ROOT] in roots:
            before = _CLAUSE.split(target[: match.start()])[-1].split()[-_FAR_BEFORE:]
            after = _GOES_ON.split(target[match.end() :], maxsplit=1)[0].split()[:_FAR_AFTER]
            out.append((" ".join(before if plain else [_PREFIXED]), match[0], " ".join(after)))
    return out
