"""What a translation must carry over whatever it says: numbers and dates, as English writes them, addresses, and names
no dictionary knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from align.facts.dates import date_of, find_date, find_figures
from align.facts.figures import figures
from align.facts.numberwords import ENGLISH
from align.lexical.anchors import canonical_number
from align.lexical.lexicon import load
from align.model import Span
from align.text.tokens import tokenize

Kind = Literal["number", "date", "address", "name"]

TELLS = (
    r"(?:mengatakan|menyatakan|menambahkan|mengaku|mengungkapkan|menjelaskan|menegaskan|menyebut|menilai|menuturkan|"
    r"berkata|menyebutkan|memperingatkan|mengakui|mengingatkan)"
)
_NAME = re.compile(r"[A-Z][\w’'-]*[a-z][\w’'-]*|[A-Z]{2,6}")
_KOREAN = re.compile(r"[A-Z][a-z]+-[a-z]+")  # a given name
_ADDRESS = re.compile(r"(?:\w+://|www\.)\S+|\S+@\S+\.\w+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}(?:/\S*)?")
_LIKE_ADDRESS = re.compile(
    r"[^\s\"“”'’(),]*(?:@|://|www\.|\.(?:com|co|id|net|org|go|ac)\b)[^\s\"“”'’(),]*(?<![.,;:!?])"
)
ALIKE, ALIKE_FIGURES = 0.8, 0.7  # share of letters or digits in order that two spellings have in common
KEPT = 0.3  # probability that a word stays as it is: a name that is a word too
_LONG_NUMBER = 4  # digits: shorter ones are alike by chance
_CURRENCY = re.compile(r"(?:^|[^\w])(?:Rp|IDR|USD|EUR|KRW)$")  # written on to a number: `Rp16,850`
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_DECIMALS = re.compile(r",(\d{1,2})$")  # a comma and three digits may be English thousands
_THOUSAND = re.compile(r"\sribu\b")
# Given names that are words as well; what tells something is a person.
_GIVEN = frozenset(
    "Agung Ajeng Akbar Aji Amal Angin Bagus Bambang Bayu Bintang Budi Bulan Bunga Cahaya Cinta Citra Dewi Dharma "
    "Embun Fajar Firman Fitri Galih Gilang Gita Guntur Hidayat Ilham Iman Indah Intan Jaya Kartika Lestari Maya Mawar "
    "Mega Melati Mentari Mulya Mutiara Nur Pelangi Permata Puspa Putra Rahmat Ratna Rezeki Rizki Sakti Sari Satria "
    "Setia Sinar Slamet Sri Surya Taufik Teguh Tiara Tulus Untung Utami Wahyu Wangi Wulan Yudha".split()
)
_TELLS_THEN = re.compile(rf",? (?:juga |pun |lalu |kemudian |sendiri )?{TELLS}(?!\w)")
_PART = re.compile(r"\w\S*\w")
_SPELT = {str(number): word for number, word in enumerate(ENGLISH, start=2)}


@dataclass(frozen=True, slots=True)
class Fact:
    """Characters of a source and what must stand in the translation for them, or else one of `others`.

    `told` where a model had better be told at first: it would garble it.
    """

    source: Span
    target: str
    kind: Kind
    others: tuple[str, ...] = ()
    told: bool = False


def facts(text: str, terms: Sequence[Span] = ()) -> list[Fact]:
    """Numbers, dates, addresses and unknown names of an Indonesian text, left to right.

    A name is a run of capitalised words of which the lexical table does not know one, and knows of the others that they
    may stay as they are: Budi in Budi Prasetyo; at the start of the text only before a verb of telling, where
    given names that are words as well count, too. Before a Korean given name the surname is one, whatever it means: Yang
    Moo-jin. What lies in `terms` is left out, for it is the glossary's business.
    """
    return [part for fact in _facts(text) for part in _outside(text, fact, terms)]


def _outside(text: str, fact: Fact, terms: Sequence[Span]) -> list[Fact]:
    """The fact, or of a name that holds a term its other words."""
    if not any(fact.source.overlaps(term) for term in terms):
        return [fact]
    if fact.kind != "name":
        return []
    words = (Span(*match.span()) for match in _PART.finditer(text, fact.source.start, fact.source.end))
    free = [(word, True) for word in words if not any(word.overlaps(term) for term in terms)]
    return [Fact(span, span.of(text), "name") for span in _runs(text, free)]


@lru_cache(maxsize=1024)  # asked for again after every try to hold a sentence to them
def _facts(text: str) -> tuple[Fact, ...]:
    found: list[Fact] = []
    names: list[tuple[Span, bool]] = []  # whether it is surely one
    before: Span | None = None
    for place, word in enumerate(tokenize(text)):
        form = word.of(text)
        if _NUMBER.fullmatch(form):
            found.append(_number(text, word))
        elif form[0].isdigit() and (date := date_of(text, word)):
            found.append(Fact(word, date, "date"))
        elif "." in form and _ADDRESS.fullmatch(form):
            found.append(Fact(word, form, "address"))
        elif _NAME.fullmatch(form):
            known = dict(load().translations(form.casefold()))
            korean = not known and _KOREAN.fullmatch(form) and before and _NAME.fullmatch(before.of(text))
            if korean and before and before not in (span for span, _ in names[-1:]):
                names.append((before, False))
            teller = not place and _TELLS_THEN.match(text, word.end)
            if teller and form in _GIVEN:
                found.append(Fact(word, form, "name", told=True))
            elif ((place or teller) and not known) or (
                known.get(form.casefold(), 0) > KEPT and not form.isupper()
            ):
                names.append((word, not known))
        before = word
    found += [Fact(span, span.of(text), "name") for span in _runs(text, names)]
    found += [Fact(own.source, own.target, "number", own.others, told=True) for own in figures(text)]
    return tuple(sorted(found, key=lambda fact: fact.source))


def _runs(text: str, names: list[tuple[Span, bool]]) -> list[Span]:
    """Neighbouring names as one, where one of them is sure."""
    out: list[tuple[Span, bool]] = []
    for word, sure in names:
        if out and text[out[-1][0].end : word.start] == " ":
            out[-1] = (Span(out[-1][0].start, word.end), out[-1][1] or sure)
        else:
            out.append((word, sure))
    return [span for span, sure in out if sure]


def _number(text: str, word: Span) -> Fact:
    """A number, its zeros at the end kept: `97,80` is 97.80, for which 97.8 may stand; `60 ribu` is 60 or 60,000."""
    form = word.of(text)
    plain = canonical_number(form, "id").lstrip("#")
    target = _english(plain, grouped="." in form or ("," in form and plain.isdecimal()))
    decimals = _DECIMALS.search(form)
    if ":" not in plain and decimals and decimals[1].endswith("0"):
        whole = target.partition(".")[0]
        return Fact(word, f"{whole}.{decimals[1]}", "number", (target,))
    thousands = target.isdecimal() and _THOUSAND.match(text, word.end)
    return Fact(word, target, "number", (f"{target},000",) if thousands else ())


def _english(plain: str, *, grouped: bool) -> str:
    """`1500000` as `1,500,000` where the source groups its digits; `2.5` and `10:30` as they are."""
    if ":" in plain:
        return plain
    whole, point, fraction = plain.partition(".")
    return (f"{int(whole):,}" if whole.isdigit() and grouped else whole) + point + fraction


def lost(text: str, translation: str, terms: Sequence[Span] = ()) -> list[Fact]:
    """Facts of `text` outside `terms` that do not stand in `translation`, each as often as in the source.

    Up to twelve a number may be spelt out, a name may stand in the plural, a date as English writes dates.
    """
    return _compared(text, translation, terms)[0]


def left_over(text: str, translation: str, terms: Sequence[Span] = ()) -> list[tuple[Span, str]]:
    """Lost facts that stand in `translation` in another spelling, last first: where, and how they should be spelt."""
    found = []
    missing, left = _compared(text, translation, terms)
    for fact in missing:
        place = _misspelt(fact, left)
        if place:
            found.append((place, fact.target))
            left = _without(left, place)
    return sorted(found, reverse=True)


def _compared(text: str, translation: str, terms: Sequence[Span]) -> tuple[list[Fact], str]:
    """Facts that do not stand in the translation, and the translation with those that do blanked."""
    left = translation
    out = []
    for fact in sorted(facts(text, terms), key=lambda fact: -len(fact.target)):
        place = _standing(fact.target, left) or _in_english(fact, left)
        if place:
            left = _without(left, place)
        else:
            out.append(fact)
    return sorted(out, key=lambda fact: fact.source), left


def _in_english(fact: Fact, text: str) -> Span | None:
    """Where a fact stands in another form that is English: `two`, `10th`, `Feb. 5`, `November-February`."""
    target = fact.target
    if fact.kind == "date":
        return find_date(target, text)
    lower = text.lower()[: len(text)]
    if fact.kind == "number":
        other = next((place for other in fact.others if (place := _standing(other, lower))), None)
        if other:
            return other
        spelt = _standing(_SPELT[target], lower) if target in _SPELT else None
        ordinal = re.search(rf"(?<![\w.,]){target}(?:st|nd|rd|th)\b", text) if len(target) <= 2 else None
        return spelt or (Span(*ordinal.span()) if ordinal else None)
    place = _alike(target, _NAME.finditer(text)) if fact.kind == "name" else None
    parts = place.of(text).casefold().split("-") if place else []
    return place if parts and all(map(load().is_target, parts)) else None


def _misspelt(fact: Fact, text: str) -> Span | None:
    """Where a lost fact stands, by its look: a number by its digits, a date in figures, an address, nearly the name."""
    match fact.kind:
        case "number":
            return _same_digits(fact.target, text) or _like_digits(fact.target, text)
        case "date":
            return find_figures(text)
        case "address":
            found = list(_LIKE_ADDRESS.finditer(text))
            best = max(
                found, key=lambda m: SequenceMatcher(None, fact.target, m.group()).ratio(), default=None
            )
            return Span(*best.span()) if best else None
    return _alike(fact.target, _NAME.finditer(text))


def _same_digits(number: str, text: str) -> Span | None:
    """Where the digits of a number stand, however they are separated."""
    digits = _digits(number)
    return next(
        (Span(*m.span()) for m in _NUMBER.finditer(text) if digits and _digits(m.group()) == digits), None
    )


def _like_digits(number: str, text: str) -> Span | None:
    """Where most of the digits of a long number stand: `204.807.22` for 204,807,222."""
    wanted = _digits(number)
    if len(wanted) < _LONG_NUMBER:
        return None
    best, found = ALIKE_FIGURES, None
    for match in _NUMBER.finditer(text):
        alike = SequenceMatcher(None, wanted, _digits(match.group())).ratio()
        if alike >= best:
            best, found = alike, Span(*match.span())
    return found


def _digits(number: str) -> str:
    """`01.15` as `115`."""
    return "".join(filter(str.isdecimal, number)).lstrip("0")


def _alike(name: str, words: Iterable[re.Match[str]]) -> Span | None:
    """The word that is spelt nearly as `name` is, of several the most alike."""
    best, found = ALIKE, None
    for match in words if " " not in name else ():
        alike = SequenceMatcher(None, name, match.group()).ratio() if match.group()[0] == name[0] else 0.0
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
