"""The plain text of a unit of TMX or XLIFF: native codes of other programs left out, what they stand for kept.

A code that breaks a line, is a tab or stands for one is a blank; so is a code of its own between two words, which it
kept apart. Pairs of codes (bold, a link) leave nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from align.formats.xmltree import Node

STANDING = ("ph", "x", "ut")
"""Elements that are one code of its own."""

HALVES = ("bpt", "ept", "it", "bx", "ex", "sc", "ec", "sm", "em", "cp")
"""Elements that open or close something, and single characters."""

_BREAK = re.compile(
    r"<\s*(?:w:)?(?:br|tab|p)\b|\\(?:n|line|tab)\b|^\s*[\n\t]\s*$|x-(?:br|lb|tab)\b", re.IGNORECASE
)
_TAG = re.compile(r"</?\s*(?:b|i|u|a|em|strong|span|font|sub|sup|small|tt|mark|cf)\b", re.IGNORECASE)


def plain(node: Node, own: Callable[[Node], str | None] = lambda _part: None) -> str:
    """All text of `node`. `own` gives the text of an element that is ours, None for any other."""
    parts: list[str] = []
    pending: Node | None = None

    def add(text: str) -> None:
        nonlocal pending
        if pending is not None and text and parts:
            last = next((part[-1] for part in reversed(parts) if part), " ")
            parts.append(_gap(pending, last, text[0]))
        pending = None
        parts.append(text)

    def walk(inner: Node) -> None:
        nonlocal pending
        for part in inner.content:
            if isinstance(part, str):
                add(part)
            elif (text := own(part)) is not None:
                add(text)
            elif part.name in STANDING:
                shown = part.attributes.get("equiv", "")
                if shown and not shown.strip():
                    add("" if "".join(parts)[-1:].isspace() else " ")
                else:
                    pending = part
            elif part.name not in HALVES and part.name != "sub" and not part.name.startswith("{"):
                walk(part)

    walk(node)
    return "".join(parts)


def _gap(code: Node, before: str, after: str) -> str:
    """What a code between two characters leaves."""
    if before.isspace() or after.isspace():
        return ""
    native = (
        code.text() + " " + " ".join(code.attributes.get(key, "") for key in ("equiv-text", "equiv", "disp"))
    )
    kind = f"x-{code.attributes.get('ctype', '').removeprefix('x-')} {code.attributes.get('type', '')}"
    if _BREAK.search(native) or _BREAK.search(kind):
        return " "
    apart = (before.isalnum() or before in ".,;:!?…") and after.isalnum()
    return " " if apart and not _TAG.search(native) else ""
