"""Negation: what the source denies, the translation must not affirm.

English says it with a word (`not`, `without`), with a prefix (`unclear`, `indirect`, `groundless`) or with a verb
or adjective (`refuse`, `barred`, `devoid`). The last kind counts only where no other word of the source accounts for
it: `rejected` beside `menolak` says nothing about `tidak`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.checks.base import Remark
from align.checks.negatives import (
    BY_WORD,
    DENIES,
    NEGATES,
    PHRASES,
    PREFIXED,
    SAYS_LESS,
    prefixed,
    remark,
    written,
)
from align.checks.scope import Denial, denial
from align.lexical.lexicon import load
from align.model import Pair

_NOT_ONLY = re.compile(r"\b(?:tidak|tak|bukan|bukanlah) (?:hanya|cuma|saja|sekadar|semata)\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:selain|kecuali|lebih)\b", re.IGNORECASE)
_ONLY_SAID = re.compile(r"\b(?:only|just|mere\w*|alone|little|few)\b", re.IGNORECASE)
# `tidak lebih dari 50` without its negation is `more than 50`.
_BOUNDS = (
    (re.compile(r"\b(?:tidak|tak) lebih dari\b", re.IGNORECASE), re.compile(r"\b(?:more than|over|above)\b")),
    (re.compile(r"\b(?:tidak|tak) kurang dari\b", re.IGNORECASE), re.compile(r"\b(?:less|fewer) than\b")),
)
_NOT_X_BUT_Y = re.compile(
    r"\bbukan(?:nya|lah)? (?!hanya|cuma|saja|sekadar|semata)[^.;]{2,80}\bmelainkan\b", re.IGNORECASE
)
_BUT_Y = re.compile(r"\b(?:rather|instead|unlike|contrary|far from|more of|less)\b", re.IGNORECASE)
# What English says only beside a denial, now gone: `did identify`, `has yet signed`.
_LEFT_OVER = re.compile(
    r"(?<![,?]) (?:do|does|did) (?!business|harm|damage|good|well|better|more|less|nothing|everything|something|work|"
    r"things?|much|so|it|this|that|these|those|the|an?|his|her|its|their|our|your|not|you|we|they|he|she|in|on|at|with|"
    r"for|away|justice|research|exercises?|anything|what|to|as|all|both|and|or|but|when|if)[a-z]{2,}\b"
    r"|^\W*Do (?!you|we|they|not|the)[a-z]{3,}\b|[.“\"] ?[“\"]?Do (?!you|we|they|not|the)[a-z]{3,}\b(?![^.!]*\?)"
    r"|\b(?:ha[sd]|have|is|was|were|be) yet (?!to\b|another\b|again\b|more\b|an?\b)[a-z]+"
)


def negation(pair: Pair) -> Iterator[Remark]:
    """A negation of the source without one in the translation, or one of several lost."""
    source, target = written(pair.source_text), pair.target_text
    if not NEGATES.search(source) or not target.strip():
        return
    only = _NOT_ONLY.search(source)
    if only and _ONLY_SAID.search(target) and not DENIES.search(target):
        message = f"The source says more (`{only[0]}`); the translation says only that."
        yield remark(message, only, pair)
        return
    found = [*NEGATES.finditer(PHRASES.sub(lambda match: " " * len(match[0]), source))]
    lost = _bound(source, target) or _affirmed(found, source, target)
    if lost:
        message = f"The source negates (`{lost[0]}`); the translation seems to affirm."
        yield remark(message, lost, pair)


def _bound(source: str, target: str) -> re.Match[str] | None:
    """A turn of phrase of which the English has the half that is none: `more than 50`, `X but Y`."""
    denials = len(DENIES.findall(target))
    for ours, theirs in _BOUNDS:
        match = ours.search(source)
        if match and not denials and theirs.search(target):
            return match
    match = _NOT_X_BUT_Y.search(source)
    if match is None or _BUT_Y.search(target):
        return None
    others = NEGATES.findall(source[: match.start()] + source[match.start() + len("bukan") :])
    without = "tanpa" in others and "without" in target.lower()
    return NEGATES.match(source, match.start()) if denials <= without else None


def _affirmed(found: Sequence[re.Match[str]], source: str, target: str) -> re.Match[str] | None:
    """The negation that the translation lacks: by what it denies, by what English has left of it, or by their number."""
    if not found:
        return None
    denials = len(DENIES.findall(target))
    ways = [denial(match, source, target) for match in found]
    otherwise = ways.count(Denial.OTHERWISE)
    if denials + otherwise < len(found):
        left = {Denial.BARE, Denial.UNKNOWN} if _LEFT_OVER.search(target) else {Denial.BARE}
        bare = [match for match, way in zip(found, ways, strict=True) if way in left]
        if bare:
            return bare[0]
    least = min(len(found), 2)
    told = max(denials, otherwise + ways.count(Denial.SAID))
    if told < least:
        told = max(told, denials + _said_otherwise(source, target, {match[0].lower() for match in found}))
    return found[0] if told < least else None


def _said_otherwise(source: str, target: str, negators: set[str]) -> int:
    """How often the translation says no by a prefix, a verb or an adjective that no other word accounts for."""
    told: dict[str, float] = {}
    negated: dict[str, float] = {}
    before = ""
    for word in re.findall(r"[\w-]+", source.lower()):
        if not NEGATES.fullmatch(word):
            for english, chance in load().translations(word):
                told[english] = max(told.get(english, 0.0), chance)
                if before in negators:
                    negated[english] = chance
        before = word
    count = sum(
        (told.get(word, 0.0) < 0.3 or word in negated) and prefixed(match)
        for match in PREFIXED.finditer(target)
        for word in (match[0].lower(),)
    )
    stems = {english[:3] for english, chance in told.items() if chance >= 0.05 and SAYS_LESS.match(english)}
    count += sum(
        match[0].lower()[:3] not in stems
        and (" " not in match[0] or not told.keys() >= {*match[0].lower().split()})
        for match in SAYS_LESS.finditer(target)
    )
    count += sum(bool(pattern.search(target)) for word, pattern in BY_WORD.items() if word in negators)
    return count + bool(_ONLY.search(source) and _ONLY_SAID.search(target))
