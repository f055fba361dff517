"""`padanan align`: sentence beads of an existing translation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import (
    glossary_options,
    load_engine,
    load_glossary,
    optional_engine_options,
    put,
    read_any,
)

if TYPE_CHECKING:
    from align.model import Document

PIPE = "tsv"  # what a pipe gets
EXCHANGED = ("tsv", "tmx", "xliff12", "xliff21")  # formats of rows that other programs read


@click.command("align")
@click.argument("source")
@click.argument("target")
@click.option("--lines", is_flag=True, help="Each line is one segment; nothing is split.")
@click.option(
    "-f", "--format", "form", metavar="NAME", default=None,
    help="table, beads, tsv, jsonl, tmx, xliff12, xliff21, html, md, docx, pharaoh; default by -o or table/tsv.",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE", help="Write here, whole or not at all; the suffix names the format."
)
@click.option("--cautious", is_flag=True, help="Keep only beads that are near certain.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), default=0.0,
    help="Keep only beads of this score or more; jsonl and what people read hold the rest as gaps of score 0.",
)  # fmt: skip
@click.option(
    "--longest", type=click.IntRange(1, 200), default=16, show_default=True,
    help="Sentences that one of the other side may stand for.",
)  # fmt: skip
@click.option(
    "--gap", type=click.FloatRange(-1000, 0), default=None, metavar="GAIN",
    help="What an unpaired sentence gains, a natural logarithm; else it follows from the texts, mostly -2.5 to -4.",
)  # fmt: skip
@click.option(
    "--paragraphs", is_flag=True, help="Paragraphs match one to one; no bead crosses their borders."
)
@click.option("--eoa", is_flag=True, help="With --lines: lines that are .EOA match; no bead crosses them.")
@click.option(
    "--vectors", is_flag=True,
    help="Compare sentences by their meaning, too, as the embedded model's encoder has it; for condensed texts.",
)  # fmt: skip
@click.option("--no-engine", is_flag=True, hidden=True, help="As by default.")
@glossary_options
@optional_engine_options
def command(
    source: str, target: str, lines: bool, form: str | None, output: str | None, cautious: bool, min_score: float,
    longest: int, gap: float | None, paragraphs: bool, eoa: bool, vectors: bool, no_engine: bool,
    glossaries: tuple[str, ...],
    no_default_glossary: bool, engine_name: str | None, beam: int, threads: int, device: str,
) -> None:  # fmt: skip
    """Tie an English text to its Indonesian source, word by word.

    Word, Markdown, HTML, subtitle and other documents are read as `translate` reads them. Where one side is empty,
    every sentence of the other is a bead without counterpart. Without --engine the lexical table decides; with one,
    both texts are compared by a translation, too, which takes some twenty times as long and seldom helps.
    """
    if eoa and (paragraphs or not lines):
        raise click.UsageError("--eoa goes with --lines, and not with --paragraphs")
    from align.pipeline.pairing import Options, tie  # noqa: PLC0415
    from cli.output import chosen, write_bitext  # noqa: PLC0415

    left, right = _documents(source, target, by_line=lines)
    bitext, verdict = tie(
        left, right,
        engine=None if engine_name is None or no_engine else load_engine(engine_name, beam, threads, device),
        glossary=load_glossary(glossaries, default=not no_default_glossary),
        options=Options(
            cautious=cautious, min_score=min_score, longest=longest, gap=gap, vectors=vectors,
            delimiters="paragraphs" if paragraphs else "lines" if eoa else "none",
        ),
    )  # fmt: skip
    if (cautious or min_score) and chosen(form, output, pipe_format=PIPE) in EXCHANGED:
        from align.formats.beads import decided  # noqa: PLC0415

        bitext = decided(bitext)
    write_bitext(bitext, form, output, pipe_format=PIPE, put=put)
    if not left.segments or not right.segments:
        name = target if left.segments else source
        click.echo(f"padanan: {name} holds no text: every sentence of the other stands alone", err=True)
    elif verdict.sentence():
        click.echo(f"padanan: {verdict.sentence()}", err=True)


def _documents(source: str, target: str, *, by_line: bool) -> tuple[Document, Document]:
    """Both sides in sentences, or lines. Raises InputError where neither holds text."""
    from align.errors import InputError  # noqa: PLC0415
    from align.text.segment import lines, segment  # noqa: PLC0415

    cut = lines if by_line else segment
    left, right = cut(_text(source), "id"), cut(_text(target), "en")
    if not left.segments and not right.segments:
        raise InputError(f"and {target} hold no text; at least one side needs a sentence", file=source)
    return left, right


def _text(name: str) -> str:
    """What a file says: the paragraphs of a document, or a text as it is. Raises InputError for files of pairs."""
    if name == "-":
        return read_any(name)
    from align.errors import InputError  # noqa: PLC0415
    from align.formats.documents import FILLED, SUFFIXES, extract, join, require_prose  # noqa: PLC0415
    from align.text.files import decode, read_bytes  # noqa: PLC0415

    suffix = Path(name).suffix.lower()
    if suffix in FILLED:
        raise InputError(f"holds both sides already; accepted are texts and {', '.join(SUFFIXES)}", file=name)
    data = read_bytes(name)
    if suffix in SUFFIXES and suffix != ".txt":
        return join(extract(data, file=name).units)
    text = decode(data, file=name)
    require_prose(data, file=name)
    return text
