r"""Tab-separated rows with a header: `source  target  score  paragraph`, for spreadsheets and scripts.

Inside a field a tab is written `\t`, a line feed `\n`, a carriage return `\r`, a NUL `\0`, a backslash `\\`,
so that a row is one line and reading gives back the text. On reading the columns stand in any order, further
ones are left alone, and `score` and `paragraph` may be missing. Lost: what `rows` loses, terms, findings,
languages and the signature.
"""

from __future__ import annotations

import re

from align.errors import InputError
from align.formats.rows import Row, assemble, number_of, rows, score_of
from align.model import Bitext
from align.text.files import decode

COLUMNS = ("source", "target", "score", "paragraph")

_OUT = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"})
_IN = {"\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r", "\\0": "\0"}


def render(bitext: Bitext) -> str:
    """The rows of `bitext` under their header."""
    lines = [COLUMNS]
    lines += [
        (row.source.translate(_OUT), row.target.translate(_OUT), repr(row.score), str(row.paragraph))
        for row in rows(bitext)
    ]
    return "".join("\t".join(line) + "\n" for line in lines)


def parse(data: bytes, *, file: str) -> Bitext:
    """The bitext in `data`. Raises InputError naming the line."""
    lines = decode(data, file=file).removesuffix("\n").split("\n")
    header = lines[0].rstrip("\r").split("\t")
    missing = [name for name in COLUMNS[:2] if name not in header]
    if missing:
        raise InputError(
            f"the first line has no column {missing[0]!r}; accepted is a header with {', '.join(COLUMNS)}",
            file=file,
            line=1,
        )
    found = [
        _row(line.rstrip("\r"), header, file, number)
        for number, line in enumerate(lines[1:], 2)
        if line.rstrip("\r")
    ]
    return assemble(found)


def _row(line: str, header: list[str], file: str, number: int) -> Row:
    values = line.split("\t")
    if len(values) != len(header):
        raise InputError(
            f"{len(values)} columns where the header has {len(header)}; "
            "a tab inside a text is written \\t and a line break \\n",
            file=file,
            line=number,
        )
    fields = dict(zip(header, values, strict=True))
    return Row(
        _plain(fields["source"]),
        _plain(fields["target"]),
        number_of(fields.get("paragraph") or "0", "paragraph", file=file, line=number),
        score_of(fields.get("score") or "1", file=file, line=number),
    )


def _plain(field: str) -> str:
    return re.sub(r"\\[\\tnr0]", lambda match: _IN[match[0]], field)
