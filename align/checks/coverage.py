"""Coverage: sentences of either side that nothing on the other accounts for, and halves that are left out.

Words are held against the dictionary by their first letters, so that inflections count. Free translations share
about half of their words with it, a sentence of another text hardly any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.lexical.lexicon import load
from align.model import Pair, Span
from align.text.tokens import tokenize

_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{4,}")
# No border behind an initial or a short title: `Daroel O. Aboebakar`, `Dr. Hasan`.
_BORDER = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)(?<!\b[A-Z][a-z]{2}\.)[\"”’)]*(\s+)(?=[\"“‘(]?[A-Z])"
)
_STEM = 5  # letters of a word that tell it from others
_ACCOUNTED = 0.15  # share of the words of a sentence; with no more, it says something else
_LEAST_WORDS = 5  # a sentence of fewer may be an idiom
_CHANCE = 0.02  # what the dictionary gives more seldom is noise
_SURE, _SMALL_WORD = 0.05, 3
_UNTOLD, _TOLD = 0.15, 0.5  # shares of the words of a half of the source that the translation has
_LEAST_TOLD = 6


def made_up(pair: Pair) -> Iterator[Remark]:
    """English sentences that say what no word of the source says."""
    if not pair.source_text.strip():
        return
    stems = [
        (span, {word[:_STEM] for word in _WORD.findall(span.of(pair.target_text).casefold())})
        for span in _sentences(pair.target_text)
    ]
    long = [(span, found) for span, found in stems if len(found) >= _LEAST_WORDS]
    for span in _unaccounted(long, _said(pair.source_text)) if long else ():
        yield Remark("Nothing in the source says what this sentence says.", "made-up", None, span)


def untold(pair: Pair) -> Iterator[Remark]:
    """Sentences of the source, where it has several, of which the translation says nothing."""
    if not pair.target_text.strip() or len(spans := _sentences(pair.source_text)) < 2:
        return
    said = {word[:_STEM] for word in _LETTERS.findall(pair.target_text.casefold())}
    for span in spans:
        if _nothing_told(_WORD.findall(span.of(pair.source_text).casefold()), said):
            yield Remark("The translation says nothing of this sentence.", "untold", span)


def _nothing_told(words: list[str], said: set[str]) -> bool:
    """Whether hardly any of the words that the dictionary knows, or that are kept, have a stem in `said`."""
    known = told = 0
    for word in words:
        here = word[:_STEM] in said
        known += here or word in load()
        told += here or any(
            english[:_STEM] in said
            for english, chance in load().translations(word)
            if chance >= _SURE and len(english) > _SMALL_WORD
        )
        if told > _ACCOUNTED * len(words):
            return False
    return known >= _LEAST_WORDS and told <= _ACCOUNTED * known


def _sentences(text: str) -> list[Span]:
    borders = [match.span(1) for match in _BORDER.finditer(text)]
    starts = [0, *(end for _, end in borders)]
    return [
        Span(start, end)
        for start, end in zip(starts, [*(start for start, _ in borders), len(text)], strict=True)
    ]


def _said(source: str) -> Iterator[set[str]]:
    """Stems of the source's own words, then of what the dictionary gives for each, long ones first: they say most."""
    words = {*_LETTERS.findall(source.casefold())}
    yield {word[:_STEM] for word in words}
    for word in sorted(words, key=len, reverse=True):
        yield {english[:_STEM] for english, chance in load().translations(word) if chance >= _CHANCE}


def _unaccounted(sentences: list[tuple[Span, set[str]]], said: Iterator[set[str]]) -> list[Span]:
    """Sentences of which no more than a share is said; reads no further than it needs to see that."""
    left = [(span, stems, (1 - _ACCOUNTED) * len(stems)) for span, stems in sentences]
    for stems in said:
        left = [(span, rest, least) for span, own, least in left if len(rest := own - stems) >= least]
        if not left:
            break
    return [span for span, _, _ in left]


def part_untold(source: str, target: str, *, ends: bool) -> bool:
    """Whether a half of the source is hardly told and the other is; or, with `ends`, three words in a row at an end."""
    told = _told(source, target)
    if len(told) < _LEAST_TOLD:
        return False
    middle = len(told) // 2
    halves = [sum(part) / len(part) for part in (told[:middle], told[middle:])]
    return (len(told) > _LEAST_TOLD and min(halves) <= _UNTOLD and max(halves) >= _TOLD) or (
        ends and not (any(told[:3]) and any(told[-3:]))
    )


def _told(source: str, target: str) -> list[bool]:
    """For each word of the source that the dictionary knows, or that is kept, whether its English is there."""
    said = {word.of(target).casefold() for word in tokenize(target)}
    told = []
    for word in re.findall(r"[^\W\d_]{4,}|\d[\d.,]*", source.casefold()):
        known = [
            english
            for english, chance in load().translations(word)
            if chance >= _SURE and len(english) > _SMALL_WORD
        ]
        if known or word in said:
            told.append(word in said or any(english in said for english in known))
    return told
