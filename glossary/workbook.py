"""Glossaries in Excel workbooks: the first sheet that has any cells, as a table. Read only, by openpyxl."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from glossary.errors import GlossaryError
from glossary.tables import terms_of
from glossary.term import Term


def parse(data: bytes, *, file: str) -> tuple[Term, ...]:
    """The terms in `data`. Raises GlossaryError naming the row."""
    try:
        from openpyxl import load_workbook  # noqa: PLC0415
    except ModuleNotFoundError:
        raise GlossaryError(f"{file}: .xlsx needs openpyxl: pip install 'padanan[xlsx]'") from None
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        found = next((rows for sheet in book.worksheets if (rows := list(_rows(sheet)))), [])
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise GlossaryError(f"{file}: is not an .xlsx workbook ({type(error).__name__})") from None
    return terms_of(found, file=file)


def _rows(sheet: Any) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = ["" if value is None else " ".join(str(value).split()) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, tuple(cells)
