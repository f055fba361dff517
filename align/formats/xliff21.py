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
from align.formats.languages import standard
from align.formats.left import Left
from align.formats.rows import Row, assemble, finding_of, note, number_of, rows, score_of
from align.formats.xliffunits import content, open_to_translation, preserved, sides, terms, trimmed
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
    left = Left(file)
    for part in files:
        own = open_to_translation(part, True), preserved(part, preserved(root, False))
        found += _collected(part, 0, own, left)
    ours = "padanan:signature" in files[0].attributes
    left.told(found, what="<segment>", line=root.line, may_be_empty=ours)
    return assemble(
        found,
        source_language=standard(root.attributes.get("srcLang", "id")),
        target_language=standard(root.attributes.get("trgLang", "en")),
        signature=files[0].attributes.get("padanan:signature", ""),
    )


def _collected(node: Node, paragraph: int, state: tuple[bool, bool], left: Left) -> Iterator[Row]:
    """Rows of all units below `node`; `state` says whether they may be translated and whether blanks count."""
    for child in node.children("group", "unit"):
        free, preserve = open_to_translation(child, state[0]), preserved(child, state[1])
        own = child.attributes.get("padanan:paragraph")
        inner = paragraph if own is None else number_of(own, "paragraph", file=left.file, line=child.line)
        if child.name == "group":
            yield from _collected(child, inner, (free, preserve), left)
        elif free:
            yield from _rows(child, inner, left, preserve=preserve)
        else:
            left.out("translate is no", child.line)


def _rows(unit: Node, paragraph: int, left_out: Left, *, preserve: bool) -> Iterator[Row]:
    file, notes = left_out.file, unit.child("notes")
    findings = tuple(finding_of(child.text()) for child in notes.children("note")) if notes else ()
    score = score_of(unit.attributes.get("padanan:score", "1"), file=file, line=unit.line)
    for segment in unit.children("segment"):
        source, target = segment.child("source"), segment.child("target")
        if source is None:
            left_out.out("a <segment> has no <source>", segment.line)
            continue
        left, right = (content(side, "id", ("cp", "hex"), file=file) for side in (source, target))
        texts = [
            trimmed(side.text, preserve=preserved(node, preserve) if node else preserve)
            for side, node in ((left, source), (right, target))
        ]
        marks = terms(left, right) if texts == [left.text, right.text] else ()
        if any(texts):
            approved = segment.attributes.get("state") == "final"
            yield Row(texts[0], texts[1], paragraph, score, marks, findings, approved)
        findings = ()  # they speak of the unit, and are told once
