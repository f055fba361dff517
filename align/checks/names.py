"""Names: those of the source stand in the translation, spelt as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from align.checks import acronyms
from align.checks.base import Remark
from align.lexicon import load
from align.model import Pair, Span

_NAME = re.compile(r"(?<![\w-])[A-Z][\w’'-]*[A-Za-z]")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_PART = re.compile(r"[^-]+")
_ITSELF = 0.45  # a word that a dictionary gives as itself this often is a name
_MEANT = 0.03  # translations less probable are noise
_ALIKE = 0.66


def names(pair: Pair) -> Iterator[Remark]:
    """Acronyms, and capitalised words that no dictionary translates, that are missing in the translation."""
    source, target = pair.source_text, acronyms.undotted(pair.target_text)
    if not target.strip() or _shouted(source):
        return
    folded = target.casefold()
    start = pair.source_span.start
    terms = [use.source.shift(-start) for use in pair.terms]
    words: list[str] = []
    for match in _NAME.finditer(source):
        span = Span(*match.span())
        if any(span.overlaps(term) for term in terms) or (
            match[0].casefold() in folded and not _acronym(match[0])
        ):
            continue
        words = words or [re.sub("['’]s?$", "", word) for word in _WORD.findall(folded)]
        if not _said(match, source, target, words):
            yield Remark(f"`{match[0]}` looks like a name; the translation does not hold it.", match[0], span)


def _shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return sum(map(str.isupper, letters)) > 0.6 * len(letters)


def _acronym(text: str) -> bool:
    return text.isupper() and text.isalpha() and 2 <= len(text) <= 6


def _said(match: re.Match[str], source: str, target: str, words: list[str]) -> bool:
    """Whether the translation has a name, in its own way, or the word is none."""
    first = not source[: match.start()].strip(" \"'“”‘’(-–—")
    parts = [part for part in _PART.findall(match[0]) if len(part) > 1 and part[0].isupper()]
    for part in parts:
        if _acronym(part):
            if source[: match.start()].rstrip().endswith(("dolar", "sen", "Dolar")):
                continue
            if not acronyms.held(part, source, target):
                return False
        elif not _name_said(part.casefold(), words, first=first):
            return False
    return True


def _name_said(name: str, words: list[str], *, first: bool) -> bool:
    known = load().translations(name)
    if known and not _is_name(name, known):
        return True
    if len(name) < 4 or first:
        return True
    meant = tuple(
        word[:-1] if len(word) > 4 else word for word, chance in known if chance >= _MEANT and len(word) > 2
    )
    if meant and any(word.startswith(meant) for word in words):
        return True
    return any(_alike(name, word) or (known and name[:3] == word[:3]) for word in words)


def _is_name(name: str, known: list[tuple[str, float]]) -> bool:
    """Whether a dictionary knows a word as the name of the same thing in English."""
    return name in load() and any(word == name and chance >= _ITSELF for word, chance in known)


def _alike(name: str, word: str) -> bool:
    """A name in another spelling, or one that the source has inflected: `Kaspia`, `Caspian`."""
    if len(word) < 4:
        return False
    if name[:4] == word[:4] or name.removesuffix("nya") == word:
        return True
    one, two = _folded(name), _folded(word)
    if one[:4] == two[:4]:
        return True
    return one[:1] == two[:1] and SequenceMatcher(None, one, two).ratio() >= _ALIKE


def misspelt(pair: Pair) -> Iterator[Remark]:
    """Names of the source that stand in the translation with a letter lost, added or changed.

    `Rusia` and `Russia`, `Efesia` and `Ephesus` are the same name in two orthographies: what the dictionary ties
    together, or what sounds alike when both are spelt one way, is no error.
    """
    source, target = pair.source_text, pair.target_text
    held = target.casefold()
    lacking = [match for match in _NAME.finditer(source) if match[0].casefold() not in held]
    if not lacking:
        return
    new = [match for match in _NAME.finditer(target) if match[0] not in source]
    for match in lacking:
        for other in new:
            if _misspelling(match[0], other[0], held):
                yield Remark(
                    f"`{match[0]}` is spelt `{other[0]}` in the translation.",
                    match[0],
                    Span(*match.span()),
                    Span(*other.span()),
                )
                break


def _misspelling(name: str, other: str, held: str) -> bool:
    if _acronym(name):
        return other.isupper() and acronyms.slipped(name, other) and not load().translations(name.lower())[1:]
    if len(name) < 5 or other.isupper():
        return False
    word, written = name.casefold(), re.sub(r"['’]s$", "", other.casefold())
    known = {english: chance for english, chance in load().translations(word) if english != word}
    if written in known:
        return False
    if any(chance >= 0.1 and re.search(rf"\b{re.escape(word)}", held) for word, chance in known.items()):
        return False
    strange = word not in load()
    if strange and load().is_target(written) and written not in load():
        return False
    one, two = _folded(word), _folded(written)
    if one == two:
        return strange and len(written) < len(word)
    return _slip(one, two) or (strange and _slip_at_edge(word, written))


_SOUNDS = (
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
    if end < 2:
        return False
    rest = len(name) - start - end, len(other) - start - end
    swapped = name[start : start + 2] == other[start : start + 2][::-1] and rest == (2, 2)
    return swapped or max(rest) <= 1


def _slip_at_edge(name: str, other: str) -> bool:
    """Whether the first letter was changed or lost, or the last one lost, in a name no dictionary knows."""
    if min(len(name), len(other)) < 5:
        return False
    return (
        name[1:] in (other, other[1:])
        or name[:-1] == other
        or (name[:-1] == other[:-1] and other[-1] not in "nseychm")
    )


def _common(one: str, two: str) -> int:
    """Letters at the start that both share."""
    return next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
