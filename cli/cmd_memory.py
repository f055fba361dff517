"""`padanan memory`: approved translations into a translation memory and out of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click


@click.group("memory", no_args_is_help=True)
def command() -> None:
    """Fill a translation memory, write it out, say what is in it.

    `padanan translate --memory M` and `padanan corpus --memory M` translate nothing twice and take what is approved
    from it; `padanan review --memory M` puts what is approved into it.
    """


@command.command("import", short_help="Put approved translations into a memory.")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--memory", required=True, metavar="M", help="The memory; begun where it is missing.")
@click.option("--all", "every", is_flag=True, help="Pairs that nobody approved, too.")
def import_(files: tuple[str, ...], memory: str, every: bool) -> None:
    """Put the approved pairs of FILEs (TMX, XLIFF, jsonl, tsv, docx) into the memory M; of a source the last counts.

    Every unit of another program's TMX counts as approved. In tsv and docx nothing says what is: they take --all.
    """
    from align.memory.exchange import take  # noqa: PLC0415  slow to import
    from align.memory.store import Memory  # noqa: PLC0415

    with closing(Memory(memory)) as opened:
        for file in files:
            taken = take(opened, file, every=every)
            line = f"{file}: {taken.new:,} new or changed, {taken.same:,} as they were"
            if taken.left:
                line += f", {taken.left:,} left out that nobody approved (--all takes them)"
            click.echo(line)


@command.command("export", short_help="Write a memory's approved translations.")
@click.argument("memory", metavar="M")
@click.argument("out")
@click.option("-f", "--format", "form", metavar="NAME", help="Format; the suffix of OUT names it otherwise.")
def export(memory: str, out: str, form: str | None) -> None:
    """Write the approved pairs of the memory M to OUT: TMX, or any other format that can be written."""
    from align import formats  # noqa: PLC0415  slow to import
    from align.memory.exchange import as_bitext  # noqa: PLC0415
    from align.memory.store import existing  # noqa: PLC0415

    with closing(existing(memory)) as opened:
        bitext = as_bitext(opened)
    formats.write(bitext, out, format=form)
    click.echo(f"{out}: {len(bitext):,} pairs")


@command.command("stats", short_help="Say what is in a memory.")
@click.argument("memory", metavar="M")
def stats(memory: str) -> None:
    """Say how many pairs of M are approved, by the file they come from, and what machines made, by the signature."""
    from align.memory.store import existing  # noqa: PLC0415  slow to import

    with closing(existing(memory)) as opened:
        counts = opened.counts()
    size = Path(memory).stat().st_size
    click.echo(f"{memory}: {size / 1e6:,.1f} MB")
    click.echo(f"{counts.approved:,} approved")
    for origin, number in counts.origins.items():
        click.echo(f"  {number:,} from {origin}")
    click.echo(f"{sum(counts.made.values()):,} made by machine")
    for maker, number in counts.made.items():
        click.echo(f"  {number:,} by {maker}")
