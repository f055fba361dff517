"""XLIFF 2.1: a `unit` with one `segment` for each bead, a `group` for each paragraph.

State: `final` where a person approved it, `translated`, or `initial` where the target is empty; `subState` is
`padanan:doubtful` where a finding is above info. Findings are `note` elements. A character XML cannot hold is
`<cp hex="0007"/>`. Terms: see `xliffunits`. Each segment of a foreign unit becomes a row. Lost: what `rows` loses;
other states of foreign files.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, groupby

from align.errors import InputError
from align.formats.rows import Row, assemble, finding_of, note, number_of, rows, score_of
from align.formats.xliffunits import content, sides, terms
from align.formats.xmltree import NAMESPACE, Node, attribute, element, replace_illegal
from align.model import Bitext

_MARK = {"id": "m{number}", "type": "term", "value": "{rendering}"}
_PRIORITY = {"error": "1", "warning": "2", "info": "3"}


def render(bitext: Bitext) -> str:
    """`bitext` as an XLIFF 2.1 document."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" '
        f'xmlns:padanan="{NAMESPACE}" srcLang="{attribute(bitext.source.language)}" '
        f'trgLang="{attribute(bitext.target.language)}" xml:space="preserve">',
        f'<file id="f1" padanan:signature="{attribute(bitext.signature)}">',
    ]
    number = count(1)
    for group, (paragraph, items) in enumerate(groupby(rows(bitext), key=lambda row: row.paragraph), 1):
        lines.append(f'<group id="g{group}" type="padanan:paragraph" padanan:paragraph="{paragraph}">')
        lines += (_unit(next(number), row) for row in items)
        lines.append("</group>")
    if not bitext.beads:
        lines.append('<group id="g1"/>')  # a file holds one unit or group at least
    return "\n".join([*lines, "</file>", "</xliff>", ""])


def _unit(number: int, row: Row) -> str:
    source, target = sides(row, _MARK, lambda text: replace_illegal(text, _code))
    parts = [f'<unit id="u{number}" padanan:score="{row.score!r}">']
    if row.findings:
        notes = (
            element("note", note(finding), category=finding.check, priority=_PRIORITY[finding.severity])
            for finding in row.findings
        )
        parts += ["<notes>", *notes, "</notes>"]
    state = f'state="{"final" if row.approved else "translated" if row.target else "initial"}"'
    if any(finding.severity != "info" for finding in row.findings):
        state += ' subState="padanan:doubtful"'
    parts += [f"<segment {state}>", f"<source>{source}</source>", f"<target>{target}</target>", "</segment>"]
    return "\n".join([*parts, "</unit>"])


def _code(char: int) -> str:
    return f'<cp hex="{char:04X}"/>'


def read(root: Node, *, file: str) -> Bitext:
    """The bitext in an XLIFF 2 document; its files follow one another. Raises InputError naming the line."""
    files = list(root.children("file"))
    if not files:
        raise InputError("is XLIFF without a <file>", file=file, line=root.line)
    found: list[Row] = []
    for part in files:
        _collect(part, 0, found, file)
    return assemble(
        found,
        source_language=root.attributes.get("srcLang", "id"),
        target_language=root.attributes.get("trgLang", "en"),
        signature=files[0].attributes.get("padanan:signature", ""),
    )


def _collect(node: Node, paragraph: int, found: list[Row], file: str) -> None:
    for child in node.children("group", "unit"):
        if child.name == "group":
            own = child.attributes.get("padanan:paragraph")
            inner = paragraph if own is None else number_of(own, "paragraph", file=file, line=child.line)
            _collect(child, inner, found, file)
        else:
            found.extend(_rows(child, paragraph, file))


def _rows(unit: Node, paragraph: int, file: str) -> Iterator[Row]:
    notes = unit.child("notes")
    findings = tuple(finding_of(child.text()) for child in notes.children("note")) if notes else ()
    score = score_of(unit.attributes.get("padanan:score", "1"), file=file, line=unit.line)
    for segment in unit.children("segment"):
        if segment.child("source") is None:
            raise InputError("a <segment> has no <source>", file=file, line=segment.line)
        left, right = (
            content(segment.child(name), "id", ("cp", "hex"), file=file) for name in ("source", "target")
        )
        approved = segment.attributes.get("state") == "final"
        yield Row(left.text, right.text, paragraph, score, terms(left, right), findings, approved)
        findings = ()  # they speak of the unit, and are told once
