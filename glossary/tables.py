"""Glossary files in TSV and CSV, read and written.

The header is `source target aliases kind case note`, plus `forbidden` where there is any; only the first two
columns are required. Cells hold several entries separated by `|`. A file of two columns without a header, as
DeepL writes them, is read too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from glossary.errors import GlossaryError
from glossary.model import CASES, KINDS, Glossary, Term

COLUMNS = ("source", "target", "aliases", "kind", "case", "note", "forbidden")


def parse(data: bytes, *, file: str, delimiter: str = "\t") -> Glossary:
    """The terms in `data`. Raises GlossaryError naming the line, and for a conflict both lines."""
    terms: list[Term] = []
    seen: dict[tuple[str, bool], int] = {}
    header: tuple[str, ...] | None = None
    for line, cells in _rows(_decode(data, file), delimiter, file):
        if header is None:
            header = _header(cells, file, line)
            if header == cells:
                continue
        term = _term(dict(zip(header, cells, strict=False)), len(cells), header, file, line)
        for spelling in term.spellings:
            key = (
                " ".join(spelling.split()) if term.exact else " ".join(spelling.casefold().split()),
                term.exact,
            )
            if key in seen:
                raise GlossaryError(
                    f"{file}:{line}: {spelling!r} stands in line {seen[key]} already; keep one of them"
                )
            seen[key] = line
        terms.append(term)
    return Glossary(tuple(terms))


def render(glossary: Glossary, *, delimiter: str = "\t") -> str:
    """The terms as a table with its header; `forbidden` only where some term has any."""
    columns = COLUMNS if any(term.forbidden for term in glossary.terms) else COLUMNS[:-1]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for term in glossary.terms:
        cells = {
            "source": term.source, "target": _join(term.targets, term), "aliases": _join(term.aliases, term),
            "kind": "" if term.kind == "term" else term.kind, "case": term.case, "note": term.note,
            "forbidden": _join(term.forbidden, term),
        }  # fmt: skip
        writer.writerow([cells[column] for column in columns])
    return out.getvalue()


def _decode(data: bytes, file: str) -> str:
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    encoding = next((name for mark, name in marks if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise GlossaryError(
            f"{file}:{line}: not {encoding.upper()} text; save the list as UTF-8 or UTF-16"
        ) from error
    if "\0" in text:
        raise GlossaryError(
            f"{file}:{text.count(chr(10), 0, text.index(chr(0))) + 1}: holds a NUL; expected text"
        )
    return text


def _rows(text: str, delimiter: str, file: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise GlossaryError(f"{file}:{reader.line_num}: {error}; expected one term a line") from error


def _header(cells: tuple[str, ...], file: str, line: int) -> tuple[str, ...]:
    """The columns: those the first line names, or source and target where it is a term already."""
    lower = tuple(cell.lower() for cell in cells)
    if lower[:2] == ("source", "target"):
        unknown = [cell for cell in lower if cell not in COLUMNS]
        if unknown or len(set(lower)) < len(lower):
            raise GlossaryError(
                f"{file}:{line}: column {(unknown or lower)[0]!r} is unknown or doubled; known: {', '.join(COLUMNS)}"
            )
        if lower != cells:
            raise GlossaryError(f"{file}:{line}: column names are written in small letters")
        return lower
    if len(cells) == 2:
        return ("source", "target")
    raise GlossaryError(
        f"{file}:{line}: expected the header `{' '.join(COLUMNS[:-1])}` or lines of two cells, found {len(cells)}"
    )


def _term(row: dict[str, str], count: int, header: tuple[str, ...], file: str, line: int) -> Term:
    where = f"{file}:{line}"
    if not 2 <= count <= len(header):
        raise GlossaryError(f"{where}: {count} cells; expected 2 to {len(header)} ({', '.join(header)})")
    kind, case = row.get("kind") or "term", row.get("case") or ""
    if kind not in KINDS:
        raise GlossaryError(f"{where}: kind {kind!r} is unknown; known: {', '.join(KINDS)}")
    if case and case not in CASES:
        raise GlossaryError(f"{where}: case {case!r} is unknown; known: {', '.join(CASES)}")
    source, targets = row["source"], _split(row["target"])
    if kind == "keep" and not targets:
        targets = (source,)
    for name, cell in (("source", source), ("target", targets)):
        if not cell:
            raise GlossaryError(f"{where}: the {name} is empty; a term needs both")
    return Term(
        source, targets, _split(row.get("aliases", "")), kind, case, row.get("note", ""),
        _split(row.get("forbidden", "")), where,
    )  # fmt: skip


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def _join(parts: Iterable[str], term: Term) -> str:
    for part in (*parts, term.source):
        if "|" in part:
            raise GlossaryError(f"{term.source!r}: a table has no place for `|` in {part!r}; save as TBX")
    return "|".join(parts)
