"""Slips of a model that leave no doubt what is right: a name misspelt, another month or day, a word twice, a verb with
what does not go with it.

What the checks of the same names find, put right before they look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.checks.calendar import changed
from align.checks.content import doublings
from align.checks.spelling import POSSESSIVE, slips
from align.checks.strangers import garbled
from align.facts.dates import DAYS, MONTHS
from align.model import Span
from align.terms.accounts import Rendered, rewritten

_DAY = re.compile(rf"(?<=[Oo]n )(?:the )?day (?=(?:{'|'.join(DAYS['en'])})\b)")  # pada hari Rabu
_DAY_BEFORE, _MONTHS = re.compile(r"(\d{1,2})/$"), MONTHS["en"]
_AS = re.compile(r"(?<!\w)menyebut(?:kan|nya)? [^.;:]{2,}? sebagai(?!\w)", re.IGNORECASE)
_CALLED = re.compile(
    r"(?<!\w)([Cc]all(?:ed|s|ing)?)(?= (?!on |for |in |off )[^.;:]{2,90}? as (?:an? |the )?[\w\"'“‘])"
    r"(?![^.;:]{2,90} as (?:well|soon|much|many|long|far) as)"
)
_DESCRIBED = {"call": "describe", "called": "described", "calls": "describes", "calling": "describing"}
_HALF_OF_DAY = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})[:.](?P<minute>\d\d) ?(?P<half>[ap])\.?m\b\.?", re.IGNORECASE
)
_PART_OF_DAY = re.compile(
    r"(?<!\w)(?:siang|sore|petang|malam|maghrib|magrib|isya|p\.?m)(?!\w)", re.IGNORECASE
)
_TWO_STOPS = re.compile(r"(?<=\b[ap]\.m\.)\.(?!\.)")
_FOR = re.compile(
    r"(?<!\w)(?:condemn|critici[sz]|denounc|rebuk|slamm?|prais|thank|punish|arrest|apologi[sz])\w*[^.;:,]{0,60}? "
    r"(because of)(?= (?:\w+ly )?(?:be|[a-z]{3,})ing(?!\w))"
)


def mended(sentence: str, rendered: Rendered) -> Rendered:
    """The same without such slips; names in the orthography of English (`Russia`), and terms, stay."""
    for repair in (_names, _calendar, _days, _doubled, _described, _for, _halved, _stopped):
        done = len(rendered.translation.text)
        for place, text in sorted(repair(sentence, rendered.translation.text), reverse=True):
            if place.end <= done:
                rendered, done = rewritten(rendered, place, text), place.start
    return rendered


def _names(source: str, target: str) -> Iterator[tuple[Span, str]]:
    """`Rosenberg` in place of the `Rosenburg` of `Rosenburg's`, `Baruna Jaya` in place of `Newna Jaya`."""
    for name, _, place in slips(source, target):
        written = place.of(target)
        if "-" not in name:
            written = written.partition("-")[0]  # `Gambir` of `Gambri-Surabaya`
        ending = POSSESSIVE.search(written)
        yield Span(place.start, place.start + (ending.start() if ending else len(written))), name
    for own, place in garbled(source, target):
        yield place, own.of(source)


def _calendar(source: str, target: str) -> Iterator[tuple[Span, str]]:
    """`May` in place of `June` for `Mei`; not where the day of `3/4/2022` became the month, since both are wrong then."""
    for right, own, place in changed(source, target):
        day = _DAY_BEFORE.search(source[: own.start])
        if not (day and int(day[1]) <= len(_MONTHS) and _MONTHS[int(day[1]) - 1] == place.of(target)):
            yield place, right


def _days(source: str, target: str) -> Iterator[tuple[Span, str]]:  # noqa: ARG001  a repair like the others
    """`on Monday` in place of `on the day Monday`."""
    for match in _DAY.finditer(target):
        yield Span(*match.span()), ""


def _doubled(source: str, target: str) -> Iterator[tuple[Span, str]]:
    """`billions of` in place of `billions of billions of`."""
    for once, place in doublings(source, target):
        yield place, once


def _described(source: str, target: str) -> Iterator[tuple[Span, str]]:
    """`described the plan as` in place of `called the plan as`."""
    for match in _CALLED.finditer(target) if _AS.search(source) else ():
        word = _DESCRIBED[match[1].lower()]
        yield Span(*match.span(1)), word.capitalize() if match[1][0].isupper() else word


def _for(source: str, target: str) -> Iterator[tuple[Span, str]]:  # noqa: ARG001  a repair like the others
    """`condemned the country for spreading` in place of `because of spreading`."""
    for match in _FOR.finditer(target):
        yield Span(*match.span(1)), "for"


def _halved(source: str, target: str) -> Iterator[tuple[Span, str]]:
    """`19:30` in place of `19:30 p.m.`, and of `10:00 p.m.` where the source has no evening."""
    for match in _HALF_OF_DAY.finditer(target):
        hour = int(match["hour"])
        made_up = match["half"] in "pP" and hour < 12 and not _PART_OF_DAY.search(source)
        if (hour > 12 or made_up) and re.search(rf"(?<!\d)0?{hour}[.:]{match['minute']}(?!\d)", source):
            ends = match.end() == len(target) and match[0].endswith(".")
            yield Span(match.end("minute"), match.end()), "." if ends else ""


def _stopped(source: str, target: str) -> Iterator[tuple[Span, str]]:
    """`on Thursday (16 October).` in place of one without the stop that the source ends in, `7 p.m.` of `7 p.m..`; no
    comma at the end that the source does not have.
    """
    for match in _TWO_STOPS.finditer(target):
        yield Span(*match.span()), ""
    if target.endswith(")") and source[-1:] in (".", "!", "?"):
        yield Span(len(target), len(target)), source[-1]
    if target.endswith(",") and not source.rstrip().endswith(","):
        yield Span(len(target) - 1, len(target)), ""
