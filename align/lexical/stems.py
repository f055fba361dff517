"""What is left of a word when its endings and its spelling do not count: English stems, and look-alikes of both languages.

A stem tells an English word from others, whatever its form (`carries`, `carried`: `carri`); it need be no word.
A skeleton is a word as both languages would spell it (`komisi`, `commission`: `komisi`, `komision`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

# Words of English grammar, a closed class: that one stands there tells nothing of a word that has others to say it.
FUNCTION = frozenset(
    "a an the of to in on at by for from with as into onto upon over under up down out off about around through against "
    "between after before during since until than and or but nor so if that this these those it its he him his she her "
    "they them their we us our you your i me my who whom whose which what there here is are was were be been being am do "
    "does did doing done has have had having will would shall should can could may might must not no s t o k etc also very "
    "just such own same other some any all both each when where how why then too more most one non esp".split()
)
_LONGEST = 7  # letters: `investigator`, `investigation`
_ENDINGS = (("ing", 3, ""), ("ied", 3, "i"), ("ies", 3, "i"), ("ed", 3, ""), ("es", 3, ""), ("ly", 4, ""))
_PLURAL = 5  # letters from which an s is an ending: not in `news`, which is not `new`
_SPELLING = str.maketrans({"c": "k", "q": "k", "y": "i", "v": "f", "z": "s"})
_TWICE = re.compile(r"(.)\1")
# Verbs whose forms have no stem in common, a closed class.
_VERBS = (
    "say said", "go went gone", "take took taken", "give gave given", "get got gotten", "make made", "come came",
    "see saw seen", "know knew known", "think thought", "tell told", "find found", "leave left", "feel felt",
    "bring brought", "buy bought", "catch caught", "teach taught", "seek sought", "fight fought", "hold held",
    "stand stood", "understand understood", "lose lost", "pay paid", "lay laid", "meet met", "lead led", "run ran",
    "begin began begun", "write wrote written", "speak spoke spoken", "break broke broken", "choose chose chosen",
    "rise rose risen", "drive drove driven", "ride rode ridden", "fall fell fallen", "grow grew grown",
    "throw threw thrown", "draw drew drawn", "fly flew flown", "wear wore worn", "bear bore born borne",
    "steal stole stolen", "freeze froze frozen", "shake shook shaken", "eat ate eaten", "hide hid hidden", "win won",
    "sell sold", "send sent", "spend spent", "build built", "lend lent", "keep kept", "sleep slept", "sweep swept",
    "deal dealt", "mean meant", "shoot shot", "strike struck stricken", "stick stuck", "hang hung", "sing sang sung",
    "sink sank sunk", "swim swam swum", "drink drank drunk", "sit sat", "become became", "feed fed", "flee fled",
    "bind bound",
)  # fmt: skip
_DENIED = 4  # letters of a word behind un-
BEGINNING, _SHARE = 4, 0.6  # letters, and part of the longer word, that look-alikes begin with


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The stem of an English word in small letters, after the first steps of Porter (1980)."""
    for ending, least, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word.removesuffix(ending) + instead
            break
    else:
        if word.endswith("s") and len(word) >= _PLURAL and not word.endswith("ss"):
            word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    elif len(word) > 3 and word.endswith("y"):
        word = word[:-1] + "i"
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:_LONGEST]


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> tuple[str, ...]:
    """The stems of an English word in small letters by which it may be known: its own, those of other forms of a verb that
    changes within (`say`, `said`), and what un- denies, since the source may deny it with a word of its own.
    """
    known = [word, *_other_forms().get(word, ())]
    if word.startswith("un") and len(word) >= _DENIED + 2:
        known.append(word[2:])
    return tuple(dict.fromkeys(stem(one) for one in known))


@cache
def _other_forms() -> dict[str, list[str]]:
    """The forms of each verb of `_VERBS`, by each of them."""
    return {one: verb.split() for verb in _VERBS for one in verb.split()}


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """A word in small letters as both languages would spell it."""
    return _TWICE.sub(r"\1", word.replace("ph", "f").replace("x", "ks").translate(_SPELLING))


@lru_cache(maxsize=1 << 16)
def look_alike(word: str, english: str) -> bool:
    """Whether two words in small letters begin alike for most of their length: `demokrasi`, `democracy`."""
    one, two = skeleton(word), skeleton(english)
    if len(one) < BEGINNING or one[:BEGINNING] != two[:BEGINNING]:
        return one == two
    same = next(
        (n for n, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )
    return same >= _SHARE * max(len(one), len(two))
