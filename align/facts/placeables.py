"""What a translation must carry over whatever it says: numbers and dates, as English writes them, what is no language
(`verbatim`), and names that no dictionary knows or that a title tells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from align.facts.amounts import amounts
from align.facts.dates import dates_of
from align.facts.figures import figures
from align.facts.persons import GIVEN, titled
from align.facts.verbatim import Placeable, verbatim
from align.lexical.anchors import canonical_number, english_number
from align.lexical.lexicon import load
from align.model import Span
from align.text.tokens import tokenize

Kind = Literal["number", "date", "verbatim", "name"]

TELLS = (
    r"(?:mengatakan|menyatakan|menambahkan|mengaku|mengungkapkan|menjelaskan|menegaskan|menyebut|menilai|menuturkan|"
    r"berkata|menyebutkan|memperingatkan|mengakui|mengingatkan)"
)
NAME = re.compile(r"[A-Z][\w’'-]*[a-z][\w’'-]*|[A-Z]{2,6}")
_KOREAN = re.compile(r"[A-Z][a-z]+-[a-z]+")  # a given name
KEPT = 0.3  # probability that a word stays as it is: a name that is a word too
NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_DECIMALS = re.compile(r",(\d{1,2})$")  # a comma and three digits may be English thousands
_THOUSAND = re.compile(r"\sribu\b")
_TELLS_THEN = re.compile(rf",? (?:juga |pun |lalu |kemudian |sendiri )?{TELLS}(?!\w)")
_NEIGHBOUR_BEFORE = re.compile(
    r"(?:[A-Z][\w’'-]*|(?<!\w)(?:di|ke|dari)|[.!?:][\"”’')]*) [\"“‘'(]*$|[\"“‘'(]$"
)
_NEIGHBOUR_AFTER = re.compile(r"[ -][A-Z\d]")
_PART = re.compile(r"\w\S*\w")
LIST = 8  # names in a row that are no sentence
_BETWEEN_NAMES = re.compile(r"[,;/] ?|,? (?:dan|serta|&) ?")
_AND = re.compile(r"(?<= )(?:dan|serta)(?= )")


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
    """Numbers, dates, what is no language, and unknown names of an Indonesian text, left to right.

    A name is a run of capitalised words of which the lexical table does not know one, and knows of the others that they
    may stay as they are: Budi in Budi Prasetyo; at the start of the text only before a verb of telling, where
    given names that are words as well count, too. Before a Korean given name the surname is one, whatever it means: Yang
    Moo-jin. What lies in `terms` is left out, for it is the glossary's business.
    """
    return [part for fact in _facts(text) for part in _outside(text, fact, terms)]


def listed(text: str) -> list[Placeable]:
    """Lists of at least `LIST` names with nothing between them but commas and `dan`, as English writes them."""
    runs: list[list[Span]] = []
    for fact in _facts(text):
        if fact.kind != "name" or fact.told:
            continue
        if runs and _BETWEEN_NAMES.fullmatch(text, runs[-1][-1].end, fact.source.start):
            runs[-1].append(fact.source)
        else:
            runs.append([fact.source])
    spans = [Span(run[0].start, run[-1].end) for run in runs if len(run) >= LIST]
    return [Placeable(span, _AND.sub("and", span.of(text)), "names") for span in spans]


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
    taken = bytearray(len(text))  # characters of which it stands fast what they are
    placeables = [Fact(item.source, item.target, "verbatim") for item in verbatim(text)]
    for fact in (*placeables, *(Fact(span, date, "date") for span, date in dates_of(text))):
        if not any(taken[fact.source.start : fact.source.end]):
            found.append(fact)
            _take(taken, fact.source)
    for own in sorted([*amounts(text), *titled(text)], key=lambda own: -len(own.source)):
        if not any(taken[own.source.start : own.source.end]):
            figure = any(map(str.isdigit, own.target))
            kind: Kind = "number" if figure else "name"
            found.append(Fact(own.source, own.target, kind, own.others, told=True))
            _take(taken, own.source)
    names: list[tuple[Span, bool]] = []  # whether it is surely one
    before: Span | None = None
    for place, word in enumerate(tokenize(text)):
        form = word.of(text)
        if any(taken[word.start : word.end]):
            continue
        if NUMBER.fullmatch(form):
            found.append(_number(text, word))
        elif NAME.fullmatch(form):
            known = dict(load().translations(form.casefold()))
            korean = not known and _KOREAN.fullmatch(form) and before and NAME.fullmatch(before.of(text))
            if korean and before and before not in (span for span, _ in names[-1:]):
                names.append((before, False))
            teller = not place and _TELLS_THEN.match(text, word.end)
            if form in GIVEN and (teller or (place and _alone(text, word))):
                found.append(Fact(word, form, "name", told=True))
            elif ((place or teller) and not known) or (
                known.get(form.casefold(), 0) > KEPT and not form.isupper()
            ):
                names.append((word, not known))
        before = word
    found += [Fact(span, span.of(text), "name") for span in _runs(text, names)]
    found += [
        Fact(own.source, own.target, "number", own.others, told=True)
        for own in figures(text)
        if not any(taken[own.source.start : own.source.end])
    ]
    return tuple(sorted(found, key=lambda fact: fact.source))


def _alone(text: str, word: Span) -> bool:
    """Whether a capital in the middle of a sentence is the word's own: no name of several words, no place."""
    before, after = text[: word.start], text[word.end :]
    first = re.fullmatch(r"\W*(\w+) ", before)
    opened = first is not None and bool(load().translations(first[1].casefold()))  # `Menurut Bintang`
    return (opened or not _NEIGHBOUR_BEFORE.search(before[-24:])) and not _NEIGHBOUR_AFTER.match(after[:24])


def _take(taken: bytearray, span: Span) -> None:
    taken[span.start : span.end] = b"\1" * len(span)


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
    plain, target = canonical_number(form, "id").removeprefix("#"), english_number(form)
    decimals = _DECIMALS.search(form)
    if ":" not in plain and decimals and decimals[1].endswith("0"):
        whole = target.partition(".")[0]
        return Fact(word, f"{whole}.{decimals[1]}", "number", (target,))
    thousands = target.isdecimal() and _THOUSAND.match(text, word.end)
    return Fact(word, target, "number", (f"{target},000",) if thousands else ())
