"""`padanan corpus`: a folder of documents in, a folder of bitexts out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import engine_options, glossary_options

if TYPE_CHECKING:
    from align.corpus import Summary
    from align.manifest import Entry


@click.command("corpus")
@click.argument("source", metavar="IN_DIR", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT_DIR", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "form",
    default="jsonl",
    show_default=True,
    metavar="NAME",
    help="Format of the results.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes, each with its own engine.",
)
@glossary_options
@engine_options
def command(
    source: Path, target: Path, form: str, workers: int, glossaries: tuple[str, ...], no_default_glossary: bool,
    engine_name: str, beam: int, threads: int, device: str,
) -> None:  # fmt: skip
    """Translate every document under IN_DIR to OUT_DIR; after a stop the same command goes on.

    Documents whose text, engine, glossary and options are unchanged are left alone. One that fails is told of at the
    end (exit code 3) and tried again the next time.
    """
    from align.corpus import Job, fair_threads, translate_corpus  # noqa: PLC0415  slow to import

    if workers > 1 and not threads:
        threads = fair_threads(workers)
    job = Job(engine_name, beam, threads, device, glossaries, not no_default_glossary, form)
    summary = translate_corpus(source, target, job, workers=workers, progress=_teller())
    _sum_up(summary)
    if summary.failed:
        raise click.exceptions.Exit(3)


def _teller() -> Callable[[int, int, Entry], None]:
    """Tells how far it is, how fast, and how long it will take; nothing where nobody looks."""
    began, segments = time.monotonic(), 0

    def tell(done: int, total: int, entry: Entry) -> None:
        nonlocal segments
        segments += entry.segments
        if not sys.stderr.isatty():
            return
        passed = time.monotonic() - began
        left = passed / done * (total - done)
        rate = segments / passed if passed else 0.0
        line = f"{done:,} of {total:,} documents, {rate:,.0f} sentences/s, {left / 60:,.0f} min left"
        click.echo(f"\r\033[K{line}", err=True, nl=done == total)

    return tell


def _sum_up(summary: Summary) -> None:
    for entry in summary.failed:
        click.echo(entry.error, err=True)
    counts = {
        key: sum(getattr(entry, key) for entry in summary.done)
        for key in ("segments", "terms", "missed", "findings")
    }
    click.echo(
        f"{len(summary.done):,} translated, {summary.skipped:,} as they were, {len(summary.failed):,} failed: "
        f"{counts['segments']:,} sentences, {counts['terms']:,} terms ({counts['missed']:,} missed), "
        f"{counts['findings']:,} findings"
    )
