"""The inline markup of a block of Markdown as codes over its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from align.formats.documents.attributes import tag_of
from align.formats.documents.codes import Code, Flat
from align.formats.documents.shortcodes import STAND_IN, Shortcodes
from align.formats.documents.skeleton import Slot, held
from align.formats.documents.tags import KEPT, VOID, events

if TYPE_CHECKING:
    from markdown_it.token import Token

_SPECIAL = re.compile(r"([\\`*<>]|~(?=~)|(?<=~)~)|(?<!\w)(_)|(_)(?!\w)|(&)(?=#?\w+;)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a whole text: its template tags, the language to come, and labels of links as they are spelt."""

    codes: Shortcodes
    language: str
    labels: dict[str, str]

    def label(self, token: Token) -> str:
        """The label of a link or picture by reference, empty for others."""
        label = str(token.meta.get("label") or "")
        return self.labels.get(label, label)


class Reader:
    """Reads the tokens of one block; what its codes show to readers goes to `inner`."""

    def __init__(self, about: About, line_break: str, inner: list[Slot]) -> None:
        self._about, self._break, self._inner = about, line_break, inner
        self._codes, self._language = about.codes, about.language
        self._closings: list[str] = []  # of links, innermost last

    def flat(self, children: Sequence[Token]) -> tuple[str, tuple[Code, ...]]:
        """The text and its codes."""
        flat = Flat()
        number = 0
        while number < len(children):
            token = children[number]
            end = _kept_end(children, number)
            if end is None:
                self._add(flat, token)
            else:
                words = "".join(
                    part.content for part in children[number + 1 : end] if part.type != "html_inline"
                )
                raw = "".join(part.content for part in children[number : end + 1])
                flat.whole(words, self._codes.restored(raw))
                number = end
            number += 1
        return flat.finish()

    def _add(self, flat: Flat, token: Token) -> None:
        kind = token.type
        if kind in ("text", "text_special"):
            flat.add(token.content)
        elif kind == "softbreak":
            flat.add(" ")
        elif kind == "hardbreak":
            flat.atom(self._break, blank=True)
        elif kind == "kept":
            flat.atom(self._codes.shown(token.content, self._inner))
        elif kind in ("code_inline", "index"):
            raw = _code(token) if kind == "code_inline" else token.markup
            flat.whole(self._codes.restored(token.content), self._codes.restored(raw))
        elif kind == "image":
            flat.atom(self._picture(token))
        elif kind == "note":
            flat.atom(self._note(token), side=-1)
        elif kind == "link_open":
            self._closings.append(self._link_end(token))
            flat.open("link", "" if token.markup == "autolink" else "[")
        elif kind == "link_close":
            _close_link(flat, self._closings.pop())
        elif kind.endswith("_open"):
            flat.open(kind.removesuffix("_open"), token.markup)
        elif kind.endswith("_close"):
            flat.close(kind.removesuffix("_close"), token.markup)
        elif kind == "html_inline":
            self._html(flat, token.content)

    def _html(self, flat: Flat, raw: str) -> None:
        tag = _TAG.match(raw)
        name = tag[2].lower() if tag else ""
        if tag and tag[1]:
            if not flat.close(f"<{name}", raw):
                flat.atom(raw)
            return
        shown = "".join(
            tag_of(event, self._language, self._inner) for event in events(self._codes.restored(raw))
        )
        if tag and not raw.endswith("/>") and name not in VOID:
            flat.open(f"<{name}", shown)
        else:
            flat.atom(shown, blank=name == "br")

    def _link_end(self, token: Token) -> str:
        """What stands after a link's text; for `<https://…>`, which has none of its own, all of it."""
        target = self._codes.restored(str(token.attrs.get("href", "")))
        if token.markup == "autolink":
            return f"<{target.removeprefix('mailto:')}>"
        if label := self._about.label(token):
            return f"][{label}]"
        return f"]({self._target(target, token)})"

    def _picture(self, token: Token) -> str:
        text = token.content
        if any(map(str.isalpha, text)) and not STAND_IN.search(text):
            self._inner.append(Slot(text, (), quote))
            text = held(len(self._inner) - 1)
        if label := self._about.label(token):
            return f"![{text}][{label}]"
        return f"![{text}]({self._target(str(token.attrs.get('src', '')), token)})"

    def _target(self, url: str, token: Token) -> str:
        words = str(token.attrs.get("title", ""))
        url = self._codes.restored(url) if STAND_IN.search(url) else url
        bare = (
            url if url and (not re.search(r"[\s()<>]", url) or url.startswith(("{{", "{%"))) else f"<{url}>"
        )
        if not words:
            return bare
        if any(map(str.isalpha, words)) and not STAND_IN.search(words):
            self._inner.append(Slot(words, (), _escaped))
            return f'{bare} "{held(len(self._inner) - 1)}"'
        return f'{bare} "{_escaped(self._codes.restored(words))}"'

    def _note(self, token: Token) -> str:
        inner: list[Slot] = []
        text, codes = Reader(self._about, self._break, inner).flat(token.children or [])
        self._inner.append(Slot(text, codes, quote, inner=tuple(inner)))
        return f"^[{held(len(self._inner) - 1)}]"


def _kept_end(children: Sequence[Token], number: int) -> int | None:
    """Where an element has ended whose text is put as it is, such as `<kbd>`."""
    tag = _TAG.match(children[number].content) if children[number].type == "html_inline" else None
    if tag is None or tag[1] or tag[2].lower() not in KEPT:
        return None
    closing = f"</{tag[2].lower()}>"
    return next((n for n in range(number + 1, len(children)) if children[n].content.lower() == closing), None)


def _close_link(flat: Flat, closing: str) -> None:
    if not closing.startswith("<"):
        flat.close("link", closing)
        return
    flat.close("link", "")
    place = max(n for n, code in enumerate(flat.codes) if not code.opening and not code.closing)
    flat.codes[place] = replace(flat.codes[place], opening=closing, kind="whole")


def _code(token: Token) -> str:
    edge = " " if token.content[:1] == "`" or token.content[-1:] == "`" else ""
    return f"{token.markup}{edge}{token.content}{edge}{token.markup}"


def title(raw: str) -> Slot:
    """The title of a link in its quotation marks, as a unit."""
    return Slot(raw[1:-1], (), _escaped, lambda text: f'"{text}"', raw=raw)


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')


def quote(text: str) -> str:
    """Plain text as Markdown that means the same, on one line; brackets that make no link are left."""
    line = re.sub(r"\s*[\r\n]+\s*", " ", text)
    line = _SPECIAL.sub(lambda match: "\\" + match[0], line)
    return re.sub(r"[\[\]]", r"\\\g<0>", line) if re.search(r"\][(\[:]|^\]|\[$|\[[\^ xX]\]", line) else line
