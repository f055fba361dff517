"""XLIFF and TMX filled in place: units that lack a translation get one, everything else stays byte for byte.

XLIFF 1.2 (.sdlxliff, .mqxliff and .mxliff with it) and 2: a unit is a `trans-unit`, or each `mrk` of its `seg-source`; a
`segment` of 2. What is translated, approved or `translate="no"` is left alone, and so is `alt-trans`. The state of what is
filled is `translated`. TMX: units without a variant in the target language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from html import unescape
from xml.sax.saxutils import escape

from align.errors import InputError
from align.formats.documents import charset, placeholders
from align.formats.documents.codes import Flat
from align.formats.documents.elements import TOKEN, Element, attributes, elements
from align.formats.documents.plurals import cases
from align.formats.documents.skeleton import Slot, TextSkeleton, held, merged
from align.formats.languages import base
from align.formats.xmltree import parse as parse_xml
from align.model import Span

_OPEN = {"g", "pc", "mrk", "hi"}
_HALF = {"bpt": "ept", "bx": "ex", "sc": "ec", "sm": "em"}
_NEW = ("new", "needs-translation", "initial")
_LINE = re.compile(r"\s*\n\s*")
_SUB = re.compile(r"(<(?:\w+:)?sub\b[^>]*>)([^<]*[^\W\d_][^<]*)(?=</)")
_BREAK = re.compile(r"""ctype=["'](?:x-)?(?:lb|br)\b|&lt;br|equiv=["']\s+["']|\\n""")


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:
    """The units to fill. Raises InputError, also where the source is not Indonesian."""
    parse_xml(data, file=file)  # safe and well-formed, or refused with the line
    decoded = charset.decoded(data, file=file)
    text = decoded.text
    root, prefix = elements(text)
    edits: list[tuple[Span, list[str | Slot]]] = []
    if root.name == "tmx":
        edits += _tmx(root, text, language, file)
    elif root.name == "xliff":
        edits += _xliff(root, _Place(text, prefix), language, file)
    else:
        raise InputError(f"is <{root.name}>; accepted are <xliff> and <tmx>", file=file)
    pieces: list[str | Slot] = []
    at = 0
    for place, parts in sorted(edits, key=lambda edit: edit[0].start):
        pieces += text[at : place.start], *parts
        at = place.end
    return TextSkeleton(merged((*pieces, text[at:])), charset.encoder(decoded, data))


def _require(code: str, file: str) -> None:
    if base(code) != "id":
        raise InputError(f"has the source language {code!r}; accepted is Indonesian (id)", file=file)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a unit stands: the text of the file, the prefix of its namespace, whether it is open and blanks count."""

    text: str
    prefix: str
    open: bool = True
    preserve: bool = False

    def inside(self, element: Element) -> _Place:
        """The same for what an element holds."""
        told = element.attributes
        return replace(
            self,
            open={"yes": True, "no": False}.get(told.get("translate", ""), self.open)
            and not _locked(element),
            preserve={"preserve": True, "default": False}.get(told.get("xml:space", ""), self.preserve),
        )


def _locked(element: Element) -> bool:
    """Whether a program has locked a unit: `mq:locked`, `m:locked`, in Trados the segment's `locked`."""
    return any(
        key.rpartition(":")[2] == "locked" and value.lower() in ("true", "yes", "1", "locked")
        for key, value in element.attributes.items()
    )


def _xliff(root: Element, place: _Place, language: str, file: str) -> Iterator[tuple[Span, list[str | Slot]]]:
    if "srcLang" in root.attributes:
        _require(root.attributes["srcLang"], file)
        if "trgLang" not in root.attributes:
            yield _added(root, f' trgLang="{language}"')
    for part in root.all("file"):
        if "source-language" in part.attributes:
            _require(part.attributes["source-language"], file)
            if "target-language" not in part.attributes:
                yield _added(part, f' target-language="{language}"')
        yield from _free(part, place.inside(root).inside(part))


def _added(element: Element, what: str) -> tuple[Span, list[str | Slot]]:
    place = element.inside.start - 1
    return Span(place, place), [what]


def _free(node: Element, place: _Place) -> Iterator[tuple[Span, list[str | Slot]]]:
    """The edits of all units below `node` that may be translated."""
    for child in node.children:
        own = place.inside(child)
        if child.name in ("trans-unit", "segment"):
            if own.open and child.attributes.get("approved") != "yes":
                yield from _filled(child, own)
        elif child.name not in ("alt-trans", "note", "bin-source", "bin-target"):
            yield from _free(child, own)


def _filled(unit: Element, place: _Place) -> Iterator[tuple[Span, list[str | Slot]]]:
    """The target of a unit, where it lacks one, or the segments that it lacks."""
    text, prefix = place.text, place.prefix
    source, cut, target = (unit.child(name) for name in ("source", "seg-source", "target"))
    if source is None:
        return
    place = place.inside(source)
    shut = {segment.attributes.get("id") for segment in unit.all("sdl:seg") if _locked(segment)}
    marks = [mark for mark in cut.all("mrk") if mark.attributes.get("mtype") == "seg"] if cut else []
    free = [mark for mark in marks if mark.attributes.get("mid") not in shut]
    if target is not None and _said(target, text) and target.attributes.get("state") not in _NEW:
        own = {mark.attributes.get("mid"): mark for mark in free}
        for mark in target.all("mrk"):
            wanted = own.get(mark.attributes.get("mid"))
            if mark.attributes.get("mtype") == "seg" and wanted and not _said(mark, text):
                opening = _tag(text, mark)
                yield mark.whole, [opening, *_content(wanted.inside, place), f"</{prefix}mrk>"]
        return
    content = list(_segmented(cut, free, place)) if cut and marks else _content(source.inside, place)
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


