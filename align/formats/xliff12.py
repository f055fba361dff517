"""XLIFF 1.2: a `trans-unit` for each bead, a `group` for each paragraph.

State: `translated`, `needs-translation` where the target is empty, `needs-review-translation` where a finding
is above info; `final` and `approved="yes"` where a person approved it. Of foreign files `approved` tells, or where
it is missing the states `final` and `signed-off`. Findings are `note` elements. A character
XML cannot hold is `<x ctype="x-char-0007"/>`. Terms: see `xliffunits`. Lost: what `rows` loses; other states of
foreign files.
"""

from __future__ import annotations

from itertools import count, groupby

from align.errors import InputError
from align.formats.rows import Row, assemble, finding_of, note, number_of, rows, score_of
from align.formats.xliffunits import content, sides, terms
from align.formats.xmltree import NAMESPACE, Node, attribute, element, replace_illegal
from align.model import Bitext

_MARK = {"mtype": "term", "padanan:mark": "{number}"}  # `mid` is kept for marks of segments
_APPROVED = ("final", "signed-off")
_PRIORITY = {"error": "1", "warning": "2", "info": "3"}


def render(bitext: Bitext) -> str:
    """`bitext` as an XLIFF 1.2 document."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
        f'xmlns:padanan="{NAMESPACE}" xml:space="preserve">',
        '<file original="padanan" datatype="plaintext" '
        f'source-language="{attribute(bitext.source.language)}" '
        f'target-language="{attribute(bitext.target.language)}" '
        f'padanan:signature="{attribute(bitext.signature)}">',
        "<header/>",
        "<body>",
    ]
    number = count(1)
    for group, (paragraph, items) in enumerate(groupby(rows(bitext), key=lambda row: row.paragraph), 1):
        lines.append(f'<group id="g{group}" restype="x-paragraph" padanan:paragraph="{paragraph}">')
        lines += (_unit(next(number), row) for row in items)
        lines.append("</group>")
    return "\n".join([*lines, "</body>", "</file>", "</xliff>", ""])


def _unit(number: int, row: Row) -> str:
    source, target = sides(row, _MARK, lambda text: replace_illegal(text, _code))
    doubtful = any(finding.severity != "info" for finding in row.findings)
    state = "needs-review-translation" if doubtful else "translated" if row.target else "needs-translation"
    state = "final" if row.approved else state
    approved = ' approved="yes"' if row.approved else ""
    parts = [
        f'<trans-unit id="{number}"{approved} padanan:score="{row.score!r}">',
        f"<source>{source}</source>",
        f'<target state="{state}">{target}</target>',
    ]
    for finding in row.findings:
        text = note(finding)
        parts.append(element("note", text, **{"from": "padanan", "priority": _PRIORITY[finding.severity]}))
    return "\n".join([*parts, "</trans-unit>"])


def _code(char: int) -> str:
    return f'<x id="c{char:04X}" ctype="x-char-{char:04X}"/>'


def read(root: Node, *, file: str) -> Bitext:
    """The bitext in an XLIFF 1 document; its files follow one another. Raises InputError naming the line."""
    files = list(root.children("file"))
    if not files:
        raise InputError("is XLIFF without a <file>", file=file, line=root.line)
    found: list[Row] = []
    for part in files:
        for body in part.children("body"):
            _collect(body, 0, found, file)
    first = files[0].attributes
    return assemble(
        found,
        source_language=first.get("source-language", "id"),
        target_language=first.get("target-language", "en"),
        signature=first.get("padanan:signature", ""),
    )


def _collect(node: Node, paragraph: int, found: list[Row], file: str) -> None:
    for child in node.children("group", "trans-unit"):
        if child.name == "group":
            own = child.attributes.get("padanan:paragraph")
            inner = paragraph if own is None else number_of(own, "paragraph", file=file, line=child.line)
            _collect(child, inner, found, file)
        else:
            found.append(_row(child, paragraph, file))


def _row(unit: Node, paragraph: int, file: str) -> Row:
    if unit.child("source") is None:
        raise InputError("a <trans-unit> has no <source>", file=file, line=unit.line)
    left, right = (
        content(unit.child(name), "padanan:mark", ("x", "ctype"), file=file) for name in ("source", "target")
    )
    return Row(
        left.text,
        right.text,
        paragraph,
        score_of(unit.attributes.get("padanan:score", "1"), file=file, line=unit.line),
        terms(left, right),
        tuple(finding_of(child.text()) for child in unit.children("note")),
        _approved(unit),
    )


def _approved(unit: Node) -> bool:
    target = unit.child("target")
    state = target.attributes.get("state") if target else None
    return unit.attributes.get("approved", "yes" if state in _APPROVED else "no") == "yes"
