"""Cues of subtitles: which of them one sentence runs over, and its translation laid back over them.

A sentence is translated whole. It is cut for its cues between words: where word links say that a cue's words end, unless
a cue would then have to be read faster than `SPEED` and its neighbour not. Lines are at most `WIDTH` characters long where
the cue's own lines are, and as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from align.formats.documents.lay import Links
from align.model import Span

SPEED = 17.0
"""Characters a second that viewers read with ease (the style guides of broadcasters say 15 to 20)."""

WIDTH = 42
"""Characters of a line."""

_END = re.compile(r"[.!?…][\"”’')\]♪]*$|[♪♫]$|:$")
_BLANK = re.compile(r"\s+")


def goes_on(text: str, following: str) -> bool:
    """Whether a sentence runs over from one cue into the next."""
    first = following.lstrip("\"“‘'([ …").lstrip(".")
    return (bool(text) and not _END.search(text) and first[:1].islower()) or (
        text.rstrip().endswith(("...", "…", ",")) and first[:1].islower()
    )


def cut(
    places: Sequence[Span], seconds: Sequence[float], target: str, source: str, links: Links
) -> list[Span]:
    """The part of `target` for each cue, whose words stand at `places` of `source`, shown for `seconds` each."""
    gaps = [match.span() for match in _BLANK.finditer(target.strip())]
    begin = 0
    parts: list[Span] = []
    for number in range(len(places) - 1):
        left = len(places) - 1 - number
        free = [gap for gap in gaps if gap[0] > begin]
        if len(free) < left:
            break
        free = free[: len(free) - left + 1]
        wanted = _wanted(places[number].end, target, source, links)
        room = begin + seconds[number] * SPEED
        need = len(target) - sum(seconds[number + 1 :]) * SPEED
        wanted = min(max(wanted, need), room) if need <= room else _fair(begin, seconds[number:], target)
        end, start = min(free, key=lambda gap: abs(gap[0] - wanted))
        parts.append(Span(begin, end))
        begin = start
    parts.append(Span(begin, len(target)))
    return parts + [Span(len(target), len(target))] * (len(places) - len(parts))


def _wanted(place: int, target: str, source: str, links: Links) -> float:
    """Where the words before `place` have been said: the end of the longest run that is nothing but they."""
    if not links:
        return place * len(target) / max(len(source), 1)
    ends = sorted({right.end for _, right in links})

    def wrong(end: int) -> int:
        return sum((left.end <= place) != (right.end <= end) for left, right in links)

    return min(ends, key=lambda end: (wrong(end), abs(end - place * len(target) / max(len(source), 1))))


def _fair(begin: int, seconds: Sequence[float], target: str) -> float:
    return begin + (len(target) - begin) * seconds[0] / max(sum(seconds), 0.001)


def wrap(markup: str, lines: int, newline: str, tag: re.Pattern[str], width: int) -> str:
    """`markup` in lines of about the same visible length, never cut inside a tag; in two where one exceeds `width`."""
    total = len(tag.sub("", markup))
    if total > width and lines < 2:
        lines = 2
    if lines < 2:
        return markup
    tags = [match.span() for match in tag.finditer(markup)]
    seen, shown = [], 0
    for place in range(len(markup)):
        seen.append(shown)
        shown += not any(start <= place < end for start, end in tags)
    blanks = [n for n, char in enumerate(markup) if char == " " and not any(a < n < b for a, b in tags)]
    cuts: set[int] = set()
    for line in range(1, lines):
        left = [place for place in blanks if place not in cuts]
        if left:
            cuts.add(min(left, key=lambda place: abs(seen[place] - total * line / lines)))
    return "".join(newline if place in cuts else char for place, char in enumerate(markup))
