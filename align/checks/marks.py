"""Marks: quotes, brackets, end punctuation, spaces, characters that should not be there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from align.checks.base import Remark
from align.lexical.lexicon import load
from align.lexical.trigrams import load as english
from align.model import Pair, Span

QUOTES = '"“”„«»'
_DOUBLE = re.compile(f"(?<!â€)[{QUOTES}]")  # behind `â€` it is half a dash read in a wrong encoding
OPENS = re.compile('(?:^|(?<=[\\s(\\[—–:/-]))["“„«]')
_WHOLE = re.compile('"[^"]*"[.]?')
_SINGLE = re.compile(r"(?:^|(?<=[\s(\[]))[‘'](?=\w)|[’'](?=[\s.,;:?!)]|$)")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_DATE_OR_AGE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,3}")
_PAUSE = re.compile("[,(\\[–—]| - ")
_END = re.compile(r"([.!?…:;])[\"'”’»)\]]*\s*$")
_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)|\t")
_SPACING = re.compile(r"\s(?=[,.;:!?](?:\s|$))|[,;](?=[A-Za-z])")
_CORRUPT = re.compile("\ufffd|Ã[\u0080-\u00bf©¨¤¶¼±]|â€[\u0080-\u00bf™œž“”˜¦]?|Â[\u00a0-\u00bf]")
_ENTITY = re.compile(r"&(?:#\d+|#x[\da-fA-F]+|quot|apos|nbsp|amp|lt|gt);")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def quotes(pair: Pair) -> Iterator[Remark]:
    """Quotation marks: none lost or made up, none left alone.

    A quotation may be split or joined: `"A," katanya, "B."` is `"A, B," he said`. Where the source itself has lost a
    mark, or is in quotes as a whole, as a paragraph of a longer speech may be, nothing can be told from counting.
    """
    source, target = pair.source_text, pair.target_text
    if not any(mark in source or mark in target for mark in QUOTES):
        return
    left, right = (len(_DOUBLE.findall(text)) for text in (source, target))
    single = any(_SINGLE.search(text) for text in (source, target))
    if left == right:
        return
    if left % 2 or _nested(source) or _WHOLE.fullmatch(source.strip()):
        inner = len(_DOUBLE.findall(source.strip()[1:-1]))
        if right or inner < 2 or single:
            return
    alone = right % 2 == 1
    if alone or (not single and 0 in (left, right)) or (left > right and _apart(source) > right // 2):
        yield Remark(
            f"The source has {left} quotation marks, the translation {right}: is a quotation lost or made up?",
            "quotes",
        )


def _nested(text: str) -> bool:
    """Whether a straight quote opens where one is open already."""
    opened = [match.start() for match in OPENS.finditer(text)]
    marks = [match.start() for match in _DOUBLE.finditer(text)]
    return any((place in opened) != (number % 2 == 0) for number, place in enumerate(marks)) and '"' in text


def _apart(text: str) -> int:
    """Quotations that cannot be one: those with more between them than who is speaking."""
    spans = _DOUBLE.split(text)[2:-1:2]
    return 1 + sum(len(between.split()) > 8 or between.strip(" ,")[:3] in ("dan", "ata") for between in spans)


def brackets(pair: Pair) -> Iterator[Remark]:
    """Brackets: none left open, none of the source's gone where what was inside still stands there bare."""
    source, target = pair.source_text, pair.target_text
    for opening, closing in _BRACKETS.items():
        left, right = ([text.count(mark) for mark in (opening, closing)] for text in (source, target))
        if left == right or left[0] != left[1]:
            continue
        if right[0] != right[1] or (right[0] < left[0] and _bared(source, target, opening, closing)):
            yield Remark(
                f"`{opening}…{closing}` stand {left[0]} and {left[1]} times in the source and {right[0]} and "
                f"{right[1]} times in the translation.",
                opening,
            )


def _bared(source: str, target: str, opening: str, closing: str) -> bool:
    """Whether something in brackets stands in the translation without them, commas or dashes."""
    pauses = [len(_PAUSE.findall(text)) for text in (source, target)]
    for inside in re.findall(rf"{re.escape(opening)}([^()\[\]{{}}]+){re.escape(closing)}", source):
        if _DATE_OR_AGE.fullmatch(inside):
            continue  # `Kamis (17/4)` is `on Thursday`, or `on Thursday, April 17`; `Darsono (91)` may be `He was 91`
        if len(re.findall(r"\b[a-z]{3,}", inside)) > 1 and pauses[1] <= pauses[0]:
            return _told(inside, target)  # or it is left out
        if inside.islower() and inside in english() and _stays(inside):
            continue  # English itself, which the source explains with: `garis depan (frontier)`
        for word in re.findall(r"\w{3,}|\d+", inside):
            bare = rf"(?<!\w)(?<![,(\[–—-] ){re.escape(word)}(?!\w)(?!\s?[,)\]–—])"
            if source.count(word) == 1 and pauses[1] <= pauses[0] and re.search(bare, target):
                return True
    return False


def _stays(word: str) -> bool:
    """Whether a word is none of Indonesian, or one that the dictionary gives as itself."""
    known = load().translations(word)
    return word not in load() or known[0][0] == word


def _told(inside: str, target: str) -> bool:
    """Whether a word of what was in brackets stands in the translation, or its English."""
    said = {word.casefold() for word in re.findall(r"\w+", target)}
    return any(
        word in said or any(len(english) > 3 and english in said for english, _ in load().translations(word))
        for word in re.findall(r"[^\W\d_]{3,}", inside.casefold())
    )


def unfinished(pair: Pair) -> Iterator[Remark]:
    """No mark at the end, where the source has one."""
    before, after = _ends(pair)
    if before and not after and pair.target_text.strip():
        yield Remark(f"The source ends in `{before}`, the translation in nothing.", "unfinished")


def end_punctuation(pair: Pair) -> Iterator[Remark]:
    """The mark at the end: the same, where the translation ends in one."""
    before, after = _ends(pair)
    if after and before != after and {before, after} != {"…", "."}:
        shown = f"`{before}`" if before else "nothing"
        yield Remark(f"The source ends in {shown}, the translation in `{after}`.", "end")


def _ends(pair: Pair) -> list[str]:
    return [match[1] if (match := _END.search(text)) else "" for text in (pair.source_text, pair.target_text)]


def spaces(pair: Pair) -> Iterator[Remark]:
    """Doubled spaces, tabs, and spaces at the edges of the translation."""
    text = pair.target_text
    own = Counter(match[0] for match in _SPACES.finditer(pair.source_text))
    for match in _SPACES.finditer(text):
        own[match[0]] -= 1
        if own[match[0]] >= 0:
            continue  # as the source has it
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
