"""The one door to python-docx: opening .docx files safely, making new ones, making their elements.

Sizes are bounded before anything is unpacked, and every failure is one clear line.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from align.errors import InputError, OutputError

MAX_BYTES = 512 * 2**20
"""Largest size of a document's parts, unpacked."""


def open_document(data: bytes, *, file: str) -> Any:
    """The `docx.Document` in `data`. Raises InputError, and OutputError where python-docx is missing."""
    new_document = _document()
    try:
        size = sum(part.file_size for part in ZipFile(BytesIO(data)).infolist())
    except (BadZipFile, ValueError, OSError, NotImplementedError):  # the last: a version of zip not yet made
        raise InputError("is not a .docx document", file=file) from None
    if size > MAX_BYTES:
        raise InputError(f"unpacks to {size:,} bytes; accepted are up to {MAX_BYTES:,}", file=file)
    try:
        return new_document(BytesIO(data))
    except Exception as error:  # a damaged part can fail anywhere in python-docx
        raise damaged(error, file) from None


def new_document() -> Any:
    """An empty `docx.Document`. Raises OutputError where python-docx is missing."""
    return _document()()


def save(document: Any) -> bytes:
    """The bytes of a `docx.Document`."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def make(tag: str, **attributes: str) -> Any:
    """A new element such as `w:bookmarkStart`, with attributes of the same namespace."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def qualified(tag: str) -> str:
    """The name lxml gives an element such as `w:r`."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    name: str = qn(tag)
    return name


def comments_of(document: Any) -> Any:
    """The element that holds the comments of a document, made where it is missing."""
    return document.part._comments_part.element


def damaged(error: Exception, file: str) -> InputError:
    """What to raise for a document that python-docx stumbles over."""
    return InputError(f"is a damaged .docx ({type(error).__name__})", file=file)


def _document() -> Any:
    try:
        from docx import Document  # noqa: PLC0415
    except ModuleNotFoundError:
        raise OutputError(".docx needs python-docx: pip install 'padanan[docx]'") from None
    return Document
