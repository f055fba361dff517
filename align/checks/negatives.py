"""How both languages say no: by words, and in English by prefixes, verbs and adjectives."""

from __future__ import annotations

import re
from functools import lru_cache

from align.checks.base import Remark
from align.lexical.lexicon import load
from align.model import Pair, Span
from align.text.colloquial import in_writing, said_at

_WORD = re.compile(r"[\w-]+")
_CHANCE = 0.05  # what a dictionary gives a word more seldom does not account for it
NEGATES = re.compile(
    r"\b(?:tidak|tak|bukan|belum|tanpa|jangan|tiada|tidaklah|bukanlah|belumlah|janganlah)\b",
    re.IGNORECASE,
)
# Turns of phrase that English says without a negation, or with one as it likes.
PHRASES = re.compile(
    r"\b(?:(?:tidak|tak|bukan|bukanlah) (?:hanya|cuma|saja|sekadar|semata|melulu)|"
    r"(?:tidak|tak) lain\b(?: dan)?(?: tidak bukan)?|(?:tidak|tak|belum) (?:begitu |terlalu |akan )?(?:lama|jauh)|"
    r"(?:tidak|tak) (?:(?:kurang|lebih) dari|sampai|jarang|sedikit|banyak|ketinggalan|seperti|pelak|ayal|heran|"
    r"urung|absen|luput|henti\w*|ubahnya|terkecuali|masalah|keberatan|"
    r"(?:bisa |dapat |mungkin )?ter(?:batas|hingga|elak\w*|hindar\w*|bantah\w*))|"
    r"(?:tidak|tak) pernah (?:absen|luput|putus)|"
    r"(?:paling|atau|apakah) (?:tidak|tak|belum|bukan)|mau (?:tidak|tak) mau|(?:jika|kalau|bila) (?:tidak|tak)(?=,)|"
    r"(?:bukan|tidak|tak) (?:tidak|tak|tanpa|berarti tidak|mungkin tidak)|tanpa (?:kecuali|terkecuali|henti)|"
    r"praduga tak bersalah|bukan main|(?:telah|sudah) tiada|tiada(?=\s*(?:[.,;!?)]|$))|"
    r"bukan(?= [^.;]{2,60}(?:melainkan|tetapi|tapi))|tidak apa-apa|(?:tidak|tak) kurang|belum termasuk|"
    r"(?:hingga|sampai) (?:batas )?waktu yang (?:belum|tidak) (?:ditentukan|diketahui)|suka (?:atau )?tidak suka)\b",
    re.IGNORECASE,
)
DENIES = re.compile(
    r"\b(?:not|never|none|nor|neither|nothing|nobody|nowhere|without|cannot|unable|nary|no(?!\.? ?\d))\b|"
    r"n['’]t\b|\bnon-?\w",
    re.IGNORECASE,
)
DENIES_AFTER = re.compile(r"\b(?:not|never|none|nor|neither|no|nothing|nobody)\b|n['’]t\b", re.IGNORECASE)
SAYS_LESS = re.compile(
    r"\b(?:(?:reject|declin|lack|fail|refus|den(?:y|ie|ial)|hardly|barely|scarce|rare|seldom|instead|avoid|stop|"
    r"except|anonym|barr|forb[ai]|prohibit|refrain|prevent|exclu|absen|miss(?:ed|es|ing)|empt|devoid|halt|ceas|abandon|"
    r"withh|oppos|reluct|resist|hesita|hostil|advers|strain|defunct|mistaken|offline|degenera|otherwise|unlike|"
    r"neglect|overlook|ignor|contrary|skip|forgo|void|accident|inadvert|suspend|hate|loath|doubt|"
    r"impregnable|insatiable|inevitab|"
    r"wrong|shun|shelv|def(?:y|ie)|poor|spare|surviv|conceal|outlaw|illicit|scrap|cancel|"
    r"foreign(?! (?:minist|affairs|secretar|polic))|stranger|drop|"
    r"lost|lose)\w*|bans?|bann\w+|broken?|less|fewer|least|rather than|far from|short of|out of the question|"
    r"rul(?:e|ed|ing) out|zero|nil|minus|unless|no-one|"
    r"free (?:of|from)|from (?!a |the |\d)\w+ing|too \w+ (?:to|for)|close[ds]? (?:off|its|their)|a break|"
    r"spoil\w*|obscur\w*|until further notice|off[ -](?:limits|duty|line|course|the (?:air|market|table|agenda))|"
    r"out of (?!the\b|an?\b|any|his\b|her\b|their\b|its\b|th|\d|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)[a-z]+|"
    r"(?:ran|run|running) out|miss(?= (?:the|a|an|his|her|their|out|this|next|its)\b)|"
    r"turn(?:ed|s|ing)? (?:down|away)|(?:hold|holds|held|holding) off|(?:stay|move|shift|edge)(?:d|ed|s)? away|snub\w*|"
    r"ke(?:pt|ep|eps) (?:mum|quiet|silent)|steer\w* clear|clear of|sh(?:y|ied|ies) away|g(?:ive|ave|iven) up|"
    r"wide of|exempt\w*|immune|vain|futile|oblivious|averse|silent|idle)\b",
    re.IGNORECASE,
)
BY_WORD = {
    "belum": re.compile(
        r"\b(?:yet to|still|so far|before|remain\w*|await\w*|pending|to be|untouched|only)\b", re.IGNORECASE
    ),
    "tanpa": re.compile(
        r"\b(?:off|out of|exclusive|alone|leav\w+ (?:out|aside|alone)|bare)\b", re.IGNORECASE
    ),
    "bukan": re.compile(r"\b(?:rather|but)\b", re.IGNORECASE),
}
PREFIXED = re.compile(
    r"\b(un(?!der)-?|in|im|il|ir|dis|mis|mal)([a-z]{4,})\b|\b[a-z]{3,}less(?:ly|ness)?\b", re.IGNORECASE
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


@lru_cache(maxsize=64)
def written(source: str) -> str:
    """A source as negations are read in it: spoken and short forms written out."""
    return in_writing(source)


def remark(message: str, match: re.Match[str], pair: Pair) -> Remark:
    """What there is to say of a word of `written(pair.source_text)`, at its place in the source itself."""
    return Remark(message, match[0].lower(), Span(*said_at(pair.source_text, *match.span())))


@lru_cache(maxsize=64)
def told(source: str) -> frozenset[str]:
    """Beginnings of English words that may deny, and that words of the source account for."""
    return frozenset(
        english[:3]
        for word in _WORD.findall(source.lower())
        if not NEGATES.fullmatch(word)
        for english, chance in load().translations(word)
        if chance >= _CHANCE
        and (SAYS_LESS.match(english) or any(pattern.match(english) for pattern in BY_WORD.values()))
    )


def prefixed(match: re.Match[str]) -> bool:
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
