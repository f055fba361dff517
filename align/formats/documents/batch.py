"""All units of a document as one text to translate, and the translation cut back into renderings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from align.errors import InputError
from align.formats.documents.skeleton import Rendering, Skeleton
from align.formats.rows import assemble, rows
from align.model import Bitext, Pair, Span

_GAP = "\n\n"  # always the border of two paragraphs, so that no sentence reaches over it


def join(units: Sequence[str]) -> str:
    """The units as paragraphs of one text: translated together they fill batches and share their names."""
    return _GAP.join(units)


def split(bitext: Bitext, units: Sequence[str]) -> list[Rendering]:
    """The rendering of each unit in a bitext whose source is `join(units)`; blanks at a unit's edges stay.

    A unit that the bitext has nothing of keeps its text.
    """
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit) + len(_GAP))
    pairs = list(bitext)
    taken = 0
    renderings: list[Rendering] = []
    for unit, (start, end) in zip(units, pairwise(starts), strict=True):
        first = taken
        while taken < len(pairs) and pairs[taken].source_span.start < end:
            taken += 1
        renderings.append(_rendering(bitext, unit, start, pairs[first:taken]))
    return renderings


def refilled(skeleton: Skeleton, bitext: Bitext, *, file: str) -> bytes:
    """The document in `file` with the translations of a bitext made of it. Raises InputError for a bitext of another."""
    if bitext.source.text != join(skeleton.units):
        raise InputError("is not what the bitext was translated from: their texts differ", file=file)
    return skeleton.rebuild(split(bitext, skeleton.units))


def untranslated(bitext: Bitext) -> list[str]:
    """The sources of rows that lack a translation."""
    return [row.source for row in rows(bitext) if row.source and not row.target]


def completed(bitext: Bitext, made: Bitext) -> Bitext:
    """`bitext` with the translations of `made`, a bitext of `join(untranslated(bitext))`, where it lacks one."""
    if not (lacking := untranslated(bitext)):
        return bitext
    filling = iter(split(made, lacking))
    whole = [
        replace(row, target=next(filling).text) if row.source and not row.target else row
        for row in rows(bitext)
    ]
    return assemble(
        whole,
        source_language=bitext.source.language,
        target_language=bitext.target.language,
        signature=bitext.signature or made.signature,
    )


def _rendering(bitext: Bitext, unit: str, start: int, pairs: list[Pair]) -> Rendering:
    if not pairs:
        return Rendering(unit)
    place = Span(pairs[0].target_span.start, pairs[-1].target_span.end)
    before = unit[: len(unit) - len(unit.lstrip())]
    after = unit[len(unit.rstrip()) :] if unit.strip() else ""
    shift = len(before) - place.start
    links = tuple(
        (link.source.shift(-start), link.target.shift(shift))
        for pair in pairs
        for link in pair.links
        if place.start <= link.target.start
    )
    return Rendering(before + place.of(bitext.target.text) + after, links)
