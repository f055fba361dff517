"""What units of XLIFF 1.2 and 2.1 share: the marks of terms, and reading a unit's content.

A term is a `mrk` of type term with the same number on both sides of a unit. Beside the standard attributes
it carries ours (`padanan:term` and so on, namespace `urn:padanan:1`), from which it is read back. Of terms
that cross one another one is marked; marks of foreign files, which name no rendering, are read as text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from align.formats.markup import Mark, nested, weave
from align.formats.rows import Row
from align.formats.xmltree import Node, attribute, code_point
from align.model import HONOURED, Span, TermUse

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
    parts: list[str] = []

    def walk(inner: Node, at: int) -> int:
        for part in inner.content:
            if isinstance(part, str):
                parts.append(part)
                at += len(part)
            elif part.name == char[0] and _code(part, char[1]):
                parts.append(code_point(_code(part, char[1]), file=file, line=part.line))
                at += 1
            elif part.name not in ("ph", "bpt", "ept", "it", "x", "bx", "ex", "sub"):
                start, at = at, walk(part, at)
                if part.name == "mrk":
                    found.marks[part.attributes.get(key, "")] = Span(start, at), part
        return at

    if node is not None:
        walk(node, 0)
    found.text = "".join(parts)
    return found


def _code(node: Node, name: str) -> str:
    return node.attributes.get(name, "").removeprefix("x-char-")


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
