"""Text to SentencePiece pieces and back, with the characters each piece stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from align.engines.base import Annotation
from align.errors import EngineError
from align.model import Span
from align.normalise import normalise

OPEN, MIDDLE, CLOSE = "<t>", "<=>", "</t>"
_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_MARK = "▁"
# Control symbols in a reader's own text must not act: same length, so that places stay.
_LOOKALIKES = {"<t>": "(t)", "<=>": "(=)", "</t>": "(/t)"}
_LITERAL = re.compile("|".join(map(re.escape, _LOOKALIKES)))


@cache
def load_pieces(path: Path) -> Any:
    """The SentencePiece model at `path`."""
    import sentencepiece  # noqa: PLC0415

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise EngineError(f"{path}: not a SentencePiece model ({error})") from error


def spans(pieces: Sequence[str]) -> list[Span]:
    """Characters of each piece in the text the pieces spell, white space around it left out.

    A character written as bytes belongs to all of its byte pieces.
    """
    out: list[Span] = []
    place, pending = -1 if pieces and pieces[0].startswith(_MARK) else 0, 0
    for piece in pieces:
        byte = _BYTE.fullmatch(piece)
        if byte:
            value = int(byte[1], 16)
            if value & 0xC0 != 0x80:  # first byte of a character
                pending = 1 if value < 0x80 else 2 if value < 0xE0 else 3 if value < 0xF0 else 4
                place += 1
            out.append(Span(max(place - 1, 0), max(place, 0)))
            pending -= 1
            continue
        start, place = place, place + len(piece)
        lead = len(piece) - len(piece.lstrip(_MARK))
        out.append(Span(max(min(start + lead, place), 0), max(place, 0)))
    return out


def join(pieces: Sequence[str]) -> str:
    """The text that pieces spell; bytes that make no character become the replacement character."""
    parts: list[str] = []
    run = bytearray()
    for piece in pieces:
        byte = _BYTE.fullmatch(piece)
        if byte:
            run.append(int(byte[1], 16))
            continue
        if run:
            parts.append(run.decode("utf-8", "replace"))
            run.clear()
        parts.append(piece)
    parts.append(run.decode("utf-8", "replace"))
    return "".join(parts).replace(_MARK, " ")


class Source:
    """The pieces a model is given for a text and the characters of the text behind each of them."""

    __slots__ = ("pieces", "spans")

    def __init__(self, model: Any, text: str, annotations: Sequence[Annotation] = ()) -> None:
        cleaned = normalise(_LITERAL.sub(lambda match: _LOOKALIKES[match.group()], text))
        start = len(cleaned.text) - len(cleaned.text.lstrip())
        pieces: list[str] = model.encode(cleaned.text.strip(), out_type=str)
        places = [span.shift(start) for span in spans(pieces)]
        self.pieces, self.spans = pieces, [cleaned.back(place.start, place.end) for place in places]
        for annotation in sorted(annotations, key=lambda a: a.source.start, reverse=True):
            self._annotate(model, annotation)

    def _annotate(self, model: Any, annotation: Annotation) -> None:
        """Writes `<t> SOURCE <=> TARGET </t>` around the pieces of the term, as in training."""
        inside = [i for i, span in enumerate(self.spans) if span.overlaps(annotation.source)]
        if not inside:
            return
        first, last = inside[0], inside[-1] + 1
        target: list[str] = model.encode(annotation.target, out_type=str)
        tail = [MIDDLE, *target, CLOSE]
        self.pieces = [*self.pieces[:first], OPEN, *self.pieces[first:last], *tail, *self.pieces[last:]]
        term = annotation.source
        self.spans = [
            *self.spans[:first],
            term,
            *self.spans[first:last],
            *[term] * len(tail),
            *self.spans[last:],
        ]
