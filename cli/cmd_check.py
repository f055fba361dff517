"""`padanan check`: QA findings of a bitext."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.options import load_glossary

if TYPE_CHECKING:
    from align.model import Bitext
    from glossary import Glossary

SEVERITIES = ("info", "warning", "error")


@click.command("check")
@click.argument("bitext")
@click.option("--only", multiple=True, metavar="ID", help="Run this check alone; repeatable.")
@click.option(
    "--suppress", "suppress_file", metavar="FILE",
    help="Signatures of findings that are no errors, one a line, as --signatures prints them.",
)  # fmt: skip
@click.option("--signatures", is_flag=True, help="Print each finding's suppression signature before it.")
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), default="warning", show_default=True,
    help="Lowest severity that ends with exit code 1.",
)  # fmt: skip
@click.option(
    "-g", "--glossary", "glossaries", multiple=True, metavar="FILE",
    help="Term list (.tsv, .csv, .tbx) or style:NAME to hold BITEXT against; repeatable, later ones win.",
)  # fmt: skip
def command(
    bitext: str, only: tuple[str, ...], suppress_file: str | None, signatures: bool, fail_on: str,
    glossaries: tuple[str, ...],
) -> None:  # fmt: skip
    """Look for errors in a bitext: numbers, names, quotes and more."""
    import align  # noqa: PLC0415
    from align.text.files import read_text  # noqa: PLC0415

    suppress = tuple(read_text(suppress_file).split()) if suppress_file else ()
    terms = load_glossary(glossaries, default=False) if glossaries else None
    found = align.read(bitext)
    worst = report(found, only or None, suppress, signatures=signatures, glossary=terms)
    if worst >= SEVERITIES.index(fail_on):
        raise click.exceptions.Exit(1)


def report(
    bitext: Bitext,
    only: tuple[str, ...] | None,
    suppress: tuple[str, ...],
    *,
    signatures: bool,
    glossary: Glossary | None = None,
) -> int:
    """Prints the findings, a line each; gives the place of the worst severity, -1 if there are none."""
    from align.checks import check, signature  # noqa: PLC0415

    findings = check(bitext, only=only, suppress=suppress, glossary=glossary)
    for finding in findings:
        mark = f"{signature(finding, bitext)}\t" if signatures else ""
        click.echo(f"{mark}{finding.bead + 1}\t{finding.severity}\t{finding.check}\t{finding.message}")
    return max((SEVERITIES.index(finding.severity) for finding in findings), default=-1)
