"""The side-by-side table a terminal gets."""

from __future__ import annotations

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from align.model import Bitext, Finding, Pair, Span, TermUse

# Told apart on dark and on light ground, by people who mix up red and green too.
COLOURS = ("cyan", "magenta", "blue", "dark_orange3", "green", "purple")
MARKS = {"error": ("✗", "bold red"), "warning": ("!", "bold yellow"), "info": ("·", "dim")}


def table(bitext: Bitext, *, title: str = "") -> RenderableType:
    """One row a bead, paragraphs set apart; terms in the same colour on both sides, findings under the English."""
    out = Table(box=box.SIMPLE_HEAD, title=title or None, title_style="bold", expand=True, padding=(0, 1))
    out.add_column("", justify="right", style="dim", no_wrap=True)
    out.add_column(_language(bitext.source.language), ratio=1, overflow="fold")
    out.add_column(_language(bitext.target.language), ratio=1, overflow="fold")
    colours: dict[str, str] = {}
    pairs = list(bitext)
    for number, pair in enumerate(pairs, start=1):
        last = number == len(pairs) or pairs[number].paragraph != pair.paragraph
        source = _coloured(
            pair.source_text, [(_at(use.source, pair.source_span), use) for use in pair.terms], colours
        )
        placed = [(_at(use.target, pair.target_span), use) for use in pair.terms if use.target]
        target = _coloured(pair.target_text, placed, colours)
        out.add_row(str(number), source, _with_findings(target, pair), end_section=last)
    return Group(out, _summary(bitext, pairs))


def show(bitext: Bitext, *, title: str = "", width: int | None = None) -> None:
    """Prints the table to standard output, at the terminal's width unless another is given."""
    Console(width=width, highlight=False).print(table(bitext, title=title))


def _language(code: str) -> str:
    return {"id": "Indonesian", "en": "English"}.get(code, code)


def _at(span: Span, frame: Span) -> Span:
    return Span(max(span.start - frame.start, 0), max(span.end - frame.start, 0))


def _coloured(text: str, uses: list[tuple[Span, TermUse]], colours: dict[str, str]) -> Text:
    out = Text(_printable(text))
    for span, use in uses:
        colour = colours.setdefault(use.rendering.casefold(), COLOURS[len(colours) % len(COLOURS)])
        out.stylize(colour if use.honoured else f"{colour} underline", span.start, span.end)
    return out


def _printable(text: str) -> str:
    """Line breaks as spaces; control characters, which could steer the terminal, as a sign. Same length."""
    return "".join(" " if c.isspace() else c if c.isprintable() else "\ufffd" for c in text)


def _with_findings(target: Text, pair: Pair) -> Text:
    out = target.copy()
    for finding in pair.findings:
        mark, style = MARKS[finding.severity]
        out.append(f"\n{mark} {_printable(finding.message)}", style=style)
    return out


def _summary(bitext: Bitext, pairs: list[Pair]) -> Text:
    missed = sum(not use.honoured for use in bitext.terms)
    counts = [
        f"{len(pairs)} sentences",
        f"{len(bitext.terms)} terms" + (f", {missed} missed" if missed else ""),
    ]
    kinds: dict[str, list[Finding]] = {}
    for finding in bitext.findings:
        kinds.setdefault(finding.severity, []).append(finding)
    counts += [
        f"{len(kinds[name])} {name}{'s' if len(kinds[name]) > 1 else ''}" for name in MARKS if name in kinds
    ]
    return Text("  " + " · ".join(counts) + "\n  " + bitext.signature, style="dim")
