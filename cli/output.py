"""Where a bitext goes: the table of a terminal, a file, or a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from align.model import Bitext

PIPE_WIDTH = 120


def write_bitext(
    bitext: Bitext,
    form: str | None,
    output: str | None,
    *,
    pipe_format: str,
    put: Callable[[bytes, str | None], None],
    title: str = "",
) -> None:
    """Writes `bitext` in the named format; else as the suffix of `output` says, as a table on a terminal, or
    in `pipe_format`.
    """
    from align import formats  # noqa: PLC0415

    if form is not None and form not in ("table", *formats.WRITABLE):
        raise click.UsageError(f"unknown format {form!r}; known: table, {', '.join(formats.WRITABLE)}")
    if output and output != "-" and form != "table":
        formats.write(bitext, output, form)
        return
    name = chosen(form, output, pipe_format=pipe_format)
    if name == "table":
        from cli.table import show  # noqa: PLC0415

        show(bitext, title=title, width=None if sys.stdout.isatty() else PIPE_WIDTH)
        return
    put(formats.render(bitext, name), output)


def chosen(form: str | None, output: str | None, *, pipe_format: str) -> str:
    """The name of the format that `write_bitext` writes, or `table`; nothing where the suffix of `output` names none."""
    from align import formats  # noqa: PLC0415

    if form is not None:
        return form
    if output and output != "-":
        suffixed = formats.by_suffix(output, reading=False)
        return suffixed.name if suffixed else ""
    return "table" if sys.stdout.isatty() else pipe_format
