"""Documents that are zip files of XML parts: opened within bounds, written back with only the changed parts anew."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from align.errors import InputError, OutputError

MAX_BYTES = 512 * 2**20
"""Largest size of a document's parts, unpacked."""

_FAULTS = (BadZipFile, ValueError, OSError, NotImplementedError, KeyError, RuntimeError, EOFError)


class Package:
    """The parts of a document. Raises InputError for what is no zip file, or too large."""

    def __init__(self, data: bytes, *, file: str, kind: str) -> None:
        self.file, self.kind = file, kind
        try:
            self._zip = ZipFile(BytesIO(data))
            size = sum(part.file_size for part in self._zip.infolist())
        except _FAULTS:
            raise InputError(f"is not a {kind} document", file=file) from None
        if size > MAX_BYTES:
            raise InputError(f"unpacks to {size:,} bytes; accepted are up to {MAX_BYTES:,}", file=file)

    @property
    def names(self) -> list[str]:
        """The names of all parts."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises InputError where it is missing or damaged."""
        try:
            return self._zip.read(name)
        except Exception as error:  # zlib and zipfile fail in many ways
            raise self.damaged(error) from None

    def tree(self, name: str) -> Any:
        """The root element of an XML part, as lxml gives it. Raises InputError, OutputError where lxml is missing."""
        etree = _etree(self.kind)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.LxmlError as error:
            raise self.damaged(error) from None

    def written(self, parts: Mapping[str, bytes]) -> bytes:
        """The document with these parts in the place of its own; those it had first stay first."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as target:
            for info in self._zip.infolist():
                data = parts[info.filename] if info.filename in parts else self.read(info.filename)
                kept = (
                    info.compress_type if info.compress_type in (ZIP_STORED, ZIP_DEFLATED) else ZIP_DEFLATED
                )
                target.writestr(info, data, compress_type=kept)
        return out.getvalue()

    def damaged(self, error: Exception) -> InputError:
        """What to raise for a document that cannot be taken apart."""
        return InputError(f"is a damaged {self.kind} ({type(error).__name__})", file=self.file)


def serialised(root: Any) -> bytes:
    """The bytes of an XML part."""
    data: bytes = _etree("document").tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _etree(kind: str) -> Any:
    try:
        from lxml import etree  # noqa: PLC0415
    except ModuleNotFoundError:
        raise OutputError(f"{kind} needs lxml: pip install 'padanan[docx]'") from None
    return etree
