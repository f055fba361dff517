"""Offices: who holds one, held it, or would, and who is second to it.

`wakil ketua` is no chairman, `mantan menteri` no minister, `calon gubernur` not yet the governor. Four words before an
office change whose act a sentence tells; English says each in a few ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.model import Pair, Span

_OFFICE = (
    r"(?:ketua|kepala|presiden|gubernur|wali ?kota|bupati|menteri|direktur|rektor|komandan|panglima|sekretaris|"
    r"kapten|pelatih|jaksa|duta besar|perdana menteri|komisaris|manajer|camat|dekan|pemimpin|anggota|hakim|"
    r"kapolri|kapolda|kapolres|pimpinan|raja|bos|legislatif)"
)
# What each is, how the source says it, and how English does.
_KINDS = (
    (
        "wakil",
        "wakil",
        r"deput\w+|vice|vp|lieutenant|assistant|second|number two|no\. ?2|representatives?|under|co-\w+",
    ),
    (
        "mantan",
        "mantan|bekas|eks|eks-",
        r"former\w*|ex|previous\w*|one-?time|past|late|retired|outgoing|predecessor|once|used to|emeritus",
    ),
    (
        "calon",
        "calon|bakal calon|bacalon",
        r"candida\w+|prospective|hopeful\w*|nomin\w+|would-be|running|run|ran|runs|elect\w*|potential|aspir\w+|"
        r"contend\w+|future|ticket|contest\w*|designate|pair\w*|presidential|gubernatorial|debates?|campaign\w*|"
        r"race|bid\w*|stand\w*|stood|challeng\w+|to be|successors?|replace\w*|incoming|next|rivals?",
    ),
    (
        "pelaksana tugas",
        r"pelaksana tugas|pelaksana harian|plt\.?|plh\.?|penjabat|pj\.?",
        r"act\w*|interim|caretaker|tempora\w+|duty|day-to-day|stand-in|task|executive|official",
    ),
)
_RULES = tuple(
    (
        name,
        re.compile(rf"\b(?:{ours}) (?:{_OFFICE})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{theirs})\b|\bex-", re.IGNORECASE),
    )
    for name, ours, theirs in _KINDS
)


def offices(pair: Pair) -> Iterator[Remark]:
    """A deputy, a former holder, a candidate or an acting one whom the translation makes the holder."""
    source, target = pair.source_text, pair.target_text
    for name, ours, theirs in _RULES if target.strip() else ():
        match = ours.search(source)
        if match and not theirs.search(target):
            message = f"The source says `{match[0]}`; nothing in the translation says `{name}`."
            yield Remark(message, match[0].lower(), Span(*match.span()))
