"""Gaps: words that stand together though only one between them, now lost, would join them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from align.checks.base import Remark
from align.model import Pair, Span

_VERBS = r"(?:is|was|were|are|said|says|has|had|would)"
_NOT_AFTER = r"(?! (?:all|least|most|front|excess|order|which|whom))"
_PLACES = (
    "(?:Islands?|Provinces?|University|Strait|Regency|River|Bay|Peninsula|Mountains?|Valley|Airport|Stadium|"
    "Hospital|Street)"
)
# Every alternative begins with a space, a comma, a bracket or a digit, so that the pattern is quick to search for.
_GAP = re.compile(
    rf" (?:[Tt]he(?: (?:also|that|of|in|at|on|by|with|and|or|to|told|added(?= that\b|,|:)|have|"
    rf"{_VERBS})\b(?!-)| ?[,.;:?!)])"
    r"|[Aa]n? the\b|an? ?[,;:?!)]"
    r"|(?:[Oo]f|[Aa]t|[Ff]rom|[Bb]etween|[Aa]gainst|[Nn]ear|[Ii]nto|[Dd]uring|[Vv]ia) "
    rf"(?:of|in|at|on|by|with|to|through|{_VERBS})\b{_NOT_AFTER}"
    rf"|(?:[Ii]n|[Aa]t|[Oo]f|[Bb]y|[Ff]rom|[Nn]ear|[Oo]ff|[Tt]o|[Tt]hrough) {_PLACES}\b(?! of\b| [A-Z(])"
    r"|between (?:and|or)\b|(?:between|into|during|via) ?[;:),]"
    rf"|(?:by|for|with|in) (?:of|{_VERBS})\b|to (?:of|was|were|are|said|says|has|had|would)\b"
    r"|(?:and|or) ?(?:[;)]|[,:](?! ))|['’]s\b|(?:th|nd|rd)\b)"
    r"|, ?,|\((?:\s|\)|-(?=[a-z]))|\d[-–](?:,| (?!to\b|and\b|or\b)[a-z])|\d//\d| the s\b"
    r"| al- "
)  # fmt: skip
# A passive that keeps its preposition: `is called at by ships`, `was not taken care of by anyone`.
_STRANDED = re.compile(r"\b(?:am|is|are|was|were|be|been|being)(?: \w+){1,3}$")
# Mostly a gap, at times whole English: good enough beside a name that is missing.
_LOOSE = re.compile(
    r" (?:[Ii]n|of|to|from|at|for|by|with|near|via|over|[Ss]ince) (?:in|on|at|by|with|and|but|or|to|when|since|while|"
    r"has|have|had|is|are|was|were|will|before|after|earlier|later|no longer|between|which|that|who|gets?|fell|rose|"
    r"grew|made|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|south|north|east|west)\b"
    r"| (?:to|from|in|In) [a-z]{2,}ed\b|, said\."
    r"| (?:of|at|by|near|with) [a-z]{2,}ed (?:that|the|an?|to|in|on|his|her|their)\b"
    r"| (?:[Ii]n|of|to|from|at|for|by|near|into) (?:today|yesterday|tomorrow|who)\b"
    r"|(?<!the) (?:West|East|North|South|Central) (?:[a-z]|[.,;])"
    r"| (?:Mr|Mrs|Ms|Dr|Prof|Hurricane|Typhoon|Cyclone|Mount|Lake)\.? [a-z]"
    r"| (?:told|by|from|with) (?:news agency|newspaper|magazine|broadcaster)\b"
    r"|, (?:[A-Z]{2,} )?(?:coach|chief|head|[a-z]+(?:or|er|ist|man|person)) (?:said|told|added)\b"
)
# Blanks that the source may have, too, where somebody has cut it into tokens.
_APART = re.compile(
    r" (?<=[\w.)”\"%] )(?=[,.;:?!](?:\s|$))| (?<=\w )(?=\))| -(?<!and -)(?<!or -)(?=[a-z]{3}|[A-Z]\b)"
)


def gaps(pair: Pair) -> Iterator[Remark]:
    """Places where a word of the translation seems to have gone: `in ,`, `the of`, `agency .`."""
    span = gap(pair.target_text)
    if span is None and not _APART.search(pair.source_text):
        match = _APART.search(pair.target_text)
        span = Span(*match.span()) if match else None
    if span is not None:
        yield Remark("A word seems to be missing here from the translation.", "gap", None, span)


def gap(target: str) -> Span | None:
    """The first place where a word seems to have gone."""
    padded = f" {target}"
    for match in _GAP.finditer(padded):
        if not (match[0].endswith(" by") and _STRANDED.search(padded[: match.start()])):
            return Span(max(match.start() - 1, 0), match.end() - 1)
    return None


@lru_cache(maxsize=64)
def may_be_gap(target: str) -> bool:
    """Whether there is a gap or what looks like one: spaces doubled or before a mark, the beginning gone."""
    return (
        gap(target) is not None
        or bool(_LOOSE.search(f" {target}") or _APART.search(target))
        or "  " in target.strip()
        or target[:1].islower()
    )
