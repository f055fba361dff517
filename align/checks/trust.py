"""How far a translation may be trusted: the chance that a translator would mark a serious error in it, engine or none.

A logistic regression on what one side alone says (`align.checks.doubts`), on what the other checks found and on length;
fitted on sentences whose errors a translator marked (docs/checks.md). What an engine holds of its own answer joins in
where there is one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from align.checks.base import Remark
from align.checks.doubts import MACHINE, doubts, freedom
from align.model import Bitext, Finding, Pair

_COUNTED = frozenset(("unsaid", "unsourced", "confidence"))  # are in the doubts, or made of this
_MOST = 3  # findings that count
# Intercept; doubts, the greatest, other findings from warning on, log of the source's words.
WEIGHTS = (0.595, 0.264, 2.799, 1.724, -0.605)
# Where an engine says how sure it is: intercept; the sum above, the logit of its confidence.
ENGINE = (1.166, 0.923, -2.382)
_SHORT = 8  # words: shorter sentences were hardly fitted on, so they are read as that long, and the engine counts less
_LIKELY = 0.6  # from which a reader is told
_WEAKEST = 3  # words named


def features(pair: Pair, findings: Sequence[Finding], free: float = MACHINE) -> tuple[float, ...]:
    """What the chance is read from, in the order of `WEIGHTS` behind the intercept."""
    source, target = pair.source_text, pair.target_text
    chances = [doubt.chance for doubt in doubts(source, target, free)]
    return (
        -sum(math.log(1 - min(chance, 0.99)) for chance in chances),
        max(chances, default=0.0),
        float(min(sum(one.severity != "info" and one.check not in _COUNTED for one in findings), _MOST)),
        math.log(max(len(source.split()), _SHORT)),
    )


def chance(
    pair: Pair, findings: Sequence[Finding], *, free: float = MACHINE, engine: float | None = None
) -> float:
    """The chance, 0 to 1, that a translator would mark a critical or major error in a pair with these findings.

    `engine` is its own confidence in the answer, 0 to 1, where one made it whose scores are calibrated.
    """
    if not pair.source_text.strip() or not pair.target_text.strip():
        return 1.0 if pair.source_text.strip() or pair.target_text.strip() else 0.0
    own = features(pair, findings, free)
    total = WEIGHTS[0] + sum(w * f for w, f in zip(WEIGHTS[1:], own, strict=True))
    if engine is not None:
        kept = min(max(engine, 0.01), 0.99)
        joined = ENGINE[0] + ENGINE[1] * total + ENGINE[2] * math.log(kept / (1 - kept))
        total += (joined - total) * min(len(pair.source_text.split()) / _SHORT, 1.0)
    return 1 / (1 + math.exp(-total))


def chances(bitext: Bitext, findings: Sequence[Finding]) -> list[float]:
    """The chance of each bead, by the findings of `check`."""
    pairs = list(bitext)
    free = freedom([(one.source_text, one.target_text) for one in pairs])
    by_bead: dict[int, list[Finding]] = {}
    for finding in findings:
        by_bead.setdefault(finding.bead, []).append(finding)
    return [chance(pair, by_bead.get(number, ()), free=free) for number, pair in enumerate(pairs)]


def doubtful(
    pair: Pair, findings: Sequence[Finding], *, free: float = MACHINE, engine: float | None = None
) -> Iterator[Remark]:
    """That a serious error is likely, with the words that are most doubtful; nothing of what a person approved."""
    likely = 0.0 if pair.bead.approved else chance(pair, findings, free=free, engine=engine)
    if likely < _LIKELY or not pair.source_text.strip() or not pair.target_text.strip():
        return
    weak = doubts(pair.source_text, pair.target_text, free)[:_WEAKEST]
    words = [
        word.span.of(text)
        for doubt in weak
        for word, text in ((doubt.source, pair.source_text), (doubt.target, pair.target_text))
        if word
    ][:_WEAKEST]
    where = f" Least sure: {', '.join(f'`{word}`' for word in words)}." if words else ""
    first = weak[0] if weak else None
    yield Remark(
        f"A translator would probably mark a serious error here (chance {likely:.2f}).{where}",
        "score",
        first.source.span if first and first.source else None,
        first.target.span if first and first.target else None,
    )
