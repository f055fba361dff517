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
    if form == "table" or (form is None and sys.stdout.isatty()):
        from cli.table import show  # noqa: PLC0415

        show(bitext, title=title, width=None if sys.stdout.isatty() else PIPE_WIDTH)
        return
    put(formats.render(bitext, form or pipe_format), output)
