"""Words that one side says and the other does not: what of the source stands nowhere, what of the English has no source.

A word is told where the other side has what it may account for (`align.lexical.accounts`), looks like it, or belongs to a
term of the news list that stands there. What is left weighs by its surprise. Where it would stand is read from the words
told around it: what is left on both sides at one place belongs together, `makan` and `snake`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.checks.titles import EPITHETS
from align.facts.dates import DAYS, MONTHS
from align.lexical.accounts import Accounts, load
from align.lexical.stems import BEGINNING, FUNCTION, forms, look_alike, skeleton, stem
from align.model import Span
from glossary import default, find_renderings

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENGLISH = re.compile(r"[^\W\d_]+")
# Words of Indonesian grammar, a closed class: English says them with its own, or not at all.
_GRAMMAR = frozenset(
    "yang itu ini tersebut tadi di ke dari dengan untuk pada dalam oleh akan telah sudah sedang adalah ialah "
    "merupakan yakni yaitu dan atau serta juga pun lah nya para sang si per bahwa agar supaya karena sebab bagi "
    "demi guna tentang terhadap atas sebagai secara jika kalau maka saat ketika sambil seraya lalu kemudian ia "
    "dia mereka kami kita saya aku anda kamu beliau apa mana siapa ada adanya bisa dapat lagi saja pernah sempat "
    "telah masih tidak tak bukan belum jangan tanpa dibandingkan dibanding senilai sebesar seluas sejauh setinggi "
    "sebanyak pukul tanggal hari tahun menjadi hal pihak the of and to".split()
)
# Words of numbers, which are read as numbers elsewhere: `sebelas` may be 11.
_NUMBER = re.compile(
    r"(?:ke|se|ber)?(?:nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|puluh|belas|ratus|ribu|juta|miliar|triliun)|"
    r"sebelas|nomor"
)
_FIGURE = re.compile(r"[ \u00a0]?(?:\d|Rp|US ?\$|USD\b|[$€£])")
_DATES = frozenset(name.lower() for name in (*DAYS["en"], *MONTHS["en"]))  # are read as dates elsewhere
_BEGINS = re.compile(r"(?:^|[.!?…:;]|[-–—*•]\s)[\s\"'“”‘’(\[]*$")
_ANCHOR = 1.5  # surprise from which a word's place says where its neighbours stand
_MANY = 32  # places of one word that it is looked for at
_BEFORE = 8  # characters before a word that tell whether a sentence begins with it
_LEAST = 3  # letters of a word that looks like another


@dataclass(frozen=True, slots=True)
class Word:
    """A word of one side in small letters: its place, what it weighs, where the other side would have it, in words from 0;
    whether it has a capital that no beginning of a sentence gave it, and whether a figure or an amount follows.
    """

    text: str
    span: Span
    surprise: float
    expected: float
    number: int
    capital: bool = False
    before_figure: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What neither side tells of the other, with the surprise of all words of the source and of the English."""

    unsaid: tuple[Word, ...]
    unsourced: tuple[Word, ...]
    source_words: int
    target_words: int


@dataclass(frozen=True, slots=True)
class Told:
    """The words of both sides, in small letters too; for each of the source the places of its English; what it weighs."""

    target: str
    own: list[re.Match[str]]
    english: list[re.Match[str]]
    ours: list[str]
    theirs: list[str]
    places: list[list[int]]
    weights: list[float]


@lru_cache(maxsize=64)
def told(source: str, target: str) -> Told:
    """Which English words each word of the source may have given; none where the package has no accounts."""
    accounts = load()
    own, english = [*_WORD.finditer(source)], [*_ENGLISH.finditer(target)]
    ours, theirs = [word[0].lower() for word in own], [word[0].lower() for word in english]
    if accounts is None:
        return Told(target, own, english, ours, theirs, [[] for _ in ours], [0.0 for _ in ours])
    weights = [accounts.unsaid(word) for word in ours]
    return Told(target, own, english, ours, theirs, _places(accounts, ours, theirs), weights)


def given(span: Span, source: str, target: str) -> int:
    """How many English words source[span] gave that no other word of the source accounts for: `DPP`, `central board`."""
    both = told(source, target)
    own = [span.start <= word.start() < span.end for word in both.own]
    elsewhere = {
        place for found, inside in zip(both.places, own, strict=True) if not inside for place in found
    }
    places = {place for found, inside in zip(both.places, own, strict=True) if inside for place in found}
    return len({stem(both.theirs[place]) for place in places - elsewhere} - FUNCTION)


def sourced(span: Span, source: str, target: str) -> bool:
    """Whether some word of the source may have given the English word at target[span]."""
    both = told(source, target)
    here = {n for n, word in enumerate(both.english) if span.start <= word.start() < span.end}
    return any(not here.isdisjoint(found) for found in both.places)


