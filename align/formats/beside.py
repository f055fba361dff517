"""Translations of one text by several engines, side by side, with what differs marked: a page, or tab-separated rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape

from align.model import Bitext, Pair, Span
from align.text.tokens import tokenize

_OUT = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\\0"})
_STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; padding: .5em; }
th, td { vertical-align: top; text-align: left; padding: .5em; border-bottom: 1px solid #8886; }
mark { background: #fd08; color: inherit; text-decoration: underline; }
ul { margin: .3em 0 0; padding-left: 1.2em; font-size: .85em; } .numbers td, .numbers th { text-align: right; }
"""


@dataclass(frozen=True, slots=True)
class Column:
    """What one engine made of the text, in how many seconds; `scores` are BLEU and chrF2 where there is a reference."""

    name: str
    bitext: Bitext
    seconds: float
    scores: dict[str, float] = field(default_factory=dict)

    @property
    def missed(self) -> int:
        """Terms of the glossary without a rendering."""
        return sum(not use.honoured for use in self.bitext.terms)

    @property
    def findings(self) -> int:
        """Findings above information."""
        return sum(finding.severity != "info" for finding in self.bitext.findings)


def differing(text: str, other: str) -> list[Span]:
    """Where words and marks of `text` stand that `other` does not have there."""
    spans = list(tokenize(text))
    words, others = [span.of(text) for span in spans], [span.of(other) for span in tokenize(other)]
    changes = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    return [
        Span(spans[start].start, spans[end - 1].end)
        for kind, start, end, _, _ in changes
        if kind in ("replace", "delete")
    ]


def as_tsv(columns: Sequence[Column]) -> str:
    """A row a sentence: the source, what each engine makes of it, its findings and missed terms, and whether all agree."""
    head = ["number", "source"]
    for column in columns:
        head += [column.name, f"{column.name} findings", f"{column.name} missed"]
    lines = [[*head, "differ"]]
    for number, pairs in enumerate(_rows(columns), start=1):
        cells = [str(number), pairs[0].source_text]
        for pair in pairs:
            cells += [pair.target_text, "; ".join(_findings(pair)), "; ".join(_missed(pair))]
        lines.append([*cells, "yes" if len({pair.target_text for pair in pairs}) > 1 else "no"])
    return "".join("\t".join(cell.translate(_OUT) for cell in line) + "\n" for line in lines)


def as_html(columns: Sequence[Column]) -> str:
    """The same as a page that fetches nothing; words by which a translation differs from the first are marked, and in the
    first those by which it differs from the second.
    """
    names = "".join(f'<th scope="col">{escape(column.name)}</th>' for column in columns)
    body = "".join(_row(number, pairs) for number, pairs in enumerate(_rows(columns), start=1))
    signatures = " · ".join(escape(column.bitext.signature) for column in columns)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Engines side by side</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>Engines side by side</h1>\n{_numbers(columns)}"
        f'<table>\n<tr><th scope="col">#</th><th scope="col">Indonesian</th>{names}</tr>\n{body}</table>\n</main>\n'
        f"<footer>{signatures}</footer>\n</body>\n</html>\n"
    )


def summary(columns: Sequence[Column]) -> list[str]:
    """A line for each engine."""
    out = []
    for column in columns:
        scores = "".join(f", {name} {value:.1f}" for name, value in column.scores.items())
        out.append(
            f"{column.name}: {column.findings} findings, {column.missed} of {len(column.bitext.terms)} terms missed, "
            f"{column.seconds:.1f} s{scores}"
        )
    return out


def _rows(columns: Sequence[Column]) -> Iterator[tuple[Pair, ...]]:
    return zip(*(column.bitext for column in columns), strict=True)


def _row(number: int, pairs: Sequence[Pair]) -> str:
    first, second = pairs[0].target_text, pairs[1].target_text if len(pairs) > 1 else pairs[0].target_text
    cells = []
    for place, pair in enumerate(pairs):
        notes = "".join(f"<li>{escape(note)}</li>" for note in (*_findings(pair), *_missed(pair)))
        text = _marked(pair.target_text, second if place == 0 else first)
        cells.append(f'<td lang="en" dir="auto">{text}{f"<ul>{notes}</ul>" if notes else ""}</td>')
    source = f'<td lang="id" dir="auto">{escape(pairs[0].source_text)}</td>'
    return f'<tr><th scope="row">{number}</th>{source}{"".join(cells)}</tr>\n'


def _marked(text: str, other: str) -> str:
    parts, done = [], 0
    for span in differing(text, other):
        parts += [escape(text[done : span.start]), f"<mark>{escape(span.of(text))}</mark>"]
        done = span.end
    return "".join([*parts, escape(text[done:])])


def _findings(pair: Pair) -> list[str]:
    return [f"{finding.check}: {finding.message}" for finding in pair.findings if finding.severity != "info"]


def _missed(pair: Pair) -> list[str]:
    return [f"missed: {use.term} → {use.rendering}" for use in pair.terms if not use.honoured]


def _numbers(columns: Sequence[Column]) -> str:
    """The figures of each engine."""
    scores = [*columns[0].scores]
    head = "".join(
        f'<th scope="col">{escape(n)}</th>'
        for n in ("engine", "findings", "terms missed", "seconds", *scores)
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(column.name)}</th><td>{column.findings}</td>'
        f"<td>{column.missed} of {len(column.bitext.terms)}</td><td>{column.seconds:.1f}</td>"
        f"{''.join(f'<td>{value:.1f}</td>' for value in column.scores.values())}</tr>\n"
        for column in columns
    )
    return f'<table class="numbers">\n<tr>{head}</tr>\n{rows}</table>\n'
