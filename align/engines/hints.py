"""Words a model saw too seldom to know by heart, with the English it is told for them.

A table that counts is the better memory for rare words (Arthur, Neubig and Nakamura 2016, Incorporating Discrete
Translation Lexicons into Neural Machine Translation); `training/hints.py` makes it. The model learnt when to follow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from align.engines.base import Annotation
from align.errors import EngineError
from align.lexical import lexicon
from align.lexical.affixes import active
from align.lexical.trigrams import load
from align.model import Span
from glossary.inflection import asks_for_bare, is_manner

_WORD = re.compile(r"(?<![\w-])[a-z]{3,}(?![\w-])")  # in lower case: names are not looked up
FIRST = re.compile(r"\W*([A-Z][a-z]{3,})(?![\w-]| [A-Z])")  # of a sentence, where no name begins it
_SHORTEST = 2


def read_hints(path: Path) -> dict[str, str]:
    """Lines of `word<TAB>English`. Raises EngineError naming the file and the line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError(f"{path}: not readable ({error})") from error
    hints = dict(line.split("\t") for line in lines if line.count("\t") == 1)
    if len(hints) != len(lines):
        number = next(n for n, line in enumerate(lines, 1) if line.count("\t") != 1 or lines.count(line) > 1)
        raise EngineError(f"{path}:{number}: expected a word, a tab and its English, each word once")
    return hints


def find(hints: Mapping[str, str], text: str) -> list[Annotation]:
    """The hints for the sentence `text`, in order."""
    first = FIRST.match(text)
    places = [
        *([Span(*first.span(1))] if first else ()),
        *(Span(*match.span()) for match in _WORD.finditer(text)),
    ]
    found = ((place, _hint(hints, place.of(text).lower())) for place in places)
    return [Annotation(place, _suited(hint, text, place.start)) for place, hint in found if hint]


def _hint(hints: Mapping[str, str], word: str) -> str | None:
    """That of the word, of what the clitic -nya stands behind, or of the active that it is the passive of.

    `setidaknya`, at least, is a word of its own.
    """
    stem = word if word.startswith("se") else word.removesuffix("nya")
    return hints.get(word) or hints.get(stem) or (hints.get(active(stem)) if stem.startswith("di") else None)


def _suited(hint: str, text: str, start: int) -> str:
    """The hint, or its bare form where an active verb stands for what is `to deny` or `will deny`, or the adverb of an
    adjective behind `secara`.
    """
    if is_manner(text, start):
        return adverb(hint)
    past = text.startswith("me", start) and hint.endswith("ed") and not hint.endswith("eed")
    return bare(hint) if past and asks_for_bare(text, start) else hint


def adverb(adjective: str) -> str:
    """`recklessly` of `reckless`; the word itself where no adverb of it is known."""
    forms = (adjective + "ly", adjective + "ally", adjective[:-1] + "ily", adjective[:-1] + "y")
    ends = ("", "ic", "y", "le")
    return next(
        (
            form
            for form, end in zip(forms, ends, strict=True)
            if adjective.endswith(end) and lexicon.load().is_target(form)
        ),
        adjective,
    )


def bare(past: str) -> str:
    """The word itself where no verb is known that `past` could be of."""
    doubled = past[-4:-3] == past[-3:-2] and past[-3:-2] not in "ls"
    ends = (past[:-3] + "y",) if past.endswith("ied") else (past[:-1], past[:-2])
    forms = (past[:-3], *ends) if doubled else ends
    return next((form for form in forms if len(form) > _SHORTEST and form in load()), past)
