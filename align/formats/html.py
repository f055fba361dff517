"""One self-contained page: source and target side by side, words lighting their counterparts. Write only.

Nothing is fetched: style and script stand in the page, and its Content-Security-Policy allows them by their
hashes and nothing else. Text is escaped and never read as markup. Bare carriage returns show as line breaks.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import groupby, pairwise

from align.formats.languages import name_of
from align.model import SEVERITIES, Bitext, Finding, Pair, Span, TermUse

_BANDS = 5  # of the score, for the shading: s0 is below 0.2, s4 (unshaded) from 0.8

_HOW = {
    "model": "translated so by the model itself",
    "annotated": "asked of the model, and given",
    "placeholder": "held by a placeholder while the model translated",
    "n-best": "chosen among the model's alternatives",
    "replaced": "put in place of the model's words",
    "missed": "not honoured",
}


@dataclass(frozen=True, slots=True)
class _Ink:
    """What a stretch of text shows: an attribute set for every character `span` covers."""

    span: Span
    link: str = ""
    classes: str = ""
    tip: str = ""


def render(bitext: Bitext) -> str:
    """The page as text."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    title = f"{name_of(bitext.source.language)} and {name_of(bitext.target.language)}, side by side"
    return "".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="referrer" content="no-referrer">\n<meta name="generator" content="padanan">\n',
            f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n",
            _header(bitext, title),
            "<main>\n",
            *_table(bitext),
            "</main>\n",
            f"<footer>{escape(bitext.signature)}</footer>\n" if bitext.signature else "",
            f'<div id="tip" role="tooltip" hidden></div>\n<script>{script}</script>\n</body>\n</html>\n',
        ]
    )


