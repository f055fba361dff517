"""Where in a translation a term went that did not come out as it should: the words to put its rendering for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from align.engines.base import Translation
from align.engines.splice import LEAST, SHARE, shares
from align.lexical.links import words
from align.model import Span
from glossary import Term, find_renderings

_EDGE = re.compile(r"(?:the|an?|of|in|on|at|to|by|for|from|and|['’]s?|[^\w]+)", re.IGNORECASE)
_JOINT = re.compile(r"[ -]{0,2}(?:(?:of|for) (?:the )?)?")  # inside a name: House of Representatives

SURE, STRAY = 0.45, 0.2  # of a word's attention, where it is replaced unasked; where it is no reason to ask


def places(
    answer: Translation,
    sentence: str,
    term: Span,
    *,
    rivals: Sequence[Span],
    kept: Sequence[Span],
    guesses: Iterable[str],
) -> Iterator[Span]:
    """Places for a rendering of the source characters `term`, the surest first, none overlapping `kept`.

    `rivals` are the other terms of the sentence: a word that attends more to one of them is not offered. `guesses`
    are what else the term may have become: its own spelling, other people's renderings.
    """
    tied = _tied(answer, sentence, term, rivals)
    strong = [word for share, word in tied if share >= SHARE]
    run = _run(answer.text, [word for word in strong if _free(word, kept)])
    guessed = [place for place in _guessed(answer.text, guesses) if _free(place, kept)]
    # A guess that holds words tied to the term takes in what attention left out: South of South Korea.
    for guess in guessed:
        if any(guess.overlaps(word) for word in strong):
            yield run if run and run.start <= guess.start and guess.end <= run.end else guess
    if run is not None:
        yield run
    if not strong:
        yield from guessed
    weak = sorted((pair for pair in tied if _free(pair[1], kept)), key=lambda pair: -pair[0])
    for share, word in weak:
        place = _trimmed(answer.text, word)
        if share >= LEAST and place is not None:
            yield place
    yield from (word for share, word in weak[:1] if share)
    left = [pair for pair in shares(answer, term) if _free(pair[1], kept)]
    yield from [max(left, key=lambda pair: pair[0])[1]] if left else []


def certain(answer: Translation, term: Span, kept: Sequence[Span]) -> Span | None:
    """The words of the answer that attend to `term`, where they are neighbours, none of them only half; else None.

    Articles and the like do not count: their attention is anywhere.
    """
    tied = [
        (share, word)
        for share, word in shares(answer, term)
        if share >= STRAY and not _EDGE.fullmatch(word.of(answer.text))
    ]
    if not tied or any(share < SURE or not _free(word, kept) for share, word in tied):
        return None
    spans = [word for _, word in tied]
    if any(not _JOINT.fullmatch(answer.text, a.end, b.start) for a, b in pairwise(spans)):
        return None
    place = _trimmed(answer.text, Span(spans[0].start, spans[-1].end))
    return None if place and _unread_before(answer, place) else place


def _unread_before(answer: Translation, place: Span) -> bool:
    """Whether nothing is known of the word before `place`: it may belong to it, as South does to South Korea."""
    attention = answer.attention
    if attention is None:
        return False
    before = [
        span for span, row in zip(attention.target, attention.weights, strict=True)
        if span.end <= place.start and not answer.text[span.end : place.start].strip() and not row.any()
    ]  # fmt: skip
    return any(not _EDGE.fullmatch(span.of(answer.text)) for span in before)


def _tied(answer: Translation, sentence: str, term: Span, rivals: Sequence[Span]) -> list[tuple[float, Span]]:
    """Words of the answer, each with its share of the term; those that a rival has more of are left out."""
    if answer.attention is None:
        links = words(sentence, answer.text)
        return [(link.score + SHARE, link.target) for link in links if link.source.overlaps(term)]
    own = shares(answer, term)
    others = [{word: share for share, word in shares(answer, rival)} for rival in rivals]
    return [(share, word) for share, word in own if all(share > other.get(word, 0.0) for other in others)]


def _guessed(text: str, guesses: Iterable[str]) -> list[Span]:
    """Every guess where it stands, the earlier guesses first."""
    return [
        Span(start, end)
        for guess in guesses
        for start, end, _ in find_renderings(Term(guess, (guess,)), text)
    ]


def _run(text: str, spans: Sequence[Span]) -> Span | None:
    """The longest run of neighbouring spans as one, its edges trimmed."""
    best: Span | None = None
    current: Span | None = None
    for span in sorted(spans):
        near = current is not None and _JOINT.fullmatch(text, current.end, span.start)
        current = Span(current.start, span.end) if near and current else span
        if best is None or len(current) > len(best):
            best = current
    return best and _trimmed(text, best)


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without articles, prepositions and possessives at its edges; None where nothing else is in it."""
    parts = [match.span() for match in re.finditer(r"['’]s?(?!\w)|\w+(?:['’.-]\w+)*", span.of(text))]
    while parts and _EDGE.fullmatch(span.of(text)[slice(*parts[0])]):
        parts.pop(0)
    while parts and _EDGE.fullmatch(span.of(text)[slice(*parts[-1])]):
        parts.pop()
    return Span(span.start + parts[0][0], span.start + parts[-1][1]) if parts else None


def _free(span: Span, kept: Sequence[Span]) -> bool:
    return not any(span.overlaps(other) for other in kept)
