"""How doubtful a word is that only one side says, and what to tell a reader of it.

A translator who writes freely leaves out and adds at will, a machine hardly ever: so what one side alone says counts by how
free the document is as a whole, its freedom: the surprise of English words without a source, by the word. The chance that
a translator would mark a serious error there is a logistic regression on that, on what the words weigh, and on whether
others beside them are lost too; its weights were fitted on sentences with their errors marked (docs/checks.md).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.checks.base import Remark
from align.checks.suspects import Reading, Word, read
from align.lexical.lexicon import load
from align.lexical.stems import FUNCTION
from align.model import Pair, Span

MACHINE = 0.065  # the freedom of a machine, at most; people who translate news have 0.07 to 0.3
_PRIOR, _PRIOR_WORDS = 0.08, 60  # what a short document is held to be, and what weight that has
_FREE = 0.13  # from which no word could come near to being a finding
_SAMPLE = 80
_NEAR = 2.5  # words around the place where the other side would have it
_BESIDE = 2
_LEAST = 0.9  # surprise below which a word is no suspect
WARN = 0.3  # the chance from which a doubt is a finding
_MOST = 3  # findings of a sentence, the most probable ones
_PERHAPS = 0.1
# Intercept; surprise, that of what stands in its place, whether anything does, what is lost beside it, what the other side
# has elsewhere without it, log of the document's freedom.
UNSAID = (-14.846, 0.273, 0.067, -0.044, 0.007, -1.6, -4.951)
UNSOURCED = (-10.427, 0.007, 0.0, 0.0, -0.006, 0.493, -3.097)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word of the source that nothing says, one of the English that nothing gave, or both at one place; and the chance
    that it is a serious error.
    """

    source: Word | None
    target: Word | None
    features: tuple[float, ...]
    chance: float


def freedom(pairs: Sequence[tuple[str, str]]) -> float:
    """How freely a document is translated: surprise of English words without a source, in nats by the word.

    Read from a sample of at most `_SAMPLE` pairs, spread over the document.
    """
    surprise, words = _PRIOR * _PRIOR_WORDS, float(_PRIOR_WORDS)
    for source, target in pairs[:: -(-len(pairs) // _SAMPLE) or 1]:
        reading = read(source, target)
        surprise += sum(word.surprise for word in reading.unsourced)
        words += reading.target_words
    return surprise / words


@lru_cache(maxsize=64)
def doubts(source: str, target: str, free: float = MACHINE) -> tuple[Doubt, ...]:
    """Doubts of a pair in a document as free as that, the most probable first; none in one that is free."""
    if free >= _FREE:
        return ()
    reading = read(source, target)
    unsaid = [word for word in reading.unsaid if word.surprise >= _LEAST]
    unsourced = [word for word in reading.unsourced if word.surprise >= _LEAST]
    totals = [sum(word.surprise for word in words) for words in (unsaid, unsourced)]
    found, taken = [], set()
    for word in unsaid:
        near = _within(unsourced, word.expected, _NEAR)
        partner = max(near, key=lambda one: one.surprise - abs(one.number - word.expected) / 3, default=None)
        taken |= {partner.number} if partner else set()
        found.append(_doubt(word, partner, unsaid, unsourced, totals[1], reading, free))
    found += [
        _doubt(None, word, unsourced, unsaid, totals[0], reading, free)
        for word in unsourced
        if word.number not in taken
    ]
    return tuple(sorted(found, key=lambda doubt: -doubt.chance))


def _within(words: Sequence[Word], place: float, reach: float) -> Sequence[Word]:
    """Those of `words`, in order, whose numbers lie that near to a place."""
    first = bisect_left(words, place - reach, key=lambda word: word.number)
    return words[first : bisect_right(words, place + reach, key=lambda word: word.number)]


def _doubt(
    word: Word | None,
    partner: Word | None,
    side: list[Word],
    other: list[Word],
    elsewhere: float,
    reading: Reading,
    free: float,
) -> Doubt:
    own = word or partner
    assert own is not None  # one of them is given
    there = max(elsewhere - sum(one.surprise for one in _within(other, own.expected, _NEAR)), 0.0)
    instead = partner if word else None
    features = (
        own.surprise,
        instead.surprise if instead else 0.0,
        float(instead is not None),
        sum(one.surprise for one in _within(side, own.number, _BESIDE) if one.number != own.number),
        there / max(reading.target_words if word else reading.source_words, 8),
        math.log(max(free, MACHINE)),
    )
    weights = UNSAID if word else UNSOURCED
    total = weights[0] + sum(w * f for w, f in zip(weights[1:], features, strict=True))
    return Doubt(word, partner, features, 1 / (1 + math.exp(-total)))


def unsaid(pair: Pair, free: float = MACHINE) -> Iterator[Remark]:
    """Words of the source that nothing in the English says, and what stands in their place."""
    for run in _runs([d for d in doubts(pair.source_text, pair.target_text, free) if d.source]):
        words = [doubt.source for doubt in run if doubt.source]
        place = Span(min(word.span.start for word in words), max(word.span.end for word in words))
        instead = max((d.target for d in run if d.target), key=lambda word: word.surprise, default=None)
        said = place.of(pair.source_text)
        perhaps = _perhaps(max(words, key=lambda word: word.surprise).text)
        if instead:
            message = f"`{said}` seems to have become `{instead.span.of(pair.target_text)}`{perhaps}."
        else:
            message = f"Nothing in the translation seems to say `{said}`{perhaps}."
        yield Remark(message, said.lower(), place, instead.span if instead else None)


def unsourced(pair: Pair, free: float = MACHINE) -> Iterator[Remark]:
    """Words of the English that nothing in the source can have given."""
    for doubt in doubts(pair.source_text, pair.target_text, free):
        if doubt.target and not doubt.source and doubt.chance >= WARN:
            word = doubt.target.span.of(pair.target_text)
            yield Remark(
                f"Nothing in the source seems to say `{word}`.", word.lower(), None, doubt.target.span
            )


def _runs(found: list[Doubt]) -> list[list[Doubt]]:
    """Doubts about neighbouring words of the source together, those that are probable enough; the worst ones."""
    runs: list[list[Doubt]] = []
    for doubt in sorted(found, key=lambda one: one.source.number if one.source else 0):
        if doubt.chance < WARN or doubt.source is None:
            continue
        last = runs[-1][-1].source if runs else None
        if last and doubt.source.number - last.number <= 1:
            runs[-1].append(doubt)
        else:
            runs.append([doubt])
    return sorted(runs, key=lambda run: -max(doubt.chance for doubt in run))[:_MOST]


def _perhaps(word: str) -> str:
    """What the dictionary says of a word: `, perhaps "victims"`."""
    known = [
        english for english, chance in load().translations(word)
        if chance >= _PERHAPS and english.isalpha() and english not in FUNCTION
    ][:2]  # fmt: skip
    return f"; it may mean {' or '.join(f'`{english}`' for english in known)}" if known else ""
