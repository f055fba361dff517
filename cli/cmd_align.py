"""`padanan align`: sentence beads of an existing translation."""

from __future__ import annotations

import click

from cli.options import engine_options, glossary_options, load_engine, load_glossary, put, read_any


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
    "--min-score", type=click.FloatRange(0, 1), default=0.0, help="Keep only beads of this score or more."
)
@click.option(
    "--paragraphs", is_flag=True, help="Paragraphs match one to one; no bead crosses their borders."
)
@click.option("--no-engine", is_flag=True, help="Compare by lexical table and length alone.")
@glossary_options
@engine_options
def command(
    source: str, target: str, lines: bool, form: str | None, output: str | None, cautious: bool, min_score: float,
    paragraphs: bool, no_engine: bool, glossaries: tuple[str, ...], no_default_glossary: bool,
    engine_name: str, beam: int, threads: int, device: str,
) -> None:  # fmt: skip
    """Tie an English text to its Indonesian source, word by word.

    Where one side is empty, every sentence of the other is a bead without counterpart.
    """
    from align.beads.sentences import agreement  # noqa: PLC0415
    from align.errors import InputError  # noqa: PLC0415
    from align.pipeline.pairing import pair_documents  # noqa: PLC0415
    from align.text.segment import lines as by_line  # noqa: PLC0415
    from align.text.segment import segment  # noqa: PLC0415
    from cli.output import write_bitext  # noqa: PLC0415

    cut = by_line if lines else segment
    left, right = read_any(source), read_any(target)
    if not left.strip() and not right.strip():
        raise InputError(f"and {target} hold no text; at least one side needs a sentence", file=source)
    bitext = pair_documents(
        cut(left, "id"), cut(right, "en"),
        engine=None if no_engine else load_engine(engine_name, beam, threads, device),
        glossary=load_glossary(glossaries, default=not no_default_glossary),
        cautious=cautious, min_score=min_score, delimiters="paragraphs" if paragraphs else "none",
    )  # fmt: skip
    write_bitext(bitext, form, output, pipe_format="tsv", put=put)
    mean = agreement(bitext.beads)
    if not left.strip() or not right.strip():
        name = target if left.strip() else source
        click.echo(f"padanan: {name} holds no text: every sentence of the other stands alone", err=True)
    elif mean < 0.5:
        click.echo(
            f"padanan: mean bead score {mean:.2f}: these texts hardly look like translations", err=True
        )
