"""Terms masked by placeholders for engines that take no annotations, and placeholders read back from the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from align.engines.base import Translation
from align.engines.splice import put
from align.model import Span
from glossary import Match


def placeholder(number: int) -> str:
    """A stand-in that models tend to copy: three capitals, like an acronym."""
    return f"XQ{chr(ord('A') + number % 26)}" + ("" if number < 26 else str(number // 26))


_MARK = re.compile(r"(?<!\w)X[ -]?Q[ -]?([A-Z]\d*)(?:[ ,-]+X[ -]?Q[ -]?\1)*(?!\w)", re.IGNORECASE)

# A small word that has lost what it governs: the placeholder stood here and was moved.
_ORPHAN = re.compile(
    r"\b(?:the|an?|of|in|on|at|to|by|for|from|with|and|or|between|into|my|his|her|its|their|our|your)\s*(?:[.,;:!?\"”)]|$)|\s[.,;:](?=\s|$)",
    re.IGNORECASE,
)


def mask(sentence: str, matches: Sequence[Match]) -> str:
    """The sentence with a placeholder for each match."""
    out, end = "", 0
    for number, match in enumerate(matches):
        out += sentence[end : match.start] + placeholder(number)
        end = match.end
    return out + sentence[end:]


def unmask(sentence: str, answer: Translation, matches: Sequence[Match]) -> Translation | None:
    """The answer with renderings for placeholders, its attention pointing into the sentence that was masked.

    A placeholder in other case, taken apart (`X QA`) or doubled on the spot is still itself. None where one was
    dropped, came back in two places, was made up, or has left a gap where it belongs: nothing of such an answer can
    be trusted.
    """
    found = {match.span(): match[1].upper() for match in _MARK.finditer(answer.text)}
    wanted = [placeholder(number).removeprefix("XQ") for number in range(len(matches))]
    if sorted(found.values()) != sorted(wanted):
        return None
    if _ORPHAN.search(answer.text) or _huddled(answer.text, sorted(found), sentence, matches):
        return None
    answer = _unmoved(answer, matches)
    for (start, end), name in sorted(found.items(), reverse=True):
        answer = put(answer, Span(start, end), matches[wanted.index(name)].rendering)
    return answer


def _huddled(text: str, marks: Sequence[tuple[int, int]], sentence: str, matches: Sequence[Match]) -> bool:
    """Whether placeholders stand side by side in front though hardly any of the terms do in the sentence."""
    together = sum(not text[a[1] : b[0]].strip() for a, b in pairwise(marks))
    before = sum(len(sentence[a.end : b.start].split()) <= 1 for a, b in pairwise(matches))
    return together > before


def _unmoved(answer: Translation, matches: Sequence[Match]) -> Translation:
    """The answer whose attention counts characters of the masked sentence, counted in the sentence itself."""
    attention = answer.attention
    if attention is None:
        return answer
    places: list[tuple[Span, Match]] = []
    shift = 0  # from the sentence to the masked one
    for number, match in enumerate(matches):
        start, size = match.start + shift, len(placeholder(number))
        places.append((Span(start, start + size), match))
        shift += size - (match.end - match.start)
    source = tuple(_back(span, places) for span in attention.source)
    return replace(answer, attention=replace(attention, source=source))


def _back(span: Span, places: Sequence[tuple[Span, Match]]) -> Span:
    shift = 0
    for place, match in places:
        if span.overlaps(place):
            return Span(match.start, match.end)
        if place.end <= span.start:
            shift = match.end - place.end
    return span.shift(shift)
