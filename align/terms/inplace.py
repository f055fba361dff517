"""What is plain to see in a translation, put right without asking the model again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from align.engines.splice import put, shares, spliced
from align.facts.carried import ALIKE, compared, left_over, may_be
from align.facts.placeables import Fact
from align.lexical.trigrams import load as english
from align.model import Span
from align.terms.accounts import Rendered, Task, account, cost, kept
from align.terms.locate import certain
from glossary import Term, find_renderings

COINED = 0.6  # of the attention of a word to fall on the name it was made up for


def in_place(task: Task) -> Rendered:
    """The source's own spelling, slips in a rendering, words that attend to a missed term or a lost fact alone, figures
    written otherwise.
    """
    return _facts_in_place(task, _terms_in_place(task))


def _terms_in_place(task: Task) -> Rendered:
    now = task.now
    for number in sorted(range(len(task.matches)), key=lambda n: -len(task.matches[n].surface)):
        if now.uses[number].honoured:
            continue
        match, answer, taken = task.matches[number], now.translation, kept(now)
        own = find_renderings(Term(match.spelt, (match.spelt,)), answer.text)
        spelt = [*(Span(start, end) for start, end, _ in own), *_nearly(match.rendering, answer.text)]
        place = next((span for span in spelt if not any(span.overlaps(other) for other in taken)), None)
        if place is None:
            place = certain(answer, Span(match.start, match.end), taken)
            if place is None or _words(place.of(answer.text)) > _words(match.rendering) + 1:
                continue
        tried = account(task.matches, put(answer, place, match.rendering), "replaced", now.uses)
        now = tried if tried.missed < now.missed else now
    return now


def _nearly(rendering: str, text: str) -> Iterator[Span]:
    """Where a rendering of several words stands with a slip of a few letters: `General Asmbly`."""
    count = rendering.count(" ") + 1
    if count < 2:
        return
    words = [match.span() for match in re.finditer(r"\w+(?:[’'.-]\w+)*", text)]
    for first, last in zip(words, words[count - 1 :], strict=False):
        inside = text[first[0] : last[1]]
        if inside[0] == rendering[0] and SequenceMatcher(None, rendering, inside).ratio() >= ALIKE:
            yield Span(first[0], last[1])


def _words(name: str) -> int:
    """How many a name has, those that join others not counted: two in House of Representatives."""
    return sum(word not in ("of", "for", "the") for word in name.split())


def _facts_in_place(task: Task, now: Rendered) -> Rendered:
    """`now` with the facts it lost put in where they stand in another spelling, or where a word attends to one alone."""
    spelt = left_over(task.sentence, now.translation.text, now.terms)
    if spelt:
        now = account(task.matches, spliced(now.translation, spelt[::-1]), "model", now.uses)
    said = now.translation.text
    missing, left = compared(task.sentence, said, now.terms)
    edits: list[tuple[Span, str]] = []
    for fact in missing:
        word = certain(now.translation, fact.source, kept(now))
        if word is None or not may_be(word.of(said), fact):
            word = _coined(task.sentence, now, fact) if fact.kind == "name" else None
        # Where another fact stands nothing is put.
        if word and word.of(left) == word.of(said) and not any(word.overlaps(place) for place, _ in edits):
            edits.append((word, fact.target))
    if not edits:
        return now
    tried = account(task.matches, spliced(now.translation, sorted(edits)), "model", now.uses)
    return min(now, tried, key=lambda rendered: cost(task.sentence, rendered))


def _coined(sentence: str, now: Rendered, fact: Fact) -> Span | None:
    """Where a model made up a name for one it lost: neighbours with capitals that attend to it, new to both languages."""
    answer = now.translation
    words = [
        word
        for share, word in shares(answer, fact.source)
        if share >= COINED and not any(word.overlaps(other) for other in kept(now))
        and (form := word.of(answer.text))[0].isupper() and form not in sentence and form.lower() not in english()
    ]  # fmt: skip
    joined = all(answer.text[a.end : b.start] == " " for a, b in pairwise(words))
    return Span(words[0].start, words[-1].end) if words and joined else None
