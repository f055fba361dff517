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
PAIRED = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".tmx")  # they hold translations, too
BINARY = (".docx", ".docm", ".dotx", ".odt", ".epub")  # documents that are no text: their words go to a pipe


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

    A Word, Markdown, HTML or subtitle file is read as a document whatever comes out; with -o and the same suffix, and
    but for Word in a pipe, it comes back translated with its structure kept. Units of XLIFF, TMX and PO files that
    lack a translation get one.
    """
    names = files or ("-",)
    if len(names) > 1 and (output or (form or "txt") not in JOINED):
        raise click.UsageError(
            f"several files go to standard output as {', '.join(JOINED)}; else one call a file"
        )
    made = [(name, _document(name)) for name in names]
    texts = {name: read_input(name) for name, document in made if not document}
    terms = load_glossary(glossaries, default=not no_default_glossary)
    engine = load_engine(engine_name, beam, threads, device)
    from align.pipeline.translating import translate  # noqa: PLC0415  slow to import

    make = partial(translate, glossary=terms, engine=engine, first_mention=first_mention, memory=memory)
    for name, document in made:
        if document:
            _translate_document(name, form, output, make)
        else:
            _translate_text(name, texts[name], form, output, make, lines=lines)


def _document(name: str) -> bool:
    """Whether a file is a document of known kind. Raises InputError for markup that would be taken for prose."""
    if name == "-":
        return False
    from align.formats.documents import FILLED, SUFFIXES, require_prose  # noqa: PLC0415
    from align.text.files import read_bytes  # noqa: PLC0415

    suffix = Path(name).suffix.lower()
    if suffix in (*SUFFIXES, *FILLED):
        return suffix != ".txt"
    require_prose(read_bytes(name), file=name)
    return False


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


def _translate_document(name: str, form: str | None, output: str | None, make: Callable[..., Bitext]) -> None:
    """Units out, translated as one text; back into the document, or side by side in any format."""
    from align.formats.documents import extract, join, split  # noqa: PLC0415
    from align.text.files import read_bytes  # noqa: PLC0415
    from cli.output import write_bitext  # noqa: PLC0415

    suffix = Path(name).suffix.lower()
    piped = not output or output == "-"
    same = (
        not sys.stdout.isatty() and suffix not in BINARY
        if piped
        else Path(str(output)).suffix.lower() == suffix
    )
    if (form is not None or not same) and suffix in PAIRED:
        _translate_pairs(name, form, output, make)
        return
    skeleton = extract(read_bytes(name), file=name)
    with progress("translating") as update:
        bitext = make(join(skeleton.units), progress=update)
    if form is None and same:
        put(skeleton.rebuild(split(bitext, skeleton.units)), output)
    else:
        write_bitext(bitext, form, output, pipe_format="txt", put=put, title=Path(name).name)
    _tell(bitext, name)


def _translate_pairs(name: str, form: str | None, output: str | None, make: Callable[..., Bitext]) -> None:
    """A file of pairs as a bitext: what is translated in it stays, what lacks a translation gets one."""
    from align import formats  # noqa: PLC0415
    from align.formats.documents import completed, join, untranslated  # noqa: PLC0415
    from cli.output import write_bitext  # noqa: PLC0415

    found = formats.read(name)
    with progress("translating") as update:
        made = make(join(untranslated(found)), progress=update)
    write_bitext(completed(found, made), form, output, pipe_format="txt", put=put, title=Path(name).name)
    _tell(made, name)
