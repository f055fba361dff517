"""Negation: what the source denies, the translation must not affirm.

English says it with a word (`not`, `without`), with a prefix (`unclear`, `indirect`, `groundless`) or with a verb
or adjective (`refuse`, `barred`, `devoid`). The last kind counts only where no other word of the source accounts for
it: `rejected` beside `menolak` says nothing about `tidak`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.lexicon import load
from align.model import Pair, Span

_NEGATES = re.compile(
    r"\b(?:tidak|tak|bukan|belum|tanpa|jangan|tiada|tidaklah|bukanlah|belumlah|janganlah|enggak|nggak|ndak)\b",
    re.IGNORECASE,
)
# Turns of phrase that English says without a negation, or with one as it likes.
_PHRASES = re.compile(
    r"\b(?:(?:tidak|tak|bukan|bukanlah) (?:hanya|cuma|saja|sekadar|semata|melulu)|"
    r"(?:tidak|tak) lain\b(?: dan)?(?: tidak bukan)?|(?:tidak|tak|belum) (?:begitu |terlalu |akan )?(?:lama|jauh)|"
    r"(?:tidak|tak) (?:(?:kurang|lebih) dari|sampai|jarang|sedikit|banyak|ketinggalan|seperti|pelak|ayal|heran|"
    r"urung|absen|luput|henti\w*|ubahnya|terkecuali|masalah|keberatan|ter(?:batas|hingga|elak\w*|hindar\w*|bantah\w*))|"
    r"(?:tidak|tak) pernah (?:absen|luput|putus)|"
    r"(?:paling|atau|apakah) (?:tidak|tak|belum|bukan)|mau (?:tidak|tak) mau|(?:jika|kalau|bila) (?:tidak|tak)(?=,)|"
    r"(?:bukan|tidak|tak) (?:tidak|tak|tanpa|berarti tidak|mungkin tidak)|tanpa (?:kecuali|terkecuali|henti)|"
    r"bukan main|bukan(?= [^.;]{2,60}(?:melainkan|tetapi|tapi))|tidak apa-apa|suka (?:atau )?tidak suka)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|never|none|nor|neither|nothing|nobody|nowhere|without|cannot|unable|nary|no(?!\.? ?\d))\b|"
    r"n['’]t\b|\bnon-?\w",
    re.IGNORECASE,
)
_SAYS_LESS = re.compile(
    r"\b(?:(?:reject|declin|lack|fail|refus|den(?:y|ie|ial)|hardly|barely|scarce|rare|seldom|instead|avoid|stop|"
    r"except|anonym|barr|forb[ai]|prohibit|refrain|prevent|exclu|absen|miss(?:ed|es|ing)|empt|devoid|halt|ceas|abandon|"
    r"withh|oppos|reluct|resist|hesita|hostil|advers|strain|defunct|mistaken|offline|degenera|otherwise|unlike|"
    r"neglect|overlook|ignor|contrary|skip|forgo|void|suspend|hate|loath|doubt|impregnable|insatiable|inevitab|"
    r"wrong|shun|shelv|def(?:y|ie)|poor|spare|surviv|conceal|outlaw|illicit|scrap|cancel|"
    r"foreign(?! (?:minist|affairs|secretar|polic))|stranger|drop|"
    r"lost|lose)\w*|bans?|bann\w+|broken?|less|fewer|least|rather than|far from|short of|out of the question|"
    r"rul(?:e|ed|ing) out|zero|nil|minus|unless|no-one|"
    r"free (?:of|from)|from (?!a |the |\d)\w+ing|too \w+ (?:to|for)|close[ds]? (?:off|its|their)|a break|"
    r"spoil\w*|(?:ran|run|running) out|miss(?= (?:the|a|an|his|her|their|out|this|next|its)\b)|"
    r"turn(?:ed|s|ing)? (?:down|away)|(?:hold|holds|held|holding) off|(?:stay|move|shift|edge)(?:d|ed|s)? away|snub\w*|"
    r"ke(?:pt|ep|eps) (?:mum|quiet|silent)|steer\w* clear|clear of|sh(?:y|ied|ies) away|g(?:ive|ave|iven) up|"
    r"wide of|exempt\w*|immune|vain|futile|oblivious|averse|silent|idle)\b",
    re.IGNORECASE,
)
_BY_WORD = {
    "belum": re.compile(
        r"\b(?:yet to|still|so far|before|remain\w*|await\w*|pending|to be|untouched|only)\b", re.IGNORECASE
    ),
    "tanpa": re.compile(r"\b(?:off|out of|exclusive|alone|leav\w+|bare)\b", re.IGNORECASE),
    "bukan": re.compile(r"\b(?:rather|but)\b", re.IGNORECASE),
}
_NOT_ONLY = re.compile(r"\b(?:tidak|tak|bukan|bukanlah) (?:hanya|cuma|saja|sekadar|semata)\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:selain|kecuali|lebih)\b", re.IGNORECASE)
_ONLY_SAID = re.compile(r"\b(?:only|just|mere\w*|alone|little|few)\b", re.IGNORECASE)
_PREFIXED = re.compile(
    r"\b(un-?|in|im|il|ir|dis|mis|mal)([a-z]{4,})\b|\b[a-z]{3,}less(?:ly|ness)?\b", re.IGNORECASE
)
_ADJECTIVE = re.compile(
    r"(?:[ai]bl[ey]|[ai]bility|a[tc]e|a[tc]y|[ae]nt|[ae]nc[ey]|[ae]ntly|ive|al|ally|ous|ously|ful|fully|ed|ite|ct|ctly|re|rely|est|ity|y|less|ible|d|t)$"
)
_NOT_PREFIXED = frozenset(
    "under until united union unit units unity unite unites universe universal university inside indeed income invest "
    "invested increase increased increases include included includes involve involved improve improved impact import "
    "imports imported important impose imposed impressive impression discuss discussed discover discovered display "
    "displayed district distance distribute distributed disaster dispute disputed disease indicate indicated industry "
    "industrial information inspect inspected install installed institute insist insisted intend intended intent invite "
    "invited island issue imply implied improvement interest interested internal international initial initially "
    "incident indonesia indonesian indian include intense investment mission missile male malaysia".split()
)


def negation(pair: Pair) -> Iterator[Remark]:
    """A negation of the source without one in the translation, or one of several lost."""
    source, target = pair.source_text, pair.target_text
    if not _NEGATES.search(source) or not target.strip():
        return
    only = _NOT_ONLY.search(source)
    if only and _ONLY_SAID.search(target) and not _DENIES.search(target):
        yield Remark(
            f"The source says more (`{only[0]}`); the translation says only that.",
            only[0].lower(),
            Span(*only.span()),
        )
        return
    found = [*_NEGATES.finditer(_PHRASES.sub(lambda match: " " * len(match[0]), source))]
    if not found:
        return
    said = len(_DENIES.findall(target))
    if said < min(len(found), 2):
        said += _said_otherwise(source, target, {match[0].lower() for match in found})
    if said < min(len(found), 2):
        word = found[0]
        yield Remark(
            f"The source negates (`{word[0]}`); the translation seems to affirm.",
            word[0].lower(),
            Span(*word.span()),
        )


def _said_otherwise(source: str, target: str, negators: set[str]) -> int:
    """How often the translation says no by a prefix, a verb or an adjective that no other word accounts for."""
    told: dict[str, float] = {}
    negated: dict[str, float] = {}
    before = ""
    for word in re.findall(r"[\w-]+", source.lower()):
        if not _NEGATES.fullmatch(word):
            for english, chance in load().translations(word):
                told[english] = max(told.get(english, 0.0), chance)
                if before in negators:
                    negated[english] = chance
        before = word
    count = sum(
        (told.get(word, 0.0) < 0.3 or word in negated) and _prefixed(match)
        for match in _PREFIXED.finditer(target)
        for word in (match[0].lower(),)
    )
    stems = {english[:3] for english, chance in told.items() if chance >= 0.05 and _SAYS_LESS.match(english)}
    count += sum(
        match[0].lower()[:3] not in stems and (" " not in match[0] or match[0].lower().split()[0] not in told)
        for match in _SAYS_LESS.finditer(target)
    )
    count += sum(bool(pattern.search(target)) for word, pattern in _BY_WORD.items() if word in negators)
    return count + bool(_ONLY.search(source) and _ONLY_SAID.search(target))


def _prefixed(match: re.Match[str]) -> bool:
    """Whether a word is another with a negative prefix or suffix: `unclear`, `infrequent`, `groundless`."""
    word, prefix, stem = match[0].lower(), (match[1] or "").lower().rstrip("-"), (match[2] or "").lower()
    if not prefix:
        return True
    if word in _NOT_PREFIXED:
        return False
    known = load().is_target(stem)
    return (known and prefix in ("un", "dis", "mis")) or (
        (known or prefix == "un") and bool(_ADJECTIVE.search(stem))
    )
