"""Text as the models see it: typographic variants made one, with every character's place kept.

`normalise` makes text NFC with straight quotes, plain hyphens, `...` for an ellipsis, full-width forms as
ASCII, no control, zero-width or direction marks, single spaces. Dashes stay dashes. `set_apart` is what the
embedded model was trained with: the same, with opening quotes and brackets set apart, so that the word after one is
spelt like any other. `as_written` is what it reads, known in its `padanan.json` as `padanan-3`: that, with spoken
Indonesian written out. `moses` is the Moses punctuation normalisation that OPUS models were trained with; this is the
only module that knows sacremoses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from align.model import Span
from align.text.colloquial import written_out

# Controls that are no white space, soft hyphen, zero-width, direction and annotation marks, lone surrogates.
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
_CONTROL = re.compile(f"[{_CONTROLS}\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_OPENING = re.compile(r"""(?<!\S)["'(\[]+(?=[^\s"'(\[])""")
_APART = re.compile(r"""(?<!\S)["'(\[]+( )(?=\S)""")
_TABLE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"')
    | {"\u2026": "...", "\u2010": "-", "\u2011": "-", "\u2581": "_"}
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)


@dataclass(frozen=True, slots=True)
class Normalised:
    """Normalised text; character `i` came from the characters [starts[i], ends[i]) of the original text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def back(self, start: int, end: int) -> Span:
        """The part of the original text behind characters [start, end); an empty place if there are none."""
        if start < end:
            return Span(self.starts[start], max(self.starts[start], self.ends[end - 1]))
        place = self.ends[start - 1] if 0 < start <= len(self.ends) else 0
        return Span(place, place)

    def insert(self, place: int, text: str) -> Normalised:
        """The same with `text` put in before character `place`; it came from an empty place."""
        return self.put([(place, place, text)])

    def put(self, edits: Iterable[tuple[int, int, str]]) -> Normalised:
        """The same with each text for characters [start, end); each of its characters came from all that these came from.

        Edits are in order and disjoint.
        """
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end, text in edits:
            origin = self.back(start, end)
            parts += [self.text[done:start], text]
            starts += [*self.starts[done:start], *[origin.start] * len(text)]
            ends += [*self.ends[done:start], *[origin.end] * len(text)]
            done = end
        return Normalised(
            "".join([*parts, self.text[done:]]), [*starts, *self.starts[done:]], [*ends, *self.ends[done:]]
        )

    def strip(self) -> Normalised:
        """The same without white space at its edges."""
        first, last = len(self.text) - len(self.text.lstrip()), len(self.text.rstrip())
        if (first, last) == (0, len(self.text)):
            return self
        return Normalised(self.text[first:last], self.starts[first:last], self.ends[first:last])


def normalise_text(text: str) -> str:
    """`normalise(text).text`, without the places: for bulk text."""
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    return _SPACES.sub(" ", _CONTROL.sub("", text))


def normalise(text: str) -> Normalised:
    """Normalised text with the place of every character; linear in the length of the text."""
    if normalise_text(text) == text:
        return unchanged(text)
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for char in _CONTROL.sub("", unicodedata.normalize("NFC", text[start:end]).translate(_TABLE)):
            if not char.isspace():
                out.append(char)
            elif out and out[-1] == " ":
                ends[-1] = end
                continue
            else:
                out.append(" ")
            starts.append(start)
            ends.append(end)
    return Normalised("".join(out), starts, ends)


def set_apart_text(text: str) -> str:
    """`set_apart(text).text`, without the places: for bulk text."""
    return _OPENING.sub(r"\g<0> ", normalise_text(text))


def set_apart(text: str) -> Normalised:
    """`normalise(text)` with a space after the quotes and brackets that open something."""
    cleaned = normalise(text)
    return cleaned.put((match.end(), match.end(), " ") for match in _OPENING.finditer(cleaned.text))


def as_written(text: str) -> Normalised:
    """`set_apart(text)` with spoken forms written out."""
    cleaned = set_apart(text)
    return cleaned.put(written_out(cleaned.text))


def gaps_apart(text: str) -> list[int]:
    """Places of the spaces that stand after opening marks in what a model wrote, and have to go."""
    return [match.start(1) for match in _APART.finditer(text)]


def unchanged(text: str) -> Normalised:
    """The text itself, each character in its place."""
    return Normalised(text, range(len(text)), range(1, len(text) + 1))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Places of the pieces of text that can be normalised one by one."""
    composed = unicodedata.is_normalized("NFC", text)
    start = 0
    for place in range(1, len(text)):
        if composed or not _composes(text, start, place):
            yield start, place
            start = place
    if text:
        yield start, len(text)


def _composes(text: str, start: int, place: int) -> bool:
    """Whether the character at `place` may melt into the cluster before it."""
    char = text[place]
    if unicodedata.combining(char):
        return True
    if char.isascii():
        return False
    before = text[start:place]
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", char)
    return unicodedata.normalize("NFC", before + char) != apart


def moses(text: str) -> Normalised:
    """`text` after Moses' punctuation normalisation, as MosesPunctNormalizer("id") does it, with places.

    Control and zero-width marks go first, any white space counts as a space, the edges are stripped.
    """
    cleaned = unchanged(text)
    for pattern, template in _moses_rules():
        cleaned = _substitute(cleaned, pattern, template)
    return cleaned.strip()


@cache
def _moses_rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    from sacremoses import MosesPunctNormalizer  # noqa: PLC0415  slow to import

    first = ((_CONTROL, ""), (re.compile(r"[^\S\u00a0]"), " "))
    rules = MosesPunctNormalizer(lang="id").substitutions
    return (*first, *((re.compile(pattern), template) for pattern, template in rules))


def _substitute(cleaned: Normalised, pattern: re.Pattern[str], template: str) -> Normalised:
    """`pattern.sub(template, …)`, the places carried along."""
    text = pattern.sub(template, cleaned.text)
    if text == cleaned.text:
        return cleaned
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in pattern.finditer(cleaned.text):
        starts += cleaned.starts[done : match.start()]
        ends += cleaned.ends[done : match.start()]
        for origin in (cleaned.back(*place) for place in _paired(match, match.expand(template))):
            starts.append(origin.start)
            ends.append(origin.end)
        done = match.end()
    return Normalised(text, [*starts, *cleaned.starts[done:]], [*ends, *cleaned.ends[done:]])


def _paired(match: re.Match[str], new: str) -> list[tuple[int, int]]:
    """For each character of `new`, its place in the matched text: what both begin and end with stays put."""
    old, start, end = match.group(), match.start(), match.end()
    short = min(len(old), len(new))
    head = next((i for i in range(short) if old[i] != new[i]), short)
    tail = next((i for i in range(short - head) if old[-1 - i] != new[-1 - i]), short - head)
    middle = (start + head, end - tail)
    return [
        *((start + i, start + i + 1) for i in range(head)),
        *[middle] * (len(new) - head - tail),
        *((end - tail + i, end - tail + i + 1) for i in range(tail)),
    ]


#: What a model folder may name as its normalisation.
NORMALISERS: dict[str, Callable[[str], Normalised]] = {
    "padanan-1": normalise,
    "padanan-2": set_apart,
    "padanan-3": as_written,
    "moses": moses,
}

#: The same for the text of the other side, where that is normalised otherwise.
TARGETS: dict[str, Callable[[str], Normalised]] = {"padanan-3": set_apart}

#: Where a model's normalisation puts spaces in, the function that finds them in what the model writes.
GAPS: dict[str, Callable[[str], list[int]]] = {"padanan-2": gaps_apart, "padanan-3": gaps_apart}
