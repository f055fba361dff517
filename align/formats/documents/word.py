"""Word documents: every paragraph is a unit or, with tabs, several; in the body, tables, text boxes, notes, comments, and
all headers and footers. The parts of the file that hold no text stay byte for byte.

Runs that differ in format are codes over the text; the look most characters share is the unit's own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from align.errors import InputError, OutputError
from align.formats.documents.package import Package, serialised
from align.formats.documents.skeleton import Rendering, check_count
from align.formats.documents.wordattributes import describe, shown
from align.formats.documents.wordfill import Filler, Unit, units_of
from align.formats.documents.wordpieces import local, pieces_of

_LOG = logging.getLogger("align.formats")
_OVERRIDE = re.compile(rb"<(?:\w+:)?Override\b[^>]*>")
_TYPES = re.compile(
    r"(?:document\.main|template\.main|macroEnabled\w*\.main|\.header|\.footer|\.footnotes|\.endnotes|\.comments)\+xml$"
)
_LEFT = (
    ("chart", re.compile(r"/charts/chart[^/]*\.xml$")),
    ("SmartArt graphic", re.compile(r"/diagrams/data[^/]*\.xml$")),
    ("picture", re.compile(r"/media/[^/]+$")),
    ("embedded file", re.compile(r"/embeddings/[^/]+$")),
)


class WordSkeleton:
    """A Word document whose paragraphs can be replaced; each rebuilding starts from the bytes it came in."""

    def __init__(self, data: bytes, file: str) -> None:
        self._data, self._file = data, file
        package = Package(data, file=file, kind=".docx")
        _tell(package)
        self._parts = _parts(package)
        self._counts: list[int] = []
        units: list[str] = []
        for name in self._parts:
            before, root = len(units), package.tree(name)
            units += (unit.text for _, paragraph in _paragraphs(root) for unit in paragraph)
            units += (element.get(key) for element, key in shown(root))
            self._counts.append(len(units) - before)
        self._units = tuple(units)

    @property
    def units(self) -> tuple[str, ...]:
        """The text of every paragraph that has letters, or of its parts between tabs; descriptions of pictures."""
        return self._units

    def rebuild(self, renderings: Sequence[Rendering]) -> bytes:
        """The document with its paragraphs replaced. Raises ModelError, OutputError."""
        check_count(self._units, renderings)
        package = Package(self._data, file=self._file, kind=".docx")
        filling = iter(renderings)
        done: dict[str, bytes] = {}
        for name, count in zip(self._parts, self._counts, strict=True):
            if count:
                root = package.tree(name)
                try:
                    _fill(root, filling)
                except ValueError:
                    raise OutputError(
                        "a translation holds a control character, which .docx cannot hold"
                    ) from None
                done[name] = serialised(root)
        return package.written(done)


def extract(data: bytes, *, file: str, language: str) -> WordSkeleton:  # noqa: ARG001
    """The paragraphs of a Word document. Raises InputError."""
    return WordSkeleton(data, file)


def _parts(package: Package) -> list[str]:
    """The parts that hold text, the document itself first."""
    found: list[str] = []
    for match in _OVERRIDE.finditer(
        package.read("[Content_Types].xml") if "[Content_Types].xml" in package.names else b""
    ):
        values = dict(re.findall(r'(\w+)\s*=\s*"([^"]*)"', match[0].decode("utf-8", "replace")))
        kind = values.get("ContentType", "")
        if _TYPES.search(kind) and "glossary" not in values.get("PartName", ""):
            found.append(values.get("PartName", "").lstrip("/"))
    found.sort(key=lambda name: (not name.endswith("document.xml"), name))
    if not any("document" in name for name in found):
        raise InputError("is not a .docx document", file=package.file)
    return found


def _tell(package: Package) -> None:
    """Says what stays as it is though people may read words in it."""
    counts = [(what, sum(1 for name in package.names if form.search(name))) for what, form in _LEFT]
    told = [f"{count} {what}{'s' if count > 1 else ''}" for what, count in counts if count]
    if told:
        _LOG.warning("%s: left as they are, with any words in them: %s", package.file, ", ".join(told))


def _paragraphs(root: Any) -> Iterator[tuple[Any, list[Unit]]]:
    """Paragraphs with their units. What stands a second time for older programs is left out."""
    for paragraph in [one for one in root.iter() if local(one) == "p"]:
        if not _fallback(paragraph):
            units = units_of(pieces_of(paragraph))
            if any(unit.translated for unit in units):
                yield paragraph, [unit for unit in units if unit.translated]


def _fill(root: Any, filling: Iterator[Rendering]) -> None:
    for paragraph in [one for one in root.iter() if local(one) == "p"]:
        if _fallback(paragraph):
            continue
        units = units_of(pieces_of(paragraph))
        filler = Filler(paragraph)
        for unit in units:
            filler.put(unit, next(filling) if unit.translated else None)
        filler.finish()
    for element, key in list(shown(root)):
        describe(element, key, next(filling).text)
    for choice, fallback in _twice(root):
        fallback[:] = [deepcopy(child) for child in choice]


def _fallback(paragraph: Any) -> bool:
    """Whether a paragraph is the copy for older programs of one that stands before it."""
    for above in paragraph.iterancestors():
        if isinstance(above.tag, str) and above.tag.endswith("}Fallback"):
            boxes = [one for one in above.getparent()[0].iter() if local(one) == "txbxContent"]
            return bool(boxes)
    return False


def _twice(root: Any) -> Iterator[tuple[Any, Any]]:
    """Text boxes and their copies for older programs."""
    for fallback in [
        one for one in root.iter() if isinstance(one.tag, str) and one.tag.endswith("}Fallback")
    ]:
        first = fallback.getparent()[0]
        boxes = ([one for one in side.iter() if local(one) == "txbxContent"] for side in (first, fallback))
        yield from zip(*boxes, strict=False)
