"""Headlines are translated as sentences, and labels as words: a model that learnt from sentences garbles capitals.

`PEMERINTAH TUNDA KENAIKAN TARIF` and `Pemerintah Tunda Kenaikan Tarif` are read as `Pemerintah tunda kenaikan tarif`,
`Pintu darurat` and `PINTU DARURAT` as `pintu darurat`, and the English gets their capitals, in a table cell by cell. Names
keep theirs: what the glossary knows is written as it says, what the lexical table does not translate stays. Compare Lita
et al. 2003, tRuEcasIng.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from align.engines.long import cells
from align.engines.splice import splice
from align.facts.dates import CALENDAR
from align.facts.persons import GIVEN, titled
from align.lexical.lexicon import load
from align.model import Span, TermUse
from align.terms.accounts import Rendered
from glossary import Glossary

_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED = 0.9  # of the letters
_LONG, _FEWEST, _COMMON = 4, 3, 2  # letters; words; words of no name that have a capital nevertheless
_LABEL = 4  # words of a label at most
_SMALL = frozenset(
    "yang dari dalam dengan pada untuk oleh atau serta bagi agar akan tentang antara hingga karena sebagai terhadap "
    "tanpa soal usai sejak secara kepada lewat saat jadi".split()
)
_SMALL_ENGLISH = frozenset(
    "a an the and or but nor of in on at to by for from with as into over vs via than that is".split()
)


class Capitals(Enum):
    """How a headline or a label is written."""

    ALL = 1
    EACH_WORD = 2
    FIRST = 3


def capitals(text: str, glossary: Glossary) -> Capitals | None:
    """The capitals of a headline or a label; None for a sentence, a name, an acronym and all that is not clearly one."""
    words = [match for match in _WORD.finditer(text) if len(match.group()) > 1]
    letters = "".join(word.group() for word in words)
    if words and sum(map(str.isupper, letters)) >= _SHOUTED * len(letters):
        return Capitals.ALL if (_common(words) if len(words) >= _FEWEST else _words(words)) else None
    if not words or text.rstrip().endswith("."):
        return None
    names = [(match.start, match.end) for match in glossary.match(text) if match.term.kind != "term"]
    label = _is_label(text, words, names)
    long = [word for word in words if len(word.group()) >= _LONG and word.group() not in _SMALL]
    if not long or not all(word.group()[0].isupper() for word in long):
        return Capitals.FIRST if label else None
    if label and len(long) < _FEWEST:
        return Capitals.EACH_WORD if len(long) > 1 else Capitals.FIRST
    common = sum(_translated(word.group()) and not _inside(word, names) for word in long[1:])
    return Capitals.EACH_WORD if common >= _COMMON and len(words) >= _FEWEST else None


def _common(words: Sequence[re.Match[str]]) -> bool:
    """Whether some words in capitals are no names."""
    return sum(_translated(word.group()) for word in words) >= min(_COMMON, len(words))


def _words(words: Sequence[re.Match[str]]) -> bool:
    """Whether a word or two in capitals are words and no acronym or name: `PINTU DARURAT`, not `KPK`."""
    return all(
        word.group().isupper() and len(word.group()) >= _LONG and _translated(word.group()) for word in words
    )


def _is_label(text: str, words: Sequence[re.Match[str]], names: Sequence[tuple[int, int]]) -> bool:
    """Whether a text is one to four words with a capital, none of them in a name."""
    names = [*names, *((own.source.start, own.source.end) for own in titled(text))]
    return (
        len(words) <= _LABEL
        and words[0].group()[0].isupper()
        and not any(map(str.isdigit, text))
        and _translated(words[0].group())
        and all(
            word.group().isupper()
            or (_translated(word.group()) and word.group() not in GIVEN and not _inside(word, names))
            for word in words
        )
    )


def _inside(word: re.Match[str], places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= word.start() < end for start, end in places)


def as_sentence(text: str, glossary: Glossary) -> str:
    """`text`, or the headline or label it is with the capitals of a sentence, cell by cell; the length stays."""
    out = list(text)
    for cell in cells(text):
        out[cell.start : cell.end] = _sentence(cell.of(text), glossary)
    return "".join(out)


def _sentence(text: str, glossary: Glossary) -> str:
    how = capitals(text, glossary)
    if how is None:
        return text
    out = list(text)
    words = list(_WORD.finditer(text))
    for number, word in enumerate(words):
        headline = number == 0 and len(words) > _LABEL
        out[slice(*word.span())] = _written(word.group(), first=headline, shouted=how is Capitals.ALL)
    for match in glossary.match(text):
        inside = text[match.start : match.end]
        spelling = next((s for s in match.term.spellings if s.casefold() == inside.casefold()), None)
        if spelling and len(spelling) == len(inside) and match.term.kind != "term":
            out[match.start : match.end] = spelling
    return "".join(out)


def _written(word: str, *, first: bool, shouted: bool) -> str:
    """A word of a headline as a sentence has it."""
    small = word.lower()
    if len(small) != len(word) or small in _SMALL:
        return small if len(small) == len(word) else word
    if word.isupper() and (not shouted or not (_translated(word) or len(word) > _LONG)):
        return word  # an acronym
    if small in CALENDAR or not _translated(word) or first:
        return word[0] + small[1:]
    return small


def _translated(word: str) -> bool:
    """Whether the lexical table turns the word into another: names stay what they are."""
    small = word.lower()
    found = load().translations(small)
    return bool(found) and found[0][0] != small


def dressed(text: str, rendered: Rendered, glossary: Glossary) -> Rendered:
    """The translation of a headline or label with its capitals and no stop, cell by cell; else the same object."""
    own, english = cells(text), cells(rendered.translation.text)
    if len(own) != len(english):
        return rendered
    for cell, place in zip(reversed(own), reversed(english), strict=True):
        how = capitals(cell.of(text), glossary)
        if how is not None:
            rendered = _dressed(rendered, place, how, stopped=not text[cell.end - 1].isalnum())
    return rendered


def _dressed(rendered: Rendered, place: Span, how: Capitals, *, stopped: bool) -> Rendered:
    answer = rendered.translation
    last = place.end - 1
    if answer.text[last] == "." and not stopped and not any(_holds(use, last) for use in rendered.uses):
        answer = splice(answer, Span(last, last + 1), "")
        place = Span(place.start, last)
    inside = place.of(answer.text)
    capital = (
        inside.upper()
        if how is Capitals.ALL
        else _title(inside)
        if how is Capitals.EACH_WORD
        else _first(inside)
    )
    if len(capital) == len(inside):
        answer = replace(answer, text=answer.text[: place.start] + capital + answer.text[place.end :])
    return replace(rendered, translation=answer)


def _first(text: str) -> str:
    """The first word with a capital, also behind a symbol or a quotation mark."""
    word = _WORD.search(text)
    return text if word is None else text[: word.start()] + word[0][0].upper() + text[word.start() + 1 :]


def _holds(use: TermUse, place: int) -> bool:
    return use.target is not None and use.target.end > place


def _title(text: str) -> str:
    """Each word with a capital but for the small ones; what has capitals keeps them."""

    def write(match: re.Match[str]) -> str:
        word = match.group()
        inner = match.start() > 0 and text[match.start() - 1] in "'’"
        return word if inner or (match.start() and word in _SMALL_ENGLISH) else word[0].upper() + word[1:]

    return _WORD.sub(write, text)
