"""A quotation mark that a translation lost, put back where the word links say that it stood.

Where one mark of the source has no counterpart, the words of its quotation are looked for from the mark that is there: the
quotation ends with the last of them. Where they stand elsewhere, for English order is another (`baseless rumors"`), the
mark that is there moves to them. Nothing is done where they are mixed with the words around the quotation, or where the
marks of the source do not pair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from align.checks.marks import OPENS, QUOTES
from align.engines.reading import links_of
from align.model import Link, Span
from align.terms.accounts import Rendered, rewritten
from align.text.tokens import tokenize

_Share = tuple[Span, float]
_MARK = re.compile(f"[{QUOTES}]")
_AROUND = re.compile(r"^([^\w\s]*).*?([^\w\s]*)$", re.DOTALL)


def closed(sentence: str, rendered: Rendered) -> Rendered:
    """The same with the one quotation mark it lacks, where there is no doubt whose words are whose."""
    answer = rendered.translation
    own, there = _marks(sentence), _marks(answer.text)
    gone = _lacking(sentence, own, answer.text, there)
    if gone is None:
        return rendered
    bounds = [0, *there, len(answer.text)]
    quoted = Span(own[gone - gone % 2] + 1, own[gone - gone % 2 + 1])
    opening = gone % 2 == 0
    links = links_of(sentence, answer)
    said = _shares(answer.text, Span(bounds[gone] + (gone > 0), bounds[gone + 1]), quoted, links)
    words = _words_said(said[::-1] if opening else said)
    if words:
        place = _beside(answer.text, words[-1], quoted.of(sentence), opening=opening)
        return rewritten(rendered, Span(place, place), '"')
    stray = gone if opening else gone - 1  # the other mark of the pair, in the translation
    words = _words_together(_shares(answer.text, Span(bounds[stray], bounds[stray + 2]), quoted, links))
    return _moved(rendered, there[stray], words, quoted.of(sentence)) if words else rendered


def _moved(rendered: Rendered, stray: int, words: Sequence[Span], quotation: str) -> Rendered:
    """The same with marks around `words` and without the stray one."""
    text = rendered.translation.text
    first, last = (
        _beside(text, word, quotation, opening=opening)
        for word, opening in ((words[0], True), (words[-1], False))
    )
    edits = [(Span(first, first), '"'), (Span(last, last), '"'), (Span(stray, stray + 1), "")]
    out = rendered
    for place, mark in sorted(edits, key=lambda edit: edit[0].start, reverse=True):
        changed = rewritten(out, place, mark)
        if changed is out:
            return rendered
        out = changed
    return out


def _marks(text: str) -> list[int]:
    """Where they stand."""
    return [match.start() for match in _MARK.finditer(text)]


def _lacking(source: str, own: Sequence[int], target: str, there: Sequence[int]) -> int | None:
    """Which mark of the source the translation lacks, from 0; None unless there is exactly one."""
    pairs = [True, False] * (len(own) // 2)
    if len(there) != len(own) - 1 or [_opens(source, place) for place in own] != pairs:
        return None
    shape = [_opens(target, place) for place in there]
    return next((number for number in range(len(own)) if pairs[:number] + pairs[number + 1 :] == shape), None)


def _opens(text: str, place: int) -> bool:
    return OPENS.match(text, place) is not None and text[place + 1 : place + 2].strip() != ""


def _words_said(said: Sequence[_Share]) -> list[Span]:
    """Words of the quotation, from the mark that is there on; none where others stand among them."""
    first = list(takewhile(lambda each: each[1] >= 0, said))
    if any(share > 0 for _, share in said[len(first) :]):
        return []
    while first and first[-1][1] == 0:
        first.pop()
    return [word for word, _ in first]


def _words_together(said: Sequence[_Share]) -> list[Span]:
    """Words of the quotation, wherever they stand; none where others stand among them."""
    places = [place for place, (_, share) in enumerate(said) if share > 0]
    run = said[places[0] : places[-1] + 1] if places else []
    return [] if any(share < 0 for _, share in run) else [word for word, _ in run]


def _shares(text: str, within: Span, quoted: Span, links: Sequence[Link]) -> list[_Share]:
    """Words with a letter or a digit, and how much the quotation has of each."""
    return [
        (word, _said(word, quoted, links))
        for word in tokenize(text)
        if within.start <= word.start and word.end <= within.end and any(map(str.isalnum, word.of(text)))
    ]


def _said(word: Span, quoted: Span, links: Sequence[Link]) -> float:
    """Over 0 for a word of the quotation, under 0 for another, 0 for one without links."""
    return sum(
        link.score if quoted.overlaps(link.source) else -link.score
        for link in links
        if link.target.overlaps(word)
    )


def _beside(text: str, word: Span, quotation: str, *, opening: bool) -> int:
    """The place of a mark at the outermost word; a bracket or a stop that it holds in the source, it holds here."""
    around = _AROUND.match(quotation)
    head, tail = around.groups() if around else ("", "")
    if opening:
        return word.start - _alike(head[::-1], text[: word.start][::-1])
    return word.end + _alike(tail, text[word.end :])


def _alike(one: str, other: str) -> int:
    """Characters that both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
