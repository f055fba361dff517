"""`padanan score`: how good a translation or an alignment is, against a reference."""

from __future__ import annotations

from pathlib import Path

import click

from cli.options import load_glossary, read_input

BEADS = (".beads", ".gold")
LINKS = (".pharaoh", ".links")


@click.command("score")
@click.argument("first")
@click.argument("second")
@click.option("-s", "--source", metavar="FILE", help="Indonesian lines, for term accuracy.")
@click.option(
    "-g", "--glossary", "glossaries", multiple=True, metavar="FILE", help="Terms to look for; needs -s."
)
def command(first: str, second: str, source: str | None, glossaries: tuple[str, ...]) -> None:
    """Score a translation, sentence beads or word links against gold.

    \b
    padanan score HYP.txt REF.txt        BLEU and chrF of a translation (line-parallel)
    padanan score GOLD.beads HYP.beads   strict and lax precision, recall, F1 of sentence beads
    padanan score GOLD.pharaoh HYP.pharaoh   alignment error rate of word links (gold: 0-0 sure, 0?1 possible)
    """  # noqa: D301  a backspace is click's mark of lines as they are
    suffixes = {Path(first).suffix, Path(second).suffix}
    if suffixes & set(BEADS):
        report = beads(first, second)
    elif suffixes & set(LINKS):
        report = links(first, second)
    else:
        report = translation(first, second)
        if source or glossaries:
            report += terms(source, first, glossaries)
    for line in report:
        click.echo(line)


def beads(gold: str, hypothesis: str) -> list[str]:
    """Strict and lax figures; a file named `….gold` is the gold wherever it stands."""
    from align.beads.evaluate import read_beads, score_beads  # noqa: PLC0415

    if Path(hypothesis).suffix == ".gold" and Path(gold).suffix != ".gold":
        gold, hypothesis = hypothesis, gold
    score = score_beads([(read_beads(hypothesis), read_beads(gold))])
    rows = [f"gold {gold}, hypothesis {hypothesis}"]
    for name, value in (("strict", score.strict), ("lax", score.lax)):
        rows.append(f"{name}\tP {value.precision:.4f}\tR {value.recall:.4f}\tF1 {value.f1:.4f}")
    return rows


def links(gold: str, hypothesis: str) -> list[str]:
    """Alignment error rate over line-parallel Pharaoh files."""
    from align.beads.evaluate import score_links  # noqa: PLC0415
    from align.lexical.links import parse_pharaoh  # noqa: PLC0415

    left, right = read_input(gold).splitlines(), read_input(hypothesis).splitlines()
    _same_length(gold, left, hypothesis, right)
    rows = []
    for number, (wanted, got) in enumerate(zip(left, right, strict=True), start=1):
        sure, possible = parse_pharaoh(wanted, file=gold, line=number)
        own, _ = parse_pharaoh(got, file=hypothesis, line=number)
        rows.append((own, sure, possible))
    score = score_links(rows)
    return [f"AER {score.aer:.4f}\tP {score.precision:.4f}\tR {score.recall:.4f}"]


def translation(hypothesis: str, reference: str) -> list[str]:
    """BLEU and chrF with their signatures."""
    try:
        from sacrebleu import BLEU, CHRF  # noqa: PLC0415
    except ImportError as error:
        raise click.UsageError(
            "scoring translations needs sacrebleu: pip install 'padanan[score]'"
        ) from error
    left, right = read_input(hypothesis).splitlines(), read_input(reference).splitlines()
    _same_length(hypothesis, left, reference, right)
    metrics = (BLEU(), CHRF())
    return [f"{metric.corpus_score(left, [right])}\t{metric.get_signature()}" for metric in metrics]


def terms(source: str | None, hypothesis: str, glossaries: tuple[str, ...]) -> list[str]:
    """Share of the terms in the source whose accepted rendering stands in the hypothesis."""
    from align.engines.base import Translation  # noqa: PLC0415
    from align.terms.accounts import account  # noqa: PLC0415

    if not source:
        raise click.UsageError("term accuracy needs the Indonesian lines: -s FILE")
    glossary = load_glossary(glossaries, default=not glossaries)
    left, right = read_input(source).splitlines(), read_input(hypothesis).splitlines()
    _same_length(source, left, hypothesis, right)
    uses = [
        use
        for sentence, line in zip(left, right, strict=True)
        for use in account(glossary.match(sentence), Translation(line, 0.0), "found", ()).uses
    ]
    hits = sum(use.honoured for use in uses)
    return [f"terms {hits}/{len(uses)} = {hits / len(uses):.4f}" if uses else "terms 0/0: none in the source"]


def _same_length(first: str, left: list[str], second: str, right: list[str]) -> None:
    if len(left) != len(right):
        from align.errors import InputError  # noqa: PLC0415

        message = f"has {len(right)} lines, {first} has {len(left)}; line-parallel files have the same number"
        raise InputError(message, file=second, line=min(len(left), len(right)) + 1)
