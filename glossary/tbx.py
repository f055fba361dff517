"""TBX, the exchange format of term bases: read and written in three dialects.

| dialect | is | root |
|---|---|---|
| `v2`  | TBX v2 (ISO 30042:2008), what most tools still read | `<martif type="TBX-Basic">` |
| `dca` | TBX-Basic v3 (ISO 30042:2019), category as attribute | `<tbx style="dca">` |
| `dct` | TBX-Basic v3, category as tag | `<tbx style="dct">` |

Accepted renderings have the administrative status `preferredTerm-admn-sts` (the first) or `admittedTerm-admn-sts`,
forbidden ones `deprecatedTerm-admn-sts`; superseded, obsolete and not recommended ones are read as forbidden, from
`administrativeStatus` or `normativeAuthorization`, in any capitals. TBX-Basic has no place for kind
and case: they travel in a note `padanan: kind=keep case=exact`. What is kept also carries the
`<descrip type="Translation needed">no</descrip>` of translate-toolkit and Weblate in `v2`, and is read so.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from glossary.errors import GlossaryError
from glossary.term import CASES, KINDS, Term

_LOG = logging.getLogger("glossary")
DIALECTS = ("v2", "dca", "dct")

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LANGUAGES = {"id": "id", "ind": "id", "in": "id", "en": "en", "eng": "en"}
_OURS = re.compile(r"padanan: kind=(\w+)(?: case=(\w+))?")
_PREFERRED, _ADMITTED, _FORBIDDEN = (
    "preferredTerm-admn-sts",
    "admittedTerm-admn-sts",
    "deprecatedTerm-admn-sts",
)
_BAD = (
    "deprecated",
    "superseded",
    "obsolete",
    "forbidden",
    "notrecommended",
    "rejected",
    "donotuse",
    "prohibited",
)
_GOOD = ("preferred", "recommended", "standardized")
_STATUS = ("administrativeStatus", "normativeAuthorization", "usageStatus", "status")
_HEAD = {
    "v2": '<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n<martif type="TBX-Basic" xml:lang="id">\n'
    "<martifHeader><fileDesc><sourceDesc><p>padanan glossary</p></sourceDesc></fileDesc></martifHeader>\n"
    "<text><body>\n",
    "dca": '<tbx style="dca" type="TBX-Basic" xml:lang="id" xmlns="urn:iso:std:iso:30042:ed-2">\n'
    "<tbxHeader><fileDesc><sourceDesc><p>padanan glossary</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n",
    "dct": '<tbx style="dct" type="TBX-Basic" xml:lang="id" xmlns="urn:iso:std:iso:30042:ed-2" '
    'xmlns:min="http://www.tbxinfo.net/ns/min">\n'
    "<tbxHeader><fileDesc><sourceDesc><p>padanan glossary</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n",
}
_NAMES = {
    "v2": ("termEntry", "langSet", "tig", "martif"),
    "dca": ("conceptEntry", "langSec", "termSec", "tbx"),
    "dct": ("conceptEntry", "langSec", "termSec", "tbx"),
}


def parse(data: bytes, *, file: str) -> tuple[Term, ...]:
    """The terms of a TBX file of any dialect. Raises GlossaryError naming the line."""
    root, lines = _tree(data, file)
    if _name(root) not in ("martif", "tbx"):
        raise GlossaryError(f"{file}:1: <{_name(root)}> is not TBX; expected <martif> or <tbx>")
    entries = [element for element in root.iter() if _name(element) in ("termEntry", "conceptEntry")]
    terms: list[Term] = []
    left: list[str] = []
    for entry in entries:
        try:
            terms.append(_term(entry, f"{file}:{lines[id(entry)]}"))
        except GlossaryError as error:  # one bad entry does not cost the others
            left.append(str(error))
    if left and not terms:
        raise GlossaryError(left[0])
    for line in left:
        _LOG.warning("%s; left out", line)
    return tuple(terms)


def _tree(data: bytes, file: str) -> tuple[Any, dict[int, int]]:
    """The root and the line of every element, by its identity (the tree keeps them all alive)."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415

    lines: dict[int, int] = {}

    class Builder(ET.TreeBuilder):
        def start(self, tag: Any, attrs: Any, /) -> Any:
            element = super().start(tag, attrs)
            lines[id(element)] = parser.parser.CurrentLineNumber
            return element

    parser = DefusedXMLParser(target=Builder(), forbid_dtd=False, forbid_entities=True, forbid_external=False)
    try:
        parser.feed(data)
        return parser.close(), lines
    except DefusedXmlException as error:
        raise GlossaryError(
            f"{file}:1: defines XML entities, which is not safe to read; expected plain TBX"
        ) from error
    except (ET.ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (1, 0))[0]
        raise GlossaryError(f"{file}:{line}: not TBX: {error}; expected well-formed XML") from error


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _term(entry: Any, where: str) -> Term:
    sides: dict[str, list[tuple[str, str]]] = {"id": [], "en": []}
    acronym = False
    for section in entry.iter():
        if _name(section) in ("langSet", "langSec"):
            tag = (section.get(_LANG) or section.get("lang") or "").lower()
            language = _LANGUAGES.get(re.split("[-_]", tag)[0], "")
            if language:
                sides[language] += list(_spellings(section))
            acronym = acronym or (language == "id" and "acronym" in _values(section, "termType"))
    kind, case, note = _notes(entry)
    kind = kind or ("acronym" if acronym else "term")
    source = [text for text, _ in _ranked(sides["id"])]
    ranked = _ranked(sides["en"])
    targets = tuple(text for text, status in ranked if not _says(status, _BAD))
    forbidden = tuple(text for text, status in ranked if _says(status, _BAD))
    if kind == "keep" and source and not targets:
        targets = (source[0],)
    if not source or not targets:
        lacking = "an English (en)" if source else "an Indonesian (id)"
        raise GlossaryError(f"{where}: lacks {lacking} term; a term needs both")
    return Term(source[0], targets, tuple(source[1:]), kind, case, note, forbidden, where)


