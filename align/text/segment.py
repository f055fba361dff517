"""Sentence segmentation: one linear pass over verbatim text, after the rules of a language (`align.text.rules`).

`align.text.paragraphs` gives the paragraphs; within one, `align.text.boundaries` finds the candidates and judges them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.model import Document, Segment, Span
from align.text.boundaries import ends_sentence
from align.text.candidates import CANDIDATE, Candidate, border
from align.text.paragraphs import paragraphs
from align.text.rules import Rules, rules

_LINE = re.compile(r"(?=\S)[^\n\r]+")


def segment(text: str, language: str = "id") -> Document:
    """`text` as sentences; `Segment.paragraph` counts its paragraphs from 0.

    Segments carry no white space at their edges and only white space lies between them. Raises `InputError`
    when `language` has no rules.
    """
    data = rules(language)
    found = tuple(
        Segment(sentence, number)
        for number, paragraph in enumerate(paragraphs(text, data.unfinished))
        for sentence in _sentences(text, paragraph, data)
    )
    return Document(text, language, found)


def lines(text: str, language: str = "id") -> Document:
    r"""`text` with every line that is not blank as one segment, each a paragraph of its own.

    Lines end as in line-parallel files: at LF, CR LF or CR only. Raises `InputError` when `language` has no
    rules.
    """
    matches = enumerate(_LINE.finditer(text))
    found = tuple(
        Segment(Span(match.start(), match.start() + len(match.group().rstrip())), number)
        for number, match in matches
    )
    return Document(text, rules(language).language, found)


def signature(language: str = "id") -> str:
    """Names the rules `segment` follows, as `id-1`: the `segmenter` field of a `Bitext` signature."""
    return rules(language).signature


def _sentences(text: str, paragraph: Span, data: Rules) -> Iterator[Span]:
    """Sentences of one paragraph: contiguous but for white space."""
    begin, end = paragraph.start, paragraph.end
    small = text[begin:end].islower()
    quotes, counted = 0, begin
    for match in CANDIDATE.finditer(text, begin, end):
        if match.end() == end or match.start() < begin:
            continue
        candidate = Candidate(text, data, match, begin=begin, end=end, small=small)
        if not ends_sentence(candidate):
            continue
        quotes += text.count('"', counted, match.start())
        counted = match.start()
        last, first = border(candidate, open_quote=quotes % 2 == 1)
        if first < end:
            yield Span(begin, last)
            begin = first
    yield Span(begin, end)
