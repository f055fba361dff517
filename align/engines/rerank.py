"""Which of the n best answers says what the source says, in English.

To the model's own score come two estimates, as in reranking n-best lists of statistical systems (Och et al. 2004, A
Smorgasbord of Features for Statistical Machine Translation): what the lexical table makes of both sides, as IBM model 1
does (how much of the source is said, and how much of the answer the source has said), and what the trigram model makes of
the answer. The weights were chosen on FLORES-200 dev and 400 sentences of news, that of the trigrams on FLORES-200 dev.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from align.ngrams import load
from align.tokens import words
from align.words import renderings

SAID, GROUNDED, FLUENT = 0.3, 0.1, 0.1  # weights, beside the mean log-probability of a token
SAME, LEAST = math.log(0.9), math.log(0.05)  # of a word on both sides; of one the table has nothing for
_SHORT = 3  # letters of what are mostly function words, in English


def best(source: str, answers: Sequence[str], scores: Sequence[float]) -> int:
    """The place of the best of at least one answer, the earliest of equals; `scores` are the model's."""
    if len(answers) == 1:
        return 0
    tables = [
        _told(word) for word in map(str.casefold, words(source)) if len(word) >= _SHORT and word[0].isalpha()
    ]
    said: dict[str, float] = {}
    for table in tables:
        for form, evidence in table.items():
            if evidence > said.get(form, LEAST):
                said[form] = evidence
    forms = [[form.casefold() for form in words(answer)] for answer in answers]
    fluent = load().scores(forms)
    values = [
        score + _evidence(tables, said, own) + FLUENT * log
        for score, own, log in zip(scores, forms, fluent, strict=True)
    ]
    return values.index(max(values))


@lru_cache(maxsize=4096)
def _told(word: str) -> Mapping[str, float]:
    """Logarithm of what each English form says for the word; the word itself may stand on both sides."""
    evidence = {form: max(math.log(each), LEAST) for form, each in renderings(word).items() if each > 0}
    return {**evidence, word: SAME}


def _evidence(
    tables: Sequence[Mapping[str, float]], said: Mapping[str, float], forms: Sequence[str]
) -> float:
    there = set(forms)
    covered = _mean(max((table[form] for form in table.keys() & there), default=LEAST) for table in tables)
    grounded = _mean(said.get(form, LEAST) for form in forms if len(form) > _SHORT and form[0].isalpha())
    return SAID * covered + GROUNDED * grounded


def _mean(logs: Iterable[float]) -> float:
    """0 of none."""
    found = list(logs)
    return sum(found) / max(len(found), 1)
