"""`padanan glossary`: term lists, what they would do, and what was done."""

from __future__ import annotations

import click

from cli.options import glossary_options, load_glossary, put, read_input


@click.group("glossary")
def command() -> None:
    """Check, convert and try term lists; find new terms."""


@command.command("check", short_help="Read term lists; say what is wrong with them.")
@click.argument("files", nargs=-1, required=True)
def check(files: tuple[str, ...]) -> None:
    """Read term lists; an error names file and lines."""
    import glossary  # noqa: PLC0415

    for name in files:
        click.echo(f"{name}: {len(glossary.load(name).terms):,} terms, no conflict")


@command.command("convert", short_help="Convert a list between .tsv, .csv and .tbx.")
@click.argument("source")
@click.argument("target")
def convert(source: str, target: str) -> None:
    """Convert a term list between .tsv, .csv and .tbx by suffix."""
    import glossary  # noqa: PLC0415

    glossary.save(glossary.load(source), target)


@command.command("styles")
def styles() -> None:
    """List the built-in house styles, for `-g style:NAME`."""
    import glossary  # noqa: PLC0415

    for name in glossary.styles():
        click.echo(name)


@command.command("match", short_help="Show which terms would fire in a text.")
@click.argument("file", default="-")
@glossary_options
def match(file: str, glossaries: tuple[str, ...], no_default_glossary: bool) -> None:
    """Show which terms would fire in FILE: place, text, rendering, origin."""
    text = read_input(file)
    terms = load_glossary(glossaries, default=not no_default_glossary)
    out = []
    for found in terms.match(text):
        line = text.count("\n", 0, found.start) + 1
        out.append(
            f"{line}\t{found.start}-{found.end}\t{found.surface}\t{found.term.targets[0]}\t{found.term.origin}\n"
        )
    put("".join(out).encode(), None)


@command.command("audit", short_help="Renderings of each term, and their variants.")
@click.argument("bitexts", nargs=-1, required=True)
def audit(bitexts: tuple[str, ...]) -> None:
    """Per term, the dominant rendering and its variants with their places; exit code 1 when there are variants."""
    from align.corpus.consistency import audit_files  # noqa: PLC0415

    lines, varied = audit_files(bitexts)
    for line in lines:
        click.echo(line)
    if varied:
        raise click.exceptions.Exit(1)


@command.command("extract", short_help="Propose entries for names no list holds.")
@click.argument("bitexts", nargs=-1, required=True)
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, help="Occurrences a proposal needs."
)
@glossary_options
def extract(
    bitexts: tuple[str, ...], least: int, glossaries: tuple[str, ...], no_default_glossary: bool
) -> None:
    """Propose new entries (names, acronyms, repeated phrases) as TSV for a person to edit."""
    from align.corpus.consistency import propose  # noqa: PLC0415

    known = load_glossary(glossaries, default=not no_default_glossary)
    put(propose(bitexts, known, least=least).encode(), None)
