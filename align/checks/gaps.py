"""Gaps: words that stand together though only one between them, now lost, would join them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.model import Pair, Span

_NOUN_NEXT = r"(?:of|at|from|between|against|near|into|during|via)"
_VERBS = r"(?:is|was|were|are|said|says|has|had|would)"
_GAP = re.compile(
    rf"\b(?:the|The) (?:of|in|at|on|by|with|and|or|to|told|added|have|{_VERBS})\b(?!-)"
    r"|\bthe ?[,.;:?!)]|\ban? ?[,;:?!)]|\b(?:between|into|during|via) ?[;:)]|\b(?:into|between|during|via) ?,"
    rf"|\b(?:between|against|near|via) (?:and|or)\b"
    rf"|(?<![\w-]){_NOUN_NEXT} (?:of|in|at|on|by|with|to|{_VERBS})\b(?! (?:all|least|most|front|excess|order|which|whom))"
    rf"|(?<![\w-])(?:by|for|with) (?:of|{_VERBS})\b"
    rf"|\bto (?:of|was|were|are|said|says|has|had|would)\b|(?<![\w-])in (?:of|{_VERBS})\b"
    r"|\b(?:and|or) ?[,;:)](?! )|\b(?:and|or) ?[;)]|, ?,|\(\s*\)|(?<=\s)['’]s\b|(?<=\s)(?:th|nd|rd)\b|\ban? the\b"
)
_APART = re.compile(r"(?<=\w) (?=[,.;:?!](?:\s|$))")


def gaps(pair: Pair) -> Iterator[Remark]:
    """Places where a word of the translation seems to have gone: `in ,`, `the of`, `agency .`."""
    source, target = pair.source_text, pair.target_text
    if (match := gap(target)) or (not _APART.search(source) and (match := _APART.search(target))):
        yield Remark(
            "A word seems to be missing here from the translation.", "gap", None, Span(*match.span())
        )


def gap(target: str) -> re.Match[str] | None:
    """The first place where a word seems to have gone."""
    return _GAP.search(target)


def apart(target: str) -> bool:
    """Whether spaces stand doubled, or before a mark, or the beginning is gone."""
    return bool(_APART.search(target)) or "  " in target.strip() or target[:1].islower()
