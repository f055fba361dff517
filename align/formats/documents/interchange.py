"""XLIFF and TMX filled in place: units that lack a translation get one, everything else stays byte for byte.

XLIFF 1.2 (.sdlxliff, .mqxliff and .mxliff with it) and 2: a unit is a `trans-unit`, or each `mrk` of its `seg-source`; a
`segment` of 2. What is translated, approved or `translate="no"` is left alone, and so is `alt-trans`. The state of what is
filled is `translated`. TMX: units without a variant in the target language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from xml.sax.saxutils import escape

from align.errors import InputError
from align.formats.documents.codes import Flat
from align.formats.documents.elements import TOKEN, Element, attributes, elements
from align.formats.documents.skeleton import Slot, TextSkeleton
from align.formats.languages import base
from align.formats.xmltree import parse as parse_xml
from align.model import Span
from align.text.files import detect

_OPEN = {"g", "pc", "mrk", "hi"}
_HALF = {"bpt": "ept", "bx": "ex", "sc": "ec", "sm": "em"}
_NEW = ("new", "needs-translation", "initial")
_BREAK = re.compile(r"""ctype=["'](?:x-)?(?:lb|br)\b|&lt;br|equiv=["']\s+["']|\\n""")


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:
    """The units to fill. Raises InputError, also where the source is not Indonesian."""
    parse_xml(data, file=file)  # safe and well-formed, or refused with the line
    decoded = detect(data, file=file)
    text = decoded.text
    root, prefix = elements(text)
    edits: list[tuple[Span, list[str | Slot]]] = []
    if root.name == "tmx":
        edits += _tmx(root, text, language, file)
    elif root.name == "xliff":
        edits += _xliff(root, text, prefix, language, file)
    else:
        raise InputError(f"is <{root.name}>; accepted are <xliff> and <tmx>", file=file)
    pieces: list[str | Slot] = []
    at = 0
    for place, parts in sorted(edits, key=lambda edit: edit[0].start):
        pieces += text[at : place.start], *parts
        at = place.end
    return TextSkeleton((*pieces, text[at:]), decoded.encode)


def _require(code: str, file: str) -> None:
    if base(code) != "id":
        raise InputError(f"has the source language {code!r}; accepted is Indonesian (id)", file=file)


def _xliff(
    root: Element, text: str, prefix: str, language: str, file: str
) -> Iterator[tuple[Span, list[str | Slot]]]:
    if "srcLang" in root.attributes:
        _require(root.attributes["srcLang"], file)
        if "trgLang" not in root.attributes:
            yield _added(root, f' trgLang="{language}"')
    for part in root.all("file"):
        if "source-language" in part.attributes:
            _require(part.attributes["source-language"], file)
            if "target-language" not in part.attributes:
                yield _added(part, f' target-language="{language}"')
        yield from _free(part, text, prefix, translate=part.attributes.get("translate") != "no")


def _added(element: Element, what: str) -> tuple[Span, list[str | Slot]]:
    place = element.inside.start - 1
    return Span(place, place), [what]


def _free(
    node: Element, text: str, prefix: str, *, translate: bool
) -> Iterator[tuple[Span, list[str | Slot]]]:
    """The edits of all units below `node` that may be translated."""
    for child in node.children:
        free = {"yes": True, "no": False}.get(child.attributes.get("translate", ""), translate)
        if child.name == "trans-unit":
            if free and child.attributes.get("approved") != "yes":
                yield from _filled(child, text, prefix)
        elif child.name == "segment":
            if free:
                yield from _filled(child, text, prefix)
        elif child.name not in ("alt-trans", "note", "bin-source", "bin-target"):
            yield from _free(child, text, prefix, translate=free)


def _filled(unit: Element, text: str, prefix: str) -> Iterator[tuple[Span, list[str | Slot]]]:
    """The target of a unit, where it lacks one, or the segments that it lacks."""
    source, cut, target = (unit.child(name) for name in ("source", "seg-source", "target"))
    if source is None:
        return
    marks = [mark for mark in cut.all("mrk") if mark.attributes.get("mtype") == "seg"] if cut else []
    if target is not None and _said(target, text) and target.attributes.get("state") not in _NEW:
        own = {mark.attributes.get("mid"): mark for mark in marks}
        for mark in target.all("mrk"):
            wanted = own.get(mark.attributes.get("mid"))
            if mark.attributes.get("mtype") == "seg" and wanted and not _said(mark, text):
                opening = _tag(text, mark)
                yield mark.whole, [opening, *_content(wanted.inside, text), f"</{prefix}mrk>"]
        return
    content = list(_segmented(cut, marks, text)) if cut and marks else _content(source.inside, text)
    if not any(isinstance(part, Slot) for part in content):
        return
    two = unit.name == "segment"
    opening = f"<{prefix}target>" if two else f'<{prefix}target state="translated">'
    if target is not None:
        opening = _tag(text, target) if two else _stated(_tag(text, target))
        yield target.whole, [opening, *content, f"</{prefix}target>"]
    else:
        last = cut or source
        indent = text[unit.inside.start : source.whole.start]
        indent = "" if indent.strip() or unit.children[0] is not source else indent
        yield Span(last.whole.end, last.whole.end), [indent, opening, *content, f"</{prefix}target>"]
    if two:
        yield Span(unit.whole.start, unit.inside.start), [_stated(_tag(text, unit))]


def _tag(text: str, element: Element) -> str:
    """The opening tag of an element, also of one that is empty."""
    tag = text[element.whole.start : element.inside.start]
    return re.sub(r"\s*/>$", ">", tag)


def _stated(tag: str) -> str:
    """The tag with the state `translated`."""
    if re.search(r"\sstate\s*=", tag):
        return re.sub(r"""(\sstate\s*=\s*)(?:"[^"]*"|'[^']*')""", r'\1"translated"', tag)
    return tag[:-1] + ' state="translated">'


