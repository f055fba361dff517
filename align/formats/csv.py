"""CSV as spreadsheets write it: commas, semicolons or tabs, cells in quotation marks, a header in either language or none.

Read only; `tsv` is written. Further columns are left alone.
"""

from __future__ import annotations

import re

from align.formats.cells import bitext, split
from align.model import Bitext
from align.text.files import decode


def parse(data: bytes, *, file: str) -> Bitext:
    """The pairs in `data`. Raises InputError naming the line."""
    text = decode(data, file=file)
    return bitext(split(text, delimiter_of(text), lines=True), file=file)


def delimiter_of(text: str) -> str:
    """The delimiter that parts the first line outside quotation marks; Excel's `sep=` is not asked for."""
    first = re.sub(r'"(?:[^"]|"")*"', "", next((line for line in text.splitlines() if line.strip()), ""))
    return max(",;\t", key=first.count)
