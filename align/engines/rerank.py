"""Which of the n best answers says what the source says, in English.

To the model's own score come two estimates, as in reranking n-best lists of statistical systems (Och et al. 2004, A
Smorgasbord of Features for Statistical Machine Translation): what the lexical table makes of both sides, as IBM model 1
does (how much of the source is said, and how much of the answer the source has said), and what the trigram model makes of
the answer. The weights were chosen on FLORES-200 dev and 400 sentences of news, that of the trigrams on FLORES-200 dev.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from align.lexical.links import renderings
from align.lexical.trigrams import load
from align.text.tokens import words

SAID, GROUNDED, FLUENT = 0.3, 0.1, 0.1  # weights, beside the mean log-probability of a token
SAME, LEAST = math.log(0.9), math.log(0.05)  # of a word on both sides; of one the table has nothing for
_SHORT = 3  # letters of what are mostly function words, in English


def best_of_each(several: Sequence[tuple[str, Sequence[str], Sequence[float]]]) -> list[int]:
    """The place of the best of at least one answer to each source, the earliest of equals.

    `several` are a source, its answers and the model's scores of them each; many at once take less time.
    """
    if not several:
        return []
    forms = [[list(map(str.casefold, words(answer))) for answer in answers] for _, answers, _ in several]
    fluent = iter(load().scores([own for each in forms for own in each]))
    out = []
    for (source, _, scores), each in zip(several, forms, strict=True):
        own = zip(scores, _evidence(source, each), strict=True)
        values = [score + evidence + FLUENT * next(fluent) for score, evidence in own]
        out.append(values.index(max(values)))
    return out


@lru_cache(maxsize=4096)
def _told(word: str) -> Mapping[str, float]:
    """Logarithm of what each English form says for the word; the word itself may stand on both sides."""
    evidence = {form: max(math.log(each), LEAST) for form, each in renderings(word).items() if each > 0}
    return {**evidence, word: SAME}


def _evidence(source: str, answers: Sequence[Sequence[str]]) -> list[float]:
    """How much of the source each answer says, and how much of the answer the source."""
    tables = [
        _told(word) for word in map(str.casefold, words(source)) if len(word) >= _SHORT and word[0].isalpha()
    ]
    said: dict[str, float] = {}
    for table in tables:
        for form, evidence in table.items():
            if evidence > said.get(form, LEAST):
                said[form] = evidence
    sets = [frozenset(forms) for forms in answers]
    common = frozenset.intersection(*sets)
    # Answers of one beam are alike: what all say is looked up once.
    anyway = [max((table[form] for form in table.keys() & common), default=LEAST) for table in tables]
    content = {
        form: said.get(form, LEAST)
        for form in frozenset().union(*sets)
        if len(form) > _SHORT and form[0].isalpha()
    }
    return [
        SAID * _mean(_covered(tables, anyway, own - common))
        + GROUNDED * _mean([content[form] for form in forms if form in content])
        for own, forms in zip(sets, answers, strict=True)
    ]


def _covered(
    tables: Sequence[Mapping[str, float]], anyway: Sequence[float], more: Collection[str]
) -> Sequence[float]:
    """What the forms an answer has besides make of each table."""
    if not more:
        return anyway
    return [
        max([least, *(table[form] for form in more if form in table)])
        for table, least in zip(tables, anyway, strict=True)
    ]


def _mean(logs: Sequence[float]) -> float:
    """0 of none."""
    return sum(logs) / max(len(logs), 1)
