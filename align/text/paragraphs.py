"""Paragraphs of plain text: which line ends are paragraph borders and which merely wrap a sentence.

A line ends at any of the line boundaries of `str.splitlines` (CR LF counts once). A blank line or U+2029
always ends a paragraph. What a single line end means is decided from the text itself:

* A line end is *run over* when the line before it is 40 to 100 characters long and either ends in a word no
  sentence ends with, or ends in mid-sentence while the line after it starts in lower case. The text is
  hard-wrapped when at least one in four of the line ends between lines of at most 100 characters, after a
  line of at least 40, is run over. Its width is the longest line that is run over.
* In text that is not hard-wrapped every line is a paragraph of its own, unless it goes on, in a small letter or behind a
  word no sentence ends with, with what began with a capital and ends in a stop before the next blank line: then lines of
  any width up to 200 characters are one.
* In hard-wrapped text a line end joins its lines when it is run over, or when the next line's first word
  would not have fitted into the width. A line longer than 100 characters never joins, nor does one that
  starts with a bullet or a list number, nor one after a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from align.model import Span

_SHORTEST, _LONGEST, _WIDEST = 40, 100, 200
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"(?=\S)[^{_BREAKS}]+")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_ITEM = re.compile(r"(?:[-–—•*·▪●○◦‣■□➢✓]|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)])\s")
_MID_SENTENCE = re.compile(r"[\w,\-–—/('\"“”‘’»]")
_CAPITAL = re.compile(r"[\"'“‘(\[]*[A-Z\d]")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_FIRST_WORD = re.compile(r"\S{1,40}")


def paragraphs(text: str, unfinished: frozenset[str] = frozenset()) -> list[Span]:
    """Spans of the paragraphs of `text`, in order, without white space at their edges.

    `unfinished` holds the words, in lower case, that no sentence ends with. Every character that is not white
    space lies in exactly one span.
    """
    lines = list(_lines(text))
    if not lines:
        return []
    width = _wrap_width(text, lines, unfinished)
    closed = _closed(text, lines)
    found: list[Span] = []
    start, last = lines[0], lines[0]
    for number, line in enumerate(lines[1:], 1):
        wraps = width is not None and _joins(text, last, line, width, unfinished)
        if not wraps and not (closed[number] and _one_sentence(text, start, last, line, unfinished)):
            found.append(Span(start.start, last.end))
            start = line
        last = line
    found.append(Span(start.start, last.end))
    return found


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        yield Span(match.start(), match.start() + len(match.group().rstrip()))


def _wrap_width(text: str, lines: list[Span], unfinished: frozenset[str]) -> int | None:
    """Width at which `text` is hard-wrapped; None when it is not."""
    widest = joints = run_over = 0
    for above, below in pairwise(lines):
        if not _may_join(text, above, below):
            continue
        joints += 1
        if _runs_over(text, above, below, unfinished):
            run_over += 1
            widest = max(widest, len(above))
    return widest if run_over and run_over * 4 >= joints else None


def _joins(text: str, above: Span, below: Span, width: int, unfinished: frozenset[str]) -> bool:
    """Whether the line end between two neighbouring lines of hard-wrapped text merely wraps."""
    if not _may_join(text, above, below):
        return False
    if _ITEM.match(text, below.start, below.end) or text[above.end - 1] == ":":
        return False
    word = _FIRST_WORD.match(text, below.start, below.end)
    full = word is not None and len(above) + 1 + len(word.group()) > width
    return full or _runs_over(text, above, below, unfinished)


def _closed(text: str, lines: list[Span]) -> list[bool]:
    """Of each line whether the lines from it to the next blank one end as a sentence does."""
    out = [False] * len(lines)
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        last = number + 1 == len(lines) or not _near(text, line, lines[number + 1])
        out[number] = (
            bool(_STOP.search(text, max(line.end - 4, line.start), line.end)) if last else out[number + 1]
        )
    return out


def _one_sentence(text: str, start: Span, above: Span, below: Span, unfinished: frozenset[str]) -> bool:
    """Whether a sentence that began with a capital goes on in a small letter, however short its lines are.

    A list in small letters begins with none, and verses that end in no stop are not `closed`.
    """
    begins = _CAPITAL.match(text, start.start)
    wide = len(above) <= _WIDEST and len(below) <= _WIDEST
    mid = _MID_SENTENCE.match(text, above.end - 1) and not _ITEM.match(text, below.start, below.end)
    return (
        bool(begins and wide and mid)
        and _near(text, above, below)
        and _runs_over(text, above, below, unfinished)
    )


def _near(text: str, above: Span, below: Span) -> bool:
    gap = text[above.end : below.start]
    return "\u2029" not in gap and len(_BREAK.findall(gap)) == 1


def _may_join(text: str, above: Span, below: Span) -> bool:
    """Whether two lines have the lengths of wrapped ones and exactly one line end between them."""
    if not _SHORTEST <= len(above) <= _LONGEST or len(below) > _LONGEST:
        return False
    return _near(text, above, below)


def _runs_over(text: str, above: Span, below: Span, unfinished: frozenset[str]) -> bool:
    if text[below.start].islower() and _MID_SENTENCE.match(text, above.end - 1):
        return True
    return text[max(above.start, above.end - 20) : above.end].rsplit(None, 1)[-1].lower() in unfinished
