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
from align.model import Span

_WORD = re.compile(r"(?<![\w-])[a-z]{4,}(?![\w-])")  # in lower case: names are not looked up
FIRST = re.compile(r"\W*([A-Z][a-z]{3,})(?![\w-]| [A-Z])")  # of a sentence, where no name begins it


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
    return [Annotation(place, hint) for place, hint in found if hint]


def _hint(hints: Mapping[str, str], word: str) -> str | None:
    """That of the word, or of what the clitic -nya stands behind; `setidaknya`, at least, is a word of its own."""
    return hints.get(word) or (None if word.startswith("se") else hints.get(word.removesuffix("nya")))