def _said(element: Element, text: str) -> bool:
    return bool(TOKEN.sub("", text[element.inside.start : element.inside.end]).strip())


def _segmented(cut: Element, marks: list[Element], text: str) -> Iterator[str | Slot]:
    """The content of a `seg-source`, with a slot in each of its marks."""
    at = cut.inside.start
    for mark in marks:
        yield text[at : mark.inside.start]
        yield from _content(mark.inside, text)
        at = mark.inside.end
    yield text[at : cut.inside.end]


def _content(place: Span, text: str) -> list[str | Slot]:
    """The content of an element as blank edges and a slot, verbatim where it has no letters."""
    raw = place.of(text)
    words = raw.strip()
    flat = _flat(words)
    plain, codes = flat.finish()
    if not any(map(str.isalpha, plain)):
        return [raw]
    before = raw[: len(raw) - len(raw.lstrip())]
    return [before, Slot(plain, codes, partial(escape, entities={"\r": "&#13;"})), raw[len(raw.rstrip()) :]]


def _flat(words: str) -> Flat:
    flat = Flat()
    at = skip = 0
    for token in TOKEN.finditer(words):
        if token.start() < skip:
            continue
        flat.add(re.sub(r"\s*\n\s*", " ", unescape(words[at : token.start()])))
        at = token.end()
        name = (token["name"] or "").rpartition(":")[2]
        empty = (token["rest"] or "").rstrip().endswith("/")
        if token["cdata"] is not None:
            flat.add(token["cdata"])
        elif token["close"]:
            flat.close(name, token[0])
        elif name in _OPEN and not empty:
            flat.open(name, token[0])
        elif name:
            at = skip = _end_of(words, token, empty=empty)
            _standing(flat, name, words[token.start() : at])
        else:
            flat.atom(token[0])
    flat.add(re.sub(r"\s*\n\s*", " ", unescape(words[at:])))
    return flat


def _end_of(words: str, token: re.Match[str], *, empty: bool) -> int:
    """Where an element ends whose content is native code."""
    depth, end = 0 if empty else 1, token.end()
    for inner in TOKEN.finditer(words, token.end()):
        if not depth:
            break
        if inner["name"]:
            depth += -1 if inner["close"] else 0 if inner["rest"].rstrip().endswith("/") else 1
        end = inner.end()
    return end


def _standing(flat: Flat, name: str, raw: str) -> None:
    """A code of its own, or half of a pair."""
    values = attributes(raw[: raw.index(">")])
    key = values.get("rid") or values.get("startRef") or values.get("i") or values.get("id", "")
    if name in _HALF:
        flat.open(_HALF[name] + key, raw)
    elif name not in _HALF.values() or not flat.close(name + key, raw):
        flat.atom(raw, blank=bool(_BREAK.search(raw)))


def _tmx(root: Element, text: str, language: str, file: str) -> Iterator[tuple[Span, list[str | Slot]]]:
    header = root.child("header")
    told = header.attributes.get("srclang", "*all*") if header else "*all*"
    if told not in ("*all*", "*ALL*"):
        _require(told, file)
    for unit in root.all("tu"):
        variants = {base(_language(variant)): variant for variant in unit.all("tuv")}
        own = variants.get("id")
        segment = own.child("seg") if own else None
        if own is None or segment is None or base(language) in variants:
            continue
        opening = text[own.whole.start : own.inside.start]
        written = re.sub(r"""((?:xml:)?lang\s*=\s*["'])[^"']*""", rf"\g<1>{language}", opening)
        content = _content(segment.inside, text)
        if any(isinstance(part, Slot) for part in content):
            place = Span(own.whole.end, own.whole.end)
            yield place, [written, "<seg>", *content, "</seg></tuv>"]


def _language(variant: Element) -> str:
    return variant.attributes.get("xml:lang") or variant.attributes.get("lang", "")
