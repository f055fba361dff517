"""Polarity beyond the words that negate: verbs that deny what follows them, and denials that English made up.

Each sentence has a sign: what negates (`tidak`) and what denies by its meaning (`batal`, `enggan`, `dibantah`) count on the
side of the source, `not`, `un-`, `refuse` on that of the English. The sign is lost where the source denies and nothing in
the English does, and made up where it is the other way round; a denial that describes its noun (`the cancelled
concert was held`) says nothing of the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.base import Remark
from align.checks.negatives import DENIES, NEGATES, PREFIXED, SAYS_LESS, prefixed, remark, written
from align.lexical.lexicon import load
from align.lexical.stems import stem
from align.model import Pair, Span
from align.text.colloquial import said_at

_DENYING = re.compile(
    r"\b(?:batal|urung|emoh|enggan|ogah|gagal|mustahil|nyaris|pantang|mangkir|nihil|"
    r"(?:mem|di)?bantah(?:nya|an|kan)?|bantahan|(?:men|di)?tolak(?:nya)?|penolakan|(?:men|di)ampik|ditampik|"
    r"(?:meny|di)angkal|disangkal|(?:me|di)?larang(?:an)?)\b",
    re.IGNORECASE,
)
# Verbs before what they deny: `batal digelar`, `enggan melapor`.
_BEFORE_VERB = re.compile(
    r"\b(batal|urung|emoh|enggan|ogah|gagal|menolak) ((?:me|di|ber|ter|pe|minta|hadir|tampil|ikut|maju|datang)\w*)",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) "
    r"((?:cancel+ed|reluctant|unwilling|failed|rejected|refused|aborted) (?!to\b|by\b|in\b|on\b|at\b)[A-Za-z]+)"
)
_OTHERWISE = re.compile(
    r"\b(?:near\w*|almost|narrow\w*|close\w*|verge|brink|about to|impossib\w*|disput\w*|rebut\w*|refut\w*|contradict\w*|"
    r"dismiss\w*|quash\w*|dispel\w*|call\w* off|turn\w* down|back\w* out|fall\w* through|fell through|pull\w* out|"
    r"defeat\w*|block\w*|curb\w*|knock\w*|crash\w*|stumbl\w*|thwart\w*|foil\w*|against|without|objection\w*|veto\w*|rebuff\w*|"
    r"hold\w* back|stay\w* (?:away|home)|walk\w* away|postpon\w*|delay\w*|elud\w*|escap\w*|evad\w*)\b",
    re.IGNORECASE,
)
_MADE_UP = re.compile(
    r"\b(?:not|never|no(?! (?:one|longer|\.|\d)|\.)|without|cannot)\b|n['’]t\b", re.IGNORECASE
)
# What English may say with a denial although Indonesian has none.
_MAY_DENY = re.compile(
    r"\b(?:baru|kecuali|selain|hanya|cuma|sulit|sukar|susah|kurang|minim|jarang|hampir|jauh|hingga|sampai|sebelum|bebas|lepas|"
    r"luput|kosong|habis|nol|tanpa\w*|non-?\w*|a-?\w*sosial|berhenti|stop|setop|diam|bungkam|berhalangan|absen|hilang|mati|langka|"
    r"tetap|masih|malah|justru|alih-alih|daripada|ketimbang|meski\w*|walau\w*|kecil|sedikit|beda|berbeda|lain|lagi|sia-sia|"
    r"tertutup|terlambat|buta|tuli|cegah|\w*hindar\w*|\w*cegah\w*|\w*henti\w*|\w*bebas\w*|\w*abai\w*|\w*lupa\w*|lalai|putus|takut|"
    r"ragu|meragukan|misteri\w*|rahasia|anonim|andai\w*|seandainya|semoga|kan|bukankah|[a-z]+kah|ilegal|liar|mustahil|"
    r"nirlaba|nir\w+|pra\w+|anti\w*|antara|maupun|entah|seolah\w*|toh|mana|siapa|apa|mengapa|kenapa|bagaimana|no|not)\b|\?",
    re.IGNORECASE,
)
_SURE = 0.1  # what a dictionary gives a word more seldom is no way to say it
_SMALL = 3  # letters of a word that says little


def polarity(pair: Pair) -> Iterator[Remark]:
    """A denial by meaning that the translation affirms, one that only describes, or one that it made up."""
    source, target = written(pair.source_text), pair.target_text
    if not source.strip() or not target.strip():
        return
    found = _DENYING.search(source)
    if found:
        yield from _described(source, pair) if _says_no(target) else _affirmed(found, pair)
    elif made_up := _made_up(source, target):
        message = f"The translation denies (`{made_up[0]}`); the source seems to affirm."
        yield Remark(message, made_up[0].lower(), None, Span(*made_up.span()))


def _says_no(target: str) -> bool:
    return bool(
        DENIES.search(target)
        or SAYS_LESS.search(target)
        or _OTHERWISE.search(target)
        or any(prefixed(match) for match in PREFIXED.finditer(target))
    )


def _affirmed(found: re.Match[str], pair: Pair) -> Iterator[Remark]:
    """A denying word whose English does not stand there, where nothing denies in its place."""
    stems = {
        stem(english) for english, chance in load().translations(found[0].lower())
        if chance >= _SURE and len(english) > _SMALL
    }  # fmt: skip
    if not stems & {stem(word) for word in re.findall(r"[a-z]+", pair.target_text.lower())}:
        message = f"The source denies (`{found[0]}`); the translation seems to affirm."
        yield remark(message, found, pair)


def _described(source: str, pair: Pair) -> Iterator[Remark]:
    """A denied verb of which English made a described noun: `the canceled concert was held`."""
    target = pair.target_text
    verb, noun = _BEFORE_VERB.search(source), _DESCRIBES.search(target)
    rest = target[: noun.start()] + target[noun.end() :] if noun else ""
    if verb and noun and not (DENIES.search(rest) or SAYS_LESS.search(rest)):
        message = (
            f"The source denies what happens (`{verb[0]}`); the translation describes with it (`{noun[1]}`)."
        )
        place = Span(*said_at(pair.source_text, *verb.span()))
        yield Remark(message, verb[1].lower(), place, Span(*noun.span(1)))


def _made_up(source: str, target: str) -> re.Match[str] | None:
    match = _MADE_UP.search(target)
    if match is None or NEGATES.search(source) or _MAY_DENY.search(source):
        return None
    return match
