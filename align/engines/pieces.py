"""Text to SentencePiece pieces and back, with the characters each piece stands for.

The only module that imports sentencepiece. Kudo & Richardson 2018, SentencePiece (arXiv 1808.06226).
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from align.errors import EngineError
from align.model import Span
from align.text.normalise import Normalised

REMEMBERED, SENTENCE = 1024, 2000  # sentences; characters
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_SPACE = "▁"
_JOINER = "\u2060"  # normalisation leaves none in the text, so that what is put in can be told


@dataclass(frozen=True, slots=True)
class Encoded:
    """Pieces of a text and, one for each, the characters of the text as it was given (white space left out)."""

    pieces: tuple[str, ...]
    spans: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.pieces)


class Pieces:
    """A SentencePiece model with the normalisation its training text had.

    `symbols` are control symbols of the model: where a reader's own text spells one, it is cut into the
    pieces of its characters, so that it stays text and does not act.

    Raises EngineError if the file is no SentencePiece model.
    """

    def __init__(
        self, path: Path, normalise: Callable[[str], Normalised], symbols: Sequence[str] = ()
    ) -> None:
        import sentencepiece  # noqa: PLC0415  slow to import

        self._normalise = normalise
        self._symbols = re.compile("|".join(map(re.escape, symbols))) if symbols else None
        try:
            self._model = sentencepiece.SentencePieceProcessor(model_file=str(path))
        except (OSError, RuntimeError) as error:
            raise EngineError(f"{path}: not a SentencePiece model ({_line(error)})") from error
        # A sentence is asked for when its length is judged, when it is decoded, and with terms once more.
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._encode)

    def encode(self, text: str) -> Encoded:
        """The pieces of `text` after normalisation."""
        return self._remembered(text) if len(text) <= SENTENCE else self._encode(text)

    def _encode(self, text: str) -> Encoded:
        cleaned = self._normalise(text).strip()
        if self._symbols:
            found = [match.start() + 1 for match in self._symbols.finditer(cleaned.text)]
            cleaned = cleaned.put((place, place, _JOINER) for place in found) if found else cleaned
        cut = self._model.encode(cleaned.text, return_type="offset_mapping")
        places = character_places(cleaned.text, cut["pieces"], cut["offsets"])
        kept = [
            (piece, cleaned.back(start, end))
            for piece, (start, end) in zip(cut["pieces"], places, strict=True)
            if cleaned.text[start:end] != _JOINER
        ]
        return Encoded(tuple(piece for piece, _ in kept), tuple(span for _, span in kept))


def character_places(
    text: str, pieces: Sequence[str], offsets: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """SentencePiece's offsets without white space before a piece, and bytes given their whole character.

    Of the pieces that one character was spelled with, SentencePiece gives the character to the last alone.
    """
    places: list[tuple[int, int]] = []
    following = (len(text), len(text))
    for piece, (start, end) in zip(reversed(pieces), reversed(offsets), strict=True):
        if start == end and piece != _SPACE:
            places.append(following)
            continue
        following = (end - len(text[start:end].lstrip()), end)
        places.append(following)
    return places[::-1]


def spell(pieces: Sequence[str], gaps: Callable[[str], list[int]] | None = None) -> tuple[str, list[Span]]:
    """The text that pieces spell, stripped, and the characters of each piece in it.

    `gaps` names the places of spaces that the model's normalisation put in, which are taken out. Bytes that
    make no character become U+FFFD; a character written as bytes belongs to each of its bytes.
    """
    spell_pieces = _spell_bytes if any(piece.startswith("<0x") for piece in pieces) else _spell_plain
    text, spans = _stripped(*spell_pieces(pieces))
    return _closed(text, spans, gaps(text)) if gaps else (text, spans)


def text_of(pieces: Sequence[str]) -> str:
    """What pieces spell, without the places of each."""
    if any(piece.startswith("<0x") for piece in pieces):
        return spell(pieces)[0]
    return "".join(pieces).replace(_SPACE, " ").strip()


def _spell_plain(pieces: Sequence[str]) -> tuple[str, list[int], list[int]]:
    """What pieces without bytes spell, and where each starts and ends, white space before it left out."""
    parts = [piece.replace(_SPACE, " ") for piece in pieces]
    ends = list(accumulate(map(len, parts)))
    return "".join(parts), [end - len(part.lstrip()) for part, end in zip(parts, ends, strict=True)], ends


def _spell_bytes(pieces: Sequence[str]) -> tuple[str, list[int], list[int]]:
    """The same where some pieces are bytes."""
    parts: list[str] = []
    starts, ends = [0] * len(pieces), [0] * len(pieces)
    length = 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    waiting: list[int] = []  # pieces whose bytes are not yet a character

    def write(text: str, places: Sequence[int]) -> None:
        nonlocal length
        parts.append(text)
        lead = len(text) - len(text.lstrip())
        for place in places:
            starts[place], ends[place] = length + lead, length + len(text)
        length += len(text)

    for place, piece in enumerate(pieces):
        byte = _BYTE.fullmatch(piece)
        if byte is None:
            write(decoder.decode(b"", final=True), waiting)
            waiting.clear()
            write(piece.replace(_SPACE, " "), [place])
            continue
        waiting.append(place)
        decoded = decoder.decode(bytes([int(byte[1], 16)]))
        unread = len(decoder.getstate()[0])
        spelt = waiting[: len(waiting) - unread]
        write(decoded, spelt)
        del waiting[: len(spelt)]
    write(decoder.decode(b"", final=True), waiting)
    return "".join(parts), starts, ends


def _stripped(text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[str, list[Span]]:
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    if last < len(text):
        starts, ends = ([min(place, last) for place in places] for places in (starts, ends))
    return text.strip(), [
        Span(max(start - first, 0), max(end - first, 0)) for start, end in zip(starts, ends, strict=True)
    ]


def _closed(text: str, spans: list[Span], places: list[int]) -> tuple[str, list[Span]]:
    """The same without the characters at `places`, which are in order."""
    if not places:
        return text, spans
    gone = set(places)
    kept = "".join(char for place, char in enumerate(text) if place not in gone)
    moved = [
        Span(span.start - bisect_left(places, span.start), span.end - bisect_left(places, span.end))
        for span in spans
    ]
    return kept, moved


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:160]
