"""Documents that are archives of texts: EPUB books, whose chapters are pages, and OpenDocument texts (.odt).

Every part is read as a text file with slots; parts without words stay byte for byte. A book says afterwards that it is in
the language translated into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from html import unescape
from itertools import islice
from pathlib import PurePosixPath
from xml.sax.saxutils import escape

from align.errors import InputError
from align.formats.documents import opendocument, page
from align.formats.documents.package import Package
from align.formats.documents.skeleton import Rendering, Slot, TextSkeleton, check_count
from align.formats.xmltree import parse as parse_xml
from align.text.files import detect

_SHOWN = re.compile(r"(<(?:text|(?:dc:)?title|(?:dc:)?description)\b[^>/]*>)([^<]+)(?=</)")
_LANGUAGE = re.compile(r"(<dc:language\b[^>]*>\s*)(?:id|ind|in)(?:[-_]\w+)?(?=\s*<)", re.IGNORECASE)
_Read = Callable[[bytes, str, str], TextSkeleton]  # of the bytes of a part, its name, the language


class ArchiveSkeleton:
    """An archive whose parts can be translated."""

    def __init__(self, package: Package, parts: list[tuple[str, TextSkeleton]]) -> None:
        self._package = package
        self._parts = [
            (name, skeleton) for name, skeleton in parts if skeleton.units or name.endswith(".opf")
        ]

    @property
    def units(self) -> tuple[str, ...]:
        """The texts of all parts, in order."""
        return tuple(unit for _, skeleton in self._parts for unit in skeleton.units)

    def rebuild(self, renderings: Sequence[Rendering]) -> bytes:
        """The archive with its texts replaced. Raises ModelError."""
        check_count(self.units, renderings)
        filling = iter(renderings)
        return self._package.written(
            {
                name: skeleton.rebuild(list(islice(filling, len(skeleton.units))))
                for name, skeleton in self._parts
            }
        )


def extract(data: bytes, *, file: str, language: str) -> ArchiveSkeleton:
    """The texts of a book or an OpenDocument text, as its type says. Raises InputError."""
    package = Package(data, file=file, kind=PurePosixPath(file).suffix.lower() or "document")
    kind = package.read("mimetype").strip() if "mimetype" in package.names else b""
    if kind == b"application/epub+zip":
        readers: dict[str, _Read] = {
            ".xhtml": _page,
            ".html": _page,
            ".htm": _page,
            ".ncx": _labels,
            ".opf": _labels,
        }
    elif kind.startswith(b"application/vnd.oasis.opendocument.text"):
        readers = {".xml": _open_document}
    else:
        raise InputError("is neither an EPUB book nor an OpenDocument text", file=file)
    return ArchiveSkeleton(package, list(_read(package, readers, language)))


def _read(package: Package, readers: dict[str, _Read], language: str) -> Iterator[tuple[str, TextSkeleton]]:
    for name in package.names:
        reader = readers.get(PurePosixPath(name).suffix.lower())
        if reader is _open_document and name not in ("content.xml", "styles.xml"):
            continue
        if reader is not None and not name.startswith("META-INF/"):
            yield name, reader(package.read(name), f"{package.file}: {name}", language)


def _page(data: bytes, file: str, language: str) -> TextSkeleton:
    return page.extract(data, file=file, language=language)


def _labels(data: bytes, file: str, language: str) -> TextSkeleton:
    """What a table of contents or the description of a book shows."""
    decoded = detect(data, file=file)
    text = _LANGUAGE.sub(rf"\g<1>{language}", decoded.text)
    pieces: list[str | Slot] = []
    at = 0
    for match in _SHOWN.finditer(text):
        words = unescape(match[2]).strip()
        if any(map(str.isalpha, words)):
            pieces += text[at : match.start(2)], Slot(words, (), partial(escape, entities={}))
            at = match.end(2)
    return TextSkeleton((*pieces, text[at:]), decoded.encode)


def _open_document(data: bytes, file: str, language: str) -> TextSkeleton:  # noqa: ARG001
    parse_xml(data, file=file)  # safe and well-formed, or refused
    decoded = detect(data, file=file)
    return TextSkeleton(tuple(opendocument.pieces(decoded.text)), decoded.encode)
