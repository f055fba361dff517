r"""What programs put into their messages: placeholders and tags in a text, kept as codes.

`%s`, `%1$s`, `%@`, `%(nama)s`, `{0}`, `${NAMA}`, `{{ … }}`, entities, `\n` written out, tags of HTML and of translators'
tools (`<f0/>`, `{b>…<b}`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from align.formats.documents.codes import Flat
from align.formats.documents.tags import VOID

_KEPT = re.compile(
    r"\{\w{1,4}>|<\w{1,4}\}"
    r"|(?<!\d)%(?:\([^()]*\))?(?:\d+\$)?[-+#0]*\d*(?:\.\d+)?(?:hh?|ll?|[qLjzt])?[a-zA-Z@%]|\$?\{\{?[^{}\n]*\}?\}"
    r"|</?[a-zA-Z][^<>]*>|&[a-z]+;|\\n"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^{]*>")
_PAIR = re.compile(r"(\{)?<?(\w{1,4})(?(1)>|\})")  # {b>…<b}


def add(flat: Flat, text: str, quote: Callable[[str], str]) -> None:
    """Adds a text to a unit, its placeholders and tags as codes; `quote` writes them as the file has them."""
    at = 0
    for match in _KEPT.finditer(text):
        flat.add(text[at : match.start()])
        at = match.end()
        _code(flat, match[0], quote(match[0]))
    flat.add(text[at:])


def _code(flat: Flat, text: str, raw: str) -> None:
    tag, pair = _TAG.fullmatch(text), _PAIR.fullmatch(text)
    if pair is not None and pair[1]:
        flat.open("{" + pair[2], raw)
    elif pair is not None and text.startswith("<"):
        flat.close("{" + pair[2], raw) or flat.atom(raw)  # type: ignore[func-returns-value]
    elif tag is None:
        flat.whole(text, raw)
    elif not tag[1] and not text.endswith("/>") and tag[2].lower() not in VOID:
        flat.open("<" + tag[2], raw)
    elif not tag[1] or not flat.close("<" + tag[2], raw):
        flat.atom(raw, blank=tag[2].lower() == "br")
