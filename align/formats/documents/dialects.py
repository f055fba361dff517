"""What Markdown is beside CommonMark, inline: what dialects add is kept as it is, their text is read.

Kept: references to notes `[^1]`, wiki links `[[…]]`, math `$…$`, attributes `{#id}`, citations `[@key]`, `:emoji:`,
`%%comments%%`, boxes of tasks `[x]`, what stands for template tags. Pairs: `==…==`, `++…++`, `~…~`, `^…^`, `[…]{.class}`; a
word with an index, `H~2~O`, is a whole. Notes in place, `^[…]`, are units of their own. Blocks: see `blocks`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.formats.documents import blocks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_KEPT = re.compile(
    "\\{\ue000[0-9]+\\}"
    r"|\[\^[^\]\s]+\]:?(?!\()|!?\[\[[^\[\]\n]+\]\]|\$\$[^$\n]+\$\$|\$(?![\s\d])[^$\n]*[^$\s\\]\$(?!\d)|\$\d[^$\n]*[\\^_=][^$\n]*\$"
    r"|\{:?\s*[#.:][^{}\n]*\}|\{\s*[\w-]+=[^{}\n]*\}|\{[A-Za-z_$][\w.$]*\}"
    r"|:[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?!\w)|\\\(.*?\\\)|%%[^%\n]+%%|(?<=\s)\^[\w-]+\Z"
    r"|\[(?:[^\[\]\n@]*[\s;])?-?@[\w:.-]+[^\[\]\n]*\](?![(\[])",
    re.DOTALL,
)
_FIRST = re.compile(r"\[[^\[\]\n]\](?=\s)|\*\[[^\]\n]+\]:")
_INDEX = re.compile(r"(?<=\w)([~^])(?!\1)([^\s~^]{1,12})\1(\w*)")
_PAIR = re.compile(r"(?<!\w)(==|\+\+|~(?!~)|\^(?![\[^]))(?=\S)(?P<inside>[^\n]+?)(?<=\S)\1(?!\w)")
_CLASS = re.compile(r"\{\s*[#.][^{}\n]*\}")
_LAST_WORD = re.compile(r"\w+\Z")


def extended(parser: MarkdownIt) -> MarkdownIt:
    """`parser` with the rules of this module and of `blocks`."""
    for name, rule in (("kept", _kept), ("index", _index), ("span", _span), ("note", _note), ("pair", _pair)):
        parser.inline.ruler.before("text", name, rule)
    return blocks.extended(parser)


def _kept(state: StateInline, silent: bool) -> bool:
    match = (_FIRST.match(state.src) if state.pos == 0 else None) or _KEPT.match(state.src, state.pos)
    if match is None or match.end() > state.posMax or (state.linkLevel and match[0].startswith("[[")):
        return False
    if not silent:
        state.push("kept", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _index(state: StateInline, silent: bool) -> bool:
    """A word with letters set low or high, such as `H~2~O` and `m^2^`, from its beginning, which was read as text."""
    match = _INDEX.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        before = _LAST_WORD.search(state.pending)
        word = before[0] if before else ""
        state.pending = state.pending[: len(state.pending) - len(word)]
        token = state.push("index", "", 0)
        token.content, token.markup = word + match[2] + match[3], word + match[0]
    state.pos = match.end()
    return True


def _pair(state: StateInline, silent: bool) -> bool:
    match = _PAIR.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    _around(state, match.span("inside"), match[1], match[1], match.end(), silent=silent)
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """Text in brackets with attributes, Pandoc's span."""
    if not state.src.startswith("[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    found = _CLASS.match(state.src, end + 1) if end >= 0 else None
    if found is None:
        return False
    _around(state, (state.pos + 1, end), "[", "]" + found[0], found.end(), silent=silent)
    return True


def _around(
    state: StateInline, inside: tuple[int, int], opening: str, closing: str, end: int, *, silent: bool
) -> None:
    if not silent:
        most = state.posMax
        state.push("span_open", "span", 1).markup = opening
        state.pos, state.posMax = inside
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1).markup = closing
        state.posMax = most
    state.pos = end


def _note(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("^[", state.pos):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("note", "", 0)
        token.content, token.children = state.src[state.pos + 2 : end], []
        state.md.inline.parse(token.content, state.md, state.env, token.children)
    state.pos = end + 1
    return True
