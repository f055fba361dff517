"""Terms masked for engines that take no annotations, and the renderings put in for their stand-ins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from align.engines.base import Translation
from align.engines.masks import Masked, mask
from align.engines.splice import put
from align.model import Span
from glossary import Match

# A small word that has lost what it governs: the placeholder stood here and was moved.
_ORPHAN = re.compile(
    r"\b(?:the|an?|of|in|on|at|to|by|for|from|with|and|or|between|into|my|his|her|its|their|our|your)\s*(?:[.,;:!?\"”)]|$)|\s[.,;:](?=\s|$)",
    re.IGNORECASE,
)


def masked(sentence: str, matches: Sequence[Match]) -> Masked:
    """The sentence with a stand-in for each match."""
    return mask(sentence, [Span(match.start, match.end) for match in matches])


def unmask(sentence: str, answer: Translation, matches: Sequence[Match]) -> Translation | None:
    """The answer with renderings for stand-ins, its attention pointing into the sentence that was masked.

    None where one was dropped, came back in two places, was made up, or has left a gap where it belongs: nothing of such
    an answer can be trusted.
    """
    own = masked(sentence, matches)
    places = own.places(answer.text)
    if places is None or _ORPHAN.search(answer.text) or _huddled(answer.text, places, sentence, matches):
        return None
    answer = own.unmoved(answer)
    for place, match in sorted(zip(places, matches, strict=True), key=lambda pair: pair[0], reverse=True):
        answer = put(answer, place, match.rendering)
    return answer


def _huddled(text: str, places: Sequence[Span], sentence: str, matches: Sequence[Match]) -> bool:
    """Whether placeholders stand side by side in front though hardly any of the terms do in the sentence."""
    together = sum(not text[a.end : b.start].strip() for a, b in pairwise(sorted(places)))
    before = sum(len(sentence[a.end : b.start].split()) <= 1 for a, b in pairwise(matches))
    return together > before
