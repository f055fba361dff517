"""Sentence alignment as index pairs, one bead a line: `0,1:0`. Write only.

Indices count segments from 0 and a side may be empty: the ladder form that alignment scorers read. Segments
that a cautious alignment left undecided are left out: to call them untranslated would be a claim.
"""

from __future__ import annotations

from align.beads.sentences import is_undecided
from align.formats.rows import assemble, rows
from align.model import Bitext, Span


def render(bitext: Bitext) -> str:
    """One line for each bead of `bitext`."""
    return "".join(
        f"{_indices(bead.source)}:{_indices(bead.target)}\n"
        for bead in bitext.beads
        if not is_undecided(bead)
    )


def decided(bitext: Bitext) -> Bitext:
    """The rows of `bitext` without the segments that a cautious alignment left undecided."""
    beads = zip(rows(bitext), bitext.beads, strict=True)
    return assemble(
        (row for row, bead in beads if not is_undecided(bead)),
        source_language=bitext.source.language,
        target_language=bitext.target.language,
        signature=bitext.signature,
    )


def _indices(side: Span) -> str:
    return ",".join(str(index) for index in range(side.start, side.end))
