"""Excel workbooks: the pairs of the first sheet that has any, as in a CSV. Read only, by openpyxl."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from align.errors import InputError, OutputError
from align.formats.cells import bitext
from align.model import Bitext


def parse(data: bytes, *, file: str) -> Bitext:
    """The pairs in `data`. Raises InputError, and OutputError where openpyxl is missing."""
    try:
        from openpyxl import load_workbook  # noqa: PLC0415
    except ModuleNotFoundError:
        raise OutputError(".xlsx needs openpyxl: pip install 'padanan[xlsx]'") from None
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        found = next((rows for sheet in book.worksheets if (rows := list(_rows(sheet)))), [])
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise InputError(f"is not an .xlsx workbook ({type(error).__name__})", file=file) from None
    return bitext(found, file=file)


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = ["" if value is None else str(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells + [""] * (2 - len(cells))
