"""One spelling for a term: of `US` and `U.S.`, or `defence` and `defense`, the one its entry names first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from align.model import Span
from align.terms.accounts import Rendered, rewritten
from glossary import Match, Term

_AMERICAN = (
    ("efence", "efense"), ("ffence", "ffense"), ("icence", "icense"), ("abour", "abor"), ("ighbour", "ighbor"),
    ("entre", "enter"), ("rogramme", "rogram"), ("isation", "ization"), ("ised", "ized"), ("iser", "izer"),
)  # fmt: skip
_SAID = re.compile(r"[\"'”’)\]]*$")


def uniform(rendered: Rendered, matches: Sequence[Match]) -> Rendered:
    """The same with each rendering spelt as its term's entry has it first; other renderings of the term stay."""
    for number, match in enumerate(matches):
        use = rendered.uses[number]
        if use.target is None:
            continue
        text = rendered.translation.text
        wanted = _spellings(match.term).get(use.target.of(text))
        if wanted is not None:
            rendered = _respelt(rendered, number, use.target, wanted)
    return rendered


@lru_cache(maxsize=8192)
def _spellings(term: Term) -> dict[str, str]:
    """For each rendering that is another spelling of an earlier one, that one."""
    first: dict[str, str] = {}
    return {
        rendering: before
        for rendering in term.targets
        if (before := first.setdefault(_folded(rendering), rendering)) != rendering
    }


def _folded(rendering: str) -> str:
    """Without stops, and as Americans spell."""
    text = rendering.replace(".", "")
    for british, american in _AMERICAN:
        text = text.replace(british, american)
    return text


def _respelt(rendered: Rendered, number: int, place: Span, text: str) -> Rendered:
    before = rendered.translation.text
    ends = before[place.end - 1] == "." and text[-1] != "." and _SAID.match(before, place.end)
    written = text + "." if ends else text  # the stop of `the U.S.` was that of the sentence, too
    uses = rendered.uses
    others = replace(rendered, uses=(*uses[:number], *uses[number + 1 :]))
    moved = rewritten(others, place, written)
    if moved is others:
        return rendered
    own = replace(uses[number], rendering=text, target=Span(place.start, place.start + len(text)))
    return replace(moved, uses=(*moved.uses[:number], own, *moved.uses[number:]))
