"""A translated segment as bytes, and back: what a result is made of, exactly, and nothing that follows from the rest.

JSON, and after its line the raw weights of the attention where it is kept, compressed by zlib. Term uses are kept
without term, place and origin: the glossary's matches in the source give them, in the same order. Word links take about
a tenth of the attention they come from; so that is kept only where somebody still has a use for it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any

from align.engines.base import Translation
from align.lexical.attention import Attention
from align.model import Link, Span, TermUse
from align.pipeline.results import Made
from align.terms.accounts import Rendered
from glossary import Match


def pack(made: Made) -> bytes:
    """Everything but `approved`, the places and origins of terms in the source, and `alternatives`."""
    translation = made.rendered.translation
    value: list[Any] = [translation.text, translation.score, translation.flags]
    value.append([[use.rendering, _place(use.target), use.how, use.note] for use in made.rendered.uses])
    weights = b""
    if made.links is not None:
        value.append([[*_place(link.source), *_place(link.target), link.score] for link in made.links])
    elif (attention := translation.attention) is not None:
        own = attention.weights
        value += [
            None,
            list(map(_place, attention.source)),
            list(map(_place, attention.target)),
            own.dtype.str,
        ]
        weights = own.tobytes()
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode() + b"\n" + weights)


def unpack(body: bytes, matches: Sequence[Match]) -> Made:
    """What was packed. Raises ValueError where the bytes are no such thing or the terms are others."""
    try:
        line, _, weights = zlib.decompress(body).partition(b"\n")
        text, score, flags, own, *rest = json.loads(line)
        links = _links(rest[0]) if rest else None
        attention = _attention(weights, *rest[1:]) if len(rest) > 1 else None
        uses = tuple(_use(match, *use) for match, use in zip(matches, own, strict=True))
    except (zlib.error, TypeError, IndexError, AttributeError) as error:
        raise ValueError(str(error)) from None
    return Made(Rendered(Translation(text, score, attention, flags=tuple(flags)), uses), links)


def _place(span: Span | None) -> list[int]:
    return [] if span is None else [span.start, span.end]


def _links(values: list[list[Any]] | None) -> tuple[Link, ...] | None:
    if values is None:
        return None
    return tuple(Link(Span(a, b), Span(c, d), score) for a, b, c, d, score in values)


def _use(match: Match, rendering: str, place: list[int], how: str, note: str) -> TermUse:
    target = Span(*place) if place else None
    term = match.term
    return TermUse(term.source, rendering, Span(match.start, match.end), target, how, term.origin, note)


def _attention(weights: bytes, source: list[list[int]], target: list[list[int]], dtype: str) -> Attention:
    import numpy as np  # noqa: PLC0415  slow to import

    table = np.frombuffer(weights, dtype=np.dtype(dtype)).reshape(len(target), len(source))
    return Attention(tuple(Span(*place) for place in source), tuple(Span(*place) for place in target), table)
