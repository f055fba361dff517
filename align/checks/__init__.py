"""QA findings of a bitext: what a reader should look at, and why.

    for finding in check(bitext):
        print(finding.severity, finding.check, finding.message)

docs/checks.md lists the checks beside those of CheckMate and pofilter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from align.checks import content, marks, trust
from align.checks import terms as glossary_checks
from align.checks.base import Check, Remark, Rule
from align.checks.bounds import bounds
from align.checks.calendar import calendar
from align.checks.coverage import made_up, untold
from align.checks.doubts import MACHINE, freedom, unsaid, unsourced
from align.checks.gaps import gaps
from align.checks.kept import placeables
from align.checks.names import names
from align.checks.negation import negation
from align.checks.neighbours import NEIGHBOUR, exchanged_rows
from align.checks.numbers import numbers
from align.checks.offices import offices
from align.checks.opposites import opposites
from align.checks.polarity import polarity
from align.checks.roles import roles
from align.checks.spelling import misspelt
from align.checks.units import units
from align.errors import InputError
from align.model import SEVERITIES, Bitext, Finding, Pair, Span
from glossary import Glossary


def _both(*rules: Rule) -> Rule:
    """One check of several rules; the first that finds something speaks."""
    return lambda pair: iter(next((found for rule in rules if (found := [*rule(pair)])), []))


CHECKS = {
    check.id: check
    for check in (
        Check("empty", "error", "a sentence without translation, or English without source", content.empty),
        Check("untranslated", "error", "a translation that is the source", content.untranslated),
        Check("residue", "error", "Indonesian words in the English", content.residue),
        Check("numbers", "error", "numbers lost, changed or made up", _both(numbers, bounds)),
        Check(
            "units", "error", "figures with another unit, or without their percent sign or currency", units
        ),
        Check("calendar", "error", "a day or a month that became another", calendar),
        Check("names", "warning", "names and acronyms lost", names),
        Check(
            "office",
            "warning",
            "a deputy, a former holder or a candidate made the holder of an office",
            offices,
        ),
        Check("misspelt", "warning", "names in another spelling", misspelt),
        Check("gap", "warning", "a word gone, of which a gap is left", gaps),
        Check("terms", "warning", "glossary terms without an accepted rendering", content.terms),
        Check("addresses", "error", "addresses, codes, symbols, other scripts changed", placeables),
        Check("negation", "warning", "a negation lost or made up", _both(negation, polarity)),
        Check(
            "opposite",
            "warning",
            "a rise that became a fall, more that became less, another region, a.m. for p.m.",
            opposites,
        ),
        Check("repetition", "error", "loops", content.repetition),
        Check("length", "warning", "far shorter or longer than the source", content.length),
        Check("roles", "warning", "who did what to whom turned round", roles),
        Check("unsaid", "warning", "a word of the source that nothing in the English says", unsaid),
        Check("unsourced", "warning", "a word of the English that nothing in the source gave", unsourced),
        Check("made-up", "warning", "an English sentence that the source does not say", made_up),
        Check("untold", "warning", "a sentence of the source left out", untold),
        Check("doubled", "warning", "a word twice in a row", content.doubled),
        Check("quotes", "warning", "quotation marks lost or made up", marks.quotes),
        Check("brackets", "warning", "brackets lost or made up", marks.brackets),
        Check("unfinished", "warning", "no mark at the end", marks.unfinished),
        Check("end-punctuation", "info", "another mark at the end", marks.end_punctuation),
        Check("corrupted", "error", "mojibake and control characters", marks.corrupted),
        Check("spaces", "info", "doubled spaces, tabs, spaces at the edges", marks.spaces),
        Check("spacing", "info", "space before a comma, none after it", marks.spacing),
        Check("case", "info", "no capital at the start", marks.case_at_start),
        Check("confidence", "info", "a serious error is likely", lambda pair: trust.doubtful(pair, ())),
    )
}
# Those that read a pair by how freely its document is translated.
_BY_FREEDOM = {"unsaid": unsaid, "unsourced": unsourced}
INCONSISTENT, FORBIDDEN = "inconsistent", "forbidden"
_BY_GLOSSARY = ((FORBIDDEN, glossary_checks.forbidden), ("terms", glossary_checks.missing))


def check(
    bitext: Bitext,
    *,
    only: Collection[str] | None = None,
    suppress: Collection[str] = (),
    glossary: Glossary | None = None,
) -> tuple[Finding, ...]:
    """Findings in the order of the beads, of each the most severe first, those left out whose `signature` is in `suppress`.

    With a glossary, renderings that it forbids are found (`forbidden`), and missing terms (`terms`) also where the
    bitext was made without it.

    Raises InputError for an id in `only` that does not exist.
    """
    ids = (*CHECKS, INCONSISTENT, NEIGHBOUR, FORBIDDEN)
    if only is not None and (unknown := set(only) - {*ids}):
        raise InputError(f"unknown check {min(unknown)!r}; known: {', '.join(ids)}")
    pairs = list(bitext)
    free = freedom([(one.source_text, one.target_text) for one in pairs])
    found = [
        item
        for number, pair in enumerate(pairs)
        for item in of_pair(pair, number, glossary=glossary, only=only, free=free)
    ]
    if only is None or INCONSISTENT in only:
        found += inconsistent((pair.source_text, pair.target_text, pair.target_span) for pair in pairs)
    if only is None or NEIGHBOUR in only:
        found += exchanged_rows(pairs)
    found.sort(key=lambda finding: finding.bead)
    hidden = frozenset(suppress)
    return tuple(finding for finding in found if not hidden or signature(finding, bitext) not in hidden)


def of_pair(
    pair: Pair,
    number: int,
    *,
    glossary: Glossary | None = None,
    only: Collection[str] | None = None,
    free: float = MACHINE,
    engine: float | None = None,
) -> list[Finding]:
    """Findings of one pair, which is bead `number`: all that need no other pair, the most severe first.

    `free` is the freedom of its document (`align.checks.doubts`), that of a machine unless said otherwise;
    `engine` the confidence of the engine that made it, 0 to 1, where one did.
    """
    found: list[Finding] = []
    for item in CHECKS.values():
        if only is None or item.id in only:
            freely = _BY_FREEDOM.get(item.id)
            remarks = freely(pair, free) if freely else item.rule(pair)
            if item.id == "confidence":
                remarks = trust.doubtful(pair, found, free=free, engine=engine)
            found += [_finding(number, item.id, item.severity, remark, pair) for remark in remarks]
    for name, rule in _BY_GLOSSARY:
        if glossary is not None and (only is None or name in only):
            found += [_finding(number, name, "warning", remark, pair) for remark in rule(pair, glossary)]
    return sorted(found, key=lambda finding: -SEVERITIES.index(finding.severity))


def signature(finding: Finding, bitext: Bitext) -> str:
    """Twelve hex digits that stay when the bead is translated anew: check, source sentence, and what it is about."""
    bead = bitext.beads[finding.bead]
    source = bitext.source.cover(bead.source).of(bitext.source.text)
    item = finding.source.of(bitext.source.text) if finding.source else ""
    return hashlib.sha256("\0".join((finding.check, " ".join(source.split()), item)).encode()).hexdigest()[
        :12
    ]


def _finding(number: int, name: str, severity: str, remark: Remark, pair: Pair) -> Finding:
    source = remark.source.shift(pair.source_span.start) if remark.source else None
    target = remark.target.shift(pair.target_span.start) if remark.target else None
    return Finding(number, name, remark.severity or severity, remark.message, source, target)


def inconsistent(pairs: Iterable[tuple[str, str, Span]]) -> list[Finding]:
    """The same source with different translations; `pairs` are both texts of each bead and the place of the English."""
    first: dict[str, tuple[int, str]] = {}
    out = []
    for number, (own, english, place) in enumerate(pairs):
        source, target = " ".join(own.split()), " ".join(english.split())
        if not source or not target:
            continue
        where, before = first.setdefault(source, (number, target))
        if before != target:
            message = f"The same source is translated otherwise in sentence {where + 1}: {before!r}."
            out.append(Finding(number, INCONSISTENT, "warning", message, None, place))
    return out


__all__ = ["CHECKS", "check", "inconsistent", "of_pair", "signature"]
