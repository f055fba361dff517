"""Word documents: every paragraph is a unit, in the body, tables, headers and footers.

Runs that differ in format are marks over the text; the longest run gives the paragraph its format. Pictures,
fields, breaks, notes and bookmarks keep their place among the words; hyperlinks stay links.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from align.errors import OutputError
from align.formats.documents.project import project
from align.formats.documents.skeleton import Rendering, check_count
from align.formats.markup import Mark
from align.formats.wordfile import damaged, make, open_document, qualified, save
from align.model import Span

_BREAK = "\u2028"  # a line break while pieces are read; a blank in the unit
_STALE = "w:lastRenderedPageBreak"  # where a page ended when Word last looked
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of a paragraph and its characters in the unit's text.

    An atom (a picture, a break, a field) is kept as it is; a break counts as a blank, others as nothing.
    """

    span: Span
    element: Any
    link: Any = None
    atom: bool = False

    @property
    def look(self) -> str:
        """What two runs share that look the same."""
        look = self.element.find(qualified("w:rPr"))
        return "" if look is None else str(look.xml)


class WordSkeleton:
    """A Word document whose paragraphs can be replaced; each rebuilding starts from the bytes it came in."""

    def __init__(self, data: bytes, file: str) -> None:
        self._data, self._file = data, file
        self._units = tuple(_text(pieces) for _, pieces in _paragraphs(open_document(data, file=file), file))

    @property
    def units(self) -> tuple[str, ...]:
        """The text of every paragraph that has letters."""
        return self._units

    def rebuild(self, renderings: Sequence[Rendering]) -> bytes:
        """The document with its paragraphs replaced. Raises ModelError, OutputError."""
        check_count(self._units, renderings)
        document = open_document(self._data, file=self._file)
        paragraphs = list(_paragraphs(document, self._file))
        for (paragraph, pieces), rendering in zip(paragraphs, renderings, strict=True):
            try:
                _fill(paragraph, pieces, rendering)
            except ValueError:
                raise OutputError(
                    "a translation holds a control character, which .docx cannot hold"
                ) from None
        return save(document)


def extract(data: bytes, *, file: str, language: str) -> WordSkeleton:  # noqa: ARG001
    """The paragraphs of a Word document. Raises InputError."""
    return WordSkeleton(data, file)


def _paragraphs(document: Any, file: str) -> Iterator[tuple[Any, list[_Piece]]]:
    try:
        parts = [document.element.body]
        for section in document.sections:
            for part in (
                section.header,
                section.footer,
                section.first_page_header,
                section.first_page_footer,
            ):
                if not part.is_linked_to_previous:
                    parts.append(part._element)  # noqa: PERF401
        for part in parts:
            for paragraph in part.iter(qualified("w:p")):
                pieces = _read(paragraph)
                if any(char.isalpha() for char in _text(pieces)):
                    yield paragraph, pieces
    except (KeyError, AttributeError, ValueError) as error:
        raise damaged(error, file) from None


def _text(pieces: list[_Piece]) -> str:
    return "".join(_plain(piece.element) for piece in pieces).replace(_BREAK, " ")


def _read(paragraph: Any) -> list[_Piece]:
    pieces: list[_Piece] = []
    at = 0
    for child in paragraph:
        if child.tag in (qualified("w:pPr"), qualified("w:proofErr")):
            continue
        holds = child.tag in (qualified("w:hyperlink"), qualified("w:ins"))
        for inner in list(child) if holds else [child]:
            for element in _split(inner):
                text = _plain(element)
                span = Span(at, at + len(text))
                pieces.append(_Piece(span, element, child if holds else None, not text or text == _BREAK))
                at = span.end
    return pieces


