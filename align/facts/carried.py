"""Whether what must stand in a translation stands in it, in one form or another, and where it stands misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from align.facts.amounts import amounts
from align.facts.dates import dates_of, find_date, find_figures
from align.facts.numberwords import ENGLISH
from align.facts.placeables import NAME, NUMBER, Fact, facts
from align.facts.verbatim import verbatim
from align.lexical.lexicon import load
from align.model import Span

ALIKE, ALIKE_FIGURES, ALIKE_CODES = (
    0.8,
    0.7,
    0.6,
)  # share of letters or digits in order that two spellings have in common
_LONG_NUMBER = 4  # digits: shorter ones are alike by chance
_CURRENCY = re.compile(r"(?:^|[^\w])(?:Rp|IDR|USD|EUR|KRW)$")  # written on to a number: `Rp16,850`
_SPELT = {str(number): word for number, word in enumerate(ENGLISH, start=2)}
_COUNTED = re.compile(rf"{NUMBER.pattern}(?:st|nd|rd|th)?")
_CHUNK = re.compile(r"[^\s\"“”'’(),]+(?<![.,;:!?])")


def lost(text: str, translation: str, terms: Sequence[Span] = ()) -> list[Fact]:
    """Facts of `text` outside `terms` that do not stand in `translation`, each as often as in the source.

    Up to twelve a number may be spelt out, a name may stand in the plural, a date as English writes dates.
    """
    return compared(text, translation, terms)[0]


def added(text: str, translation: str, terms: Sequence[Span] = ()) -> int:
    """How many numbers of `translation` no fact of `text` accounts for."""
    return sum(1 for _ in _COUNTED.finditer(compared(text, translation, terms)[1]))


def left_over(text: str, translation: str, terms: Sequence[Span] = ()) -> list[tuple[Span, str]]:
    """Lost facts that stand in `translation` in another spelling, last first: where, and how they should be spelt."""
    found = []
    missing, left = compared(text, translation, terms)
    for fact in missing:
        place = _misspelt(fact, left)
        if place:
            found.append((place, fact.target))
            left = _without(left, place)
    return sorted(found, reverse=True)


def compared(text: str, translation: str, terms: Sequence[Span] = ()) -> tuple[list[Fact], str]:
    """Facts that do not stand in the translation, and the translation with those that do blanked."""
    missing, left = _compared(text, translation, tuple(terms))
    return [*missing], left


@lru_cache(maxsize=64)  # two answers are weighed by what they lost and by what they added
def _compared(text: str, translation: str, terms: tuple[Span, ...]) -> tuple[tuple[Fact, ...], str]:
    left = translation
    out = []
    english = {match.start(): match for match in NAME.finditer(translation) if _known(match[0])}
    for fact in sorted(facts(text, terms), key=lambda fact: -len(fact.target)):
        place = _standing(fact.target, left) or _in_english(fact, left, english)
        if place:
            left = _without(left, place)
        else:
            out.append(fact)
    return tuple(sorted(out, key=lambda fact: fact.source)), left


def _known(name: str) -> bool:
    """Whether English text has each part of a name."""
    return all(map(load().is_target, name.casefold().split("-")))


def _in_english(fact: Fact, text: str, english: Mapping[int, re.Match[str]]) -> Span | None:
    """Where a fact stands in another form that is English: `two`, `10th`, `Feb. 5`, `November-February`.

    `english` are the names of the text that English knows, by their places; one alike is only looked for among all
    names where it might be one of them.
    """
    target = fact.target
    if fact.kind == "date":
        return find_date(target, text)
    if fact.kind == "verbatim":
        start = text.find(target)
        return None if start < 0 else Span(start, start + len(target))
    lower = text.lower()[: len(text)]
    if fact.kind == "number":
        other = next((place for other in fact.others if (place := _standing(other, lower))), None)
        if other:
            return other
        spelt = _standing(_SPELT[target], lower) if target in _SPELT else None
        ordinal = re.search(rf"(?<![\w.,]){target}(?:st|nd|rd|th)\b", text) if len(target) <= 2 else None
        return spelt or (Span(*ordinal.span()) if ordinal else None)
    other = next((place for form in fact.others if (place := _standing(form, text))), None)
    if other or fact.kind != "name" or not _alike(target, english.values()):
        return other
    place = _alike(target, NAME.finditer(text))
    return place if place and place.start in english and place.of(text) == english[place.start][0] else None


def _misspelt(fact: Fact, text: str) -> Span | None:
    """Where a lost fact stands, by its look: a number by its digits, a date in figures, an address, nearly the name."""
    match fact.kind:
        case "number":
            return _same_digits(fact.target, text) or _like_digits(fact.target, text)
        case "date":
            return find_figures(text)
        case "verbatim":
            return _like_code(fact.target, text)
    return _alike(fact.target, NAME.finditer(text))


def _same_digits(number: str, text: str) -> Span | None:
    """Where the digits of a number stand, however they are separated."""
    digits = _digits(number)
    return next(
        (Span(*m.span()) for m in _COUNTED.finditer(text) if digits and _digits(m.group()) == digits), None
    )


def _like_digits(number: str, text: str) -> Span | None:
    """Where most of the digits of a long number stand: `204.807.22` for 204,807,222."""
    wanted = _digits(number)
    if len(wanted) < _LONG_NUMBER:
        return None
    best, found = ALIKE_FIGURES, None
    for match in NUMBER.finditer(text):
        alike = SequenceMatcher(None, wanted, _digits(match.group())).ratio()
        if alike >= best:
            best, found = alike, Span(*match.span())
    return found


def _like_code(code: str, text: str) -> Span | None:
    """What stands in the translation in place of an address or a code: the run of characters most like it."""
    best, found = ALIKE_CODES, None
    for match in _CHUNK.finditer(text) if " " not in code else ():
        alike = SequenceMatcher(None, code, match.group()).ratio()
        if alike > best:
            best, found = alike, Span(*match.span())
    return found


def _digits(number: str) -> str:
    """`01.15` as `115`."""
    return "".join(filter(str.isdecimal, number)).lstrip("0")


def _alike(name: str, words: Iterable[re.Match[str]]) -> Span | None:
    """The word that is spelt nearly as `name` is, of several the most alike."""
    best, found = ALIKE, None
    for match in words if " " not in name else ():
        if match[0][0] != name[0]:
            continue
        compared = SequenceMatcher(None, name, match[0])
        # The bounds are cheap, and mostly enough.
        if min(compared.real_quick_ratio(), compared.quick_ratio()) < best:
            continue
        alike = compared.ratio()
        if alike >= best:
            best, found = alike, Span(*match.span())
    return found


def may_be(word: str, fact: Fact) -> bool:
    """Whether words of a translation may be that fact in another form: a figure, the same first letter, half a name."""
    if fact.kind in ("number", "date"):
        return any(map(str.isdigit, word))
    return word[:1] == fact.target[0] or not {*word.split()}.isdisjoint(fact.target.split())


def _standing(form: str, text: str) -> Span | None:
    """Where `form`, or its plural, stands as a word or a whole number."""
    start = text.find(form)
    while start >= 0:
        before, end = text[start - 1 : start], start + len(form)
        end += form[-1].isalpha() and text.startswith("s", end)
        after = text[end : end + 1]
        bound = before.isalnum() and not _CURRENCY.search(text[max(start - 4, 0) : start])
        inside = bound or after.isalnum() or before in tuple("_.,") or after == "_"
        if not inside and not (after in tuple(".,") and text[end + 1 : end + 2].isdecimal()):
            return Span(start, end)
        start = text.find(form, start + 1)
    return None


def _without(text: str, place: Span) -> str:
    return text[: place.start] + " " * len(place) + text[place.end :]


def settled(text: str, translation: str) -> tuple[str, str]:
    """Both without what stands on both sides as it should: what is no language, dates, hours in words, ordinals."""
    for item in verbatim(text):
        start = translation.find(item.target)
        if start >= 0:
            text = _without(text, item.source)
            translation = _without(translation, Span(start, start + len(item.target)))
    for span, date in [*dates_of(text)]:
        if place := find_date(date, translation):
            text, translation = _without(text, span), _without(translation, place)
    for own in amounts(text):
        places = (_standing(form, translation) for form in (own.target, *own.others))
        found = next((place for place in places if place), None)
        if found:
            text, translation = _without(text, own.source), _without(translation, found)
    return text, translation
