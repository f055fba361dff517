"""Terms of several words whose first one is said twice, which makes a plural: `guru-guru besar` are `guru besar`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from glossary.match import Hit

_TWICE = re.compile(r"(?<![\w-])([^\W\d_]{2,})-(?=\1(?:nya)?(?![\w-]))", re.IGNORECASE)


def said_once(text: str) -> str:
    """The text with blanks for the first of each word that is said twice; the length stays."""
    return _TWICE.sub(lambda match: " " * len(match[0]), text) if "-" in text else text


def with_plurals(text: str, hits: Sequence[Hit], once: Sequence[Hit]) -> list[Hit]:
    """Hits of the text, and instead of them those of `said_once(text)` that begin with a word said twice, over both."""
    behind = {match.end(): match.start() for match in _TWICE.finditer(text)}
    plurals = [
        replace(hit, start=behind[hit.start], outer_start=behind[hit.start], affix="plural")
        for hit in once
        if hit.start in behind and hit.end - hit.start > hit.start - behind[hit.start]
    ]
    rest = [
        hit
        for hit in hits
        if not any(hit.outer_start < p.outer_end and p.outer_start < hit.outer_end for p in plurals)
    ]
    return sorted([*rest, *plurals], key=lambda hit: hit.start)
