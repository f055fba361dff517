"""`padanan corpus`: a folder of documents in, a folder of bitexts out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import engine_options, glossary_options, memory_option

if TYPE_CHECKING:
    from align.corpus.job import Job
    from align.corpus.run import State, Summary

OFTEN = 0.1  # seconds between two lines of progress
MOST = 10  # terms in the report


@click.command("corpus")
@click.argument("source", metavar="IN_DIR", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT_DIR", type=click.Path(path_type=Path))
@click.option(
    "-f", "--format", "form", default=None, metavar="NAME",
    help="Format of the results; default: jsonl, with --lines txt.",
)  # fmt: skip
@click.option(
    "--lines", is_flag=True, help="Line in, line out: each line of a .txt or .id file is one segment."
)
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True,
    help="Processes, each with its own engine.",
)  # fmt: skip
@click.option(
    "--ray", "address", is_flag=False, flag_value="local", metavar="[ADDRESS]",
    help="Through Ray Data: on this machine, or on the cluster at ADDRESS (`auto`, `ray://HOST:10001`).",
)  # fmt: skip
@click.option(
    "--actors", type=click.IntRange(1), default=1, show_default=True, help="Of Ray, each with an engine."
)
@click.option(
    "--ray-cpus", type=click.FloatRange(0), default=1.0, show_default=True, help="CPUs for each actor."
)
@click.option(
    "--ray-gpus", type=click.FloatRange(0), default=0.0, show_default=True, help="GPUs for each actor."
)
@glossary_options
@engine_options
@memory_option
def command(
    source: Path, target: Path, form: str | None, lines: bool, workers: int, address: str | None, actors: int,
    ray_cpus: float, ray_gpus: float, glossaries: tuple[str, ...], no_default_glossary: bool, engine_name: str,
    beam: int, threads: int, device: str, memory: str | None,
) -> None:  # fmt: skip
    """Translate a folder of documents; goes on after a stop.

    Documents whose text, engine, glossary, options and approved translations are unchanged are left alone. One that
    fails is told of at the end (exit code 3) and tried again the next time. Texts may be of any length.
    """
    from align.corpus.job import Job  # noqa: PLC0415  slow to import
    from align.corpus.workers import fair_threads  # noqa: PLC0415
    from align.engines.store import resolved  # noqa: PLC0415

    if memory and address not in (None, "local"):
        raise click.UsageError("--memory is a file of this machine; accepted is --workers, or --ray alone")
    if address and workers > 1:
        raise click.UsageError("--workers are processes here, --actors are Ray's; accepted is one of them")
    if not threads and (workers > 1 or address):
        threads = max(1, int(ray_cpus)) if address else fair_threads(workers)
    form = form or ("txt" if lines else "jsonl")
    job = Job(resolved(engine_name), beam, threads, device, glossaries, not no_default_glossary, form, lines)
    cluster = (address, actors, ray_cpus, ray_gpus) if address else None
    summary = _work(source, target, job, workers, cluster, memory)
    _sum_up(summary)
    if summary.failed:
        raise click.exceptions.Exit(3)


def _work(
    source: Path, target: Path, job: Job, workers: int, cluster: tuple[str, int, float, float] | None,
    memory: str | None,
) -> Summary:  # fmt: skip
    from align.corpus.run import translate_corpus  # noqa: PLC0415  slow to import
    from align.memory.store import Memory  # noqa: PLC0415

    with closing(Memory(memory)) if memory else nullcontext() as opened:
        if memory and opened:
            job = replace(job, memory=str(Path(memory).resolve()), approved=opened.state())
        run = None
        if cluster:
            from align.corpus.cluster import Cluster, ray_runner  # noqa: PLC0415  slow to import

            run = ray_runner(job, job.terms(), Cluster(*cluster))
        return translate_corpus(source, target, job, run=run, workers=workers, progress=_teller())


def _teller() -> Callable[[State], None]:
    """Tells how far it is, how fast, and how long it will take; nothing where nobody looks."""
    began = told = time.monotonic()

    def tell(state: State) -> None:
        nonlocal told
        now = time.monotonic()
        last = state.finished == state.documents
        if not sys.stderr.isatty() or (now - told < OFTEN and not last):
            return
        told, passed = now, max(now - began, 1e-9)
        line = (
            f"{state.finished:,} of {state.documents:,} documents, {state.passed / max(state.size, 1):.0%}, "
            f"{state.segments / passed:,.0f} sentences/s"
        )
        if state.worked:
            line += f", {_time(passed / state.worked * max(state.size - state.passed, 0))} left"
        click.echo(f"\r\033[K{line}", err=True, nl=last)

    return tell


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def _sum_up(summary: Summary) -> None:
    for line in summary.failures:
        click.echo(line, err=True)
    if summary.failed > len(summary.failures):
        click.echo(
            f"and {summary.failed - len(summary.failures):,} more; the manifest has them all", err=True
        )
    totals = summary.totals
    uses, missed = sum(totals.terms.values()), sum(totals.missed.values())
    click.echo(
        f"{summary.done:,} translated, {summary.skipped:,} as they were, {summary.failed:,} failed: "
        f"{totals.segments:,} sentences, {uses:,} terms ({missed:,} missed), "
        f"{sum(totals.findings.values()):,} findings"
    )
    if totals.findings:
        counts = sorted(totals.findings.items(), key=lambda item: (-item[1], item[0]))
        click.echo("findings: " + ", ".join(f"{check} {count:,}" for check, count in counts))
    if totals.missed:
        worst = sorted(totals.missed.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        told = ", ".join(f"{term} {count:,} of {totals.terms[term]:,}" for term, count in worst)
        click.echo(f"terms missed: {told}")
