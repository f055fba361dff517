"""Placeables: what is no language stands in the translation as it stands in the source, as often, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.facts.verbatim import Placeable, absent, strange
from align.model import Pair, Span

_NAMES = {
    "address": "an address", "handle": "a handle or a hashtag", "file": "a file", "number": "a number that is a name",
    "code": "a code", "inline": "a placeholder or a tag", "script": "in another script", "blob": "no language",
    "measure": "a measure",
}  # fmt: skip
_SHORT = re.compile(r"[A-Z]+-?\d\d?")  # U-23, which may be under 23
_SAID = re.compile(
    r"(?<!\w)(?:(?:at|no|or|not) (?:least|most|more|less|fewer|above|below|higher|lower)|minimum|maximum|about|around|"
    r"up to|approximately|roughly|plus or minus|over|under|exceed)",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*|[¼-¾⅐-⅞]")


def placeables(pair: Pair) -> Iterator[Remark]:
    """Addresses, codes, placeholders, other scripts and symbols that changed or got lost, and symbols made up."""
    for item in absent(pair.source_text, pair.target_text):
        if item.kind == "symbol":
            yield Remark(
                f"The translation lacks the symbol {item.target}.",
                item.target,
                item.source,
                severity="warning",
            )
        elif not _otherwise(item, pair.target_text):
            yield Remark(
                f"{item.target} is {_NAMES[item.kind]}; the translation must hold it unchanged.",
                item.target,
                item.source,
            )
    for place in strange(pair.source_text, pair.target_text):
        text = place.of(pair.target_text)
        if text.isprintable():
            yield Remark(
                f"The source has no {text}.", text, None, Span(place.start, place.end), severity="warning"
            )


def _otherwise(item: Placeable, target: str) -> bool:
    """Whether English may say it in another way: `under-23`, `at least 2.5`, `half a glass`."""
    if item.kind == "measure":
        figures = all(figure in target for figure in _FIGURES.findall(item.target) if figure.isascii())
        signs = [mark for mark in item.target if mark in "≥≤≈±"]
        return figures and (all(mark in target for mark in signs) or bool(_SAID.search(target)))
    return item.kind == "code" and bool(_SHORT.fullmatch(item.target))
