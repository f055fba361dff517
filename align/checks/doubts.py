"""How doubtful a word is that only one side says, and what to tell a reader of it.

A translator who writes freely leaves out and adds at will, a machine leaves out and hardly ever adds: so what one side
alone says counts by how free the document is as a whole (`freedom`). The chance that a translator would mark a serious
error there is a logistic regression on that, on what the words weigh, and on whether others beside them are lost too;
its weights were fitted on sentences with their errors marked, that of freedom on pairs of people too (docs/checks.md).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.checks.base import Remark
from align.checks.suspects import Reading, Word, read
from align.lexical.accounts import load as listed
from align.lexical.lexicon import load
from align.lexical.stems import FUNCTION
from align.model import Pair, Span

MACHINE = 0.0085  # the freedom of a machine, at most; people who translate news have 0.009 to 0.06
_PRIOR = (0.055, 0.043)  # what a short document is held to leave out and to add, by the word
_PRIOR_WORDS, _FADES = 400, 670  # what weight that has in words, and from how many on it has less and less
_FREE = 0.04  # from which no word could come near to being a finding
_SAMPLE = 200
_NEAR = 2.5  # words around the place where the other side would have it
_BESIDE = 2
_LEAST = 0.5  # surprise below which a word is no suspect
WARN = 0.35  # the chance from which a doubt is a finding
_MOST = 3  # findings of a sentence, the most probable ones
_PERHAPS = 0.1
# Intercept; surprise, that of what stands in its place, what is lost beside it, what the other side has elsewhere without
# it; whether a figure follows (`harga 257 ribu`: at 257,000), whether it has a capital, how sure the dictionary is of it,
# whether the accounts list it; log of the document's freedom.
UNSAID = (-24.566, 0.51, 0.5, 0.393, 0.0, -0.904, 0.91, -1.135, -0.797, -5.0)
UNSOURCED = (-25.516, 0.436, 0.0, 0.65, 1.955, 0.0, 0.0, 0.0, 0.0, -5.0)


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
    """How freely a document is translated: English words that nothing gave, by the word, times how many they are to one of
    the source that nothing says.

    Read from a sample of at most `_SAMPLE` pairs, spread over the document. One of few words is held to be free: by
    chance, twenty pairs that a person translated closely add no more than a machine does.
    """
    readings = [read(source, target) for source, target in pairs[:: -(-len(pairs) // _SAMPLE) or 1]]
    own = sum(reading.source_words for reading in readings)
    english = sum(reading.target_words for reading in readings)
    weight = _PRIOR_WORDS * min(_FADES / max(english, 1), 1.0)
    left = sum(len(reading.unsaid) for reading in readings) + weight * _PRIOR[0]
    added = sum(len(reading.unsourced) for reading in readings) + weight * _PRIOR[1]
    return (added / (english + weight)) ** 2 / (left / (own + weight))


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
    known = load().translations(word.text) if word else []
    accounts = listed()
    features = (
        own.surprise,
        instead.surprise if instead else 0.0,
        sum(one.surprise for one in _within(side, own.number, _BESIDE) if one.number != own.number),
        there / max(reading.target_words if word else reading.source_words, 8),
        float(word is not None and word.before_figure),
        float(own.capital),
        known[0][1] if known else 0.0,
        float(word is not None and accounts is not None and word.text in accounts),
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
