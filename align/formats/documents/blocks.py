"""What Markdown is beside CommonMark, block by block.

Left alone: lines of template tags and attributes, fences of containers `:::`, math, TeX, MDX's imports, and, told, tables
drawn as grids. Containers, whose text is read and whose titles are units: notes `[^1]:`, definitions `: …`, admonitions
`!!! note "…"` with what is indented below, callouts `[!NOTE]`, lines of verse `| …`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_KEPT = re.compile(
    "(?:\\{\ue000[0-9]+\\}[ \t]*)+$"
    r"|\{:?[ \t]*[#.:][^{}\n]*\}[ \t]*$|\{:[^{}\n]*\}[ \t]*$|\([\w-]+\)=[ \t]*$|:{3,}|\[TOC\][ \t]*$"
    r"|\\[a-zA-Z]+(?:\[[^\]\n]*\])?(?:\{[^{}\n]*\})*[ \t]*$"
    r"|import[ \t][^\n]*['\"][^\n'\"]+['\"];?[ \t]*$|export[ \t]+(?:const|let|var|function|default|class)\b",
    re.MULTILINE,
)
_LONG = (  # how a block begins that is left alone, and how its last line ends
    (re.compile(r"\$\$"), re.compile(r"\$\$(?:[ \t]*\{[^{}\n]*\})?[ \t]*$")),
    (re.compile(r"\\\["), re.compile(r"\\\][ \t]*$")),
    (re.compile(r"\\begin\{"), re.compile(r"\\end\{[^{}\n]*\}[ \t]*$")),
)
_GRID = re.compile(r"\+(?:[-=:]+\+)+[ \t]*$")
_TITLED = re.compile(
    r":{3,}[ \t]*[\w-]+(?:\[(?P<a>[^\]\n]+)\]|[ \t]+(?P<b>[^{\[\n]*[^\W\d_][^{\n]*?))[ \t]*(?:\{[^\n]*\})?$"
    r"|\[![\w-]+\][+-]?[ \t]*(?P<c>[^\n]*)$|\|[ \t]+(?P<d>[^|\n]+)$",
    re.MULTILINE,
)
_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?|===[+!]?)[ \t]+[\w -]*(?:\"(?P<title>[^\"\n]*)\")?[ \t]*$", re.MULTILINE
)
_MARKER = re.compile(r"(?:\[\^[^\]\s]+\]:|[:~](?=[ \t])|#\.(?=[ \t])|\(@[\w-]*\)(?=[ \t]))[ \t]*")
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.)+)\]:")
_IN = 2  # columns that what belongs to a note or a definition is further in, at least


def extended(parser: MarkdownIt) -> MarkdownIt:
    """`parser` with the rules of this module."""
    from markdown_it.common.utils import normalizeReference  # noqa: PLC0415
    from markdown_it.rules_block import reference  # noqa: PLC0415

    def defined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        if state.src.startswith("[^", at) or not reference(state, start, end, silent):
            return False
        if not silent:
            state.push("definition", "", 0).map = [start, state.line]
            label = _LABEL.match(state.src, at)
            if label is not None:
                state.env.setdefault("labels", {})[normalizeReference(label[1])] = label[1]
        return True

    stops: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.at("reference", defined)
    for name, rule in (
        ("titled", _titled),
        ("admonition", _admonition),
        ("marked", _marked),
        ("kept", _kept),
    ):
        parser.block.ruler.before("lheading", name, rule, stops)
    return parser


def _kept(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines that are left alone."""
    last = _last(state, start, end)
    if last is None:
        return False
    if not silent:
        state.line = last + 1
    return True


def _last(state: StateBlock, start: int, end: int) -> int | None:
    """The last line of a block that is left alone; None where none begins."""
    line = _line(state, start)
    if _GRID.match(line):
        last = start
        while last + 1 < end and _line(state, last + 1)[:1] in ("+", "|"):
            last += 1
        state.env.setdefault("grids", {})[start] = last
        return last if last > start else None
    for opening, closing in _LONG:
        if opening.match(line):
            if closing.search(line, 2):
                return start
            return next((n for n in range(start + 1, end) if closing.search(_line(state, n))), None)
    if _KEPT.match(line):
        last = start
        while line.startswith("export") and last + 1 < end and _line(state, last + 1):
            last += 1
        return last
    return None


def _titled(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """A line whose title is a unit, and whose rest is left alone."""
    match = _TITLED.match(_line(state, start))
    if match is None:
        return False
    if not silent:
        state.line = start + 1
        group = match.lastgroup
        if group:
            _paragraph(state, start, match[group], match.start(group))
    return True


def _admonition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A title, and the indented lines below it."""
    match = _ADMONITION.match(_line(state, start))
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent + 4):
        last += 1
    if match is None or last == start + 1:
        return False
    if silent:
        return True
    if match["title"]:
        _paragraph(state, start, match["title"], match.start("title"))
    _inside(state, start + 1, last, 4)
    return True


def _marked(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A note, a definition or a list item behind a marker of its own, with what is further in than the marker."""
    match = _MARKER.match(_line(state, start))
    if match is None or not _line(state, start)[match.end() :].strip():
        return False
    if silent:
        return True
    before = state.bMarks[start], state.tShift[start], state.sCount[start]
    state.bMarks[start] += state.tShift[start] + match.end()
    state.tShift[start], state.sCount[start] = 0, state.blkIndent + _IN
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent + _IN):
        last += 1
    lazy = last
    while last == start + 1 and lazy < end and not state.isEmpty(lazy):
        lazy += 1
    _inside(state, start, max(last, lazy), _IN)
    state.bMarks[start], state.tShift[start], state.sCount[start] = before
    return True


def _inside(state: StateBlock, start: int, end: int, columns: int) -> None:
    state.blkIndent += columns
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= columns
    state.line = max(state.line, start)


def _paragraph(state: StateBlock, line: int, text: str, column: int) -> None:
    """A unit that stands in a line behind something else, `column` characters behind where its text begins."""
    place = state.bMarks[line] + state.tShift[line] + column
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text.strip(), [line, line + 1], []
    inline.meta["column"] = place - state.src.rfind("\n", 0, place) - 1
    state.push("paragraph_close", "p", -1)


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