def _split(element: Any) -> list[Any]:
    """A run that mixes text with breaks, pictures and the like as several that do not."""
    parts = [child for child in element if child.tag not in (qualified("w:rPr"), qualified(_STALE))]
    kinds = [child.tag in (qualified("w:t"), qualified("w:tab")) for child in parts]
    if element.tag != qualified("w:r") or (len(set(kinds)) < 2 and len(parts) == len(element)):
        return [element]
    look = element.find(qualified("w:rPr"))
    runs: list[Any] = []
    for _, group in groupby(zip(kinds, parts, strict=True), key=lambda pair: pair[0]):
        run = make("w:r")
        run.extend([deepcopy(look)] if look is not None else [])
        run.extend([deepcopy(part) for _, part in group])
        runs.append(run)
    return runs


def _plain(element: Any) -> str:
    """Text of a run that holds nothing but text, the blank a break counts as; of anything else, none."""
    if element.tag != qualified("w:r"):
        return ""
    content = [child for child in element if child.tag != qualified("w:rPr")]
    if content and all(child.tag in (qualified("w:br"), qualified("w:cr")) for child in content):
        return _BREAK
    if any(child.tag not in (qualified("w:t"), qualified("w:tab")) for child in content):
        return ""
    return "".join((child.text or "") if child.tag == qualified("w:t") else "\t" for child in content)


def _fill(paragraph: Any, pieces: list[_Piece], rendering: Rendering) -> None:
    source = _text(pieces)
    base = _base(pieces)
    marks = [
        Mark(span, str(number))
        for number, span in _groups(pieces)
        if pieces[number].atom or (pieces[number].look, pieces[number].link) != (base.look, base.link)
    ]
    placed = project(marks, source, rendering.text, rendering.links)
    for child in list(paragraph):
        if child.tag != qualified("w:pPr"):
            paragraph.remove(child)
    at = 0
    for mark in placed:
        piece = pieces[int(mark.opening)]
        _put(paragraph, base, rendering.text[at : mark.span.start])
        _put(paragraph, piece, rendering.text[max(mark.span.start, at) : mark.span.end])
        at = max(at, mark.span.end)
    _put(paragraph, base, rendering.text[at:])


def _base(pieces: list[_Piece]) -> _Piece:
    """The run whose look and link most characters share."""
    lengths: dict[tuple[str, int], int] = {}
    for piece in pieces:
        key = piece.look, id(piece.link)
        lengths[key] = lengths.get(key, 0) + (0 if piece.atom else len(piece.span))
    return max(
        (piece for piece in pieces if not piece.atom), key=lambda piece: lengths[piece.look, id(piece.link)]
    )


def _groups(pieces: list[_Piece]) -> Iterator[tuple[int, Span]]:
    """Neighbouring runs of one look as one, by the number of the first: Word splits runs at will."""
    number = 0
    while number < len(pieces):
        first, end = pieces[number], number + 1
        while (
            not first.atom
            and end < len(pieces)
            and not pieces[end].atom
            and (pieces[end].look, pieces[end].link) == (first.look, first.link)
        ):
            end += 1
        yield number, Span(first.span.start, pieces[end - 1].span.end)
        number = end


def _put(paragraph: Any, piece: _Piece, text: str) -> None:
    """Append `text` in the look of `piece`; an atom is put as it is."""
    if not piece.atom and not text:
        return
    element = piece.element
    if not piece.atom:
        element = deepcopy(element)
        for child in list(element):
            if child.tag != qualified("w:rPr"):
                element.remove(child)
        for number, part in enumerate(text.split("\t")):
            if number:
                element.append(make("w:tab"))
            inner = make("w:t")
            inner.text = part
            inner.set(_SPACE, "preserve")
            element.append(inner)
    if piece.link is None:
        paragraph.append(element)
        return
    last = paragraph[-1] if len(paragraph) else None
    if last is None or last.tag != piece.link.tag or last.attrib != piece.link.attrib:
        last = piece.link.makeelement(piece.link.tag)
        last.attrib.update(piece.link.attrib)
        paragraph.append(last)
    last.append(element)