@lru_cache(maxsize=64)
def read(source: str, target: str) -> Reading:
    """Words of both sides that are left over; none where the package was built without its accounts."""
    accounts = load()
    both = told(source, target)
    own, english, ours, theirs, places, weights = (
        both.own, both.english, both.ours, both.theirs, both.places, both.weights
    )  # fmt: skip
    if accounts is None or not own or not english:
        return Reading((), (), len(own), len(english))
    sourced = {place for found in places for place in found}
    lacking = {
        n for n, found in enumerate(places) if not found and counts(ours[n]) and not own[n][0].isupper()
    }
    kept = {word for word in {*theirs} if word in source}  # parts of addresses, of names joined otherwise
    extra = {
        n
        for n, word in enumerate(theirs)
        if n not in sourced
        and word not in FUNCTION
        and len(word) >= _LEAST
        and not english[n][0].isupper()
        and word not in kept
        and word not in _DATES
    }
    if lacking or extra:
        _without_terms(source, target, own, english, lacking, extra)
    back = _back(places, len(theirs))
    there = [accounts.unsourced(stem(word)) for word in theirs]
    return Reading(
        tuple(
            Word(
                ours[n],
                Span(*own[n].span()),
                weights[n],
                _expected(n, places, weights, len(theirs)),
                n,
                _named(source, own[n]),
                _FIGURE.match(source, own[n].end()) is not None,
            )
            for n in sorted(lacking)
        ),
        tuple(
            Word(
                theirs[n],
                Span(*english[n].span()),
                there[n],
                _expected(n, back, there, len(ours)),
                n,
                _named(target, english[n]),
            )
            for n in sorted(extra)
        ),
        len(ours),
        len(theirs),
    )


def _named(text: str, word: re.Match[str]) -> bool:
    """Whether a word has a capital though no sentence begins with it."""
    return word[0][0].isupper() and not _BEGINS.search(text[max(word.start() - _BEFORE, 0) : word.start()])


@lru_cache(maxsize=4096)
def counts(word: str) -> bool:
    """Whether a word of the source has something to say that is not read elsewhere."""
    return (
        len(word) >= _LEAST and word not in _GRAMMAR and word not in EPITHETS and not _NUMBER.fullmatch(word)
    )


def _places(accounts: Accounts, ours: Sequence[str], theirs: Sequence[str]) -> list[list[int]]:
    """For each word of the source the places of English words that it accounts for."""
    standing: dict[str, list[int]] = {}
    for place, word in enumerate(theirs):
        for form in forms(word):
            standing.setdefault(form, []).append(place)
    here = frozenset(standing)
    alike: dict[str, list[int]] = {}
    for place, word in enumerate(theirs):
        alike.setdefault(skeleton(word)[:BEGINNING], []).append(place)
    known: dict[str, list[int]] = {}
    for word in ours:
        if word in known:
            continue
        found = [place for item in accounts.stems(word) & here for place in standing[item]]
        if not found and word not in accounts:
            found = [place for item in accounts.slip(word) & here for place in standing[item]]
        if not found and len(word) >= _LEAST:
            near = alike.get(skeleton(word)[:BEGINNING], ())
            found = [place for place in near if theirs[place] == word or look_alike(word, theirs[place])]
        known[word] = sorted({*found})
    share = len(theirs) / max(len(ours), 1)
    return [_nearest(known[word], number * share) for number, word in enumerate(ours)]


def _nearest(places: list[int], expected: float) -> list[int]:
    """Those of many places in order that lie nearest; what is said a thousand times is not compared a million times."""
    if len(places) <= _MANY:
        return places
    middle = min(max(bisect_left(places, expected), _MANY // 2), len(places) - _MANY // 2)
    return places[middle - _MANY // 2 : middle + _MANY // 2]


def _without_terms(
    source: str,
    target: str,
    own: Sequence[re.Match[str]],
    english: Sequence[re.Match[str]],
    lacking: set[int],
    extra: set[int],
) -> None:
    """Takes away what belongs to a term of the news list and to its rendering."""
    for match in default().match(source):
        found = list(find_renderings(match.term, target))
        for start, end, _ in found:
            extra -= {n for n in extra if start <= english[n].start() < end}
        if found:
            lacking -= {n for n in lacking if match.start <= own[n].start() < match.end}


def _back(places: Sequence[Sequence[int]], length: int) -> list[list[int]]:
    """The same table by English words."""
    out: list[list[int]] = [[] for _ in range(length)]
    for number, found in enumerate(places):
        for place in found:
            out[place].append(number)
    return out


def _expected(number: int, places: Sequence[Sequence[int]], weights: Sequence[float], others: int) -> float:
    """Where the other side would have a word: between what its neighbours that are told stand at, else at its share."""
    before = _anchor(range(number - 1, max(number - 5, -1), -1), places, weights)
    after = _anchor(range(number + 1, min(number + 5, len(places))), places, weights)
    if before is None and after is None:
        return (number + 0.5) / len(places) * others - 0.5
    if before is None or after is None:
        return after - 1 if after is not None else (before or 0) + 1
    return (before + after) / 2


def _anchor(numbers: range, places: Sequence[Sequence[int]], weights: Sequence[float]) -> int | None:
    return next((places[n][0] for n in numbers if len(places[n]) == 1 and weights[n] >= _ANCHOR), None)
