r"""Subtitles, SubRip and WebVTT: the text of cues is translated, numbers, times, settings, notes and styles stay.

The lines of a cue are one text, broken anew; a line that begins with a dash, as when two people speak, is a unit of its
own, and a sentence that runs over several cues is one unit, see `cues`. Tags (`<i>`, `<v Budi>`, `{\an8}`) stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape, unescape

from align.errors import InputError
from align.formats.documents.codes import Code, Flat, weave
from align.formats.documents.cues import WIDTH, cut, goes_on, wrap
from align.formats.documents.lay import lay
from align.formats.documents.skeleton import Rendering, check_count
from align.model import Span
from align.text.files import Decoded, detect

_STAMP = r"(?:\d{1,3}:)?\d\d?:\d\d[,.]\d{1,3}"
_TIME = re.compile(
    rf"(?:^|(?<=\r))[ \t]*({_STAMP})(?:[ \t]*-->[ \t]*|,)({_STAMP})[^\r\n]*(?:\r*\n|\r|\Z)", re.MULTILINE
)
_NUMBER = re.compile(r"(?:\r*\n|\r)[ \t]*(?:[^\r\n]*(?:\r*\n|\r))?\Z")
_TAG = re.compile(
    r"<(/?)(b|i|u|s|font|c|v|lang|ruby|rt)(?=[\s./>])[^<>]*>|<[\d:.,]+>|\{\\[^{}]*\}|\\[Nnh]", re.IGNORECASE
)
_END = re.compile(r"[ \t]*(?:\r*\n|\r(?!\n))[ \t]*")
_DASH = re.compile(r"[ \t]*(?:[-–—‐]|>>+)[ \t]*(?=[^\s-])")
_SPEAKER = re.compile(
    r"[ \t]*(?:<v[\s.]|[A-Z][A-Z .'’]+:[ \t]|[\[(][^\[\]()\r\n]*[\])][ \t]*(?=[\r\n]|\Z)|[♪♫#] )"
)
_WHOLE = re.compile(r"[ \t]*[\[(][^\[\]()]*[\])][ \t]*")  # a line of its own: what is heard
_HEAD = re.compile(r"^(Language:[ \t]*)(?:id|ind|in)\b(?:[-_]\w+)?", re.MULTILINE | re.IGNORECASE)
_LAST = re.compile(r"(?:\A|[\r\n])[ \t]*([0-9]+)[ \t]*(?:\r*\n|\r)?\Z")
_NOTE = re.compile(r"(?:\r*\n|\r)[ \t]*(?:\r*\n|\r)(?:NOTE|STYLE|REGION)\b.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Part:
    """A cue, or one speaker's line of it: verbatim text around it, its words, and the seconds it is shown."""

    before: str
    text: str
    codes: tuple[Code, ...]
    raw: str
    after: str
    seconds: float
    lines: int
    newline: str
    whole: bool  # the whole cue, so that a sentence may run over from it


class Subtitles:
    """Subtitles whose cues can be replaced."""

    def __init__(self, parts: list[_Part | str], decoded: Decoded, *, entities: bool) -> None:
        self._decoded, self._entities = decoded, entities
        self._groups = list(_grouped(parts))

    @property
    def units(self) -> tuple[str, ...]:
        """The sentences of cues that run on together, in order."""
        return tuple(_joined(group) for group in self._groups if not isinstance(group, str))

    def rebuild(self, renderings: list[Rendering] | tuple[Rendering, ...]) -> bytes:
        """The file with its cues replaced. Raises ModelError."""
        check_count(self.units, renderings)
        filling = iter(renderings)
        return self._decoded.encode(
            "".join(
                group if isinstance(group, str) else self._filled(group, next(filling))
                for group in self._groups
            )
        )

    def _filled(self, group: list[_Part], rendering: Rendering) -> str:
        places, at = [], 0
        for part in group:
            places.append(Span(at, at + len(part.text)))
            at += len(part.text) + 1
        target = self._line(rendering.text)
        source = _joined(group)
        same = len(source) == len(target) and source.lower() == target.lower()
        parts = (
            places if same else cut(places, [part.seconds for part in group], target, source, rendering.links)
        )
        return "".join(
            self._part(part, place.of(target), _within(rendering, own, place))
            for part, own, place in zip(group, places, parts, strict=True)
        )

    def _part(self, part: _Part, text: str, links: tuple[tuple[Span, Span], ...]) -> str:
        if text == part.text:
            return part.before + part.raw + part.after
        markup = weave(text, lay(part.codes, part.text, text, links), self._quote)
        return (
            part.before
            + wrap(markup, part.lines, part.newline, _TAG, max(WIDTH, len(part.text)))
            + part.after
        )

    def _quote(self, text: str) -> str:
        return escape(text, quote=False) if self._entities else text

    def _line(self, text: str) -> str:
        return re.sub(r"\s*[\r\n]+\s*", " ", text).replace("-->", "→")


def extract(data: bytes, *, file: str, language: str) -> Subtitles:
    """The cues of a subtitle file. Raises InputError when it has none."""
    decoded = detect(data, file=file)
    text = decoded.text
    webvtt = text.startswith("WEBVTT")
    parts: list[_Part | str] = []
    at = 0
    times = list(_TIME.finditer(text))
    if not times:
        raise InputError("has no cue; accepted are times such as 00:00:01,000 --> 00:00:02,500", file=file)
    for number, time in enumerate(times):
        end = times[number + 1].start() if number + 1 < len(times) else len(text)
        body = text[time.end() : end]
        last = number + 1 == len(times)
        frame = text[at : time.end()]
        words = _body(body, _LAST.search(frame[: time.start() - at]), last=last)
        if webvtt and not number:
            frame = _HEAD.sub(rf"\g<1>{language}", frame)
        parts += _cue(words, frame, _seconds(time[2]) - _seconds(time[1]), webvtt=webvtt)
        at = time.end() + len(words)
    return Subtitles([*parts, text[at:]], decoded, entities=webvtt)


