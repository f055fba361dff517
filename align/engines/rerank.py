"""Which of the n best answers says what the source says, in English.

To the model's own score come two estimates, as in reranking n-best lists of statistical systems (Och et al. 2004, A
Smorgasbord of Features for Statistical Machine Translation): what the lexical table makes of both sides, as IBM model 1
does (how much of the source is said, and how much of the answer the source has said), and what the trigram model makes of
the answer. The weights were chosen on FLORES-200 dev and 400 sentences of news, that of the trigrams on FLORES-200 dev.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence

from align.ngrams import load
from align.tokens import words
from align.words import renderings

SAID, GROUNDED, FLUENT = 0.3, 0.1, 0.1  # weights, beside the mean log-probability of a token
SAME, LEAST = 0.9, 0.05  # evidence of a word that stands on both sides; of one the table has nothing for
_SHORT = 3  # letters of what are mostly function words, in English


def best(source: str, answers: Sequence[str], scores: Sequence[float]) -> int:
    """The place of the best of at least one answer, the earliest of equals; `scores` are the model's."""
    if len(answers) == 1:
        return 0
    own = [word for word in map(str.casefold, words(source)) if len(word) >= _SHORT and word[0].isalpha()]
    tables = [{**renderings(word), word: SAME} for word in own]
    said: dict[str, float] = {}
    for table in tables:
        for form, evidence in table.items():
            if evidence > said.get(form, 0.0):
                said[form] = evidence
    forms = [[form.casefold() for form in words(answer)] for answer in answers]
    fluent = load().scores(forms)
    values = [
        score + _evidence(tables, said, own) + FLUENT * log
        for score, own, log in zip(scores, forms, fluent, strict=True)
    ]
    return values.index(max(values))


def _evidence(tables: Collection[dict[str, float]], said: dict[str, float], forms: Sequence[str]) -> float:
    there = set(forms)
    covered = _mean(max((table[form] for form in table.keys() & there), default=0.0) for table in tables)
    grounded = _mean(said.get(form, 0.0) for form in forms if len(form) > _SHORT and form[0].isalpha())
    return SAID * covered + GROUNDED * grounded


def _mean(evidence: Iterable[float]) -> float:
    """Of the logarithms; 0 where there is nothing."""
    logs = [math.log(max(each, LEAST)) for each in evidence]
    return sum(logs) / max(len(logs), 1)
