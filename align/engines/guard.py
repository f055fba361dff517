"""What gives a bad translation away without knowing the right one, and second tries for it.

Signs: nothing at all, a loop that the source does not have, length lost or invented, words the model itself
finds unlikely. Compare Raunak et al. 2021, The Curious Case of Hallucinations in NMT (arXiv 2104.06683).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import eq

import numpy as np

from align.engines.base import Request, Translation
from align.lexical.attention import Attention
from align.model import Span

Decode = Callable[[Sequence[Request]], list[Translation]]

EMPTY = ("empty",)
LONGEST_LOOP = 8  # words and marks
LEAST_RATIO, MOST_RATIO, SLACK = 0.3, 3.0, 20  # characters of output to source
LEAST_SCORE = -3.5  # mean natural log-probability of a token: the model wavers between 30 at every step
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|[.…]+|[-–—_*=]+|[^\w\s]")
_LETTER = re.compile(r"[^\W_]")


def guarded(batch: Sequence[Request], ways: Sequence[Decode]) -> list[Translation]:
    """Answers of the first way; what is wrong with them is tried again the next ways, and the best kept.

    Best is what is a translation at all, then has the fewest flags, the highest score, or came first. What is still wrong
    stands in `Translation.flags`; where there is no translation, the source stands in for it.
    """
    out = [flagged(request.text, answer) for request, answer in zip(batch, ways[0](batch), strict=True)]
    for way in ways[1:]:
        wrong = [place for place, answer in enumerate(out) if answer.flags]
        if not wrong:
            break
        for place, answer in zip(wrong, way([batch[place] for place in wrong]), strict=True):
            again = flagged(batch[place].text, answer)
            out[place] = max(out[place], again, key=lambda a: (a.flags != EMPTY, -len(a.flags), a.score))
    return [
        replace(copied(request.text), score=answer.score, flags=EMPTY) if answer.flags == EMPTY else answer
        for request, answer in zip(batch, out, strict=True)
    ]


def copied(text: str) -> Translation:
    """The text as its own translation."""
    attention = None
    if text:
        whole = (Span(0, len(text)),)
        attention = Attention(whole, whole, np.ones((1, 1), dtype=np.float32))
    return Translation(text, 0.0, attention)


def flags(source: str, target: str, score: float = 0.0) -> tuple[str, ...]:
    """Names of what is wrong: `empty` (no letter or digit), `repetition`, `length`, `unlikely`; or nothing."""
    if not _LETTER.search(target) and (_LETTER.search(source) or not target.strip()):
        return EMPTY
    found = []
    if loops(target) > loops(source):
        found.append("repetition")
    if not LEAST_RATIO * (len(source) - SLACK) <= len(target) <= MOST_RATIO * len(source) + SLACK:
        found.append("length")
    if score < LEAST_SCORE:
        found.append("unlikely")
    return tuple(found)


def flagged(source: str, answer: Translation) -> Translation:
    """The same with its flags."""
    return replace(answer, flags=flags(source, answer.text, answer.score))


def loops(text: str) -> int:
    """Most times in a row that up to eight words or marks repeat, at least 1; `...` is one mark.

    Twice over is still language where it is one word or two ("very very", "bye bye bye bye").
    """
    words = [word.casefold() for word in _TOKEN.findall(text)]
    worst = 1
    for size in range(1, LONGEST_LOOP + 1):
        if sum(map(eq, words, words[size:])) < size:
            continue
        run = 0
        for i in range(size, len(words)):
            run = run + 1 if words[i] == words[i - size] else 0
            times = run // size + 1
            if times > (2 if size <= 2 else 1):
                worst = max(worst, times)
    return worst
