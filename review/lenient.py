"""Terms as people write them: a rendering in other capitals than the glossary's is honoured all the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from align.model import Span, TermUse

if TYPE_CHECKING:
    from glossary import Match


def lenient(uses: Iterable[TermUse], matches: Iterable[Match], text: str) -> list[TermUse]:
    """`uses` with those honoured that stand in `text` but for their capitals; acronyms are taken as they are written."""
    terms = {(match.start, match.end): match.term for match in matches}
    out: list[TermUse] = []
    taken = [use.target for use in uses if use.target]
    for use in uses:
        term = terms.get((use.source.start, use.source.end))
        found = None if use.target or term is None else _place(term.targets, text, taken)
        if found is None:
            out.append(use)
        else:
            place, rendering = found
            taken.append(place)
            out.append(replace(use, target=place, rendering=rendering, how="found", note=""))
    return out


def _place(targets: Sequence[str], text: str, taken: Sequence[Span]) -> tuple[Span, str] | None:
    for rendering in targets:
        if rendering.isupper() or len(rendering) < 4:
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(rendering)}(?!\w)", text, re.IGNORECASE):
            place = Span(*found.span())
            if not any(place.overlaps(own) for own in taken):
                return place, rendering
    return None
