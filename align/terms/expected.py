"""Which terms a model may be trusted to render by itself, so that it need not be told of them.

A term it is told of costs pieces, and takes from the model a choice it makes well; one it is not told of and gets wrong
costs a second translation. The lexical table, learnt from the text the embedded model is trained on, tells them apart.
"""

from __future__ import annotations

from align.lexical.lexicon import load
from glossary import Match

LEAST = 0.25  # P(word of a rendering | word of the term), of every word
_JOINING = frozenset("of the for and on in".split())


def expected(match: Match) -> bool:
    """Whether the table gives every word of an accepted rendering for some word of the term.

    Not of an acronym that stays as it is: the model may read another in it, as DPR, the parliament, in DPRK.
    """
    if match.surface.isupper() and match.surface in match.term.targets:
        return False
    table: dict[str, float] = {}
    for word in match.surface.casefold().split():
        for form, probability in load().translations(word):
            table[form] = max(probability, table.get(form, 0.0))
    return any(_given(rendering, table) for rendering in match.term.targets)


def _given(rendering: str, table: dict[str, float]) -> bool:
    words = [word for word in rendering.casefold().replace("-", " ").split() if word not in _JOINING]
    return bool(words) and all(table.get(word, 0.0) >= LEAST for word in words)
