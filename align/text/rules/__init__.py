"""Languages as data: what `align.segment` and `align.text.clauses` know of each language, and nothing else.

A new language is one module holding one `Rules` instance, and one line in `_MODULES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import import_module

from align.errors import InputError

_MODULES = {"id": "align.text.rules.id", "en": "align.text.rules.en"}
LANGUAGES = tuple(_MODULES)


class Kind(Enum):
    """What an abbreviation's stop says about the sentence it stands in."""

    LEAD = "more text always follows"
    NUMBER = "an abbreviation only before a number; the same letters are an ordinary word"
    MIDDLE = "may end a sentence, but only before a word that typically starts one"
    FIRM = "ends a sentence before a capital, unless a name of two words follows"
    END = "often ends a sentence; ends it before any capital"


@dataclass(frozen=True, slots=True)
class Rules:
    """One language.

    Abbreviations are written without their last stop. One in lower case also matches capitalised and in
    capitals; one with a capital also matches in capitals. All other words are in lower case.
    """

    language: str
    version: int
    lead: frozenset[str]
    number: frozenset[str]
    middle: frozenset[str]
    firm: frozenset[str]
    end: frozenset[str]
    months: frozenset[str]
    """Short months, abbreviations only before a number like those of `number`."""
    zones: frozenset[str]
    """Time zones, in capitals."""
    starters: frozenset[str]
    """Words that typically start a sentence and are no names."""
    reporting: frozenset[str]
    """Verbs that follow quoted speech in the same sentence."""
    report_first: bool
    """Such a verb may come first and carry a capital ("Ayo." Ujar Budi)."""
    lettered: frozenset[str]
    """Nouns that a single letter belongs to (vitamin C, Plan B)."""
    headings: frozenset[str]
    """Nouns that a heading's number belongs to (BAB I. …, Table 2. …)."""
    unfinished: frozenset[str]
    """Words no sentence ends with, so that an ellipsis after one goes on."""
    conjunctions: frozenset[str]
    """Words that open a clause after a comma."""
    stopped_names: frozenset[str]
    """Names that hold a stop of their own (Yahoo!), as written."""
    small_names: frozenset[str]
    """Names that start a sentence in lower case."""

    @property
    def signature(self) -> str:
        """Names the language and the version of its rules, as `id-1`."""
        return f"{self.language}-{self.version}"


def vocabulary(*lists: str) -> frozenset[str]:
    """The words of lists written with white space between words."""
    return frozenset(word for written in lists for word in written.split())


def rules(language: str) -> Rules:
    """The rules of `language`; raises `InputError` naming the known ones."""
    if language not in _MODULES:
        raise InputError(f"unknown language {language!r}; known: {', '.join(LANGUAGES)}")
    found: Rules = import_module(_MODULES[language]).RULES
    return found


@cache
def abbreviations(language: str) -> dict[str, Kind]:
    """Every spelling of every abbreviation of `language`, without its last stop, and its kind."""
    data = rules(language)
    kinds = (
        (Kind.END, data.end),
        (Kind.FIRM, data.firm),
        (Kind.MIDDLE, data.middle),
        (Kind.NUMBER, data.number | data.months),
        (Kind.LEAD, data.lead),
    )
    return {spelling: kind for kind, words in kinds for word in words for spelling in _spellings(word)}


def _spellings(word: str) -> tuple[str, ...]:
    """As written; also capitalised if written small; in capitals unless those would read as initials."""
    letters = word.split(".")
    if len(letters) > 1 and all(len(letter) == 1 for letter in letters):
        return (word,)
    return word, word.upper(), word if word != word.lower() else word[:1].upper() + word[1:]
