"""What attributes of HTML tags say to readers: units of their own, inside the tag. Languages change with the text."""

from __future__ import annotations

import re
from html import escape, unescape

from align.formats.documents.skeleton import Slot, held
from align.formats.documents.tags import Event

_SHOWN = frozenset(["alt", "title", "placeholder", "aria-label", "aria-description", "summary", "label"])
_META = frozenset(
    (
        "description keywords title og:title og:description og:image:alt og:site_name twitter:title "
        "twitter:description twitter:image:alt"
    ).split()
)
_BUTTONS = frozenset(["submit", "button", "reset"])
_VALUE = re.compile(r"""([\w:.-]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'=<>`]+(?=[\s>]))""")
_LANG = re.compile(
    r"""((?:\s|:)lang\s*=\s*["']?)(?:id|ind|in)(?![A-Za-z])(?:[-_][A-Za-z]+)?""", re.IGNORECASE
)
_LOCALE = re.compile(r"""(\bcontent\s*=\s*["']?)(?:id|ind|in)(?![A-Za-z])(?:[-_][A-Za-z]+)?""", re.IGNORECASE)


def in_language(raw: str, language: str) -> str:
    """A tag that says `language` where it said Indonesian."""
    return _LANG.sub(rf"\g<1>{language}", raw) if "lang" in raw else raw


def _quoted(text: str) -> str:
    return escape(text.replace("\n", " "))


def tag_of(event: Event, language: str, inner: list[Slot]) -> str:
    """The tag in the new language. Texts it shows go to `inner`, and what holds their places stands in it."""
    if event.kind not in ("open", "alone"):
        return event.raw
    values = dict(event.attributes)
    raw = in_language(event.raw, language)
    name = (values.get("name") or values.get("property") or values.get("http-equiv") or "").lower()
    if event.tag == "meta" and name in ("og:locale", "content-language"):
        return _LOCALE.sub(rf"\g<1>{'en_US' if '_' in raw and language == 'en' else language}", raw)
    shown = _SHOWN
    if event.tag == "meta":
        shown = frozenset(["content"]) if name in _META else frozenset()
    elif event.tag == "input" and values.get("type", "").lower() in _BUTTONS:
        shown = _SHOWN | {"value"}
    if event.kept or not shown:
        return raw

    def take(match: re.Match[str]) -> str:
        mark = match[3][0] if match[3][0] in "\"'" else ""
        own = match[3][1:-1] if mark else match[3]
        text = unescape(own)
        if match[1].lower() not in shown or not any(map(str.isalpha, text)):
            return match[0]
        finish = str if mark else '"{}"'.format
        inner.append(Slot(text, (), _quoted, finish, raw=own))
        return match[1] + match[2] + mark + held(len(inner) - 1) + mark

    return _VALUE.sub(take, raw)


def apart(markup: str, inner: list[Slot]) -> list[str | Slot]:
    """Markup outside of any unit, as pieces: the slots in it stand by themselves."""
    parts = re.split("\0([0-9]+)\0", markup)
    return [inner[int(part)] if place % 2 else part for place, part in enumerate(parts)]
