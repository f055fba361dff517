"""What a translation must carry over whatever it says: numbers, as English writes them, and names no dictionary knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from align.anchors import canonical_number
from align.lexicon import load
from align.model import Span
from align.numberwords import ENGLISH
from align.tokens import tokenize

_NAME = re.compile(r"[A-Z][\w’'-]*[a-z][\w’'-]*|[A-Z]{2,6}")
ALIKE = 0.8  # share of letters in order that two spellings of a name have in common
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_SPELT = {str(number): word for number, word in enumerate(ENGLISH, start=2)}


@dataclass(frozen=True, slots=True)
class Fact:
    """Characters of a source and what must stand in the translation for them."""

    source: Span
    target: str


def facts(text: str) -> list[Fact]:
    """Numbers and unknown names of an Indonesian text, left to right.

    A name is a run of capitalised words that the lexical table does not know, not at the start of the text.
    """
    return list(_facts(text))


@lru_cache(maxsize=1024)  # asked for again after every try to hold a sentence to them
def _facts(text: str) -> tuple[Fact, ...]:
    found: list[Fact] = []
    words = tokenize(text)
    names: list[Span] = []
    for place, word in enumerate(words):
        form = word.of(text)
        if _NUMBER.fullmatch(form):
            found.append(Fact(word, _english(form)))
        elif place and _NAME.fullmatch(form) and not load().translations(form.casefold()):
            names.append(word)
    found += [Fact(span, span.of(text)) for span in _runs(text, names)]
    return tuple(sorted(found, key=lambda fact: fact.source))


def _runs(text: str, names: list[Span]) -> list[Span]:
    """Neighbouring names as one."""
    out = names[:1]
    for before, after in pairwise(names):
        if text[before.end : after.start] == " ":
            out[-1] = Span(out[-1].start, after.end)
        else:
            out.append(after)
    return out


def _english(number: str) -> str:
    """`1.500.000` as `1,500,000`, `2,5` as `2.5`, `10.30` as `10:30`."""
    plain = canonical_number(number, "id").lstrip("#")
    if ":" in plain:
        return plain
    whole, point, fraction = plain.partition(".")
    grouped = f"{int(whole):,}" if whole.isdigit() and "." in number else whole
    return grouped + point + fraction


def lost(text: str, translation: str) -> list[Fact]:
    """Facts of `text` that do not stand in `translation`, each as often as in the source.

    Up to twelve a number may be spelt out, and a name may stand in the plural.
    """
    return _compared(text, translation)[0]


def left_over(text: str, translation: str) -> list[tuple[Span, str]]:
    """Lost facts that stand in `translation` in another spelling, last first: where, and how they should be spelt."""
    found = []
    missing, left = _compared(text, translation)
    for fact in missing:
        place = _same_digits(fact.target, left) if fact.target[0].isdecimal() else _nearly(fact.target, left)
        if place:
            found.append((place, fact.target))
            left = _without(left, place)
    return sorted(found, reverse=True)


def _compared(text: str, translation: str) -> tuple[list[Fact], str]:
    """Facts that do not stand in the translation, and the translation with those that do blanked."""
    left = translation
    out = []
    for fact in sorted(facts(text), key=lambda fact: -len(fact.target)):
        place = _standing(fact.target, left) or _in_english(fact.target, left)
        if place:
            left = _without(left, place)
        else:
            out.append(fact)
    return sorted(out, key=lambda fact: fact.source), left


def _in_english(target: str, text: str) -> Span | None:
    """Where a fact stands in another form that is English: `two`, `10th`, `November-February`."""
    if target[0].isdecimal():
        spelt = _standing(_SPELT[target], text.lower()[: len(text)]) if target in _SPELT else None
        ordinal = re.search(rf"(?<![\w.,]){target}(?:st|nd|rd|th)\b", text) if len(target) <= 2 else None
        return spelt or (Span(*ordinal.span()) if ordinal else None)
    place = _nearly(target, text)
    parts = place.of(text).casefold().split("-") if place else []
    return place if parts and all(map(load().is_target, parts)) else None


def _same_digits(number: str, text: str) -> Span | None:
    """Where the digits of a number stand, however they are separated."""
    digits = _digits(number)
    return next(
        (Span(*m.span()) for m in _NUMBER.finditer(text) if digits and _digits(m.group()) == digits), None
    )


def _digits(number: str) -> str:
    """`01.15` as `115`."""
    return "".join(filter(str.isdecimal, number)).lstrip("0")


def _nearly(name: str, text: str) -> Span | None:
    """The capitalised word that is spelt nearly as `name` is, of several the most alike."""
    best, found = ALIKE, None
    for match in _NAME.finditer(text) if " " not in name else ():
        alike = SequenceMatcher(None, name, match.group()).ratio() if match.group()[0] == name[0] else 0.0
        if alike >= best:
            best, found = alike, Span(*match.span())
    return found


def alike(word: str, target: str) -> bool:
    """Whether a word of a translation may be that fact in another form: a figure, or the same first letter."""
    return any(map(str.isdigit, word)) if target[0].isdigit() else word[:1] == target[0]


def _standing(form: str, text: str) -> Span | None:
    """Where `form`, or its plural, stands as a word or a whole number."""
    start = text.find(form)
    while start >= 0:
        before, end = text[start - 1 : start], start + len(form)
        end += form[-1].isalpha() and text.startswith("s", end)
        after = text[end : end + 1]
        inside = before.isalnum() or after.isalnum() or before in tuple("_.,") or after == "_"
        if not inside and not (after in tuple(".,") and text[end + 1 : end + 2].isdecimal()):
            return Span(start, end)
        start = text.find(form, start + 1)
    return None


def _without(text: str, place: Span) -> str:
    return text[: place.start] + " " * len(place) + text[place.end :]
