r"""Message catalogues of gettext (.po, .pot) filled in place: messages without a translation get one, marked `fuzzy`.

Placeholders (`%s`, `%(nama)s`, `{0}`) and tags are kept; all other lines stay as they were. Messages are Indonesian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from align.errors import InputError
from align.formats.documents import placeholders
from align.formats.documents.codes import Flat
from align.formats.documents.skeleton import Slot, TextSkeleton
from align.formats.languages import base
from align.text.files import detect

_STRING = r'"(?:[^"\\\n]|\\.)*"'
_ENTRY = re.compile(
    rf"^(?P<flags>#,[^\n]*\n(?:#[^~,\n][^\n]*\n)*)?(?P<head>(?:msgctxt[ \t]+{_STRING}\s*(?:{_STRING}\s*)*)?)"
    rf"msgid[ \t]+(?P<id>{_STRING}(?:\s*\n{_STRING})*)\s*\n"
    rf"(?:msgid_plural[ \t]+(?P<plural>{_STRING}(?:\s*\n{_STRING})*)\s*\n)?",
    re.MULTILINE,
)
_TARGET = re.compile(rf"msgstr(?:\[(\d+)\])?[ \t]+({_STRING}(?:\s*\n{_STRING})*)[ \t]*\r?\n?")
_FIELD = re.compile(r"^(Language|X-Source-Language):[ \t]*([\w@-]+)", re.MULTILINE)
_OUT = {"n": "\n", "t": "\t", "r": "\r"}


def extract(data: bytes, *, file: str, language: str) -> TextSkeleton:  # noqa: ARG001
    """The messages that lack a translation. Raises InputError for what is no catalogue."""
    decoded = detect(data, file=file)
    text = decoded.text
    pieces: list[str | Slot] = []
    at = 0
    found = False
    for entry in _ENTRY.finditer(text):
        found = True
        targets = list(_targets(text, entry.end()))
        if not _plain(entry["id"]):
            _require(_plain(targets[0][2]) if targets else "", file)
            continue
        targets = [target for target in targets if not _plain(target[2])]
        slots = [
            _slot(entry["plural"] if target[1] not in (None, "0") else entry["id"]) for target in targets
        ]
        if not targets or not all(slots):
            continue
        pieces.append(text[at : entry.start()])
        pieces.append(_flagged(entry))
        at = entry.end()
        for target, slot in zip(targets, slots, strict=True):
            pieces += text[at : target.start(2)], *([slot] if slot else [])
            at = target.end(2)
    if not found:
        raise InputError('holds no message; accepted are msgid "…" and msgstr "…"', file=file)
    return TextSkeleton((*pieces, text[at:]), decoded.encode)


def _require(header: str, file: str) -> None:
    """Raises InputError for a catalogue that is into Indonesian, or from another language."""
    told = dict(_FIELD.findall(header))
    if base(told.get("Language", "")) == "id" or base(told.get("X-Source-Language", "id")) != "id":
        raise InputError(
            "is not from Indonesian, by its header; accepted are messages in Indonesian", file=file
        )


def _targets(text: str, at: int) -> Iterator[re.Match[str]]:
    while (target := _TARGET.match(text, at)) is not None:
        yield target
        at = target.end()


def _flagged(entry: re.Match[str]) -> str:
    """The lines of an entry up to its translation, with the flag that a person has to look at it."""
    flags = entry["flags"] or ""
    if "fuzzy" in flags:
        return entry[0]
    if flags:
        return entry[0].replace("#,", "#, fuzzy,", 1)
    return "#, fuzzy\n" + entry[0]


def _plain(strings: str) -> str:
    joined = "".join(part[1:-1] for part in re.findall(_STRING, strings))
    return re.sub(r"\\(.)", lambda match: _OUT.get(match[1], match[1]), joined)


def _slot(strings: str | None) -> Slot | None:
    """The message as a unit; a line end at either edge stays there."""
    whole = _plain(strings or "")
    words = whole.strip()
    flat = Flat()
    placeholders.add(flat, words, str)
    text, codes = flat.finish()
    if not any(map(str.isalpha, text)):
        return None
    edges = whole[: len(whole) - len(whole.lstrip())], whole[len(whole.rstrip()) :]
    return Slot(text, codes, str, partial(_written, edges=edges))


def _written(text: str, *, edges: tuple[str, str]) -> str:
    whole = edges[0] + text + edges[1]
    for char, code in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        whole = whole.replace(char, code)
    return f'"{whole}"'
