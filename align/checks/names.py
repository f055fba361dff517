"""Names: those of the source stand in the translation, spelt as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.model import Pair, Span
from align.tokens import tokenize

_NAME = re.compile(r"(?<![\w-])[A-Z][\w’'-]*[A-Za-z]")
_ZONES = frozenset(("WIB", "WITA", "WIT", "HUT", "RT", "RW"))  # have no counterpart in English


def names(pair: Pair) -> Iterator[Remark]:
    """Acronyms, and capitalised words that no dictionary translates, that are missing in the translation."""
    from align.lexicon import load  # noqa: PLC0415

    table, target = load(), pair.target_text.casefold()
    terms = [use.source for use in pair.terms]
    start = pair.source_span.start
    first = re.search(r"\w", pair.source_text)
    letters = [char for char in pair.source_text if char.isalpha()]
    if sum(map(str.isupper, letters)) > 0.6 * len(letters):
        return
    for match in _NAME.finditer(pair.source_text):
        text = match.group()
        span = Span(*match.span())
        if (
            any(span.shift(start).overlaps(term) for term in terms)
            or text.casefold() in target
            or text in _ZONES
        ):
            continue
        known = table.translations(text.casefold())
        acronym = text.isupper() and 2 <= len(text) <= 6
        if not acronym and (known or len(text) < 4 or (first and match.start() == first.start())):
            continue
        if acronym and any(word in target.split() for word, _ in known if word != text.casefold()):
            continue
        if any(_alike(text.casefold(), word.of(target)) for word in tokenize(target)):
            continue
        yield Remark(f"`{text}` looks like a name; the translation does not hold it.", text, span)


def _alike(name: str, word: str) -> bool:
    """A name in another spelling: the same first letters, or a stem that the source has inflected."""
    return len(word) >= 4 and (name[:4] == word[:4] or name.removesuffix("nya") == word)


def misspelt(pair: Pair) -> Iterator[Remark]:
    """Names of the source that stand in the translation with a letter lost, added or changed.

    `Rusia` and `Russia`, `Efesia` and `Ephesus` are the same name in two orthographies: what the dictionary ties
    together, or what sounds alike when both are spelt one way, is no error.
    """
    from align.lexicon import load  # noqa: PLC0415

    held = pair.target_text.casefold()
    left = {match.group() for match in _NAME.finditer(pair.source_text)}
    new = [match for match in _NAME.finditer(pair.target_text) if match.group() not in left]
    for match in _NAME.finditer(pair.source_text):
        name = match.group()
        if len(name) < 5 or name.casefold() in held or not new:
            continue
        known = {word for word, _ in load().translations(name.casefold()) if word != name.casefold()}
        if any(word in held for word in known):
            continue
        for other in new:
            if other.group().casefold() not in known and _slip(_folded(name), _folded(other.group())):
                yield Remark(
                    f"`{name}` is spelt `{other.group()}` in the translation.",
                    name,
                    Span(*match.span()),
                    Span(*other.span()),
                )
                break


_SOUNDS = (
    ("ph", "f"), ("th", "t"), ("ch", "k"), ("qu", "ku"), ("x", "ks"), ("c", "k"), ("q", "k"), ("y", "i"), ("j", "i"),
    ("z", "s"), ("v", "f"), ("w", "u"), ("h", ""), ("oe", "e"), ("ae", "e"), ("ou", "u"),
)  # fmt: skip


def _folded(name: str) -> str:
    """A name as it sounds, whichever of the two orthographies it is in."""
    text = name.casefold()
    for letters, sound in _SOUNDS:
        text = text.replace(letters, sound)
    return re.sub(r"(.)\1+", r"\1", text)


def _slip(name: str, other: str) -> bool:
    """Whether one letter was lost, added or changed inside, or two neighbours swapped; endings may differ."""
    if name == other or min(len(name), len(other)) < 4 or name[0] != other[0]:
        return False
    start, end = _common(name, other), _common(name[::-1], other[::-1])
    if end < 2:
        return False
    rest = len(name) - start - end, len(other) - start - end
    swapped = name[start : start + 2] == other[start : start + 2][::-1] and rest == (2, 2)
    return swapped or max(rest) <= 1


def _common(one: str, two: str) -> int:
    """Letters at the start that both share."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
