r"""Tab-separated rows with a header: `source  target  score  paragraph`, for spreadsheets and scripts.

Inside a field a tab is written `\t`, a line feed `\n`, a carriage return `\r`, a NUL `\0`, a backslash `\\`,
so that a row is one line and reading gives back the text; a field that begins with a quotation mark is quoted as in CSV.
On reading the columns stand in any order under names of either language, further ones are left alone, `score`,
`paragraph` and the header may be missing. Lost: what `rows` loses, terms, findings,
languages and the signature.
"""

from __future__ import annotations

import re

from align.formats.cells import COLUMNS, bitext, split
from align.formats.rows import rows
from align.model import Bitext
from align.text.files import decode

_OUT = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"})
_IN = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\0": "\0"}


def render(bitext: Bitext) -> str:
    """The rows of `bitext` under their header."""
    lines = [COLUMNS]
    lines += [
        (_cell(row.source), _cell(row.target), repr(row.score), str(row.paragraph)) for row in rows(bitext)
    ]
    return "".join("\t".join(line) + "\n" for line in lines)


def parse(data: bytes, *, file: str) -> Bitext:
    """The bitext in `data`. Raises InputError naming the line."""
    text = decode(data, file=file)
    first = text.split("\n", 1)[0].rstrip("\r").split("\t")
    ours = tuple(first) == COLUMNS  # lines of ours are rows; a spreadsheet may put line ends into cells
    rows_ = split(text, "\t", lines=not ours)
    return bitext(((line, [_plain(cell) for cell in cells]) for line, cells in rows_), file=file)


def _cell(text: str) -> str:
    cell = text.translate(_OUT)
    return '"' + cell.replace('"', '""') + '"' if cell.startswith('"') else cell


def _plain(field: str) -> str:
    return re.sub(r"\\[\\tnr0]", lambda match: _IN[match[0]], field)
