"""Strangers: names of the translation that nothing in the source accounts for, and whose place they took.

A capitalised English word may be a name of the source, in its own spelling or another (`Kaspia`, `Caspian`), what the
dictionary or the news list gives for one of its words (`Belanda`, `Dutch`), or an ordinary word of a title
(`Supreme Court`). What is left is a name that somebody else bears.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from align.checks.base import Remark
from align.checks.spelling import POSSESSIVE, alike, one_name
from align.checks.suspects import sourced
from align.checks.titles import ATTRIBUTES, TITLES
from align.lexical.lexicon import load
from align.lexical.trigrams import load as english
from align.model import Span
from glossary import default, find_renderings
from glossary.ordinary import WORDS

_CAPITALISED = re.compile(r"(?<![\w.])[A-Z][\w’']{2,}[a-z](?!\.\s?[A-Z])")
_LETTERS = re.compile(r"[^\W\d_]+")
_OURS = re.compile(r"\b[A-Z][a-z’']{2,}[a-z]\b")
_NAME = "[A-Z][a-z]{3,}"
_BEFORE, _AFTER = re.compile(r"\b([A-Z][A-Za-z]{2,}) $"), re.compile(r"^ ([A-Z][A-Za-z]{2,})\b")
# A stop behind an initial or a short title is none: `Dr. Handayani`.
_START = re.compile(
    r"(?:^|(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.]|[!?…:;]|[-–—*•]\s)[\s\"'“”‘’(\[–—-]*$"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_NEAR = 8  # characters before a word that tell whether a sentence begins with it
_ITSELF = 0.3  # what the dictionary gives as itself this often may be a name
_ELSEWHERE = 0.55  # and is an ordinary word where other words turn into it more than this, beside that
_PREFIX, _ALIKE = 4, 0.72
_PREFIX_ALIKE = 0.6  # where the beginning is the same
_IN_BRACKETS = re.compile(r"\([A-Z][a-z]+\)")
_MAY_BE = 0.15  # a word of the source that the dictionary gives as itself this often may be a name
_CHANCE = 0.1  # what it gives more seldom is noise
_STEM = 5  # letters that tell a word from others
_GENERIC = (
    TITLES
    | ATTRIBUTES
    | frozenset(
        "kota pusat negara pemerintah kepala ketua menteri wakil presiden gubernur walikota direktur".split()
    )
)
# Endings of English words, which are in titles, and no ends of names.
_NO_NAME = re.compile(r"(?:ing|ed|ly|ary|ment|ions?|ness|ship|ical|ous|ful|able|ics|ists?|hood|ors)$")
# Words of dates, titles and units that no Indonesian word need account for.
_COMMON = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "indonesia indonesian indonesians regency regent fahrenheit celsius adjunct adjutant "
    "superintendent centre center greater western eastern central minister deputy".split()
)


def exchanged(source: str, target: str) -> Iterator[Remark]:
    """A name of the translation that took the place of one of the source.

    One of the source is lacking in turn, or stood beside what is beside the stranger now (`Maria Tjandra`, `Peru
    Tjandra`), though it be an ordinary word too; or the stranger stands in brackets, where English explains.
    """
    for new in strangers(source, target):
        if sourced(new, source, target):
            continue
        place = next(_gone(source, target), None) or _beside(new, source, target)
        if place is not None or _IN_BRACKETS.fullmatch(target[new.start - 1 : new.end + 1]):
            name, lost = new.of(target), f"`{place.of(source)}`" if place else "a name"
            message = f"`{name}` is no name of the source; it seems to stand for {lost}."
            yield Remark(message, place.of(source) if place else name, place, new)
            return


def garbled(source: str, target: str) -> Iterator[tuple[Span, Span]]:
    """Names of the source that became what is no word of either language: `Baruna Jaya`, `Newna Jaya`; both places.

    What stands beside such a name is kept, and is how it is known.
    """
    for match in _CAPITALISED.finditer(target):
        new = Span(match.start(), match.start() + len(POSSESSIVE.sub("", match[0])))
        word = new.of(target).casefold()
        if word in source.casefold() or word in english() or load().is_target(word) or _NO_NAME.search(word):
            continue
        place = _beside(new, source, target)
        if place is not None and not one_name(place.of(source), word) and place.of(source) not in target:
            yield place, new


def _gone(source: str, target: str) -> Iterator[Span]:
    """Words of the source that may be names and have nothing in the translation, or stand there less often."""
    said = [word[:_STEM] for word in _LETTERS.findall(target.casefold())]
    ours = [word.casefold() for word in _LETTERS.findall(source)]
    for match in _OURS.finditer(source):
        name = match[0].casefold()
        known = load().translations(name)
        if name in _GENERIC or (name in WORDS and _starts(match, source)):
            continue
        sure = name in load() and dict(known).get(name, 0.0) >= _MAY_BE
        if known and not sure:
            continue
        stems = {
            word[:_STEM]
            for word in (name, *(word for word, chance in known if len(word) > 3 and chance >= _CHANCE))
        }
        if sum(stem in stems for stem in said) < ours.count(name):
            yield Span(*match.span())


def _beside(new: Span, source: str, target: str) -> Span | None:
    """The word of the source that stood where the stranger is, by its neighbour, which is kept."""
    for pattern, here, there in ((_BEFORE, target[: new.start], -1), (_AFTER, target[new.end :], 1)):
        kept = pattern.search(here)
        if kept is None:
            continue
        around = rf"({_NAME}) {kept[1]}\b" if there == 1 else rf"\b{kept[1]} ({_NAME})"
        match = re.search(around, source)
        if match and match[1].casefold() not in _GENERIC and not re.search(rf"\b{match[0]}\b", target):
            return Span(*match.span(1))
    return None


def _starts(match: re.Match[str], text: str) -> bool:
    """Whether a sentence begins with it."""
    return bool(_START.search(text[max(match.start() - _NEAR, 0) : match.start()]))


@lru_cache(maxsize=64)
def strangers(source: str, target: str) -> tuple[Span, ...]:
    """Names of `target`, not at the start of a sentence, that are none of `source`, spelt alike or translated."""
    folded = source.casefold()
    found = [match for match in _CAPITALISED.finditer(target) if _foreign(match, folded, target)]
    if not found:
        return ()
    words = {*_WORD.findall(folded)}
    found = [match for match in found if not _told(POSSESSIVE.sub("", match[0]).casefold(), words)]
    rendered = "".join(_rendered(source, target)) if found else ""
    return tuple(Span(*match.span()) for match in found if match[0] not in rendered)


def _foreign(match: re.Match[str], folded: str, target: str) -> bool:
    """Whether a capitalised word is a name, and is not in the source as it stands."""
    if match[0].casefold() in folded:
        return False
    name = POSSESSIVE.sub("", match[0]).casefold()
    return not (
        name in folded
        or name in _COMMON
        or _starts(match, target)
        or _NO_NAME.search(name)
        or not is_name(name)
    )


def is_name(word: str) -> bool:
    """Whether the dictionary has a word, in small letters, as itself alone, or not at all."""
    if not load().is_target(word):
        return True
    itself = dict(load().translations(word)).get(word, 0.0) if word in load() else 0.0
    if word.endswith("s") and load().total(word[:-1]) > load().total(word):
        return False  # a plural
    return itself >= _ITSELF and load().total(word) - itself < _ELSEWHERE * itself


def _told(name: str, words: set[str]) -> bool:
    """Whether a word of the source is the name in another spelling, or is translated so."""
    return any(
        any(name == english for english, _ in load().translations(word))
        or alike(word, name, _PREFIX_ALIKE if name[:_PREFIX] == word[:_PREFIX] else _ALIKE)
        for word in words
    )


def _rendered(source: str, target: str) -> list[str]:
    """What stands in the translation for terms of the news list."""
    return [text for match in default().match(source) for _, _, text in find_renderings(match.term, target)]
