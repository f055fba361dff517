"""`padanan words`: word links of line-parallel files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.options import put, read_input

if TYPE_CHECKING:
    from align.lexical.links import Attender


@click.command("words")
@click.argument("source")
@click.argument("target")
@click.option("--tokenized", is_flag=True, help="Tokens are what stands between spaces.")
@click.option("--no-engine", is_flag=True, help="Lexical table alone, without the embedded model.")
def command(source: str, target: str, tokenized: bool, no_engine: bool) -> None:
    """Word links of line-parallel files, as Pharaoh pairs `0-0 1-2`."""
    from align.errors import InputError  # noqa: PLC0415
    from align.lexical.links import pharaoh_lines  # noqa: PLC0415

    left, right = read_input(source).splitlines(), read_input(target).splitlines()
    if len(left) != len(right):
        message = (
            f"has {len(right)} lines, {source} has {len(left)}; line-parallel files have the same number"
        )
        raise InputError(message, file=target, line=min(len(left), len(right)) + 1)
    engine: Attender | None = None
    if not no_engine:
        from align.engines.embedded import load  # noqa: PLC0415

        engine = load("", beam=1, threads=0, device="cpu")
    lines = pharaoh_lines(list(zip(left, right, strict=True)), engine=engine, tokenized=tokenized)
    put("".join(line + "\n" for line in lines).encode(), None)
