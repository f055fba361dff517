"""`padanan convert`: between bitext formats."""

from __future__ import annotations

import click


@click.command("convert")
@click.argument("source")
@click.argument("target")
@click.option(
    "-f", "--format", "form", metavar="NAME", help="Format of TARGET where its suffix does not say."
)
def command(source: str, target: str, form: str | None) -> None:
    """Convert a bitext to another format; the suffixes name both."""
    import align  # noqa: PLC0415

    align.write(align.read(source), target, form)