def _asset(name: str) -> str:
    return (files("align") / "data" / "page" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _header(bitext: Bitext, title: str) -> str:
    missed = sum(not use.honoured for use in bitext.terms)
    facts = [
        _count(len(bitext), "row"),
        _count(len({pair.paragraph for pair in bitext}), "paragraph"),
        _count(len(bitext.terms), "glossary term") + (f" ({missed} missed)" if missed else ""),
        _count(len(bitext.findings), "finding"),
    ]
    key = (
        ['<li class="hint">Point at a word, or walk with Tab and the arrow keys</li>'] if bitext.links else []
    )
    if bitext.terms:
        key.append('<li><span class="term">glossary term</span></li>')
    if missed:
        key.append('<li><span class="missed">term missed</span></li>')
    if any(finding.source or finding.target for finding in bitext.findings):
        key.append('<li><span class="mark">finding</span></li>')
    if any(pair.score < 1 - 1 / _BANDS for pair in bitext):
        key.append('<li><span class="shade"></span>the deeper the shade, the less sure</li>')
    return (
        f'<header>\n<h1>{escape(title)}</h1>\n<p class="facts">{" · ".join(facts)}</p>\n'
        + (f'<ul class="key">{"".join(key)}</ul>\n' if key else "")
        + "</header>\n"
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _table(bitext: Bitext) -> Iterator[str]:
    left, right = bitext.source.language, bitext.target.language
    yield (
        '<table class="bitext" role="table">\n<thead role="rowgroup"><tr class="row" role="row">'
        '<th role="columnheader" scope="col"><span aria-label="Number">#</span></th>'
        f'<th role="columnheader" scope="col">{escape(name_of(left))}</th>'
        f'<th role="columnheader" scope="col">{escape(name_of(right))}</th></tr></thead>\n'
    )
    number = 0
    for _, pairs in groupby(bitext, key=lambda pair: pair.paragraph):
        yield '<tbody role="rowgroup">\n'
        for pair in pairs:
            number += 1
            yield _row(pair, number, left, right)
        yield "</tbody>\n"
    yield "</table>\n"


def _row(pair: Pair, number: int, left: str, right: str) -> str:
    band = min(int(pair.score * _BANDS), _BANDS - 1)
    label = f"Row {number}, score {pair.score:.2f}"
    source = _cell(pair.source_text, pair.source_span, _inks(pair, source=True))
    target = _cell(pair.target_text, pair.target_span, _inks(pair, source=False))
    return (
        f'<tr class="row s{band}" role="row" id="r{number}">'
        f'<th role="rowheader" scope="row"><a href="#r{number}" aria-label="{label}" title="{label}">'
        f"{number}</a></th>"
        f'<td role="cell" lang="{escape(left)}" dir="auto">{source}</td>'
        f'<td role="cell" lang="{escape(right)}" dir="auto">{target}{_chips(pair.findings)}</td></tr>\n'
    )


def _chips(findings: Iterable[Finding]) -> str:
    chips = "".join(
        f'<li class="{_severity(finding)}"><b>{escape(finding.check)}</b> '
        f'<span class="message">{escape(finding.message)}</span></li>'
        for finding in findings
    )
    return f'<ul class="findings" lang="en" aria-label="Findings">{chips}</ul>' if chips else ""


def _severity(finding: Finding) -> str:
    return finding.severity if finding.severity in SEVERITIES else SEVERITIES[0]


def _inks(pair: Pair, *, source: bool) -> Iterator[_Ink]:
    for number, link in enumerate(pair.links):
        yield _Ink(link.source if source else link.target, link=str(number))
    for number, use in enumerate(pair.terms):
        span = use.source if source else use.target
        if span is not None:
            linked = any(link.source.overlaps(use.source) for link in pair.links)
            yield _Ink(
                span,
                link="" if linked else f"t{number}",  # a term ties its two sides where no word link does
                classes="term" if use.honoured else "missed",
                tip=_term_tip(use),
            )
    for finding in pair.findings:
        span = finding.source if source else finding.target
        if span is not None and len(span):
            tip = f"{finding.check}: {finding.message}"
            yield _Ink(span, classes=f"mark {_severity(finding)}", tip=tip)


def _term_tip(use: TermUse) -> str:
    lines = [f"{use.term} → {use.rendering}", _HOW.get(use.how, use.how), use.note, use.origin]
    return "\n".join(line for line in lines if line)


def _cell(text: str, span: Span, inks: Iterator[_Ink]) -> str:
    """`text` cut wherever what it shows changes, each piece with all the ink over it."""
    placed = sorted((ink for ink in inks if ink.span.overlaps(span)), key=lambda ink: ink.span)
    if not text:
        return '<span class="none" lang="en">nothing on this side</span>'
    cuts = {span.start, span.end}
    for ink in placed:
        cuts |= {max(ink.span.start, span.start), min(ink.span.end, span.end)}
    edges = sorted(cuts)
    parts: list[str] = []
    active: list[_Ink] = []
    arriving = 0
    first = True
    for start, end in pairwise(edges):
        active = [ink for ink in active if ink.span.end > start]
        while arriving < len(placed) and placed[arriving].span.start <= start:
            active.append(placed[arriving])
            arriving += 1
        piece = escape(text[start - span.start : end - span.start])
        if not active:
            parts.append(piece)
            continue
        if piece.isspace():  # keeps its ink, but nobody needs to stop there
            parts.append(f'<span class="{_classes(active)}">{piece}</span>')
            continue
        parts.append(f"<span {_attributes(active, first=first)}>{piece}</span>")
        first = False
    return "".join(parts)


def _classes(active: list[_Ink]) -> str:
    return " ".join(dict.fromkeys(word for ink in active for word in ink.classes.split()))


def _attributes(active: list[_Ink], *, first: bool) -> str:
    links = " ".join(ink.link for ink in active if ink.link)
    tip = "\n\n".join(dict.fromkeys(ink.tip for ink in active if ink.tip))
    classes = f"w {_classes(active)}".rstrip()
    return (
        f'class="{classes}" tabindex="{0 if first else -1}"'
        + (f' data-l="{links}"' if links else "")
        + (f' data-tip="{escape(tip)}" aria-description="{escape(tip)}"' if tip else "")
    )
