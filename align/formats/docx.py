"""A Word document with a two-column table, one bead a row: for people who read and mark up in Word.

Glossary terms are underlined, findings stand as comments, a bookmark in each row keeps its paragraph. Any
table of two columns can be read; a first row that names languages, as in `Indonesian (id)`, is its head.
Lost: what `rows` loses, scores, terms, the signature (it is printed below the table), and carriage returns,
which become line breaks. Characters XML cannot hold are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count, pairwise
from typing import Any

from align.errors import InputError, OutputError
from align.formats.languages import name_of
from align.formats.rows import Row, assemble, finding_of, note, rows
from align.formats.wordfile import (
    comments_of,
    damaged,
    make,
    new_document,
    open_document,
    qualified,
    save,
)
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
    comments, numbers = comments_of(document), count()
    grid = [column.get(qualified("w:w")) for column in table._tbl.tblGrid]
    for number, row in enumerate(rows(bitext), 1):
        try:
            source = _paragraph(row.source, [use.source for use in row.terms])
            target = _paragraph(row.target, [use.target for use in row.terms if use.target])
        except ValueError:
            raise OutputError(f"row {number} holds a control character, which .docx cannot hold") from None
        source.append(make("w:bookmarkStart", id=str(number), name=f"padanan_p{row.paragraph}_{number}"))
        source.append(make("w:bookmarkEnd", id=str(number)))
        table._tbl.append(_line(grid, source, target))
        for finding in row.findings:
            comments.append(_comment(target, next(numbers), ILLEGAL.sub("\ufffd", note(finding))))
    document.add_paragraph(ILLEGAL.sub("\ufffd", bitext.signature))
    return save(document)


def parse(data: bytes, *, file: str) -> Bitext:
    """The bitext in the first table of two columns. Raises InputError."""
    document = open_document(data, file=file)
    try:
        table = next((table for table in document.tables if len(table.columns) == 2), None)
        remarks = {comment.comment_id: comment.text for comment in document.comments}
        lines = [] if table is None else list(_lines(table, remarks))
    except Exception as error:  # a damaged part can fail anywhere in python-docx
        raise damaged(error, file) from None
    if table is None:
        raise InputError("has no table of two columns; accepted is source beside target", file=file)
    heads = [_HEAD.fullmatch(text) for text in (lines[0].source, lines[0].target)] if lines else []
    if heads and all(heads):
        languages = [head[1] for head in heads if head]
        return assemble(lines[1:], source_language=languages[0], target_language=languages[1])
    return assemble(lines)


def _lines(table: Any, remarks: Mapping[int, str]) -> Iterator[Row]:
    paragraph = 0
    for row in table.rows:
        source, target = row.cells
        names = row._tr.xpath(".//w:bookmarkStart/@w:name")
        paragraph = next((int(found[1]) for found in map(_BOOKMARK.fullmatch, names) if found), paragraph)
        keys = sorted(map(int, row._tr.xpath(".//w:commentReference/@w:id")))
        findings = tuple(finding_of(remarks[key]) for key in keys if key in remarks)
        yield Row(source.text, target.text, paragraph, findings=findings)


def _line(grid: list[Any], *paragraphs: Any) -> Any:
    """A row of the table. Made by hand: python-docx looks at every row before it adds one."""
    line = make("w:tr")
    for width, paragraph in zip(grid, paragraphs, strict=True):
        cell, properties = make("w:tc"), make("w:tcPr")
        properties.append(make("w:tcW", type="dxa", w=width))
        cell.extend([properties, paragraph])
        line.append(cell)
    return line


def _comment(paragraph: Any, number: int, text: str) -> Any:
    """A comment on all of a paragraph. Made by hand, too: python-docx counts all comments before it adds one."""
    key = str(number)
    at = next((place for place, child in enumerate(paragraph) if child.tag == qualified("w:r")), 0)
    paragraph.insert(at, make("w:commentRangeStart", id=key))
    paragraph.append(make("w:commentRangeEnd", id=key))
    reference = make("w:r")
    reference.append(make("w:commentReference", id=key))
    paragraph.append(reference)
    comment = make("w:comment", id=key, author="padanan", initials="p")
    for line in text.split("\n"):
        comment.append(_paragraph(line, []))
    return comment


def _paragraph(text: str, terms: list[Span]) -> Any:
    """Text in runs, the terms underlined. Raises ValueError for a character XML cannot hold."""
    paragraph = make("w:p")
    edges = sorted({0, len(text), *(edge for span in terms for edge in (span.start, span.end))})
    for start, end in pairwise(edges) if text else [(0, 0)]:
        run = make("w:r")
        if any(span.start <= start and end <= span.end for span in terms):
            look = make("w:rPr")
            look.append(make("w:u", val="single"))
            run.append(look)
        run.text = text[start:end]  # python-docx makes breaks and tabs of line ends and tabs
        paragraph.append(run)
    return paragraph
