"""The first words of a translation: a number that the source writes in words begins no English sentence as a figure."""

from __future__ import annotations

import re

from align.facts.figures import figures, in_words
from align.model import Span
from align.terms.accounts import Rendered, rewritten

_FIGURE = re.compile(r"[\"“‘'(]*([1-9]\d)(?=[ -][A-Za-z])")


def opened(sentence: str, rendered: Rendered) -> Rendered:
    """The same with `Fifteen people` for `15 people` where the source has `Lima belas orang`."""
    match = _FIGURE.match(rendered.translation.text)
    if match is None or match[1] not in (figure.target for figure in figures(sentence)):
        return rendered
    return rewritten(rendered, Span(*match.span(1)), in_words(int(match[1])).capitalize())
