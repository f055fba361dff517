"""A paragraph of Word taken apart: runs of one look, what stands between them, and the wrappers around both.

Hyperlinks, smart tags, content controls, insertions, moved text and fields that hold text are wrappers; deletions,
pictures, notes, bookmarks and formulas are atoms; other fields are put whole, from begin to end. Tabs, page breaks, and
line breaks after which something new begins, part the units of a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Literal

Kind = Literal["text", "atom", "whole", "border", "break", "begin", "separate", "end", "code"]

_SKIPPED = frozenset(["pPr", "proofErr", "lastRenderedPageBreak"])
_WRAPPERS = frozenset(["hyperlink", "smartTag", "customXml", "ins", "moveTo", "sdt", "dir", "bdo"])
_PROPERTIES = frozenset(["sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"])
_TEXTS = frozenset(["t", "noBreakHyphen", "softHyphen"])
_SIDES = {"footnoteReference": -1, "endnoteReference": -1, "commentReference": -1, "sym": -1}
_NOISE = frozenset(["noProof", "lang", "rPrChange"])
_BEARING = frozenset(["HYPERLINK", "TOC", "QUOTE", "FORMTEXT"])


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field that holds text: what stands before and after its result."""

    opening: list[Any]
    closing: list[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Elements that belong together, the characters they are in the unit, and the wrappers around, outermost first."""

    kind: Kind
    elements: list[Any]
    text: str = ""
    path: tuple[Any, ...] = ()
    look: bytes = b""
    side: int = 0


def local(element: Any) -> str:
    """The local name of an element of Word; `*` for a comment and for those of other vocabularies."""
    tag = element.tag
    if not isinstance(tag, str):
        return "*"
    uri, _, name = tag.rpartition("}")
    return name if "wordprocessingml" in uri and uri.endswith("/main") else "*"


def pieces_of(paragraph: Any) -> list[Piece]:
    """The pieces of a paragraph, in order. Its runs are taken apart in place."""
    return _settled(_with_fields(list(_walk(paragraph, ()))))


def _walk(node: Any, path: tuple[Any, ...]) -> Iterator[Piece]:
    for child in list(node):
        name = local(child)
        if name in _SKIPPED or name in _PROPERTIES:
            continue
        if name == "r":
            yield from _run(child, path)
        elif name in _WRAPPERS:
            inside = (
                next((one for one in child if local(one) == "sdtContent"), None) if name == "sdt" else child
            )
            inner = list(_walk(inside, (*path, child))) if inside is not None else []
            yield from inner or [Piece("atom", [child], path=path)]
        elif name == "fldSimple" and _bears(next((v for k, v in child.items() if k.endswith("instr")), "")):
            yield from list(_walk(child, (*path, child))) or [Piece("atom", [child], path=path)]
        elif name == "fldSimple":
            yield Piece("whole", [child], _shown([child]), path)
        else:
            side = 1 if name.endswith("Start") else -1 if name.endswith("End") else 0
            yield Piece("atom", [child], path=path, side=side)


def _run(run: Any, path: tuple[Any, ...]) -> Iterator[Piece]:
    """The pieces of a run: text, and everything else by itself."""
    look = next((one for one in run if local(one) == "rPr"), None)
    shape = _look(look)
    groups: list[tuple[Kind, list[Any]]] = []
    for child in run:
        name = local(child)
        if name == "rPr" or name in _SKIPPED:
            continue
        kind = _kind(child, name)
        if groups and kind == "text" == groups[-1][0]:
            groups[-1][1].append(child)
        else:
            groups.append((kind, [child]))
    for kind, children in groups:
        own = run
        if len(groups) > 1 or len(children) < len(run) - (look is not None):
            own = run.makeelement(run.tag, run.attrib)
            own.extend([] if look is None else [deepcopy(look)])
            own.extend(children)
        if kind == "text":
            yield Piece(kind, [own], "".join(map(_characters, children)), path, shape)
        else:
            yield Piece(kind, [own], "", path, b"", _SIDES.get(local(children[0]), 0))


def _kind(child: Any, name: str) -> Kind:
    if name in _TEXTS:
        return "text"
    if name in ("tab", "ptab"):
        return "border"
    if name in ("br", "cr"):
        return (
            "border"
            if any(key.endswith("type") and key != "textWrapping" for key in child.attrib)
            else "break"
        )
    if name == "fldChar":
        kind = next((value for key, value in child.attrib.items() if key.endswith("fldCharType")), "")
        return kind if kind in ("begin", "separate", "end") else "atom"  # type: ignore[return-value]
    return "code" if name in ("instrText", "delInstrText") else "atom"


def _characters(element: Any) -> str:
    name = local(element)
    return (element.text or "") if name == "t" else "-" if name == "noBreakHyphen" else ""


def _look(properties: Any) -> bytes:
    """What two runs share that look the same; the marks of a spelling checker are no look."""
    if properties is None:
        return b""
    from lxml.etree import tostring  # noqa: PLC0415

    return b"".join(tostring(one, with_tail=False) for one in properties if local(one) not in _NOISE)


def _shown(elements: list[Any]) -> str:
    return "".join(part.text or "" for one in elements for part in one.iter() if local(part) == "t")


def _with_fields(pieces: list[Piece]) -> list[Piece]:
    """Fields from begin to end as one piece, or, where they hold text, as a wrapper around it."""
    begun: list[int] = []
    number = 0
    while number < len(pieces):
        kind = pieces[number].kind
        if kind == "begin":
            begun.append(number)
        elif kind == "end" and begun:
            start = begun.pop()
            merged = _field(pieces[start : number + 1])
            pieces[start : number + 1] = merged
            number = start + len(merged) - 1
        number += 1
    return list(_half_fields(pieces))


def _field(pieces: list[Piece]) -> list[Piece]:
    path = pieces[0].path
    cut = next((n for n, piece in enumerate(pieces) if piece.kind == "separate"), len(pieces) - 1)
    code = "".join(
        part.text or ""
        for p in pieces[:cut]
        for e in p.elements
        for part in e.iter()
        if local(part) == "instrText"
    )
    result = pieces[cut + 1 : -1]
    plain = all(piece.path[: len(path)] == path for piece in pieces)
    if _bears(code) and result and plain:
        field = Field(_elements(pieces[: cut + 1]), pieces[-1].elements)
        depth = len(path)
        return [replace(piece, path=(*path, field, *piece.path[depth:])) for piece in result]
    if not plain or any(piece.path != path for piece in pieces):
        return [
            replace(p, kind="atom") if p.kind in ("begin", "separate", "end", "code") else p for p in pieces
        ]
    return [Piece("whole", _elements(pieces), "".join(piece.text for piece in result), path)]


def _bears(code: str) -> bool:
    """Whether the result of a field is text of the document, and not worked out anew."""
    return bool(code.split()) and code.split(maxsplit=1)[0].upper() in _BEARING


def _half_fields(pieces: list[Piece]) -> Iterator[Piece]:
    """What is left of a field that goes on in another paragraph: its beginning, or its end."""
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.kind == "begin" or (waiting and piece.kind in ("code", "separate")):
            waiting.append(piece)
            if piece.kind == "separate":
                yield Piece("atom", _elements(waiting), path=waiting[0].path, side=1)
                waiting = []
            continue
        yield from (replace(one, kind="atom", side=1) for one in waiting)
        waiting = []
        yield replace(piece, kind="atom", side=-1) if piece.kind in ("separate", "end", "code") else piece
    yield from (replace(one, kind="atom") for one in waiting)


def _elements(pieces: list[Piece]) -> list[Any]:
    return [element for piece in pieces for element in piece.elements]


def _settled(pieces: list[Piece]) -> list[Piece]:
    """Line breaks as blanks of the unit, or as its border; a whole without a character is an atom."""
    done: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.kind == "break":
            following = "".join(one.text for one in pieces[number + 1 :]).lstrip()
            goes_on = following[:1].islower() and any(one.text for one in done)
            done.append(replace(piece, kind="atom" if goes_on else "border", text=" " if goes_on else ""))
        elif piece.kind == "whole" and not piece.text.strip():
            done.append(replace(piece, kind="atom", text=""))
        else:
            done.append(piece)
    return done
