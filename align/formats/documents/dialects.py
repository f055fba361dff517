"""What Markdown is beside CommonMark: what dialects add is kept as it is, their text is read.

Inline: notes `[^1]`, wiki links `[[…]]`, math `$…$`, shortcodes `{{…}}` and `{%…%}`, attributes `{#id}`, `:emoji:`, task
boxes `[x]`, abbreviations `*[KPK]:`. Blocks: fences of containers `:::`, math `$$`, definitions `: …`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_INLINE = re.compile(
    r"\[\^[^\]\s]+\]:?(?!\()|!?\[\[[^\[\]\n]+\]\]|\$\$[^$\n]+\$\$|\$(?![\s\d])[^$\n]*[^$\s\\]\$(?!\d)|\$\d[^$\n]*[\\^_=][^$\n]*\$"
    r"|\{\{.*?\}\}|\{%.*?%\}|\{:?\s*[#.:][^{}\n]*\}|:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?!\w)|\\\(.*?\\\)",
    re.DOTALL,
)
_FIRST = re.compile(r"\[[ xX]\](?=\s)|\*\[[^\]\n]+\]:|\[![A-Z]+\]")
_KEPT = re.compile(r":{3,}|!!!|\?\?\?|\{\{.*\}\}\s*$|\{%.*%\}\s*$|\[TOC\]\s*$")
_DEFINITION = re.compile(r":[ \t]+(?=\S)")


def extended(parser: MarkdownIt) -> MarkdownIt:
    """`parser` with the rules of this module."""
    from markdown_it.rules_block import reference  # noqa: PLC0415

    def defined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        note = state.src.startswith("[^", state.bMarks[start] + state.tShift[start])
        return False if note else reference(state, start, end, silent)

    stops: Any = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.at("reference", defined)
    parser.block.ruler.before("paragraph", "definition", _definition, stops)
    parser.block.ruler.before("definition", "kept", _kept, stops)
    parser.inline.ruler.before("escape", "kept", _inline)
    return parser


def _inline(state: StateInline, silent: bool) -> bool:
    match = (_FIRST.match(state.src) if state.pos == 0 else None) or _INLINE.match(state.src, state.pos)
    if match is None or (state.linkLevel and match[0].startswith("[[")):
        return False
    if not silent:
        state.push("kept", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _kept(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that is left alone; a block of math up to its end."""
    line = _line(state, start)
    closing = {"$$": "$$", "\\[": "\\]"}.get(line[:2], "")
    if not closing and not _KEPT.match(line):
        return False
    last = start
    if closing and closing not in line[2:]:
        last = next((n for n in range(start + 1, end) if _line(state, n).rstrip().endswith(closing)), -1)
        if last < 0:
            return False
    if not silent:
        state.line = last + 1
    return True


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001
    """What a term is defined as: a text of its own."""
    match = _DEFINITION.match(_line(state, start))
    if match is None:
        return False
    if not silent:
        state.line = start + 1
        state.push("paragraph_open", "p", 1).map = [start, start + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = (
            _line(state, start)[match.end() :].strip(),
            [start, start + 1],
            [],
        )
        state.push("paragraph_close", "p", -1)
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
