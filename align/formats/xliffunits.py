"""What units of XLIFF 1.2 and 2.1 share: the marks of terms, and reading a unit's content.

A term is a `mrk` of type term with the same number on both sides of a unit. Beside the standard attributes
it carries ours (`padanan:term` and so on, namespace `urn:padanan:1`), from which it is read back. Of terms
that cross one another one is marked; marks of foreign files, which name no rendering, are read as text alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from align.formats.inline import plain
from align.formats.markup import Mark, nested, weave
from align.formats.rows import Row
from align.formats.xmltree import Node, attribute, code_point
from align.model import HONOURED, Span, TermUse

_CODE = re.compile(r"x-char-[0-9A-Fa-f]+")
_OURS = ("term", "rendering", "how", "origin", "note")


def sides(row: Row, standard: Mapping[str, str], quote: Callable[[str], str]) -> tuple[str, str]:
    """Source and target of `row` as markup. `standard` maps the attributes of a `mrk` to templates.

    The templates may name `{number}` and `{rendering}`.
    """
    left: dict[int, Mark] = {}
    right: dict[int, Mark] = {}
    for number, use in enumerate(row.terms, 1):
        values = {
            key: template.format(number=number, rendering=use.rendering) for key, template in standard.items()
        }
        own = {f"padanan:{key}": getattr(use, key) for key in _OURS}
        left[number] = Mark(use.source, _open(values | own), "</mrk>")
        if use.target is not None:
            right[number] = Mark(use.target, _open(values), "</mrk>")
    sound = nested(right.values())
    inner = nested(mark for number, mark in left.items() if number not in right or right[number] in sound)
    outer = nested(mark for number, mark in right.items() if left[number] in inner)
    return weave(row.source, inner, quote), weave(row.target, outer, quote)


def _open(values: Mapping[str, str]) -> str:
    return "<mrk" + "".join(f' {key}="{attribute(value)}"' for key, value in values.items()) + ">"


@dataclass(slots=True)
class Content:
    """Text of a `source` or `target` element and the marks in it, by their id."""

    text: str = ""
    marks: dict[str, tuple[Span, Node]] = field(default_factory=dict)


def content(node: Node | None, key: str, char: tuple[str, str], *, file: str) -> Content:
    """Text and marks of an element; native codes of foreign files are left out.

    `key` is the id attribute of a mark; `char` names the element and the attribute that stand for a character
    XML cannot hold.
    """
    found = Content()

    def own(part: Node) -> str | None:
        code = part.attributes.get(char[1], "")
        if part.name != char[0] or not (_CODE.fullmatch(code) or char[0] == "cp"):
            return None
        return code_point(code.removeprefix("x-char-"), file=file, line=part.line)

    if node is None:
        return found
    if not any("padanan:term" in mark.attributes or mark.name == "mrk" for mark in node.all("mrk")):
        found.text = plain(node, own)
        return found
    parts: list[str] = []

    def walk(inner: Node, at: int) -> int:
        for part in inner.content:
            if isinstance(part, Node) and part.name == "mrk":
                start, at = at, walk(part, at)
                found.marks[part.attributes.get(key, "")] = Span(start, at), part
            else:
                text = plain(Node("", {}, inner.line, [part]), own)
                parts.append(text)
                at += len(text)
        return at

    walk(node, 0)
    found.text = "".join(parts)
    return found


def preserved(node: Node, before: bool) -> bool:
    """Whether blanks count in `node`, where they did `before` in what holds it."""
    return {"preserve": True, "default": False}.get(node.attributes.get("xml:space", ""), before)


def trimmed(text: str, *, preserve: bool) -> str:
    """`text` without the line ends and the indentation that a pretty printer put around it."""
    if preserve:
        return text
    text = re.sub(r"^[ \t]*\n\s*|\s*\n[ \t]*$", "", text)
    return re.sub(r"[ \t]*\n[ \t]+", "\n", text)


def open_to_translation(node: Node, before: bool) -> bool:
    """Whether a unit or group may be translated, where what holds it may."""
    return {"yes": True, "no": False}.get(node.attributes.get("translate", ""), before)


def terms(left: Content, right: Content) -> tuple[TermUse, ...]:
    """The glossary terms whose marks are ours, in the order of their numbers."""
    uses: dict[str, TermUse] = {}
    for number, (span, mark) in left.marks.items():
        values = [mark.attributes.get(f"padanan:{key}") for key in _OURS]
        term, rendering, how, origin, remark = (value or "" for value in values)
        target = right.marks[number][0] if number in right.marks else None
        if values[0] is None:
            continue
        if target is None or how not in HONOURED:
            target, how = None, "missed"
        uses[number] = TermUse(term, rendering, span, target, how, origin, remark)
    return tuple(uses[number] for number in sorted(uses, key=lambda number: (len(number), number)))
