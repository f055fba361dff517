"""Elements of XML with their places in the text of a file, for what is changed in place.

Only for files that `xmltree.parse` has taken: here nothing is checked again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from align.model import Span

TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[(?P<cdata>.*?)\]\]>|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>"
    r"|<(?P<close>/?)(?P<name>[^\s<>/!?]+)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=\"']+)\s*=\s*(\"[^\"]*\"|'[^']*')")


@dataclass(slots=True)
class Element:
    """An element: its name, without the prefix of the root's namespace, its places, and the elements in it."""

    name: str
    whole: Span
    inside: Span
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)

    def all(self, *names: str, but: tuple[str, ...] = ()) -> Iterator[Element]:
        """Every element below with one of these names, not looking inside a hit or inside what `but` names."""
        for child in self.children:
            if child.name in names:
                yield child
            elif child.name not in but:
                yield from child.all(*names, but=but)

    def child(self, name: str) -> Element | None:
        """The first child of this name."""
        return next((child for child in self.children if child.name == name), None)


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, as they stand in the file."""
    return {match[1]: match[2][1:-1] for match in _ATTRIBUTE.finditer(tag)}


def elements(text: str) -> tuple[Element, str]:
    """The root of a document and the prefix of its namespace, with its colon."""
    top = Element("", Span(0, len(text)), Span(0, len(text)), {})
    stack = [top]
    prefix = ""
    for token in TOKEN.finditer(text):
        if not token["name"]:
            continue
        if token["close"]:
            done = stack.pop()
            done.inside = Span(done.inside.start, token.start())
            done.whole = Span(done.whole.start, token.end())
            continue
        if len(stack) == 1:
            before, colon, _ = token["name"].rpartition(":")
            prefix = before + colon
        name = token["name"].removeprefix(prefix)
        made = Element(name, Span(*token.span()), Span(token.end(), token.end()), attributes(token["rest"]))
        stack[-1].children.append(made)
        if not token["rest"].rstrip().endswith("/"):
            stack.append(made)
    return top.children[0], prefix