def _body(body: str, own: re.Match[str] | None, *, last: bool) -> str:
    """The text of a cue up to its last line that is not blank, without the number of the next and without notes.

    `own` is the number of this cue: where no empty line stands between cues, the next number is known by it.
    """
    note = _NOTE.search(body)
    words = body[: note.start()] if note else body
    if not last and note is None:
        number = re.search(
            r"(?:\r*\n|\r(?!\n))[ \t]*(?:\r*\n|\r(?!\n))[ \t]*[^\s][^\r\n]*(?:\r*\n|\r)?\s*\Z", words
        )
        lone = re.fullmatch(r"\s*\d+\s*", words)
        following = _LAST.search(words)
        words = "" if lone else words[: number.start()] if number else words
        if not lone and not number and own and following and int(following[1]) == int(own[1]) + 1:
            words = words[: following.start()]
    return words.rstrip()


def _seconds(stamp: str) -> float:
    seconds = 0.0
    for part in stamp.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def _cue(text: str, frame: str, seconds: float, *, webvtt: bool) -> Iterator[_Part | str]:
    """The parts of a cue: one, or one for each speaker and, after an empty line, one more."""
    newline = (re.search(r"\r*\n|\r", text) or re.search(r"\r*\n|\r", frame) or ["\n"])[0]
    starts = [0]
    for match in re.finditer(r"(?:\r*\n|\r(?!\n))", text):
        before = re.split(r"[\r\n]", text[: match.start()])[-1]
        alone = _SPEAKER.match(text, match.end()) or _WHOLE.fullmatch(before)
        if _DASH.match(text, match.end()) or not before.strip() or alone:
            starts.append(match.end())
    at = 0
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        dash = _DASH.match(text, start, end) if len(starts) > 1 or text.lstrip()[:1] in "-–—>" else None
        begin = dash.end() if dash else start
        words = text[begin:end].rstrip()
        before, words, after = _framed(words)
        share = seconds * len(words) / max(len(text), 1) if len(starts) > 1 else seconds
        part = _part(frame + text[at:begin] + before, words, after, share, newline, webvtt=webvtt)
        whole = len(starts) == 1 and dash is None
        yield part if not isinstance(part, tuple) else _Part(*part, whole=whole)
        frame, at = "", begin + len(before) + len(words) + len(after)
    yield frame + text[at:]


def _framed(words: str) -> tuple[str, str, str]:
    """Tags that stand around all of a text belong to its frame."""
    before = after = ""
    while True:
        first = _TAG.match(words)
        if first is None:
            return before, words, after
        closing = f"</{first[2]}>" if first[2] and not first[1] else ""
        if closing and words.endswith(closing) and words.count(f"<{first[2]}") == 1:
            words, after = words[first.end() : -len(closing)], closing + after
        elif not closing or (first[2] in ("v", "c") and closing not in words):
            words = words[first.end() :]
        else:
            return before, words, after
        before += first[0]


def _part(
    before: str, words: str, after: str, seconds: float, newline: str, *, webvtt: bool
) -> str | tuple[str, str, tuple[Code, ...], str, str, float, int, str]:
    flat = Flat()
    at = 0
    for tag in _TAG.finditer(words):
        _say(flat, words[at : tag.start()], webvtt=webvtt)
        at = tag.end()
        if tag[2] and not tag[1]:
            flat.open(tag[2], tag[0])
        elif not tag[1] or not flat.close(tag[2], tag[0]):
            flat.atom(tag[0], blank=tag[0].startswith("\\"))
    _say(flat, words[at:], webvtt=webvtt)
    text, codes = flat.finish()
    if not any(char.isalpha() for char in text):
        return before + words + after
    lines = len(_END.findall(words)) + 1
    return before, text, codes, words, after, seconds, lines, newline


def _say(flat: Flat, piece: str, *, webvtt: bool) -> None:
    text = _END.sub(" ", piece)
    flat.add(unescape(text) if webvtt else text)


def _grouped(parts: list[_Part | str]) -> Iterator[list[_Part] | str]:
    """Cues that one sentence runs over together; what is verbatim between them stands before the later one."""
    group: list[_Part] = []
    for part in parts:
        if isinstance(part, str):
            if part and group:
                group[-1] = _after(group[-1], part)
            elif part:
                yield part
        elif group and group[-1].whole and part.whole and goes_on(group[-1].text, part.text):
            group.append(part)
        else:
            if group:
                yield group
            group = [part]
    if group:
        yield group


def _after(part: _Part, text: str) -> _Part:
    whole = part.whole and text.strip() == ""
    return replace(part, after=part.after + text, whole=whole)


def _joined(group: list[_Part]) -> str:
    return " ".join(part.text for part in group)


def _within(rendering: Rendering, own: Span, place: Span) -> tuple[tuple[Span, Span], ...]:
    """The links of one cue, counted from its own beginnings."""
    return tuple(
        (left.shift(-own.start), right.shift(-place.start))
        for left, right in rendering.links
        if own.start <= left.start
        and left.end <= own.end
        and place.start <= right.start
        and right.end <= place.end
    )
