r"""SubRip subtitles: the text of a cue is a unit, numbers and times stay.

The lines of a cue are one text, broken anew into as many; where each line begins with a dash, as when two
people speak, each is a unit. Tags (`<i>`, `{\an8}`) are carried over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from align.errors import InputError
from align.formats.documents.flow import flow
from align.formats.documents.skeleton import Slot, TextSkeleton
from align.formats.markup import Mark
from align.model import Span
from align.text.files import detect

_TIME = re.compile(
    r"^[ \t]*\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]*-->[ \t]*\d{1,3}:\d\d:\d\d[,.]\d{1,3}[^\r\n]*(?:\r\n|\r|\n|$)",
    re.MULTILINE,
)
_BLANK = re.compile(r"(?>\r\n|\r|\n)[ \t]*(?=\r\n|\r|\n|\Z)|\Z")
_TAG = re.compile(r"<(/?)([a-zA-Z]+)[^<>]*>|\{\\[^{}]*\}")
_ENDS = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t]*")
_DASH = re.compile(r"[ \t]*[-–—][ \t]*")


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:  # noqa: ARG001
    """The cues of a subtitle file. Raises InputError when it has none."""
    decoded = detect(data, file=file)
    text = decoded.text
    pieces: list[str | Slot] = []
    at = 0
    for time in _TIME.finditer(text):
        if time.start() < at:
            continue
        blank = _BLANK.search(text, max(time.end() - 1, 0))
        end = max(blank.start() if blank else len(text), time.end())
        pieces += text[at : time.end()], *_cue(text[time.end() : end])
        at = end
    if not at:
        raise InputError("has no cue; accepted are times such as 00:00:01,000 --> 00:00:02,500", file=file)
    return TextSkeleton((*pieces, text[at:]), decoded)


def _cue(text: str) -> Iterator[str | Slot]:
    lines = re.split(r"(\r\n|\r|\n)", text)
    if len(lines) > 1 and all(_DASH.match(line) for line in lines[::2]):
        for place, line in enumerate(lines):
            dash = _DASH.match(line)
            yield dash[0] if dash else line
            if dash and place % 2 == 0:
                yield _slot(line[dash.end() :], 1, "")
        return
    yield _slot(text, len(lines) // 2 + 1, lines[1] if len(lines) > 1 else "")


def _slot(markup: str, lines: int, newline: str) -> str | Slot:
    text, opened = "", list[tuple[str, Mark]]()
    marks: list[Mark] = []
    at = 0
    for tag in _TAG.finditer(markup):
        text = flow(text, _ENDS.sub(" ", markup[at : tag.start()]), marks)
        at = tag.end()
        place = Mark(Span(len(text), len(text)), tag[0])
        match = next((pair for pair in reversed(opened) if tag[1] and pair[0] == tag[2]), None)
        if match is not None:
            opened.remove(match)
            marks.remove(match[1])
            marks.append(Mark(Span(match[1].span.start, len(text)), match[1].opening, tag[0]))
        else:
            marks.append(place)
            if tag[2] and not tag[1]:
                opened.append((tag[2], place))
    text = flow(text, _ENDS.sub(" ", markup[at:]), marks)
    if not any(char.isalpha() for char in text):
        return markup
    return Slot(text, tuple(marks), _line, partial(_wrap, lines=lines, newline=newline))


def _line(text: str) -> str:
    return re.sub(r"\s*[\r\n]+\s*", " ", text).replace("-->", "→")


def _wrap(markup: str, *, lines: int, newline: str) -> str:
    """`markup` broken into lines of about the same visible length, never inside a tag."""
    if lines < 2:
        return markup
    tags = [match.span() for match in _TAG.finditer(markup)]
    seen = [sum(end - start for start, end in tags if end <= place) for place in range(len(markup))]
    blanks = [
        place
        for place, char in enumerate(markup)
        if char == " " and not any(start < place < end for start, end in tags)
    ]
    total = len(_TAG.sub("", markup))
    cuts: set[int] = set()
    for line in range(1, lines):
        left = [place for place in blanks if place not in cuts]
        if left:
            cuts.add(min(left, key=lambda place: abs(place - seen[place] - total * line / lines)))
    return "".join(newline if place in cuts else char for place, char in enumerate(markup))
