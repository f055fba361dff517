"""A Word document with a two-column table, one bead a row: for people who read and mark up in Word.

Glossary terms are underlined, findings stand as comments, a bookmark in each row keeps its paragraph. Any
table of two columns can be read; a first row that names languages, as in `Indonesian (id)`, is its head.
Lost: what `rows` loses, scores, terms, the signature (it is printed below the table), and carriage returns,
which become line breaks. Characters XML cannot hold are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from align.errors import InputError, OutputError
from align.formats.languages import name_of
from align.formats.rows import Row, assemble, finding_of, note, rows
from align.formats.wordfile import damaged, make, new_document, open_document, save
from align.formats.xmltree import ILLEGAL
from align.model import Bitext, Span

_HEAD = re.compile(r".*\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*")
_MARGIN = 648_000  # 1.8 cm in English Metric Units
_BOOKMARK = re.compile(r"padanan_p([0-9]{1,9})_[0-9]+")


def render(bitext: Bitext) -> bytes:
    """`bitext` as a .docx file. Raises OutputError naming the row that cannot be written."""
    document = new_document()
    section = document.sections[0]
    section.left_margin = section.right_margin = _MARGIN
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, side in zip(table.rows[0].cells, (bitext.source, bitext.target), strict=True):
        cell.paragraphs[0].add_run(f"{name_of(side.language)} ({side.language})").bold = True
    table.rows[0]._tr.get_or_add_trPr().append(make("w:tblHeader"))  # again at the top of every page
    for number, row in enumerate(rows(bitext), 1):
        source, target = table.add_row().cells
        try:
            _fill(source, row.source, [use.source for use in row.terms])
            _fill(target, row.target, [use.target for use in row.terms if use.target])
        except ValueError:
            raise OutputError(f"row {number} holds a control character, which .docx cannot hold") from None
        place = source.paragraphs[0]._p
        place.append(make("w:bookmarkStart", id=str(number), name=f"padanan_p{row.paragraph}_{number}"))
        place.append(make("w:bookmarkEnd", id=str(number)))
        runs = target.paragraphs[0].runs or [target.paragraphs[0].add_run()]
        for finding in row.findings:
            document.add_comment(runs, ILLEGAL.sub("\ufffd", note(finding)), author="padanan", initials="p")
    document.add_paragraph(ILLEGAL.sub("\ufffd", bitext.signature))
    return save(document)


def parse(data: bytes, *, file: str) -> Bitext:
    """The bitext in the first table of two columns. Raises InputError."""
    document = open_document(data, file=file)
    try:
        table = next((table for table in document.tables if len(table.columns) == 2), None)
        lines = [] if table is None else list(_lines(table, document.comments))
    except Exception as error:  # a damaged part can fail anywhere in python-docx
        raise damaged(error, file) from None
    if table is None:
        raise InputError("has no table of two columns; accepted is source beside target", file=file)
    heads = [_HEAD.fullmatch(text) for text in (lines[0].source, lines[0].target)] if lines else []
    if heads and all(heads):
        languages = [head[1] for head in heads if head]
        return assemble(lines[1:], source_language=languages[0], target_language=languages[1])
    return assemble(lines)


def _lines(table: Any, comments: Any) -> Iterator[Row]:
    paragraph = 0
    for row in table.rows:
        source, target = row.cells
        names = row._tr.xpath(".//w:bookmarkStart/@w:name")
        paragraph = next((int(found[1]) for found in map(_BOOKMARK.fullmatch, names) if found), paragraph)
        keys = sorted(map(int, row._tr.xpath(".//w:commentReference/@w:id")))
        remarks = [comments.get(key) for key in keys]
        findings = tuple(finding_of(remark.text) for remark in remarks if remark is not None)
        yield Row(source.text, target.text, paragraph, findings=findings)


def _fill(cell: Any, text: str, terms: list[Span]) -> None:
    """Text in runs, the terms underlined."""
    edges = sorted({0, len(text), *(edge for span in terms for edge in (span.start, span.end))})
    for start, end in pairwise(edges):
        run = cell.paragraphs[0].add_run(text[start:end])
        run.underline = any(span.start <= start and end <= span.end for span in terms) or None
