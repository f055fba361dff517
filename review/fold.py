"""Text as a search sees it: without accents, case, kinds of quotes and dashes, and runs of white space. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

Hit = tuple[int, int]
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″〝〞＂", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´ʼʻ＇", "'"),
        **dict.fromkeys("‐‑‒–—―−－", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        "…": "...",
    }
)


def fold(text: str) -> str:
    """`text` folded."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(_bare(text).split())


def _bare(text: str) -> str:
    """One piece of text without accents and case, its signs made plain."""
    parts = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    return "".join(char for char in parts if not unicodedata.combining(char)).casefold()


def hits(text: str, wanted: str) -> list[Hit]:
    """Where the folded text `wanted` stands in `text`, from left to right; places count characters of `text`."""
    if not wanted or wanted not in fold(text):
        return []
    folded, places = _placed(text)
    out: list[Hit] = []
    at = folded.find(wanted)
    while at >= 0:
        last = at + len(wanted)
        out.append((places[at], _end(text, places[last - 1] + 1)))
        at = folded.find(wanted, last)
    return out


def _placed(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded, and for each character of that the place it comes from."""
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if char.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                places.append(place)
            continue
        bare = _bare(char)
        out += bare
        places += [place] * len(bare)
    return "".join(out), places


def _end(text: str, place: int) -> int:
    """`place`, behind the accents that belong to the character before it."""
    while place < len(text) and unicodedata.combining(text[place]):
        place += 1
    return place
