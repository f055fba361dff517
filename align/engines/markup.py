"""Terms told to a model inline: `<t> SOURCE <=> TARGET </t>`, as in its training.

After Dinu et al. 2019, Training Neural Machine Translation to Apply Terminology Constraints (arXiv
1906.01105), the "append" variant; and hints, which bind it to nothing: `WORD <=> RENDERING </t>`. The three
symbols are pieces of their own in the model's vocabulary.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from align.engines.base import Annotation
from align.engines.pieces import Encoded
from align.model import Span

_SPACE = "▁"


@dataclass(frozen=True, slots=True)
class Markup:
    """The control symbols around a term."""

    open: str
    middle: str
    close: str

    @property
    def symbols(self) -> tuple[str, str, str]:
        """All three."""
        return (self.open, self.middle, self.close)

    def tell(
        self,
        source: Encoded,
        annotations: Sequence[Annotation],
        hints: Sequence[Annotation],
        encode: Callable[[str], tuple[str, ...]],
    ) -> Encoded:
        """`source` with its terms and hints written out. What is added stands, for attention, for their characters.

        `encode` gives the pieces of a rendering.

        An annotation without characters in the source, without a rendering, or that shares a piece with one
        before it, is left out; so is a hint inside a term.
        """
        free = [h for h in hints if not any(h.source.overlaps(term.source) for term in annotations)]
        told = [*((term, (self.open,)) for term in annotations), *((hint, ()) for hint in free)]
        pieces: list[str] = []
        spans: list[Span] = []
        done = 0
        for annotation, head in sorted(told, key=lambda each: each[0].source):
            term, target = annotation.source, encode(annotation.target)
            inside = [i for i, span in enumerate(source.spans) if span.overlaps(term)]
            if not inside or not target or inside[0] < done:
                continue
            first, last = inside[0], inside[-1] + 1
            if first > done and source.pieces[first - 1] == _SPACE:
                first -= 1
            tail = (self.middle, *target, self.close)
            pieces += [*source.pieces[done:first], *head, *source.pieces[first:last], *tail]
            spans += [
                *source.spans[done:first],
                *[term] * len(head),
                *source.spans[first:last],
                *[term] * len(tail),
            ]
            done = last
        return Encoded((*pieces, *source.pieces[done:]), (*spans, *source.spans[done:]))
