"""Spelling of names: what is one name in two orthographies, and what is a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from align.checks import acronyms
from align.checks.base import Remark
from align.lexical.lexicon import load
from align.model import Pair, Span

NAME = re.compile(r"(?<![\w-])[A-Z][\w’'-]*[A-Za-z]")
_APOSTROPHES = str.maketrans("’‘", "''")
POSSESSIVE = re.compile("['’]s?$")


def misspelt(pair: Pair) -> Iterator[Remark]:
    """Names of the source that stand in the translation with a letter lost, added or changed."""
    for name, source, target in slips(pair.source_text, pair.target_text):
        message = f"`{name}` is spelt `{target.of(pair.target_text)}` in the translation."
        yield Remark(message, name, source, target)


def straight(text: str) -> str:
    """A text with one kind of apostrophe: `O’Riordan` is `O'Riordan`. Characters keep their places."""
    return text.translate(_APOSTROPHES)


def slips(source: str, target: str) -> Iterator[tuple[str, Span, Span]]:
    """Names of the source with their places, and where each is written with a letter lost, added or changed.

    `Rusia` and `Russia`, `Efesia` and `Ephesus` are the same name in two orthographies: what the dictionary ties
    together, or what sounds alike when both are spelt one way, is no slip.
    """
    source, target = straight(source), straight(target)
    ours = {name: span for match in NAME.finditer(source) for name, span in _parts(match)}
    new = {match[0]: match for match in NAME.finditer(target) if match[0] not in ours}
    new |= {match[0]: match for match in acronyms.new_acronyms(source, target)}
    if not new:
        return
    for name, span in ours.items():
        for written, other in new.items():
            if (
                _misspelling(name, written, target)
                and not _said_otherwise(name, written, source)
                and not acronyms.listed(source, span.start, span.end, target)
            ):
                yield name, span, Span(*other.span())
                break


def _parts(match: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """A name, and what its hyphens join, `Gambir` of `Gambir-Surabaya`, with their places."""
    yield match[0], Span(*match.span())
    for part in re.finditer(r"[^-]{4,}|[A-Z]{3}(?![^-])", match[0]) if "-" in match[0] else ():
        yield part[0], Span(match.start() + part.start(), match.start() + part.end())


def _misspelling(name: str, other: str, target: str) -> bool:
    if acronyms.is_acronym(name):
        held = re.search(rf"\b{name}\b", target)
        return not held and other.isupper() and acronyms.other_spelling(name, other, target)
    if other.isupper() or len(name) < 5 or (name[0] != other[0] and name[1:3] not in other):
        return False
    word, written = name.casefold(), POSSESSIVE.sub("", other.casefold())
    if "-" not in word:
        written = written.partition("-")[0]
    if abs(len(word) - len(written)) > 2 or word == written:
        return False
    one, two = _folded(word), _folded(written)
    if one == two and word.endswith("isme"):
        return False
    if one == two:  # two orthographies, unless a letter is gone that both have
        return len(written) < len(word) and not any(pair in word for pair in ("oe", "dj", "tj", "kh"))
    return _slip(one, two) or _slip(word, written) or _slip_at_edge(word, written)


def _said_otherwise(name: str, other: str, source: str) -> bool:
    """Whether the dictionary has `other` for another word of the source, or has it while the name is not English."""
    written = POSSESSIVE.sub("", other.casefold())
    if name.isupper() or not load().is_target(written):
        return False
    if not load().is_target(name.casefold()):
        return True  # `Rhodos` is `Rhodes`
    return any(
        written in dict(load().translations(word)) for word in re.findall(r"[^\W\d_]+", source.casefold())
    )


_SOUNDS = (
    ("isme", "ism"),
    ("ph", "f"), ("th", "t"), ("ch", "k"), ("qu", "ku"), ("x", "ks"), ("c", "k"), ("q", "k"), ("y", "i"), ("j", "i"),
    ("ge", "ie"), ("gi", "ii"), ("z", "s"), ("v", "f"), ("w", "u"), ("h", ""), ("oe", "e"), ("ae", "e"), ("ou", "u"),
)  # fmt: skip


@lru_cache(maxsize=1 << 14)
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
    rest = len(name) - start - end, len(other) - start - end
    if name[start : start + 2] == other[start : start + 2][::-1] and rest == (2, 2):
        return True
    return end >= 2 and max(rest) <= 1


def _slip_at_edge(name: str, other: str) -> bool:
    """Whether the first letter was changed or lost, or the last one or the one before it changed or lost."""
    if min(len(name), len(other)) < 5:
        return False
    if name[1:] in (other, other[1:]) or name[:-1] == other or name[:-2] + name[-1] == other:
        return True
    return len(name) == len(other) and (
        (name[:-1] == other[:-1] and other[-1] not in "nseychm")
        or name[:-2] + name[-1] == other[:-2] + other[-1]
    )


def _common(one: str, two: str) -> int:
    """Letters at the start that both share."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )


def one_name(name: str, word: str) -> bool:
    """Whether two spellings are those of two orthographies: they sound alike."""
    return _folded(name) == _folded(word)


def alike(name: str, word: str, least: float) -> bool:
    """A name in another spelling, or one that the source has inflected: `Kaspia`, `Caspian`."""
    if len(word) < 4:
        return False
    if name.removesuffix("nya") == word:
        return True
    one, two = _folded(name), _folded(word)
    if one[:5] == two[:5]:
        return True
    return one[:1] == two[:1] and SequenceMatcher(None, one, two).ratio() >= least
