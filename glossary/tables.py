"""Glossary files in TSV and CSV, read and written.

The header is `source target aliases kind case note`, plus `forbidden` where there is any; only the first two
columns are required, further ones are left alone, and the languages may name them (`id,en`, `Indonesia,English`). Cells
hold several entries separated by `|`. A file without a header, as DeepL and OmegaT write them, holds source, target
and a note. Cells are quoted as in CSV where they need it; CSV may have semicolons, lines that begin with `# ` are comments.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from glossary.errors import GlossaryError, SaveError
from glossary.term import Term

COLUMNS = ("source", "target", "aliases", "kind", "case", "note", "forbidden")
_BARE = ("source", "target", "note")
_CALLED = {
    "source": ("source", "sumber", "id", "id-id", "ind", "indonesia", "indonesian", "bahasa indonesia"),
    "target": ("target", "en", "en-us", "en-gb", "eng", "english", "inggris", "bahasa inggris"),
}
_LISTS = ("target", "aliases", "forbidden")
_NAMES = {"\t": "tabs", ",": "commas", ";": "semicolons"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def parse(data: bytes, *, file: str, delimiter: str = "\t") -> tuple[Term, ...]:
    """The terms in `data`. Raises GlossaryError naming the line."""
    text = _decode(data, file)
    if delimiter == ",":
        delimiter = _delimiter(text)
    return terms_of(_rows(text, delimiter, file), file=file, delimiter=delimiter)


def terms_of(
    rows: Iterable[tuple[int, tuple[str, ...]]], *, file: str, delimiter: str = "\t"
) -> tuple[Term, ...]:
    """The terms of a table of any origin. Raises GlossaryError naming the line."""
    terms: list[Term] = []
    columns: tuple[str, ...] = ()
    for line, cells in rows:
        where = f"{file}:{line}"
        if not columns:
            columns = _header(cells, where, delimiter)
            if _is_header(cells):
                continue
        terms.append(_term(cells, columns, where))
    return tuple(terms)


def _delimiter(text: str) -> str:
    """Comma or semicolon: whichever parts the first line that is no comment."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("# "))
    first = re.sub(r'"(?:[^"]|"")*"', "", next(lines, ""))
    return ";" if first.count(";") > first.count(",") else ","


def render(terms: Sequence[Term], *, delimiter: str = "\t") -> str:
    """The terms as a table with its header; `forbidden` only where some term has any.

    Raises SaveError for a text that holds `|`.
    """
    columns = COLUMNS if any(term.forbidden for term in terms) else COLUMNS[:-1]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for term in terms:
        _refuse_bars(term)
        cells = {
            "source": term.source, "target": "|".join(term.targets), "aliases": "|".join(term.aliases),
            "kind": "" if term.kind == "term" else term.kind, "case": term.case, "note": term.note,
            "forbidden": "|".join(term.forbidden),
        }  # fmt: skip
        writer.writerow([cells[column] for column in columns])
    return out.getvalue()


def _refuse_bars(term: Term) -> None:
    for text in (*term.spellings, *term.targets, *term.forbidden):
        if "|" in text:
            raise SaveError(f"{term.source!r}: a table has no place for the `|` in {text!r}; save as .tbx")


def _decode(data: bytes, file: str) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = "; it looks like Windows-1252" if encoding == "utf-8" else ""
        raise GlossaryError(
            f"{file}:{line}: not {encoding.upper().removesuffix('-SIG')} text{guess}; save the list as UTF-8"
        ) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise GlossaryError(
            f"{file}:{line}: holds a NUL, as UTF-16 without its byte order mark does; save the list as UTF-8"
        )
    return text


def _rows(text: str, delimiter: str, file: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, cells) of every row that is not blank; a cell may not run over a line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise GlossaryError(
                f"{file}:{line}: the quotation marks of this line do not close ({error}); double those "
                'inside a cell and put the cell in quotation marks: "say ""so"""'
            ) from error
        if row is None:
            return
        if reader.line_num > line:
            raise GlossaryError(f"{file}:{line}: a cell runs on to the next line; expected one term a line")
        cells = tuple(" ".join(cell.split()) for cell in row)
        if any(cells) and not row[0].startswith("# "):
            yield line, cells


def _named(cells: Iterable[str]) -> tuple[str, ...]:
    """The columns that a header names; other ones by their own names."""
    lower = (re.sub(r"\s*\([^()]*\)$", "", cell.lower()) for cell in cells)
    return tuple(next((key for key, names in _CALLED.items() if name in names), name) for name in lower)


def _is_header(cells: tuple[str, ...]) -> bool:
    return {"source", "target"} <= set(_named(cells))


def _header(cells: tuple[str, ...], where: str, delimiter: str) -> tuple[str, ...]:
    """The columns: those the first row names, or source, target and note where it is a term already."""
    if _is_header(cells):
        names = _named(cells)
        for place, name in enumerate(names):
            if name in COLUMNS and name in names[:place]:
                raise GlossaryError(f"{where}: column {name!r} is doubled; known: {', '.join(COLUMNS)}")
        return names
    if len(cells) >= 2:
        return _BARE
    other = next((name for mark, name in _NAMES.items() if len(cells) == 1 and mark in cells[0]), "")
    hint = f"; cells are separated by {_NAMES[delimiter]}" + (f", not {other}" if other else "")
    raise GlossaryError(
        f"{where}: expected the header `{' '.join(COLUMNS[:-1])}` or lines of two cells, found {len(cells)}"
        + (hint if len(cells) == 1 else "")
    )


def _term(cells: tuple[str, ...], columns: tuple[str, ...], where: str) -> Term:
    if columns == _BARE:
        cells = cells[:3]
    if not 2 <= len(cells) <= len(columns):
        wanted = "2" if len(columns) == 2 else f"2 to {len(columns)}"
        raise GlossaryError(f"{where}: found {len(cells)} cells; expected {wanted} ({', '.join(columns)})")
    row = dict(zip(columns, cells, strict=False))
    lists = {name: _split(row.get(name, ""), name, where) for name in _LISTS}
    source, kind = row["source"], row.get("kind") or "term"
    if "|" in source:
        raise GlossaryError(
            f"{where}: source {source!r} holds `|`; expected one, further ones under `aliases`"
        )
    if kind == "keep" and not lists["target"]:
        lists["target"] = (source,)
    return Term(
        source, lists["target"], lists["aliases"], kind, row.get("case", ""), row.get("note", ""),
        lists["forbidden"], where,
    )  # fmt: skip


def _split(cell: str, column: str, where: str) -> tuple[str, ...]:
    if not cell:
        return ()
    parts = tuple(part.strip() for part in cell.split("|"))
    if not all(parts):
        raise GlossaryError(f"{where}: {column} {cell!r} holds an empty entry; expected text between `|`")
    return parts
