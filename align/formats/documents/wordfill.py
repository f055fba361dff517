"""Units of a paragraph of Word, and their translations put back into it."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from align.formats.documents.codes import Code, Kind, Node
from align.formats.documents.lay import lay
from align.formats.documents.skeleton import Rendering
from align.formats.documents.wordpieces import Field, Piece, local
from align.model import Span

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class Unit:
    """Pieces between two borders, or a border itself."""

    pieces: list[Piece]

    @property
    def text(self) -> str:
        """The characters of the unit."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def translated(self) -> bool:
        """Whether there are letters to translate in it, not in a field alone."""
        return any(char.isalpha() for piece in self.pieces if piece.kind == "text" for char in piece.text)


def units_of(pieces: Sequence[Piece]) -> list[Unit]:
    """The units of a paragraph, in order; together they hold every piece."""
    units: list[Unit] = [Unit([])]
    for piece in pieces:
        if piece.kind == "border":
            units += Unit([piece]), Unit([])
        else:
            units[-1].pieces.append(piece)
    return [unit for unit in units if unit.pieces]


class Filler:
    """A paragraph while it is filled anew: wrappers are opened and closed as the pieces ask for."""

    def __init__(self, paragraph: Any) -> None:
        self._paragraph = paragraph
        self._open: list[
            tuple[Any, Any, Any]
        ] = []  # entry of a path, what it is put into, its closing elements
        self._used: set[int] = set()
        self._properties = [child for child in paragraph if local(child) == "pPr"]
        self._queue: list[tuple[tuple[Any, ...], list[Any]]] = []

    def put(self, unit: Unit, rendering: Rendering | None) -> None:
        """Takes a unit, translated or as it is; its runs stay where its text does."""
        if rendering is None or rendering.text == unit.text:
            self._queue += ((piece.path, piece.elements) for piece in unit.pieces)
            return
        codes, meant = _codes(unit.pieces)
        nodes = lay(codes, unit.text, rendering.text, rendering.links)
        writer = _Writer(rendering.text, meant, _base(unit.pieces))
        writer.walk(nodes, Span(0, len(rendering.text)), (), writer.base)
        self._queue += writer.out

    def finish(self) -> None:
        """Writes what was put into the paragraph."""
        for child in list(self._paragraph):
            self._paragraph.remove(child)
        self._paragraph.extend(self._properties)
        for path, elements in self._queue:
            self._enter(path)
            (self._open[-1][1] if self._open else self._paragraph).extend(elements)
        self._enter(())

    def _enter(self, path: tuple[Any, ...]) -> None:
        same = 0
        while same < min(len(path), len(self._open)) and path[same] is self._open[same][0]:
            same += 1
        while len(self._open) > same:
            _, inside, closing = self._open.pop()
            inside.extend(closing)
        for entry in path[same:]:
            around = self._open[-1][1] if self._open else self._paragraph
            again = id(entry) in self._used
            self._used.add(id(entry))
            if isinstance(entry, Field):
                around.extend(deepcopy(entry.opening) if again else entry.opening)
                self._open.append((entry, around, deepcopy(entry.closing) if again else entry.closing))
                continue
            shell = deepcopy(entry) if again else entry
            inside = _emptied(shell)
            around.append(shell)
            self._open.append((entry, inside, []))


def _emptied(shell: Any) -> Any:
    """What the content of a wrapper is put into, its properties left."""
    inside = next((one for one in shell if local(one) == "sdtContent"), shell)
    for child in list(inside):
        if not local(child).endswith("Pr"):
            inside.remove(child)
    return inside


def _base(pieces: Sequence[Piece]) -> Piece:
    """A piece with the look that most characters share."""
    lengths: dict[bytes, int] = {}
    for piece in pieces:
        if piece.kind == "text":
            lengths[piece.look] = lengths.get(piece.look, 0) + len(piece.text)
    return max((piece for piece in pieces if piece.kind == "text"), key=lambda piece: lengths[piece.look])


def _codes(pieces: Sequence[Piece]) -> tuple[list[Code], list[Any]]:
    """The codes of a unit, and by their number the wrapper, the look or the piece each stands for."""
    base = _base(pieces)
    codes: list[Code] = []
    meant: list[Any] = []
    open_: list[tuple[Any, int]] = []  # key, number of the code
    at = 0

    def close(until: int) -> None:
        while len(open_) > until:
            _, number = open_.pop()
            code = codes[number]
            codes[number] = Code(Span(code.span.start, at), code.opening, "", code.depth)

    for number, piece in enumerate(pieces):
        look = _look_at(pieces, number)
        keys: list[tuple[Any, Any]] = [(id(entry), entry) for entry in piece.path]
        if look is not None and look.look != base.look:
            keys.append((look.look, look))
        same = 0
        while same < min(len(keys), len(open_)) and keys[same][0] == open_[same][0]:
            same += 1
        close(same)
        for key, entry in keys[same:]:
            open_.append((key, len(codes)))
            codes.append(Code(Span(at, at), str(len(meant)), "", len(open_) - 1))
            meant.append(entry)
        if piece.kind != "text":
            kind: Kind = "whole" if piece.kind == "whole" else "atom"
            span = Span(at, at + len(piece.text))
            codes.append(Code(span, str(len(meant)), "", len(open_), kind, piece.side))
            meant.append(piece)
        at += len(piece.text)
    close(0)
    return codes, meant


def _look_at(pieces: Sequence[Piece], number: int) -> Piece | None:
    """The text whose look reigns at a piece: its own, or that of both its neighbours."""
    piece = pieces[number]
    if piece.kind == "text":
        return piece
    before = next((one for one in reversed(pieces[:number]) if one.kind == "text"), None)
    after = next((one for one in pieces[number:] if one.kind == "text"), None)
    if before is None or after is None or piece.text or before.look != after.look:
        return None
    return before if before.path == after.path == piece.path else None


class _Writer:
    """Pieces of a translated unit, each with its path."""

    def __init__(self, text: str, meant: list[Any], base: Piece) -> None:
        self.text, self.base = text, base
        self.out: list[tuple[tuple[Any, ...], list[Any]]] = []
        self._meant = meant

    def walk(self, nodes: Sequence[Node], within: Span, path: tuple[Any, ...], look: Piece) -> None:
        at = within.start
        for node in nodes:
            self._say(self.text[at : node.span.start], path, look)
            what = self._meant[int(node.code.opening)]
            if node.code.kind != "pair":
                glued = node.code.kind == "whole" and not len(node.span) and what.text
                before, after = self.text[: node.span.start], self.text[node.span.end :]
                self._say(" " if glued and before[-1:].isalnum() else "", path, look)
                self.out.append((path, what.elements))
                self._say(" " if glued and after[:1].isalnum() else "", path, look)
            elif isinstance(what, Piece):
                self.walk(node.inner, node.span, path, what)
            else:
                self.walk(node.inner, node.span, (*path, what), look)
            at = node.span.end
        self._say(self.text[at : within.end], path, look)

    def _say(self, text: str, path: tuple[Any, ...], look: Piece) -> None:
        """Text as a run in the look of a piece."""
        if not text:
            return
        run = look.elements[0]
        made = run.makeelement(run.tag)
        made.extend(deepcopy(child) for child in run if local(child) == "rPr")
        space = run.tag.removesuffix("r")
        for number, part in enumerate(text.split("\t")):
            if number:
                made.append(run.makeelement(space + "tab"))
            inner = run.makeelement(space + "t")
            inner.text = part
            inner.set(_SPACE, "preserve")
            made.append(inner)
        self.out.append((path, [made]))
