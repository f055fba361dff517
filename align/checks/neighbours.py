"""Rows that slipped: a translation that is that of the sentence before or after.

In tables and lists two rows may change places, and each still looks like a translation. Of its own source such a row says
nothing, and of its neighbour's nearly everything.
"""

from __future__ import annotations

from collections.abc import Sequence

from align.checks.suspects import counts, told
from align.lexical.stems import FUNCTION
from align.model import Finding, Pair

NEIGHBOUR = "neighbour"
_LEAST, _ALL = 2, 0.75  # words that say something; share of them that the neighbour's translation says


def exchanged_rows(pairs: Sequence[Pair]) -> list[Finding]:
    """Of each bead that has the translation of the one beside it, a finding that says so."""
    out = []
    for number, pair in enumerate(pairs):
        if pair.bead.approved or not _untold(pair.source_text, pair.target_text):
            continue
        for other in (number - 1, number + 1):
            if 0 <= other < len(pairs) and _share(pair.source_text, pairs[other].target_text) >= _ALL:
                message = f"This seems to be the translation of another sentence; that of this one stands at {other + 1}."
                out.append(Finding(number, NEIGHBOUR, "warning", message, pair.source_span, pair.target_span))
                break
    return out


def _untold(source: str, target: str) -> bool:
    """Whether a source of a few words has none of them in its translation. A look at the first ones spares the rest."""
    return bool(source.strip() and target.strip()) and source != target and _share(source, target) == 0.0


def _share(source: str, target: str) -> float:
    """The share of the words of a source that say something and that the translation says; 1 of a source too short."""
    both = told(source, target)
    said = [
        any(both.theirs[place] not in FUNCTION for place in found)
        for word, found in zip(both.ours, both.places, strict=True)
        if counts(word)
    ]
    return sum(said) / len(said) if len(said) >= _LEAST else 0.5
