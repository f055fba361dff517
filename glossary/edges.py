"""Where a word ends: edges of a term in Indonesian text, and the affixes that may stand on them.

| affix | example | what becomes of it |
|---|---|---|
| `clitic`  | `KCNA-nya`, `PBB-lah`, `Koreanya`, `KTP-ku` | swallowed with the term, or `its`, `the` |
| `prefix`  | `se-Korea`, `non-DPRK`, `proRusia` | a word of its own in English: `all-`, `non-`, `pro-` |
| `verbal`  | `di-PBB-kan`, `ke-ASEAN-an` | the sentence says it; the name stays |
| `plural`  | `rudal-rudal` | the plural of the rendering |

No edge: inside a word or a web or mail address, behind `@`, beside an apostrophe or `&` between letters
(`Sana'a`, `AT&T`), before a dot that a small letter follows (`kpk.go.id`). A hyphen is an edge before an affix
and between capitalised words (`AS-Rusia`); else it belongs to the word, so `Kim Jong` is not in `Kim Jong-un`,
nor `AN` in `AN-124`. An en or em dash is always an edge.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from glossary.fold import PARAGRAPH

_LONG = 5  # letters: a shorter ordinary word that stands alone may be another one with `nya` (`ha`, `hanya`)
_SHORT = 3  # letters: capitals before a hyphen and a number are a type of aircraft or rocket
_NEAR = 32  # characters looked at before a term for affixes
_TOKEN = 200  # and around it for addresses

_WORDED = "se|non|anti|pro|pra|pasca|eks|antar|inter|pan|sub|ultra|kontra|semi|trans|lintas|multi|neo|pseudo|mantan|wakil"
_VERBAL = "di|ke|ber|me|mem|men|meng|ter|pe|pem|pen|peng|per"
_PREFIX = re.compile(rf"(?<![\w-])(?:(?P<verbal>{_VERBAL})|{_WORDED})-$", re.IGNORECASE)
_BARE_PREFIX = re.compile(r"(?<![\w-])(?:se|non|anti|pro|pra|pasca|eks|antar|kontra)$")
_PART_BEFORE = re.compile(r"[\w.]+-$")
_PART_AFTER = re.compile(r"-([\w.]+)")
_CLITIC = re.compile(r"-(?:nya|lah|kah|pun|(?-i:ku|mu))(?:-?(?:lah|kah|pun))?(?!\w)", re.IGNORECASE)
_VERB_END = re.compile(r"-(?:kan|an|i)(?:-?(?:nya|lah|kah|pun))*(?!\w)")
_BARE_CLITIC = re.compile(r"(?:nya|lah|kah|pun)(?!\w)")
_BARE_NYA = re.compile(r"nya(?!\w)")
_LAST_WORD = re.compile(r"[^\W_]+$")
_ADDRESS = re.compile(r"://|^\W*www\.|[\w.+-]@\w|^\W*[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/\S*)?\W*$")
_SPACE = re.compile(r"\s")
_POSSESSIVE = re.compile(r"'s(?!\w)")


@dataclass(frozen=True, slots=True)
class Edges:
    """Lengths of the affixes before and after a term, and their kind ("" where there are none)."""

    before: int = 0
    after: int = 0
    affix: str = ""


def edges(shape: str, start: int, end: int, *, name: bool) -> Edges | None:
    """The affixes at [start, end) of a folded shape, or None where this is no whole word.

    `name` allows any clitic that is written on to the word; what is no name bears `nya` only (`pelatihnya`).
    """
    before = _before(shape, start)
    if before is None:
        return None
    after = _after(shape, start, end, name=name, verbal=before[1] == "verbal")
    if after is None or _in_address(shape, start, end):
        return None
    return Edges(before[0], after[0], before[1] or after[1])


def _before(shape: str, start: int) -> tuple[int, str] | None:
    near = shape[max(start - _NEAR, 0) : start]
    if not near or not _in_word(shape[start]):
        return 0, ""
    first, last, second = shape[start], near[-1], near[-2:-1]
    if _in_word(last):
        bare = _BARE_PREFIX.search(near) if first.isupper() else None
        return (len(bare.group()), "prefix") if bare else None
    if last == "-" and _in_word(second):
        return _before_hyphen(near, first)
    bound = _in_word(second) and (last in "'&" or (last == "." and (first.islower() or first.isdigit())))
    return None if bound or last == "@" else (0, "")


def _before_hyphen(near: str, first: str) -> tuple[int, str] | None:
    prefix = _PREFIX.search(near)
    if prefix:
        return len(prefix.group()), "verbal" if prefix["verbal"] else "prefix"
    part = _PART_BEFORE.search(near)
    joins = first.isupper() and part is not None and (part.group()[0].isupper() or part.group()[0].isdigit())
    return (0, "") if joins else None


def _after(shape: str, start: int, end: int, *, name: bool, verbal: bool) -> tuple[int, str] | None:
    if end == len(shape) or not _in_word(shape[end - 1]):
        return 0, ""
    first, second = shape[end], shape[end + 1 : end + 2]
    if _in_word(first):
        bears = name and _bears_clitic(shape, start, end)
        clitic = (_BARE_CLITIC if bears else _BARE_NYA).match(shape, end)
        if not bears and " " not in shape[start:end] and len(_last_word(shape, start, end)) < _LONG:
            return None
        return (len(clitic.group()), "clitic") if clitic else None
    if first == "-" and _in_word(second):
        return _after_hyphen(shape, start, end, verbal=verbal)
    bound = _in_word(second) and (
        first == "&"
        or (first == "." and (second.islower() or second.isdigit()))
        or (first == "'" and not _POSSESSIVE.match(shape, end))
    )
    return None if bound or first == "@" else (0, "")


def _after_hyphen(shape: str, start: int, end: int, *, verbal: bool) -> tuple[int, str] | None:
    term = shape[start:end]
    if clitic := _CLITIC.match(shape, end):
        return len(clitic.group()), "clitic"
    if (verbal or term.isupper()) and (verb := _VERB_END.match(shape, end)):
        return len(verb.group()), "verbal"
    part = _PART_AFTER.match(shape, end)
    after = part[1] if part else ""
    word = _LAST_WORD.search(term)
    if word and word.start() == 0 and after.lower().removesuffix("nya") == term.lower():
        return len(after) + 1, "plural"
    if after[:1].isdigit():
        return None if term.isupper() and len(term) <= _SHORT else (0, "")
    joins = after[:1].isupper() and (after.isupper() or len(after) >= _SHORT) and term[:1].isupper()
    return (0, "") if joins else None


def _bears_clitic(shape: str, start: int, end: int) -> bool:
    """Capitals before small letters (`KPKnya`), or a name of four letters at least (`Koreanya`)."""
    word = _last_word(shape, start, end)
    return word[:1].isupper() and len(word) >= (2 if word.isupper() else 4)


def _last_word(shape: str, start: int, end: int) -> str:
    word = _LAST_WORD.search(shape[start:end])
    return word.group() if word else ""


def _in_address(shape: str, start: int, end: int) -> bool:
    """Whether the first or last word of the term is part of an address or a file name."""
    left = max(shape.rfind(space, max(start - _TOKEN, 0), start) for space in (" ", "\n", PARAGRAPH)) + 1
    space = _SPACE.search(shape, end, end + _TOKEN)
    token = shape[max(left, start - _TOKEN) : space.start() if space else end + _TOKEN]
    if len(token) == end - start or not any(mark in token for mark in (".", "@", "://")):
        return False
    words = token.split()
    return bool(_ADDRESS.search(words[0]) or _ADDRESS.search(words[-1]))


def _in_word(char: str) -> bool:
    return char != "" and (char.isalnum() or char == "_" or "\u0300" <= char <= "\u036f")