def _segmented(cut: Element, marks: list[Element], place: _Place) -> Iterator[str | Slot]:
    """The content of a `seg-source`, with a slot in each of its marks."""
    at = cut.inside.start
    for mark in marks:
        yield place.text[at : mark.inside.start]
        yield from _content(mark.inside, place)
        at = mark.inside.end
    yield place.text[at : cut.inside.end]


def _content(within: Span, place: _Place) -> list[str | Slot]:
    """The content of an element as blank edges and slots, one for each case of a plural; verbatim without letters."""
    parts: list[str | Slot] = []
    for raw, said in cases(within.of(place.text)):
        parts += _slotted(raw, place) if said else [raw]
    return parts


def _slotted(raw: str, place: _Place) -> list[str | Slot]:
    words = raw.strip()
    inner: list[Slot] = []
    plain, codes = _flat(words, inner, preserve=place.preserve).finish()
    if not any(map(str.isalpha, plain)):
        return [raw]
    before = raw[: len(raw) - len(raw.lstrip())]
    return [before, Slot(plain, codes, _quote, inner=tuple(inner), raw=words), raw[len(raw.rstrip()) :]]


_quote = partial(escape, entities={"\r": "&#13;"})


def _flat(words: str, inner: list[Slot], *, preserve: bool) -> Flat:
    flat = Flat()

    def say(raw: str) -> None:
        placeholders.add(flat, unescape(raw if preserve else _LINE.sub(" ", raw)), _quote)

    at = skip = 0
    for token in TOKEN.finditer(words):
        if token.start() < skip:
            continue
        say(words[at : token.start()])
        at = token.end()
        name = (token["name"] or "").rpartition(":")[2]
        empty = (token["rest"] or "").rstrip().endswith("/")
        if token["cdata"] is not None:
            placeholders.add(flat, token["cdata"], _quote)
        elif token["close"]:
            flat.close(name, token[0])
        elif name in _OPEN and not empty:
            if _shut(token["rest"]):
                at = skip = _end_of(words, token, empty=False)
                flat.whole(unescape(TOKEN.sub("", words[token.start() : at])), words[token.start() : at])
            else:
                flat.open(name, token[0])
        elif name:
            at = skip = _end_of(words, token, empty=empty)
            _standing(flat, name, words[token.start() : at], inner)
        else:
            flat.atom(token[0])
    say(words[at:])
    return flat


def _shut(rest: str) -> bool:
    """Whether a mark says that what it holds is not translated."""
    told = attributes(rest)
    return told.get("translate") == "no" or told.get("mtype") == "protected"


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


def _standing(flat: Flat, name: str, raw: str, inner: list[Slot]) -> None:
    """A code of its own, or half of a pair; text inside native code (`sub`) is a unit of its own."""

    def take(match: re.Match[str]) -> str:
        inner.append(Slot(unescape(match[2]), (), _quote, raw=match[2]))
        return match[1] + held(len(inner) - 1)

    values = attributes(raw[: raw.index(">")])
    raw = _SUB.sub(take, raw)
    key = values.get("rid") or values.get("startRef") or values.get("i") or values.get("id", "")
    if name in _HALF:
        flat.open(_HALF[name] + key, raw)
    elif name not in _HALF.values() or not flat.close(name + key, raw):
        flat.atom(raw, blank=bool(_BREAK.search(raw)))


def _tmx(root: Element, text: str, language: str, file: str) -> Iterator[tuple[Span, list[str | Slot]]]:
    units = [(unit, {base(_language(one)): one for one in unit.all("tuv")}) for unit in root.all("tu")]
    header = root.child("header")
    told = header.attributes.get("srclang", "*all*") if header else "*all*"
    if told.lower() != "*all*" and not any("id" in variants for _, variants in units):
        _require(told, file)
    spelt = next((_language(own[base(language)]) for _, own in units if base(language) in own), language)
    for _, variants in units:
        own, other = variants.get("id"), variants.get(base(language))
        segment = own.child("seg") if own else None
        done = other.child("seg") if other else None
        if own is None or segment is None or (done is not None and _said(done, text)):
            continue
        content = _content(segment.inside, _Place(text, ""))
        if not any(isinstance(part, Slot) for part in content):
            continue
        if done is not None:
            yield done.whole, [_tag(text, done), *content, "</seg>"]
        elif other is None:
            key = "xml:lang" if "xml:lang" in own.attributes else "lang"
            place = Span(own.whole.end, own.whole.end)
            yield place, [f'<tuv {key}="{spelt}"><seg>', *content, "</seg></tuv>"]


def _language(variant: Element) -> str:
    return variant.attributes.get("xml:lang") or variant.attributes.get("lang", "")
