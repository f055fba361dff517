"""Filters for parallel text: what a pair must satisfy to be learnt from."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from align.text.normalise import set_apart_text

_WORD = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(r"</?\w+[^>]*>|\{\{|\}\}|\$\{|https?://\S+ https?://|%\(\w+\)s|&\w+;|[{}|<>\\^~`]")
_ENGLISH = frozenset("the of and to in is that for with was are this have from by be not you it his".split())
_INDONESIAN = frozenset(
    "yang dan di ke dari untuk dengan pada ini itu tidak adalah akan oleh dalam anda".split()
)
_ENDS = ".!?:;\"')]"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence pair and where it came from."""

    group: str
    source: str
    indonesian: str
    english: str


def tidy(pair: Pair) -> Pair:
    """Normalises both sides and mends what a source is known to have lost."""
    indonesian, english = set_apart_text(pair.indonesian).strip(), set_apart_text(pair.english).strip()
    if pair.source.startswith("desmond_") and len(english.split()) > 5:
        indonesian, english = (s if s.endswith(tuple(_ENDS)) else s + "." for s in (indonesian, english))
    if pair.source == "xpersona":
        english = re.sub(r"\bi\b", "I", english[:1].upper() + english[1:])
        english = re.sub(r" ([.,!?])", r"\1", english)
    return Pair(pair.group, pair.source, indonesian, english)


def rejected(pair: Pair, *, longest: int = 110) -> str:
    """Why a pair is left out, or an empty string."""
    left, right = _WORD.findall(pair.indonesian.lower()), _WORD.findall(pair.english.lower())
    if not left or not right:
        return "no words"
    if max(len(pair.indonesian.split()), len(pair.english.split())) > longest:
        return "too long"
    if pair.group == "lexicon":
        return "long entry" if max(len(left), len(right)) > 6 else ""
    return _unlike(pair, left, right)


def _unlike(pair: Pair, left: list[str], right: list[str]) -> str:  # noqa: PLR0911  a list of reasons
    shorter, longer = sorted((len(pair.indonesian), len(pair.english)))
    if longer > 2.4 * shorter + 15:
        return "lengths apart"
    letters = sum(map(len, left)) + sum(map(len, right))
    if letters < 0.6 * (len(pair.indonesian) + len(pair.english) - len(left) - len(right)):
        return "few letters"
    if len(_MARKUP.findall(pair.indonesian)) + len(_MARKUP.findall(pair.english)) > 2:
        return "markup"
    if len(left) > 3 and len(set(left) & set(right)) > 0.6 * len(set(left)):
        return "copy"
    if sum(w in _ENGLISH for w in left) > sum(w in _INDONESIAN for w in left) + 1:
        return "source not Indonesian"
    if sum(w in _INDONESIAN for w in right) > sum(w in _ENGLISH for w in right) + 1:
        return "target not English"
    return ""


def key(pair: Pair) -> int:
    """Equal for exact and near copies: letters only, case folded."""
    bare = (
        "".join(_WORD.findall(pair.indonesian.lower())) + "|" + "".join(_WORD.findall(pair.english.lower()))
    )
    return zlib.crc32(bare.encode()) << 32 | zlib.adler32(bare.encode())


def clean(pairs: Iterable[Pair], reasons: dict[str, int]) -> Iterator[Pair]:
    """Tidied pairs that pass; counts in `reasons` why the others did not."""
    seen: set[int] = set()
    for raw in pairs:
        pair = tidy(raw)
        reason = rejected(pair)
        if not reason:
            mark = key(pair)
            reason = "near copy" if mark in seen else ""
            seen.add(mark)
        if reason:
            reasons[reason] = reasons.get(reason, 0) + 1
        else:
            yield pair
