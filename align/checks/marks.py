"""Marks: quotes, brackets, end punctuation, spaces, characters that should not be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.model import Pair, Span

_DOUBLE = re.compile('["“”„«»]')
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_END = re.compile(r"([.!?…:;])[\"'”’»)\]]*\s*$")
_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)|\t")
_SPACING = re.compile(r"\s(?=[,.;:!?](?:\s|$))|[,;](?=[A-Za-z])")
_CORRUPT = re.compile("\ufffd|Ã[\u0080-\u00bf©¨¤¶¼±]|â€[\u0080-\u00bf™œž“”˜¦]?|Â[\u00a0-\u00bf]")
_ENTITY = re.compile(r"&(?:#\d+|#x[\da-fA-F]+|quot|apos|nbsp|amp|lt|gt);")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"”]+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w@])[@#]\w{2,}")


def quotes(pair: Pair) -> Iterator[Remark]:
    """Quotation marks: as many as in the source."""
    left, right = (len(_DOUBLE.findall(text)) for text in (pair.source_text, pair.target_text))
    if left != right:
        yield Remark(
            f"The source has {left} quotation marks, the translation {right}: is a quotation lost or made up?",
            "quotes",
        )


def brackets(pair: Pair) -> Iterator[Remark]:
    """Brackets: each kind as often as in the source."""
    for opening, closing in _BRACKETS.items():
        for mark in (opening, closing):
            left, right = pair.source_text.count(mark), pair.target_text.count(mark)
            if left != right:
                yield Remark(
                    f"`{mark}` stands {left} times in the source and {right} times in the translation.", mark
                )
                break


def end_punctuation(pair: Pair) -> Iterator[Remark]:
    """The mark at the end: the same, where either side ends in one."""
    left, right = _END.search(pair.source_text), _END.search(pair.target_text)
    before, after = (match[1] if match else "" for match in (left, right))
    if before != after and {before, after} != {"…", "."}:
        shown = [f"`{mark}`" if mark else "nothing" for mark in (before, after)]
        yield Remark(f"The source ends in {shown[0]}, the translation in {shown[1]}.", "end")


def spaces(pair: Pair) -> Iterator[Remark]:
    """Doubled spaces, tabs, and spaces at the edges of the translation."""
    text = pair.target_text
    for match in _SPACES.finditer(text):
        yield Remark(
            "Several spaces, or a tab, between two words of the translation.",
            "spaces",
            None,
            Span(*match.span()),
        )
    if text != text.strip():
        yield Remark("The translation begins or ends with a space.", "edges")


def spacing(pair: Pair) -> Iterator[Remark]:
    """A space before a comma or stop, or none after a comma."""
    for match in _SPACING.finditer(pair.target_text):
        yield Remark(
            "The space around this mark is missing or too much.",
            "spacing",
            None,
            Span(match.start(), match.end()),
        )


def corrupted(pair: Pair) -> Iterator[Remark]:
    """Characters of a wrong encoding, and control characters."""
    for pattern, what in (
        (_CORRUPT, "looks like text read in a wrong encoding"),
        (_CONTROL, "is a control character"),
        (_ENTITY, "is an HTML entity, which a reader sees as it stands"),
    ):
        for match in pattern.finditer(pair.target_text):
            if match.group() not in pair.source_text:
                yield Remark(f"{match.group()!r} {what}.", match.group(), None, Span(*match.span()))


def addresses(pair: Pair) -> Iterator[Remark]:
    """URLs, e-mail addresses, handles and hashtags: as they are in the source."""
    for match in _URL.finditer(pair.source_text):
        text = match.group().rstrip(".,;:!?)")
        if text not in pair.target_text:
            yield Remark(
                f"{text} is an address; the translation must hold it unchanged.",
                text,
                Span(match.start(), match.start() + len(text)),
            )


def case_at_start(pair: Pair) -> Iterator[Remark]:
    """A capital at the beginning, where the source has one."""
    left, right = (re.search(r"[^\W\d_]", text) for text in (pair.source_text, pair.target_text))
    if (
        left
        and right
        and left[0].isupper()
        and right[0].islower()
        and not re.search(r"^\W*\w+[A-Z]", pair.target_text)
    ):
        yield Remark(
            "The source begins with a capital, the translation does not.",
            "case",
            None,
            Span(right.start(), right.end()),
        )
