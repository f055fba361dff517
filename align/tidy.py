"""What a model asked for a rendering leaves around it, made as a writer would leave it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from align.engines.base import Translation
from align.model import Span, TermUse
from align.splice import put, splice

_STOPS = re.compile(r"\.+(?=[\s\"'”’)]|$)")
_LOOSE_DASH = re.compile(r"(?<=\w)(?: –|– )(?=\w)")
_PLAIN_WORD = re.compile(r"[a-z]+(?![A-Z])")  # iPhone and pH keep their small letter


def tidy(sentence: str, answer: Translation, uses: Sequence[TermUse]) -> Translation:
    """The answer with articles, stops, dashes and the first letter around its renderings put right.

    `the` is not doubled, `a` follows the sound, the stop of an abbreviation ends the sentence too, a dash without
    spaces in the source has none, and a rendering that begins a sentence begins it with a capital.
    """
    for use in sorted(uses, key=lambda use: use.target or Span(0, 0), reverse=True):
        if use.target is not None:
            answer = _around(answer, use.target)
    if "–" in sentence and not re.search(r" –|– ", sentence):
        for match in reversed(list(_LOOSE_DASH.finditer(answer.text))):
            answer = splice(answer, Span(*match.span()), "–")
    word = _PLAIN_WORD.match(answer.text)
    starts = any(use.target and use.target.start == 0 for use in uses)
    if word and starts and sentence.lstrip("\"'“‘([ ")[:1].isupper():
        answer = splice(answer, Span(0, word.end()), word[0][0].upper() + word[0][1:])
    return answer


def _around(answer: Translation, place: Span) -> Translation:
    text = answer.text
    stops = _STOPS.match(text, place.end) if text[: place.end].endswith(".") else None
    if stops:
        answer = splice(answer, Span(*stops.span()), "")
    fitted = put(answer, place, place.of(text))
    return answer if fitted.text == answer.text else fitted
