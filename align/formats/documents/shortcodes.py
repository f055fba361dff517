"""Tags of template languages in a text: put away before it is read as Markdown, and put back into what came of it.

Hugo's `{{< … >}}`, Liquid's and Jinja's `{{ … }}` and `{% … %}`, ERB's and PHP's. What they enclose is read, but for code.
What their parameters show to readers (`title="…"`) are units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from align.formats.documents.attributes import apart
from align.formats.documents.skeleton import Slot, held

_CODE = r"highlight|comment|mermaid|katex|math|chart"
_WITHIN = r"(?:(?!\n[ \t]*\r?\n).)*?"  # no tag runs over an empty line
TAG = re.compile(
    rf"\{{\{{[<%]\s*({_CODE})\b.*?\{{\{{[<%]\s*/\s*\1\s*[>%]\}}\}}|\{{%-?\s*({_CODE})\b.*?\{{%-?\s*end\2\s*-?%\}}"
    rf"|\{{\{{{_WITHIN}\}}\}}|\{{%{_WITHIN}%\}}|<%{_WITHIN}%>|<\?(?:php|=){_WITHIN}\?>",
    re.DOTALL,
)
_SHOWN = re.compile(
    r"""(?<![\w-])((?:title|caption|alt|label|summary|description)\s*=\s*)("[^"\\]*"|'[^'\\]*')""",
    re.IGNORECASE,
)
STAND_IN = re.compile("\\{\ue000([0-9]+)\\}")


class Shortcodes:
    """A text whose tags stand in `tags`, and in `text` their numbers instead."""

    def __init__(self, text: str) -> None:
        self.tags: list[str] = []
        self.text = text if "\ue000" in text else TAG.sub(self._put, text)

    def _put(self, tag: re.Match[str]) -> str:
        self.tags.append(tag[0])
        return f"{{\ue000{len(self.tags) - 1}}}"

    def restored(self, text: str) -> str:
        """`text` with its tags as they stood."""
        return STAND_IN.sub(lambda match: self.tags[int(match[1])], text) if self.tags else text

    def shown(self, text: str, inner: list[Slot]) -> str:
        """The same; what their parameters show goes to `inner`."""

        def take(match: re.Match[str]) -> str:
            words, mark = unescape(match[2][1:-1]), match[2][0]
            if not any(map(str.isalpha, words)):
                return match[0]
            inner.append(Slot(words, (), _quote, raw=match[2][1:-1]))
            return match[1] + mark + held(len(inner) - 1) + mark

        if not self.tags:
            return text
        return STAND_IN.sub(lambda match: _SHOWN.sub(take, self.tags[int(match[1])]), text)

    def pieces(self, text: str) -> Iterator[str | Slot]:
        """A verbatim piece with its tags, in pieces."""
        inner: list[Slot] = []
        yield from apart(self.shown(text, inner), inner)


def _quote(text: str) -> str:
    return escape(" ".join(text.split()))
