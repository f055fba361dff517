"""ICU's messages, `{n, plural, =1 {satu pesan} other {# pesan}}`: what is said in each case, and what chooses."""

from __future__ import annotations

import re

from align.formats.documents.elements import TOKEN

_HEAD = re.compile(r"\{\s*[\w.]+\s*,\s*(?:plural|select|selectordinal)\s*,(?:\s*offset:\d+)?")
_CASE = re.compile(r"\s*=?\w+\s*\{")
_END = re.compile(r"\s*\}")


def cases(raw: str) -> list[tuple[str, bool]]:
    """The pieces of a message in markup, each with whether it is said; one piece for what chooses nothing."""
    found = list[tuple[str, bool]]()
    inside: list[str] = []  # of braces that are open: choice, case or other
    start = at = 0

    def cut(*, said: bool) -> None:
        nonlocal start
        found.append((raw[start:at], said))
        start = at

    while at < len(raw):
        if inside and inside[-1] == "choice":
            case, end = _CASE.match(raw, at), _END.match(raw, at)
            if case is None and end is None:
                return [(raw, True)]
            at = (case or end).end()  # type: ignore[union-attr]
            cut(said=False)
            if case is None:
                inside.pop()
            else:
                inside.append("case")
        elif (token := TOKEN.match(raw, at)) is not None:
            at = token.end()
        elif (head := _HEAD.match(raw, at)) is not None:
            cut(said=True)
            inside.append("choice")
            at = head.end()
        else:
            if raw[at] == "{":
                inside.append("other")
            elif raw[at] == "}" and inside and inside.pop() == "case":
                cut(said=True)
            at += 1
    cut(said=True)
    return found if not inside else [(raw, True)]
