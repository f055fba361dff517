"""The form of an English verb that the Indonesian before it asks for.

An Indonesian verb has one form: `mengecam` is `condemned` in a report, `akan mengecam` is `will condemn`, `dengan mengecam`
is `by condemning`. A term that is a verb lists the three forms first, `condemned|condemn|condemning`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

_BEFORE = 24  # characters looked at before a verb
_BARE = re.compile(
    r"(?<!\w)(?:akan|agar|bakal|belum|berani|berencana|berhak|berjanji|berniat|bersedia|bertekad|berupaya|berusaha|bisa|"
    r"boleh|dapat|enggan|gagal|guna|harus|hendak|ingin|jangan|mampu|mau|mencoba|mesti|perlu|sanggup|siap|supaya|tak|terus|"
    r"tidak|untuk|wajib)\s+$",
    re.IGNORECASE,
)
_MANNER = re.compile(r"(?<!\w)secara\s+$", re.IGNORECASE)
_GERUND = re.compile(
    r"(?<!\w)(?:dalam|demi|dengan|sambil|sebelum|selain|seraya|setelah|seusai|tanpa|usai)\s+$", re.IGNORECASE
)


def suited(targets: Sequence[str], text: str, start: int) -> str:
    """Of the accepted renderings the one to prefer for the term that begins at `start`: the first, but for a verb, and for
    an adverb behind `secara`.
    """
    if is_manner(text, start):
        return next((target for target in targets if target.endswith("ly")), targets[0])
    if text[start : start + 2].casefold() != "me":  # not an active verb
        return targets[0]
    past, bare, gerund = (*targets[:3], "", "", "")[:3]
    if not _inflected(bare, gerund):
        return past
    if asks_for_bare(text, start):
        return bare
    return gerund if _follows(_GERUND, text, start) else past


def asks_for_bare(text: str, start: int) -> bool:
    """Whether the verb that begins at `start` stands after what is `to`, `will`, `can`, `not` and the like in English."""
    return _follows(_BARE, text, start)


def is_manner(text: str, start: int) -> bool:
    """Whether the word that begins at `start` says in what manner: `secara sembrono` is recklessly."""
    return _follows(_MANNER, text, start)


def _follows(pattern: re.Pattern[str], text: str, start: int) -> bool:
    return pattern.search(text[max(start - _BEFORE, 0) : start]) is not None


@lru_cache(maxsize=4096)
def _inflected(bare: str, gerund: str) -> bool:
    """Whether they differ in one word, as `call for` and `calling for` do."""
    pairs = [
        pair for pair in zip_longest(bare.split(" "), gerund.split(" "), fillvalue="") if pair[0] != pair[1]
    ]
    return len(pairs) == 1 and pairs[0][1] in _gerunds(pairs[0][0])


def _gerunds(verb: str) -> list[str]:
    out = [verb + "ing", verb + verb[-1:] + "ing"]
    if verb.endswith("ie"):
        out.append(verb[:-2] + "ying")
    if verb.endswith("e"):
        out.append(verb[:-1] + "ing")
    return out
