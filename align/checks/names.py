"""Names: those of the source stand in the translation, spelt as they were."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from align.checks import acronyms
from align.checks.base import Remark
from align.checks.gaps import may_be_gap
from align.checks.implied import implied
from align.checks.spelling import NAME, alike, straight
from align.checks.strangers import exchanged, garbled
from align.checks.suspects import counts, given
from align.checks.titles import ATTRIBUTES, CITIES, EPITHETS, PREFIXED, SYLLABLES, TITLES
from align.lexical.affixes import base_forms
from align.lexical.lexicon import load
from align.model import Pair, Span
from glossary.ordinary import WORDS

_WORD = re.compile(r"[^\W\d_]+")
_START = re.compile(r"(?:^|[.!?…:;]|[-–—*•]\s)[\s\"'“”‘’(\[–—-]*$")
# `kata Sinaga di Jakarta, Jumat`: agencies' habit, which English leaves out.
_DATELINE = re.compile(r"\bdi ([A-Z]\w+(?: [A-Z]\w+)?),? (?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b")
_KEPT = re.compile(r"(?<![\w-])([A-Z][\w’'-]*\w) $")
_LAND_BEFORE = re.compile(
    r"\b(?:gunung|teluk|desa|pulau|kampung|kabupaten|kecamatan|kelurahan|distrik|gang|bupati|camat|lurah|asal) $",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?<=[a-z])[A-Z][a-z]{3,}$")
_PART = re.compile(r"[^-]+")
_NEAR = 48  # characters before a name that tell what it is
_OF_PLACES = ("ian", "ean", "ese", "ish")  # `Mars`, `martian`
_MAY_BE = 0.15  # a word that a dictionary gives as itself this often may be a name
_SURELY = 0.5  # and an ordinary word, if it gives one translation so often
_MEANT = 0.35  # what a dictionary gives for a rare name more seldom stood beside it by chance
_BASE = 6  # letters of a base form that tell a word from a name
_ALSO = 0.05  # for one that is as often an ordinary word, less will do: `Pengadilan Niaga`
_ALIKE = 0.66  # share of letters in order that two spellings of a name have in common
_VERY_ALIKE = 0.8  # the same for words in small letters


def names(pair: Pair) -> Iterator[Remark]:
    """Acronyms, and capitalised words that no dictionary translates, that are missing in the translation."""
    source, target = pair.source_text, acronyms.undotted(pair.target_text)
    if not target.strip() or _headline(source):
        return
    folded = straight(target.casefold())
    start = pair.source_span.start
    terms = [use.source.shift(-start) for use in pair.terms]
    told = False
    dateline = _DATELINE.search(source)
    if dateline and may_be_gap(target):
        dateline = None
    for match in NAME.finditer(source):
        span = Span(*match.span())
        if dateline and dateline.start(1) <= span.start < dateline.end(1):
            continue
        if any(span.overlaps(term) for term in terms) or (
            straight(match[0].casefold()) in folded and not acronyms.is_acronym(match[0])
        ):
            continue
        if _said(match, source, target) or _spelt_out(span, pair):
            continue
        if not acronyms.listed(source, *match.span(), target):
            message = f"`{match[0]}` looks like a name; the translation does not hold it"
            if implied(*match.span(), source, target):
                yield Remark(f"{message}, but may mean it.", match[0], span, severity="info")
            else:
                told = True
                yield Remark(f"{message}.", match[0], span)
    if not told:
        others = [*exchanged(source, pair.target_text)]
        yield from others or _garbled(source, pair.target_text)


def _spelt_out(span: Span, pair: Pair) -> bool:
    """Whether English words that nothing else gave say a name: one of a word that is an ordinary one, two of an acronym."""
    acronym = acronyms.is_acronym(span.of(pair.source_text))
    return given(span, pair.source_text, pair.target_text) > acronym


def _garbled(source: str, target: str) -> Iterator[Remark]:
    for own, new in garbled(source, target):
        name = own.of(source)
        if _inflected(name.casefold()):
            continue
        yield Remark(f"`{name}` seems to have become `{new.of(target)}`.", name, own, new)


def _headline(text: str) -> bool:
    """Whether most letters, or nearly all words, are in capitals, so that they mark no names."""
    words = _WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    return (len(words) > 4 and capitals > 0.8 * len(words)) or sum(map(str.isupper, text)) > 0.6 * sum(
        map(str.isalpha, text)
    )


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[list[str], list[str]]:
    """All words of a text, and those with a capital, in small letters."""
    words = _WORD.findall(text)
    return [word.casefold() for word in words], [word.casefold() for word in words if word[0].isupper()]


def _said(match: re.Match[str], source: str, target: str) -> bool:
    """Whether the translation has a name, in its own way, or the word is none."""
    before = source[max(match.start() - _NEAR, 0) : match.start()]
    if re.search(rf"(?<![\w-]){re.escape(match[0].casefold())}(?![\w-])", source):
        return True  # the source itself writes it small elsewhere: no name
    if (joined := _JOINED.search(match[0])) and joined[0] in target:
        return True  # `AktrisLaura`: a blank is lost
    first = bool(_START.search(before))
    parts = [part for part in _PART.findall(match[0]) if len(part) > 1 and part[0].isupper()]
    for part in parts:
        if acronyms.is_acronym(part):
            if before.rstrip().endswith(("dolar", "sen", "Dolar")):
                continue
            if not acronyms.held(part, source, target):
                return False
        elif not acronyms.renderings(part, target) and (
            not _name_said(part.casefold(), target, _words(source)[0], first=first)
            or _part_lost(part.casefold(), before, target)
        ):
            return False
    return True


def _part_lost(name: str, before: str, target: str) -> bool:
    """Whether a word is gone that is an ordinary one too, but a name behind one that is kept, or behind `Gunung`."""
    kept = _KEPT.search(before)
    if len(name) < 4 or name in ATTRIBUTES or name in TITLES or not counts(name):
        return False
    if not _LAND_BEFORE.search(before) and not (kept and re.search(rf"\b{kept[1]}\b", target)):
        return False
    known = load().translations(name)
    if known and known[0][1] > _SURELY:
        return False
    meant = tuple(word[:4] for word, _ in known if len(word) > 3)
    return not any(
        word.startswith(meant) or word[:4] == name[:4] or alike(name, word, _ALIKE)
        for word in _words(target)[0]
    )


def _ordinary(name: str, known: list[tuple[str, float]], *, first: bool) -> bool:
    """Whether a word is none that a dictionary has as a name: it translates it, or what a prefix made it of."""
    word = name in WORDS and (first or name not in CITIES)
    if len(name) < 4 or name in TITLES or word or SYLLABLES.fullmatch(name):
        return True
    if known and (first or known[0][1] > _SURELY):
        return first or known[0][0] != name
    if known:
        return dict(known).get(name, 0.0) < _MAY_BE
    part = PREFIXED.fullmatch(name)
    return bool((part and part[1] in load()) or (first and load().translations(name)) or _inflected(name))


def _inflected(name: str) -> bool:
    """Whether a word is a form of one that the dictionary translates: `Penjambret`; or `Nyamar`, spoken for `menyamar`."""
    forms = [form for form in base_forms(name) if len(form) >= _BASE and form in load()]
    if name[0] in "mn" and f"me{name}" in load():
        forms.append(f"me{name}")
    return bool(forms) and load().translations(forms[0])[0][0] != forms[0]


def _name_said(name: str, target: str, ours: Collection[str], *, first: bool) -> bool:
    """Whether the translation has the name in some spelling, or in words, or it is an ordinary word."""
    known = load().translations(name) if name in load() else []
    if _ordinary(name, known, first=first):
        return True
    words, capitals = _words(target)
    capitals = [word for word in capitals if word not in ours]  # which stand for themselves
    meant = tuple(
        word[:-1] if len(word) > 4 else word
        for word, chance in known
        if word[:3] == name[:3] or (chance >= (_MEANT if known[0][1] >= _SURELY else _ALSO) and len(word) > 3)
    )
    if meant and any(word.startswith(meant) for word in words):
        return True
    if known and len(known[0][0]) > 2 and known[0][0] in words:
        return True
    if name in EPITHETS and any(word.startswith(EPITHETS[name]) for word in words):
        return True
    short = 3 if known else 4
    if any(name[:short] == word[:short] or alike(name, word, _ALIKE) for word in capitals):
        return True
    return any(
        alike(name, word, _VERY_ALIKE) or (word[:3] == name[:3] and word.endswith(_OF_PLACES))
        for word in words
    )
