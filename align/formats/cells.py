"""Tables as spreadsheets write them: cells of delimited text, what their columns are called, and the pairs in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from align.errors import InputError
from align.formats.rows import Row, assemble, number_of, score_of
from align.model import Bitext

COLUMNS = ("source", "target", "score", "paragraph")
_CALLED = {
    "source": ("source", "sumber", "id", "id-id", "ind", "indonesia", "indonesian", "bahasa indonesia"),
    "target": (
        "target",
        "en",
        "en-us",
        "en-gb",
        "eng",
        "english",
        "inggris",
        "bahasa inggris",
        "translation",
    ),
    "score": ("score",),
    "paragraph": ("paragraph",),
}
_REGION = re.compile(r"\s*\([^()]*\)$")


def split(text: str, delimiter: str, *, lines: bool) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank with the lines they begin on.

    A cell in quotation marks, those inside doubled, is what they enclose; where `lines`, it may run over line ends.
    """
    inner = r'(?:[^"]|"")*' if lines else r'(?:[^"\r\n]|"")*'
    end = rf"{re.escape(delimiter)}|\r\n|\r|\n|\Z"
    cell = re.compile(rf'(?:"({inner})"|([^{re.escape(delimiter)}\r\n]*))({end})')
    number = begun = 1
    row: list[str] = []
    at = 0
    while at <= len(text):
        match = cell.match(text, at)
        if match is None:  # a quotation mark inside a cell: text like any other
            break
        row.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        number += len(re.findall(r"\r\n|\r|\n", match[0]))
        at = match.end()
        if match[3] != delimiter:
            if any(row):
                yield begun, row
            row, begun = [], number
            if not match[3]:
                return


def columns(first: Sequence[str]) -> list[str] | None:
    """What the columns are, as a header calls them; None where the first row is none."""
    names = [_REGION.sub("", name.strip()).lower() for name in first]
    found = [next((key for key, known in _CALLED.items() if name in known), "") for name in names]
    return found if {"source", "target"} <= set(found) else None


def bitext(rows: Iterable[tuple[int, list[str]]], *, file: str) -> Bitext:
    """The pairs of a table, with a header or without one: then the first two columns. Raises InputError."""
    header: list[str] | None = None
    found: list[Row] = []
    bare = False
    for line, cells in rows:
        if header is None:
            header = columns(cells)
            if header is not None:
                continue
            header, bare = ["source", "target"], True
        if len(cells) < 2 or (not bare and len(cells) > len(header)):
            raise InputError(
                f"{len(cells)} column{'s' if len(cells) > 1 else ''} where "
                + (f"the header has {len(header)}" if not bare else "a pair has 2")
                + f"; accepted is a header with {', '.join(COLUMNS)}, or source and target without one",
                file=file,
                line=line,
            )
        fields = dict(zip(header, cells, strict=False))
        if fields.get("source") or fields.get("target"):
            found.append(
                Row(
                    fields.get("source", ""),
                    fields.get("target", ""),
                    number_of(fields.get("paragraph") or "0", "paragraph", file=file, line=line),
                    score_of(fields.get("score") or "1", file=file, line=line),
                )
            )
    if header is None:
        raise InputError(f"is empty; accepted is a table with {COLUMNS[0]} and {COLUMNS[1]}", file=file)
    return assemble(found)
