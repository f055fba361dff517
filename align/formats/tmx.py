"""TMX 1.4b, translation memory exchange: a translation unit for each bead, level 1 (segments without codes).

Score, paragraph, approval and glossary terms stand in `prop` elements (`x-score`, `x-paragraph`, `x-approved`,
`x-term` as JSON), findings in `note`, the signature and the target's language in the header. A bead without a
translation has no variant in that language: programs take an empty one for a translation by nothing. A character
XML cannot hold becomes `<ph type="x-char">` with its hexadecimal code. Of foreign files native codes (`ph`, `bpt`,
`ept`, `it`, `ut`) are left out and the text inside `hi` is kept; of several target languages the first is read.
Lost: what `rows` loses.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from align.errors import InputError, ModelError
from align.formats.rows import Row, assemble, finding_of, note, number_of, rows, score_of
from align.formats.xmltree import Node, attribute, code_point, element, replace_illegal
from align.formats.xmltree import parse as parse_xml
from align.model import Bitext, Span, TermUse

_CODES = ("ph", "bpt", "ept", "it", "ut", "sub")


def render(bitext: Bitext) -> str:
    """`bitext` as a TMX document."""
    languages = bitext.source.language, bitext.target.language
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        '<header creationtool="padanan" creationtoolversion="1" segtype="sentence" o-tmf="padanan" '
        f'adminlang="en" srclang="{attribute(languages[0])}" datatype="plaintext">',
        element("prop", bitext.signature, type="x-signature"),
        element("prop", languages[1], type="x-target-language"),
        "</header>",
        "<body>",
    ]
    lines += (_unit(number, row, languages) for number, row in enumerate(rows(bitext), 1))
    return "\n".join([*lines, "</body>", "</tmx>", ""])


def parse(data: bytes, *, file: str) -> Bitext:
    """The bitext in `data`. Raises InputError naming the line."""
    root = parse_xml(data, file=file)
    header, body = root.child("header"), root.child("body")
    if root.name != "tmx" or header is None or body is None:
        raise InputError("is not TMX; accepted is <tmx> with <header> and <body>", file=file, line=root.line)
    units = list(body.children("tu"))
    source = header.attributes.get("srclang", "*all*")
    if source == "*all*":
        source = next((_language(variant) for unit in units for variant in unit.children("tuv")), "id")
    props = _props(header)
    others = (_pair(unit, source, "")[1] for unit in units)
    told = props.get("x-target-language", ["en"])[0]
    target = next((_language(variant) for variant in others if variant), told)
    return assemble(
        [_row(unit, source, target, file) for unit in units],
        source_language=source,
        target_language=target,
        signature=props.get("x-signature", [""])[0],
    )


def _unit(number: int, row: Row, languages: tuple[str, str]) -> str:
    parts = [f'<tu tuid="{number}">']
    parts += (element("note", note(finding)) for finding in row.findings)
    parts += (
        element("prop", repr(row.score), type="x-score"),
        element("prop", str(row.paragraph), type="x-paragraph"),
    )
    if row.approved:
        parts.append(element("prop", "yes", type="x-approved"))
    parts += (element("prop", _term_text(use), type="x-term") for use in row.terms)
    parts.append(_variant(languages[0], row.source))
    if row.target:
        parts.append(_variant(languages[1], row.target))
    return "\n".join([*parts, "</tu>"])


def _variant(language: str, text: str) -> str:
    return f'<tuv xml:lang="{attribute(language)}"><seg>{replace_illegal(text, _code)}</seg></tuv>'


def _code(char: int) -> str:
    return f'<ph type="x-char">{char:04X}</ph>'


def _term_text(use: TermUse) -> str:
    target = None if use.target is None else [use.target.start, use.target.end]
    source = [use.source.start, use.source.end]
    return json.dumps([use.term, use.rendering, source, target, use.how, use.origin, use.note])


def _row(unit: Node, source: str, target: str, file: str) -> Row:
    variants = _pair(unit, source, target)
    if variants[0] is None:
        raise InputError(f"has no <tuv> in the source language {source!r}", file=file, line=unit.line)
    left, right = (_segment(variant, file) if variant else "" for variant in variants)
    props = _props(unit)
    return Row(
        left,
        right,
        number_of(props.get("x-paragraph", ["0"])[0], "paragraph", file=file, line=unit.line),
        score_of(props.get("x-score", ["1"])[0], file=file, line=unit.line),
        tuple(_term(text, left, right, file, unit.line) for text in props.get("x-term", ())),
        tuple(finding_of(child.text()) for child in unit.children("note")),
        props.get("x-approved") == ["yes"],
    )


def _pair(unit: Node, source: str, target: str) -> tuple[Node | None, Node | None]:
    """The variants of a unit in the two languages; in any other one where `target` is not told."""
    variants = list(unit.children("tuv"))
    left = next((variant for variant in variants if _same(variant, source)), None)
    others = (variant for variant in variants if variant is not left)
    return left, next((variant for variant in others if not target or _same(variant, target)), None)


def _term(text: str, left: str, right: str, file: str, line: int) -> TermUse:
    try:
        term, rendering, source, target, how, origin, remark = json.loads(text)
        use = TermUse(term, rendering, Span(*source), Span(*target) if target else None, how, origin, remark)
        texts = term, rendering, how, origin, remark
        fits = use.source.end <= len(left) and (use.target is None or use.target.end <= len(right))
    except (ValueError, TypeError, RecursionError, ModelError):
        fits = False
    if not (fits and left and all(isinstance(value, str) for value in texts)):
        raise InputError("a prop of type x-term does not name a term in this unit", file=file, line=line)
    return use


def _segment(variant: Node, file: str) -> str:
    segment = variant.child("seg")
    if segment is None:
        raise InputError("a <tuv> has no <seg>", file=file, line=variant.line)
    return "".join(_texts(segment, file))


def _texts(node: Node, file: str) -> Iterator[str]:
    for part in node.content:
        if isinstance(part, str):
            yield part
        elif part.name == "ph" and part.attributes.get("type") == "x-char":
            yield code_point(part.text(), file=file, line=part.line)
        elif part.name not in _CODES:
            yield from _texts(part, file)


def _props(node: Node) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for prop in node.children("prop"):
        values.setdefault(prop.attributes.get("type", ""), []).append(prop.text())
    return values


def _language(variant: Node) -> str:
    return variant.attributes.get("xml:lang") or variant.attributes.get("lang", "")


def _same(variant: Node, language: str) -> bool:
    """Whether a variant is in `language`, whatever its region: `id-ID` is `id`."""
    return _language(variant).lower().partition("-")[0] == language.lower().partition("-")[0]
