"""XLIFF 1.2: a `trans-unit` for each bead, a `group` for each paragraph.

State: `translated`, `needs-translation` where the target is empty, `needs-review-translation` where a finding
is above info; `final` and `approved="yes"` where a person approved it. Of foreign files `approved` tells, or where
it is missing the states `final` and `signed-off`. Findings are `note` elements. A character
XML cannot hold is `<x ctype="x-char-0007"/>`. Terms: see `xliffunits`. Units of foreign files are read wherever they
stand; `translate="no"` and units without a source are left out and told, `alt-trans` is no unit. Lost: what `rows`
loses; other states of foreign files.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, groupby

from align.errors import InputError
from align.formats.languages import standard
from align.formats.left import Left
from align.formats.rows import Row, assemble, finding_of, note, number_of, rows, score_of
from align.formats.xliffunits import content, open_to_translation, preserved, sides, terms, trimmed
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
    left = Left(file)
    for part in files:
        own = open_to_translation(part, True), preserved(part, preserved(root, False))
        for body in part.children("body"):
            found += _rows(body, 0, own, left)
    first = files[0].attributes
    left.told(found, what="<trans-unit>", line=root.line, may_be_empty="padanan:signature" in first)
    return assemble(
        found,
        source_language=standard(first.get("source-language", "id")),
        target_language=standard(first.get("target-language", "en")),
        signature=first.get("padanan:signature", ""),
    )


def _rows(node: Node, paragraph: int, state: tuple[bool, bool], left: Left) -> Iterator[Row]:
    """Rows of all units below `node`, however deep; `state` says whether they may be translated and blanks count."""
    for child in node.elements():
        free, preserve = open_to_translation(child, state[0]), preserved(child, state[1])
        if child.name == "trans-unit":
            if free:
                yield from _unit_rows(child, paragraph, left, preserve=preserve)
            else:
                left.out("translate is no", child.line)
        elif child.name not in ("alt-trans", "note", "bin-source", "bin-target"):
            own = child.attributes.get("padanan:paragraph")
            inner = paragraph if own is None else number_of(own, "paragraph", file=left.file, line=child.line)
            yield from _rows(child, inner, (free, preserve), left)


def _unit_rows(unit: Node, paragraph: int, left_out: Left, *, preserve: bool) -> Iterator[Row]:
    """One row; of a unit that a program cut into `mrk` of type seg one for each, tied by their `mid`."""
    source, target = unit.child("source"), unit.child("target")
    if source is None:
        left_out.out("a <trans-unit> has no <source>", unit.line)
        return
    file = left_out.file
    findings = tuple(finding_of(child.text()) for child in unit.children("note"))
    score = score_of(unit.attributes.get("padanan:score", "1"), file=file, line=unit.line)
    cut = list(_segments(unit.child("seg-source")))
    other = {mark.attributes.get("mid"): mark for mark in _segments(target)}
    pairs: list[tuple[Node, Node | None]] = [(source, target)]
    if cut and (other or target is None or not target.text().strip()):
        pairs = [(mark, other.get(mark.attributes.get("mid"))) for mark in cut]
    for one, two in pairs:
        left, right = (content(side, "padanan:mark", ("x", "ctype"), file=file) for side in (one, two))
        texts = [trimmed(side.text, preserve=preserve) for side in (left, right)]
        if one is not source:
            texts = [text.strip() for text in texts]
        marks = terms(left, right) if texts == [left.text, right.text] else ()
        if any(texts):
            yield Row(texts[0], texts[1], paragraph, score, marks, findings, _approved(unit))
        findings = ()  # they speak of the unit, and are told once


def _segments(node: Node | None) -> Iterator[Node]:
    marks = node.all("mrk") if node else iter(())
    return (mark for mark in marks if mark.attributes.get("mtype") == "seg")


def _approved(unit: Node) -> bool:
    target = unit.child("target")
    state = target.attributes.get("state") if target else None
    return unit.attributes.get("approved", "yes" if state in _APPROVED else "no") == "yes"
