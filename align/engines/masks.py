"""Stand-ins for what a model must not see, and how they are read back from its answer.

Chen et al. 2016, Guided Alignment Training for Topic-Aware Neural Machine Translation (arXiv 1607.01628), mask entities so;
what stands in is copied, and what it stands for never reaches the model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

from align.engines.base import Translation
from align.model import Span
from align.text.normalise import Normalised, unchanged


def placeholder(number: int) -> str:
    """A stand-in that models tend to copy: three capitals, like an acronym."""
    return f"XQ{chr(ord('A') + number % 26)}" + ("" if number < 26 else str(number // 26))


_MARK = re.compile(r"(?<!\w)X[ -]?Q[ -]?([A-Z]\d*)(?:[ ,-]+X[ -]?Q[ -]?\1)*(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with stand-ins, the places of its characters in the text as it was, and the stand-ins in order."""

    cleaned: Normalised
    names: tuple[str, ...]

    @property
    def text(self) -> str:
        """What a model is given."""
        return self.cleaned.text

    def forward(self, span: Span) -> Span | None:
        """Where characters of the text as it was stand in the masked one; None where nothing of them is left."""
        inside = [
            place
            for place, (start, end) in enumerate(zip(self.cleaned.starts, self.cleaned.ends, strict=True))
            if start < span.end and span.start < end
        ]
        return Span(inside[0], inside[-1] + 1) if inside else None

    def unmoved(self, answer: Translation) -> Translation:
        """The answer whose attention counts characters of the masked text, counted in the text as it was."""
        attention = answer.attention
        if attention is None:
            return answer
        source = tuple(self.cleaned.back(span.start, span.end) for span in attention.source)
        return replace(answer, attention=replace(attention, source=source))

    def places(self, answer: str) -> list[Span] | None:
        """Where each stand-in came back, in the order of the source; None unless each did exactly once.

        One in other case, taken apart (`X QA`) or doubled on the spot is still itself.
        """
        found: dict[str, list[Span]] = {name: [] for name in self.names}
        for match in _MARK.finditer(answer):
            name = "XQ" + match[1].upper()
            if name not in found:
                if name.casefold() not in self.text.casefold():
                    return None  # made up
                continue
            found[name].append(Span(*match.span()))
        if any(len(places) != 1 for places in found.values()):
            return None
        return [found[name][0] for name in self.names]


def mask(text: str, spans: Sequence[Span], gone: Sequence[Span] = ()) -> Masked:
    """The text with a stand-in for each of `spans`, and nothing for each of `gone`; all disjoint, `spans` in order."""
    folded = text.casefold()
    free = (name for name in map(placeholder, count()) if name.casefold() not in folded)
    names = tuple(islice(free, len(spans)))
    written = dict(zip(spans, names, strict=True)) | dict.fromkeys(gone, "")
    edits = ((span.start, span.end, name) for span, name in sorted(written.items()))
    return Masked(unchanged(text).put(edits), names)
