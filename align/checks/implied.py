"""Names that English leaves to the context: for which something else stands, or which say where a place lies.

`kata Prabowo` may be `he said`, `Menurut KNKT` `according to the transport committee`, `di Maros, Sulawesi Selatan`
`in South Sulawesi`. Such a name is worth a look and no more. Where the English has a gap, a name is lost.
"""

from __future__ import annotations

import re

from align.checks import acronyms
from align.checks.gaps import may_be_gap
from align.checks.strangers import strangers
from align.facts.placeables import TELLS
from align.lexical.lexicon import load

_PERSON = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\W*(?:It|They|He|She|The [a-z]+)\b")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being) (?:\w+ly )?\w+(?:ed|en|wn|ght|ilt|pt|ld|de|nd)\b")
_OUR_PERSON = re.compile(
    r"\b(?:ia|dia|beliau|(?:kata|ujar|tutur|ucap|imbuh|jelas|ungkap|tegas|me[a-z]+|di[a-z]+)nya)\b",
    re.IGNORECASE,
)
_TOLD_BEFORE = re.compile(
    r"\b(?:kata|ujar|tutur|ucap|imbuh|tambah|lanjut|jelas|ungkap|terang|papar|tukas|tegas|menurut|demikian) "
    r"(?:[\w.’'-]+ ){0,6}$",
    re.IGNORECASE,
)
_TOLD_AFTER = re.compile(rf"(?: [A-Z][\w.]*){{0,4}} {TELLS}\b")
_SAID = re.compile(
    r"\b(?:[Ii]t|[Tt]hey|[Hh]e|[Ss]he|[a-z]{5,}) "
    r"(?:said|says|added|told|explained|noted|stressed|insisted|warned|recalled|admitted|claimed)\b"
    r"|\b[Aa]ccording to (?:him|her|them)\b"
)
_HOME = re.compile(
    r"\b(?:the (?:country|nation|government|central bank|rupiah|national)|domestic)\b", re.IGNORECASE
)
_HALF_AFTER, _HALF = re.compile(" (?:Utara|Selatan)"), re.compile(r"\b[Tt]he (?:North|South)\b(?! [A-Z])")
_NEAR = 160  # characters before a name that tell of it
_RUN_BEFORE = re.compile(r"(?:[A-Z][\w.’'-]* )+$")
_RUN_AFTER = re.compile(r"(?: [A-Z][\w.’'-]*)+")
_PLACE = re.compile(
    r"\b(?:di|ke|dari|asal|negara|ibu ?kota|kota|provinsi|timur|barat|utara|selatan|tengah|tenggara) $"
    r"|\bdi (?:gedung|balai|hotel|aula|wisma|istana) $",
    re.IGNORECASE,
)
# `gua Leang Karampuang, Maros, Sulawesi Selatan`, but not `Bandung, Surabaya, dan Makassar`.
_CHAIN_BEFORE = re.compile(
    r"\b(?:di|ke|warga|gua|desa|kampung|pelabuhan|bandara|stasiun|pasar|pantai|kawasan|jalan) "
    r"(?:[\w-]+ ){0,3}[A-Z][\w-]+, (?:[A-Z]\w+ )?$|\b(?:dari|asal) (?:[\w-]+ ){0,3}[A-Z][\w-]+, $"
)
_LISTED = re.compile(r"(?:, [A-Z][\w-]+)*,? (?:dan|atau|ke|hingga|sampai) [A-Z]")
_CHAIN_AFTER = re.compile(r"(?: [a-z]{5,8}| [A-Z]\w+)?(?:[.),]|$)(?!(?: [A-Z][\w-]+,?)* dan\b)")
_DAY_AFTER = re.compile(r"(?: [A-Z]\w+)?,? \(?(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b")
_PLACES = frozenset(
    "country nation capital city town island village province district region area government kingdom republic".split()
)
_BODIES = frozenset(
    "agency authority bank bill board body broadcaster carrier club commission committee company corporation council "
    "court department faction firm group institute institution law lender ministry movement network office operator "
    "organisation organization party police regulator side team union university watchdog airline army newspaper".split()
)
_PERSONS = frozenset(
    "actor actress analyst author captain chairman chairwoman chief coach commander defendant defender director doctor "
    "economist expert father forward goalkeeper governor head judge king lawyer leader lawmaker man manager mayor "
    "midfielder minister mother officer official player pope president prince princess prosecutor queen researcher "
    "scientist senator singer spokesman spokesperson spokeswoman star striker suspect teacher victim woman writer".split()
)
_TITLED = _PERSONS | _BODIES | frozenset("government ship vessel station airport".split())
_HEADS = re.compile(
    r"\b(?:[Tt]h(?:e|is|at)|[Aa]n?) (?:[\w’'-]+ ){0,3}?"
    rf"({'|'.join(sorted(_TITLED | _PLACES, key=len, reverse=True))})\b(?! [A-Z])"
)


