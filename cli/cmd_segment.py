"""`padanan segment`: sentences of a text."""

from __future__ import annotations

import click

from cli.options import put, read_input


@click.command("segment")
@click.argument("file", default="-")
@click.option("--language", default="id", show_default=True, help="Rules to follow: id or en.")
@click.option(
    "-f", "--format", "form", type=click.Choice(["text", "spans"]), default="text", show_default=True,
    help="text: a sentence a line, a blank line between paragraphs; spans: its start and end in characters.",
)  # fmt: skip
@click.option(
    "--srx", is_flag=True, help="Print the rules as SRX 2.0 instead, for OmegaT and other programs."
)
def command(file: str, language: str, form: str, srx: bool) -> None:
    """Split FILE (- is standard input) into sentences."""
    if srx:
        from align.text.srx import srx as rules  # noqa: PLC0415

        put(rules(language).encode(), None)
        return
    put(segmented(read_input(file), language, form).encode(), None)


def segmented(text: str, language: str, form: str) -> str:
    """The sentences of `text`, one a line, or their spans."""
    import align  # noqa: PLC0415

    document = align.segment(text, language)
    if form == "spans":
        return "".join(f"{segment.span.start} {segment.span.end}\n" for segment in document.segments)
    out: list[str] = []
    for number, segment in enumerate(document.segments):
        if number and segment.paragraph != document.segments[number - 1].paragraph:
            out.append("\n")
        # A sentence that runs over a line end is still one line here.
        out.append(" ".join(segment.span.of(text).split()) + "\n")
    return "".join(out)
