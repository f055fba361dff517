"""Headlines are translated as sentences: a model that learnt from sentences garbles capitals.

`PEMERINTAH TUNDA KENAIKAN TARIF` and `Pemerintah Tunda Kenaikan Tarif` are read as `Pemerintah tunda kenaikan tarif`, and
the English gets their capitals. Names keep theirs: what the glossary knows is written as it says, what the lexical table
does not translate stays. Compare Lita et al. 2003, tRuEcasIng.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from align.engines.splice import splice
from align.facts.dates import CALENDAR
from align.lexical.lexicon import load
from align.model import Span, TermUse
from align.terms.accounts import Rendered
from glossary import Glossary

_WORD = re.compile(r"[^\W\d_]+")
_SHOUTED = 0.9  # of the letters
_LONG, _FEWEST, _COMMON = 4, 3, 2  # letters; words; words of no name that have a capital nevertheless
_SMALL = frozenset(
    "yang dari dalam dengan pada untuk oleh atau serta bagi agar akan tentang antara hingga karena sebagai terhadap "
    "tanpa soal usai sejak secara kepada lewat saat jadi".split()
)
_SMALL_ENGLISH = frozenset(
    "a an the and or but nor of in on at to by for from with as into over vs via than that is".split()
)


class Capitals(Enum):
    """How a headline is written."""

    ALL = 1
    EACH_WORD = 2


def capitals(text: str, glossary: Glossary) -> Capitals | None:
    """The capitals of a headline; None for a sentence, a name, an acronym and all that is not clearly a headline."""
    words = [match for match in _WORD.finditer(text) if len(match.group()) > 1]
    if not words or (len(words) < _FEWEST and not _label(words)):
        return None
    letters = "".join(word.group() for word in words)
    if sum(map(str.isupper, letters)) >= _SHOUTED * len(letters):
        common = sum(_translated(word.group()) for word in words)
        return Capitals.ALL if common >= min(_COMMON, len(words)) else None
    long = [word for word in words if len(word.group()) >= _LONG and word.group() not in _SMALL]
    if text.rstrip().endswith(".") or not all(word.group()[0].isupper() for word in long):
        return None
    names = [(match.start, match.end) for match in glossary.match(text) if match.term.kind != "term"]
    common = sum(
        _translated(word.group()) and not any(a <= word.start() < b for a, b in names) for word in long[1:]
    )
    return Capitals.EACH_WORD if common >= _COMMON else None


def _label(words: Sequence[re.Match[str]]) -> bool:
    """Whether a word or two in capitals are words and no acronym or name: `PINTU DARURAT`, not `KPK`."""
    return all(
        word.group().isupper() and len(word.group()) >= _LONG and _translated(word.group()) for word in words
    )


def as_sentence(text: str, glossary: Glossary) -> str:
    """`text`, or the headline it is with the capitals of a sentence; the length stays."""
    how = capitals(text, glossary)
    if how is None:
        return text
    out = list(text)
    for number, word in enumerate(_WORD.finditer(text)):
        out[slice(*word.span())] = _written(word.group(), first=number == 0, shouted=how is Capitals.ALL)
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
    """The translation of the headline `text` with its capitals and no stop; of anything else the same object."""
    how = capitals(text, glossary)
    if how is None:
        return rendered
    answer = rendered.translation
    last = len(answer.text) - 1
    if (
        answer.text[-1:] == "."
        and text[-1:].isalnum()
        and not any(_holds(use, last) for use in rendered.uses)
    ):
        answer = splice(answer, Span(last, last + 1), "")
    capital = answer.text.upper() if how is Capitals.ALL else _title(answer.text)
    if len(capital) == len(answer.text):
        answer = replace(answer, text=capital)
    return replace(rendered, translation=answer)


def _holds(use: TermUse, place: int) -> bool:
    return use.target is not None and use.target.end > place


def _title(text: str) -> str:
    """Each word with a capital but for the small ones; what has capitals keeps them."""

    def write(match: re.Match[str]) -> str:
        word = match.group()
        inner = match.start() > 0 and text[match.start() - 1] in "'’"
        return word if inner or (match.start() and word in _SMALL_ENGLISH) else word[0].upper() + word[1:]

    return _WORD.sub(write, text)
