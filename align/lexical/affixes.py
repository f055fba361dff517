"""Base forms an inflected Indonesian word may go back to, for looking up words a dictionary lacks; actives of passives.

Affixes come off in the order that Indonesian puts them on: particles (-lah -kah -pun), possessives
(-nya -ku -mu), suffixes (-kan -an -i), then up to two prefixes (me- be- te- pe- di- ke- se-) whose nasal
may stand for a lost first consonant (menulis < tulis, memakai < pakai). The order follows Adriani et
al. 2007, Stemming Indonesian: a confix-stripping approach. There is no dictionary of roots here: every
candidate is offered, the least stripped first, and the caller keeps the one it knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORTEST = 3
_PARTICLES = ("lah", "kah", "tah", "pun")
_POSSESSIVES = ("nya", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
# prefix, what may stand before the rest once it is gone
_PREFIXES = (
    ("meny", ("s",)),
    ("peny", ("s",)),
    ("meng", ("", "k")),
    ("peng", ("", "k")),
    ("mem", ("", "p")),
    ("pem", ("", "p")),
    ("men", ("", "t")),
    ("pen", ("", "t")),
    ("ber", ("", "r")),
    ("ter", ("", "r")),
    ("per", ("", "r")),
    ("bel", ("",)),
    ("pel", ("",)),
    ("me", ("",)),
    ("pe", ("",)),
    ("be", ("",)),
    ("te", ("",)),
    ("di", ("",)),
    ("ke", ("",)),
    ("se", ("",)),
)
# What meN- is before the first letters of a root, and which of these it takes the place of.
_NASAL = (
    (("p", "b", "f", "v"), "mem"),
    (("t", "d", "c", "j", "z"), "men"),
    (("s",), "meny"),
    (("k", "g", "h", "a", "e", "i", "o", "u"), "meng"),
)
_LOST = ("p", "t", "s", "k")
_LONGEST = 60  # characters of a word
_DOUBLED = re.compile(r"(\w{2,})-\1")


def _without(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word.removesuffix(ending)


def _unprefixed(word: str) -> Iterator[str]:
    for prefix, restored in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            yield from (first + word.removeprefix(prefix) for first in restored)


def base_forms(word: str) -> list[str]:
    """Candidates for the base of a lower-case Indonesian word, without the word itself, least stripped first.

    Reduplication (buku-buku, berlari-lari) folds first. At most a few dozen candidates of three letters
    or more; none has to be a word. What is longer than any word has none.
    """
    if len(word) > _LONGEST:
        return []
    halved = _DOUBLED.sub(r"\1", word) if "-" in word else word
    stems = [halved]
    for endings in (_PARTICLES, _POSSESSIVES, _SUFFIXES):
        stems += [shorter for stem in stems for shorter in _without(stem, endings)]
    once = [shorter for stem in stems for shorter in _unprefixed(stem)]
    twice = [shorter for stem in once for shorter in _unprefixed(stem)]
    return list(dict.fromkeys(form for form in (*stems, *once, *twice) if form != word))


def active(passive: str) -> str:
    """`menyerobot` of `diserobot`: the prefix meN- in place of di- (Sneddon et al. 2010, Indonesian, 1.5)."""
    root = passive[2:]
    prefix = next((prefix for starts, prefix in _NASAL if root.startswith(starts)), "me")
    return prefix + (root[1:] if root.startswith(_LOST) and not root.startswith("per") else root)
