"""Word links as `0-0 1-2`, one bead a line, indices from 0 of the bead's own tokens. Write only.

Tokens are those of `align.text.tokens.tokenize` on the texts of the bead; a link names every token it touches.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from align.model import Bitext, Pair, Span
from align.text.tokens import tokenize


def render(bitext: Bitext) -> str:
    """One line for each bead of `bitext`; the line of a bead without links is empty."""
    return "".join(_line(pair) + "\n" for pair in bitext)


def _line(pair: Pair) -> str:
    left, right = list(tokenize(pair.source_text)), list(tokenize(pair.target_text))
    points = {
        (source, target)
        for link in pair.links
        for source in _touched(left, link.source, pair.source_span.start)
        for target in _touched(right, link.target, pair.target_span.start)
    }
    return " ".join(f"{source}-{target}" for source, target in sorted(points))


def _touched(tokens: list[Span], span: Span, origin: int) -> range:
    """Indices of the tokens that share a character with `span`, which counts from the document's start."""
    first = bisect_right(tokens, span.start - origin, key=lambda token: token.end)
    return range(first, bisect_left(tokens, span.end - origin, key=lambda token: token.start))