def implied(start: int, end: int, source: str, target: str) -> bool:
    """Whether something in the English may well stand for the name source[start:end]."""
    if may_be_gap(target) or strangers(source, target):
        return False
    name, before, after = source[start:end], source[max(start - _NEAR, 0) : start], source[end:]
    if _chained(before, after) or (_at_home(name, after, target) and not _partly_kept(before, after, target)):
        return True
    if acronyms.is_acronym(name):
        # `kepala keluarga (KK)`, `Menteri ATR/BPN`
        aside = (len(name) == 2 and after.startswith(")")) or "/" in (before[-1:], after[:1])
        return aside or _untold(before, after, target) or _described(_BODIES, source, name, target)
    if _partly_kept(before, after, target):
        return False
    if _PLACE.search(before):
        return not _LISTED.match(after)
    return (
        _untold(before, after, target)
        or len(_PERSON.findall(target)) > len(_OUR_PERSON.findall(source))
        or _described(_PERSONS | _BODIES, source, name, target)
        or _titled(before, target)
    )


def _untold(before: str, after: str, target: str) -> bool:
    """Whether English leaves out who did or said it: `it was lifted`, `he said`."""
    if not before.strip():
        return bool(_SUBJECT.match(target)) or (bool(_PASSIVE.search(target)) and " by " not in target)
    return bool((_TOLD_BEFORE.search(before) or _TOLD_AFTER.match(after)) and _SAID.search(target))


def _chained(before: str, after: str) -> bool:
    """Whether a name says where the place before it lies, `Jenewa, Swiss,`, which English leaves out."""
    return bool(_CHAIN_BEFORE.search(before) and _CHAIN_AFTER.match(after))


def _at_home(name: str, after: str, target: str) -> bool:
    """Whether English says where with `here`, `the country` or `the North`."""
    return bool(
        (_DAY_AFTER.match(after) and " here " in target)
        or (name == "Indonesia" and _HOME.search(target))
        or (_HALF_AFTER.match(after) and _HALF.search(target))
    )


def _partly_kept(before: str, after: str, target: str) -> bool:
    """Whether a word beside the name in the source, with a capital too, stands in the English as it is."""
    words = [
        *(match[0].split()[-1:] if (match := _RUN_BEFORE.search(before)) else ()),
        *(match[0].split()[:1] if (match := _RUN_AFTER.match(after)) else ()),
    ]
    return any(re.search(rf"\b{re.escape(word)}\b", target) for word in words)


def _titled(before: str, target: str) -> bool:
    """Whether the title before the name stands in the English alone, `the government`."""
    words = [*_RUN_BEFORE.sub("", before).split()[-1:], *before.split()[-2:]]
    titles = {english for word in words for english, _ in load().translations(word.lower())} & _TITLED
    return bool(titles & {*_HEADS.findall(target)})


def _described(heads: frozenset[str], source: str, name: str, target: str) -> bool:
    """Whether the English has a description, `the club`, that no word of the source but the name accounts for."""
    found = {*_HEADS.findall(target)} & heads
    if not found:
        return False
    words = (word.strip(',.()"“”') for word in source.lower().split())
    words = (word for word in words if word != name.lower())
    return not found <= {english for word in words for english, _ in load().translations(word)}
