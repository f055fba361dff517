"""The head of a Markdown file: what it says to readers, such as titles and descriptions, are units; all else stays.

YAML between `---`, TOML between `+++`, and Pandoc's lines that begin with `%`. A folded scalar (`>`) is a unit for each
paragraph, a literal one (`|`) for each line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial

from align.formats.documents.skeleton import Slot

_HEAD = re.compile(
    r"\A(?:(---|\+\+\+)[ \t]*\r?\n.*?^(?:\1|\.\.\.)[ \t]*(?:\r?\n|\Z)|(?:%[^\n]*\n(?:[ \t]+[^\n]*\n)*){1,3})",
    re.DOTALL | re.MULTILINE,
)
_FIELD = re.compile(
    r"^(?P<indent>[ \t]*)(?:-[ \t]+)?(?:[\w-]*(?:title|judul|label|description|deskripsi|summary|excerpt|caption|tagline"
    r"|headline)[ \t]*[:=]|%(?=[ \t]))[ \t]*(?:(?P<block>[|>][-+\d]*)[ \t]*\r?\n|(?P<value>\"(?:[^\"\\\n]|\\.)*\""
    r"|'(?:[^'\n]|'')*'|[^\s\"'>|\[{&*!#%@`](?:[^\n#:]|:(?!\s)|(?<!\s)#)*?)(?=[ \t]*(?:[ \t]#[^\n]*)?\r?$))",
    re.MULTILINE | re.IGNORECASE,
)


def parted(text: str) -> tuple[str, str]:
    """The head of a file, empty where it has none, and what follows."""
    head = _HEAD.match(text)
    return (head[0], text[head.end() :]) if head else ("", text)


def pieces(head: str) -> Iterator[str | Slot]:
    """Verbatim pieces and slots that make up a head."""
    at = 0
    titled = False
    for field in _FIELD.finditer(head):
        if field.start() < at or (titled and field[0].startswith("%")):
            continue  # after the title, Pandoc's lines name authors and the date
        titled = titled or field[0].startswith("%")
        if field["block"]:
            yield head[at : field.end()]
            at = _block_end(head, field)
            yield from _block(head[field.end() : at], folded=field["block"][0] == ">")
            continue
        slot = _slot(field["value"])
        if slot is not None:
            yield head[at : field.start("value")]
            yield slot
            at = field.end("value")
    yield head[at:]


def _slot(value: str) -> Slot | None:
    """A value as a unit; None where it says nothing or is escaped in a way of its own."""
    mark = value[0] if value[0] in "\"'" else ""
    text = value[1:-1] if mark else value
    if mark == '"' and "\\" in text:
        try:
            text = json.loads(value)
        except ValueError:
            return None
    elif mark == "'":
        text = text.replace("''", "'")
    return Slot(text, (), partial(_scalar, mark=mark), raw=value) if any(map(str.isalpha, text)) else None


def _block_end(head: str, field: re.Match[str]) -> int:
    """Where the lines of a block scalar, which are further in than its key, have ended."""
    at = field.end()
    for line in re.finditer(r"([ \t]*)([^\n]*)(?:\n|\Z)", head[at:]):
        if not line[0] or (line[2].strip() and len(line[1]) <= len(field["indent"])):
            return at + line.start()
    return len(head)


def _block(lines: str, *, folded: bool) -> Iterator[str | Slot]:
    pattern = r"[^\s][^\n]*(?:\n[ \t]*\S[^\n]*)*" if folded else r"\S[^\n]*"
    at = 0
    for match in re.finditer(pattern, lines):
        raw = match[0].rstrip()
        if any(map(str.isalpha, raw)):
            yield lines[at : match.start()]
            yield Slot(" ".join(raw.split()), (), _one_line, raw=raw)
            at = match.start() + len(raw)
    yield lines[at:]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _scalar(text: str, *, mark: str) -> str:
    """A string of YAML or TOML; quoted where it was, or where a plain one would be read as something else."""
    line = _one_line(text)
    if mark == "'" and "'" not in line:
        return f"'{line}'"
    if not mark and not re.search(r"^[\W_]|: |:$| #|[\"\\]", line):
        return line
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
