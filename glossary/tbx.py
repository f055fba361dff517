"""TBX: read v2 (martif) and v3 (ISO 30042:2019, dca or dct style), write TBX-Basic v2.

Accepted renderings have the status `preferredTerm-admn-sts` or `admittedTerm-admn-sts`, forbidden ones
`deprecatedTerm-admn-sts`. TBX-Basic has no place for kind and case: they travel as `note` of the form
`padanan: kind=keep case=exact`, so that do-not-translate survives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from glossary.errors import GlossaryError
from glossary.model import CASES, KINDS, Glossary, Term

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OURS = re.compile(r"padanan: kind=(\w+)(?: case=(\w+))?")
_STATUS = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse(data: bytes, *, file: str) -> Glossary:
    """The terms of a TBX file. Raises GlossaryError."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    try:
        root = fromstring(data, forbid_dtd=False)
    except (ET.ParseError, ValueError, DefusedXmlException) as error:
        line = getattr(error, "position", (1, 0))[0]
        raise GlossaryError(f"{file}:{line}: not TBX: {error}") from error
    entries = [element for element in root.iter() if _name(element) in ("termEntry", "conceptEntry")]
    if not entries and _name(root) not in ("martif", "tbx"):
        raise GlossaryError(f"{file}:1: <{_name(root)}> is not TBX; expected <martif> or <tbx>")
    return Glossary(tuple(_term(entry, number, file) for number, entry in enumerate(entries, start=1)))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _term(entry: Any, number: int, file: str) -> Term:
    where = f"{file}: entry {number}"
    sides: dict[str, list[tuple[str, str]]] = {"id": [], "en": []}
    for section in entry.iter():
        if _name(section) in ("langSet", "langSec"):
            language = (section.get(_LANG) or section.get("lang") or "").lower().partition("-")[0]
            if language in sides:
                sides[language] += list(_spellings(section))
    kind, case, note = "term", "", ""
    for element in entry.iter():
        text = "".join(element.itertext()).strip()
        if _name(element) in ("note", "descrip") and text:
            ours = _OURS.fullmatch(text)
            if ours and ours[1] in KINDS and (not ours[2] or ours[2] in CASES):
                kind, case = ours[1], ours[2] or ""
            elif not ours:
                note = note or " ".join(text.split())
    source = [text for text, _ in sides["id"]]
    forbidden = tuple(text for text, status in sides["en"] if status == _STATUS["forbidden"])
    ranked = sorted(
        (t for t in sides["en"] if t[0] not in forbidden), key=lambda t: t[1] != _STATUS["preferred"]
    )
    targets = tuple(text for text, _ in ranked) or ((source[0],) if source and kind == "keep" else ())
    if not source or not targets:
        raise GlossaryError(f"{where}: lacks an Indonesian (id) or an English (en) term; a term needs both")
    return Term(
        source[0], targets, tuple(source[1:]), kind, case, note, forbidden, where.replace(": entry ", ":")
    )


def _spellings(section: Any) -> Iterator[tuple[str, str]]:
    for group in section.iter():
        if _name(group) not in ("tig", "ntig", "termSec"):
            continue
        text, status = "", ""
        for element in group.iter():
            if _name(element) == "term":
                text = " ".join("".join(element.itertext()).split())
            elif element.get("type") == "administrativeStatus" or _name(element) == "administrativeStatus":
                status = (element.text or "").strip()
        if text:
            yield text, status


def render(glossary: Glossary) -> str:
    """TBX-Basic v2. Raises GlossaryError for characters that XML cannot hold."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<martif type="TBX-Basic" xml:lang="id">\n<martifHeader><fileDesc>'
        "<sourceDesc><p>padanan glossary</p></sourceDesc></fileDesc></martifHeader>\n<text><body>\n"
    )
    entries = [_entry(term, number) for number, term in enumerate(glossary.terms, start=1)]
    return head + "".join(entries) + "</body></text>\n</martif>\n"


def _entry(term: Term, number: int) -> str:
    ours = f"padanan: kind={term.kind}" + (f" case={term.case}" if term.case else "")
    notes = [ours, *([term.note] if term.note else [])]
    source = [(text, "preferred" if not i else "admitted") for i, text in enumerate(term.spellings)]
    target = [(text, "preferred" if not i else "admitted") for i, text in enumerate(term.targets)]
    target += [(text, "forbidden") for text in term.forbidden]
    body = "".join(f"<note>{_xml(note, term)}</note>" for note in notes)
    for language, spellings in (("id", source), ("en", target)):
        tigs = "".join(
            f'<tig><term>{_xml(text, term)}</term><termNote type="administrativeStatus">{_STATUS[status]}</termNote></tig>'
            for text, status in spellings
        )
        body += f'<langSet xml:lang="{language}">{tigs}</langSet>'
    return f'<termEntry id="t{number}">{body}</termEntry>\n'


def _xml(text: str, term: Term) -> str:
    if _ILLEGAL.search(text):
        raise GlossaryError(f"{term.source!r}: holds a character that XML cannot; remove it or save as TSV")
    return escape(text)
