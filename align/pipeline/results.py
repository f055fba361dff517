"""A segment made: its translation, what became of its terms, its word links, and what there is to say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.checks import of_pair
from align.checks.trust import chance
from align.engines.confidence import confidence
from align.model import Bead, Finding, Link, Pair, Span
from align.terms.accounts import Rendered
from glossary import Glossary

_FLAGS = {
    "repetition": "The model repeated itself here and a second try did not mend it; compare with the source.",
    "length": "This translation is far shorter or longer than its source; part of it may be missing or made up.",
    "unlikely": "The model itself finds this translation improbable; compare with the source.",
    "empty": "The model gave no translation; the source stands in its place.",
}
_ALONE = Span(0, 1)


@dataclass(frozen=True, slots=True)
class Made:
    """A rendered segment. `links` and `findings`, in characters of the segment and as of bead 0, are None where they are
    still to be read; `score` counts where there are findings.

    `approved` where a person wrote the translation or stands by it.
    """

    rendered: Rendered
    links: tuple[Link, ...] | None = None
    approved: bool = False
    score: float = 1.0
    findings: tuple[Finding, ...] | None = None


def judged(sentence: str, made: Made, glossary: Glossary, calibration: Sequence[float]) -> Made:
    """The same with its findings, and with its score: the chance that a translator would mark no serious error in it.
    Neither has to do with other segments.
    """
    item, text = made.rendered, made.rendered.translation.text
    own = confidence(sentence, item.translation, calibration) if calibration else None
    source, target = Span(0, len(sentence)), Span(0, len(text))
    bead = Bead(_ALONE, _ALONE, 1.0, made.approved)
    pair = Pair(bead, source, target, sentence, text, 0, (), item.uses, ())
    flagged = [
        Finding(0, flag, "error", _FLAGS.get(flag, flag), source, target) for flag in item.translation.flags
    ]
    findings = (*flagged, *of_pair(pair, 0, glossary=glossary, engine=own))
    score = 1.0 if made.approved else 1 - chance(pair, findings, engine=own)
    return replace(made, score=score, findings=findings)
