"""`padanan translate`: the main job."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import (
    engine_options,
    glossary_options,
    load_engine,
    load_glossary,
    memory_option,
    progress,
    put,
    read_input,
)

if TYPE_CHECKING:
    from align.model import Bitext

JOINED = ("txt", "table", "md", "tsv")  # formats in which several texts may follow one another
DOCUMENTS = (".md", ".markdown", ".html", ".htm", ".docx", ".srt")


@click.command("translate")
@click.argument("files", nargs=-1, metavar="[FILE…|-]")
@click.option(
    "-f", "--format", "form", metavar="NAME", default=None,
    help="table, txt, tsv, jsonl, html, md, tmx, xliff12, xliff21, docx; default: a table on a terminal, txt in a pipe.",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE", help="Write here, whole or not at all; the suffix names the format."
)
@click.option("--lines", is_flag=True, help="Line in, line out: each line is one segment.")
@click.option(
    "--first-mention", is_flag=True,
    help="Spell out the first mention of an acronym of the glossary: Corruption Eradication Commission (KPK).",
)  # fmt: skip
@glossary_options
@engine_options
@memory_option
def command(
    files: tuple[str, ...], form: str | None, output: str | None, lines: bool, first_mention: bool,
    glossaries: tuple[str, ...], no_default_glossary: bool, engine_name: str, beam: int, threads: int, device: str,
    memory: str | None,
) -> None:  # fmt: skip
    """Translate Indonesian files to English, side by side.

    - or no FILE is standard input.

    A Word, Markdown, HTML or subtitle file given with -o and the same suffix comes back translated with its
    structure kept.
    """
    names = files or ("-",)
    if len(names) > 1 and (output or (form or "txt") not in JOINED):
        raise click.UsageError(
            f"several files go to standard output as {', '.join(JOINED)}; else one call a file"
        )
    texts = {} if _document(names[0], form, output) else {name: read_input(name) for name in names}
    terms = load_glossary(glossaries, default=not no_default_glossary)
    engine = load_engine(engine_name, beam, threads, device)
    from align.pipeline.translating import translate  # noqa: PLC0415  slow to import

    make = partial(translate, glossary=terms, engine=engine, first_mention=first_mention, memory=memory)
    if not texts:
        _translate_document(names[0], str(output), make)
    for name, text in texts.items():
        _translate_text(name, text, form, output, make, lines=lines)


def _document(name: str, form: str | None, output: str | None) -> bool:
    """Whether a structured document shall come back as one."""
    suffix = Path(name).suffix.lower()
    return (
        form is None and suffix in DOCUMENTS and bool(output) and Path(str(output)).suffix.lower() == suffix
    )


def _translate_text(
    name: str, text: str, form: str | None, output: str | None, make: Callable[..., Bitext], *, lines: bool
) -> None:
    from align.text.segment import lines as by_line  # noqa: PLC0415
    from cli.output import write_bitext  # noqa: PLC0415

    with progress("translating") as update:
        bitext = make(by_line(text, "id") if lines else text, progress=update)
    title = "" if name == "-" else Path(name).name
    write_bitext(bitext, form, output, pipe_format="txt", put=put, title=title)
    _tell(bitext, name)


def _tell(bitext: Bitext, name: str) -> None:
    """How many findings there are of which severity, and where to see them, for those who see the text alone."""
    from align.model import SEVERITIES  # noqa: PLC0415

    if sys.stdout.isatty() or not bitext.findings:
        return
    counts = {
        each: sum(finding.severity == each for finding in bitext.findings) for each in reversed(SEVERITIES)
    }
    said = ", ".join(
        f"{count} {each}{'s' * (count > 1 and each != 'info')}" for each, count in counts.items() if count
    )
    shown = "-" if name == "-" else name
    click.echo(f"padanan: {shown}: {said}; see them with `padanan translate {shown} -f table`", err=True)


def _translate_document(name: str, output: str, make: Callable[..., Bitext]) -> None:
    """A document with its structure: units out, translated as one text, and back in."""
    from align.formats.documents import extract, join, split  # noqa: PLC0415
    from align.text.files import read_bytes, write_atomic  # noqa: PLC0415

    skeleton = extract(read_bytes(name), file=name)
    with progress("translating") as update:
        bitext = make(join(skeleton.units), progress=update)
    write_atomic(output, skeleton.rebuild(split(bitext, skeleton.units)))
    _tell(bitext, name)
