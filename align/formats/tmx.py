"""TMX 1.4b, translation memory exchange: a translation unit for each bead, level 1 (segments without codes).

`segtype` is `paragraph` where a unit has several sentences, for a program that takes it for one applies none of it.

Score, paragraph, approval and glossary terms stand in `prop` elements (`x-score`, `x-paragraph`, `x-approved`,
`x-term` as JSON), findings in `note`, the signature and the target's language in the header. A bead without a
translation has no variant in that language: programs take an empty one for a translation by nothing. A character
XML cannot hold becomes `<ph type="x-char">` with its hexadecimal code. Of foreign files native codes are left out (see
`inline`); Indonesian and English are read, in whichever direction and beside whatever other language. Units without
them are left out and told. Lost: what `rows` loses.
"""

from __future__ import annotations

import json

from align.errors import InputError, ModelError
from align.formats.inline import plain
from align.formats.languages import base, standard
from align.formats.left import Left
from align.formats.rows import Row, assemble, finding_of, note, number_of, rows, score_of
from align.formats.xmltree import Node, attribute, code_point, element, replace_illegal
from align.formats.xmltree import parse as parse_xml
from align.model import Bitext, Span, TermUse
from align.text.rules import LANGUAGES
from align.text.segment import segment


def render(bitext: Bitext) -> str:
    """`bitext` as a TMX document."""
    languages = bitext.source.language, bitext.target.language
    found = rows(bitext)
    several = [_several(row.source, languages[0]) for row in found]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        '<header creationtool="padanan" creationtoolversion="1" '
        f'segtype="{"paragraph" if any(several) else "sentence"}" o-tmf="padanan" '
        f'adminlang="en" srclang="{attribute(languages[0])}" datatype="plaintext">',
        element("prop", bitext.signature, type="x-signature"),
        element("prop", languages[1], type="x-target-language"),
        "</header>",
        "<body>",
    ]
    lines += (_unit(number, row, languages) for number, row in enumerate(found, 1))
    return "\n".join([*lines, "</body>", "</tmx>", ""])


def parse(data: bytes, *, file: str) -> Bitext:
    """The bitext in `data`. Raises InputError naming the line."""
    root = parse_xml(data, file=file)
    header, body = root.child("header"), root.child("body")
    if root.name != "tmx" or header is None or body is None:
        raise InputError("is not TMX; accepted is <tmx> with <header> and <body>", file=file, line=root.line)
    units = list(body.all("tu"))
    props = _props(header)
    source, target = _languages(units, standard(header.attributes.get("srclang", "*all*")), props)
    left = Left(file)
    found = [row for unit in units if (row := _row(unit, source, target, left)) is not None]
    left.told(found, what="<tu>", line=body.line, may_be_empty="x-signature" in props)
    return assemble(
        found,
        source_language=source,
        target_language=target,
        signature=props.get("x-signature", [""])[0],
    )


def _languages(units: list[Node], told: str, props: dict[str, list[str]]) -> tuple[str, str]:
    """Source and target: what we wrote; else Indonesian and English, whichever the header calls the source.

    Where a file does not hold both, the language of the header and the first other one.
    """
    sets = [[_language(variant) for variant in unit.children("tuv")] for unit in units]
    ours = props.get("x-target-language")
    if ours is None:
        for codes in sets:
            pair = [next((code for code in codes if base(code) == own), "") for own in ("id", "en")]
            if all(pair):
                return pair[0], pair[1]
    source = told if told != "*all*" else next((code for codes in sets for code in codes), "id")
    other = next((code for codes in sets for code in codes if base(code) != base(source)), "en")
    spelt = next((code for codes in sets for code in codes if base(code) == base(source)), source)
    return (source if ours else spelt), (ours[0] if ours else other)


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


def _row(unit: Node, source: str, target: str, left_out: Left) -> Row | None:
    file, variants = left_out.file, list(unit.children("tuv"))
    own = next((variant for variant in variants if base(_language(variant)) == base(source)), None)
    others = (variant for variant in variants if variant is not own)
    other = next((variant for variant in others if base(_language(variant)) == base(target)), None)
    wrong = ""
    if own is None:
        wrong = f"has no <tuv> in the source language {source!r}"
    elif other is None and len(variants) > 1:
        wrong = f"has no <tuv> in the target language {target!r}"
    elif any(variant is not None and variant.child("seg") is None for variant in (own, other)):
        wrong = "has a <tuv> without <seg>"
    if wrong:
        left_out.out(wrong, unit.line)
        return None
    left, right = (_segment(variant, file) if variant else "" for variant in (own, other))
    if not left and not right:
        return None
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
    return plain(segment, lambda part: _char(part, file)) if segment else ""


def _char(part: Node, file: str) -> str | None:
    if part.name == "ph" and part.attributes.get("type") == "x-char":
        return code_point(part.text(), file=file, line=part.line)
    return None


def _props(node: Node) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for prop in node.children("prop"):
        values.setdefault(prop.attributes.get("type", ""), []).append(prop.text())
    return values


def _language(variant: Node) -> str:
    return standard(variant.attributes.get("xml:lang") or variant.attributes.get("lang", ""))


def _several(text: str, language: str) -> bool:
    """Whether a unit has several sentences, so that programs must segment it before they compare."""
    return len(segment(text, base(language) if base(language) in LANGUAGES else "id").segments) > 1