def _ranked(spellings: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without doubles, the preferred first."""
    first: dict[str, str] = {}
    for text, status in spellings:
        first.setdefault(text, status)
    return sorted(first.items(), key=lambda pair: not _says(pair[1], _GOOD))


def _says(status: str, words: Iterable[str]) -> bool:
    """Whether a status is one of `words`, however it is written: `Forbidden`, `deprecatedTerm-admn-sts`."""
    plain = re.sub(r"[^a-z]", "", status.lower())
    return any(plain.startswith(word) for word in words)


def _notes(entry: Any) -> tuple[str, str, str]:
    """Kind, case and note of an entry; kind and case empty where it does not say."""
    kind, case, note = "", "", ""
    for element in entry.iter():
        text = " ".join("".join(element.itertext()).split())
        if element.get("type") == "Translation needed":
            kind = kind or ("keep" if text.lower() == "no" else "")
        elif _name(element) in ("note", "descrip") and text:
            ours = _OURS.fullmatch(text)
            if ours and ours[1] in KINDS and (not ours[2] or ours[2] in CASES):
                kind, case = ours[1], ours[2] or ""
            else:
                note = note or text
    return kind, case, note


def _values(section: Any, category: str) -> list[str]:
    """Values of a data category, given as attribute (dca, v2) or as tag (dct)."""
    return [
        (element.text or "").strip()
        for element in section.iter()
        if element.get("type") == category or _name(element) == category
    ]


def _spellings(section: Any) -> Iterator[tuple[str, str]]:
    for group in section.iter():
        if _name(group) in ("tig", "ntig", "termSec"):
            terms = [" ".join("".join(e.itertext()).split()) for e in group.iter() if _name(e) == "term"]
            if terms and terms[0]:
                values = (value for category in _STATUS for value in _values(group, category))
                yield terms[0], next(values, "")


def render(terms: Iterable[Term], *, dialect: str = "v2") -> str:
    """The terms in one of DIALECTS. Raises GlossaryError for another."""
    if dialect not in DIALECTS:
        raise GlossaryError(f"TBX dialect {dialect!r} is unknown; known: {', '.join(DIALECTS)}")
    entries = [_entry(term, number, dialect) for number, term in enumerate(terms, start=1)]
    tail = f"</body></text>\n</{_NAMES[dialect][3]}>\n"
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _HEAD[dialect] + "".join(entries) + tail


def _entry(term: Term, number: int, dialect: str) -> str:
    entry, section, _, _ = _NAMES[dialect]
    body = ""
    if term.kind == "keep" and dialect == "v2":
        body += '<descrip type="Translation needed">no</descrip>'
    notes = [f"padanan: kind={term.kind}" + (f" case={term.case}" if term.case else ""), term.note]
    body += "".join(f"<note>{escape(note)}</note>" for note in notes if note)
    english = [*_with_status(term.targets), *((text, _FORBIDDEN) for text in term.forbidden)]
    for language, spellings in (("id", _with_status(term.spellings)), ("en", english)):
        groups = "".join(_group(text, status, dialect) for text, status in spellings)
        body += f"<{section} xml:lang={quoteattr(language)}>{groups}</{section}>"
    return f'<{entry} id="t{number}">{body}</{entry}>\n'


def _with_status(texts: Iterable[str]) -> list[tuple[str, str]]:
    return [(text, _ADMITTED if place else _PREFERRED) for place, text in enumerate(texts)]


def _group(text: str, status: str, dialect: str) -> str:
    if dialect == "dct":
        marked = f"<min:administrativeStatus>{status}</min:administrativeStatus>"
    else:
        marked = f'<termNote type="administrativeStatus">{status}</termNote>'
    group = _NAMES[dialect][2]
    return f"<{group}><term>{escape(text)}</term>{marked}</{group}>"
