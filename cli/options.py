"""Options that several commands share, and how they become library objects."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from align.engines.base import Engine
    from glossary import Glossary

_Function = TypeVar("_Function", bound=Callable[..., Any])
BEAM = 3  # that of `align.engines.base`, for which no --help need wait

beam_option = click.option(
    "--beam", type=click.IntRange(1, 16), default=BEAM, show_default=True, help="Beam size."
)


def engine_options(function: _Function) -> _Function:
    """--engine, --beam, --threads and --device."""
    return _engine_options(function, "default")


def optional_engine_options(function: _Function) -> _Function:
    """The same, with no engine unless one is named."""
    return _engine_options(function, None)


def _engine_options(function: _Function, name: str | None) -> _Function:
    otherwise = (
        "none unless named"
        if name is None
        else "else the default, which is embedded until `padanan engines use` names another"
    )
    for option in (
        click.option("--device", default="cpu", show_default=True, help="cpu or cuda."),
        click.option("--threads", type=click.IntRange(0), default=0, help="CPU threads; 0 takes all cores."),
        beam_option,
        click.option(
            "--engine", "engine_name", default=name, metavar="NAME",
            help="embedded, a model of `padanan engines`, ct2:DIR, firefox:DIR, hf:NAME_OR_DIR, openai:MODEL@URL or "
            f"fixed:FILE; {otherwise}.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def glossary_options(function: _Function) -> _Function:
    """--glossary (repeatable) and --no-default-glossary."""
    for option in (
        click.option("--no-default-glossary", is_flag=True, help="Leave the built-in news glossary out."),
        click.option(
            "-g", "--glossary", "glossaries", multiple=True, metavar="FILE",
            help="Term list (.tsv, .csv, .tbx) or style:NAME; repeatable, later ones win.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def memory_option(function: _Function) -> _Function:
    """--memory."""
    text = (
        "Translation memory, begun where it is missing: nothing is translated twice, what is approved wins."
    )
    return click.option("--memory", metavar="FILE", help=text)(function)


def load_engine(engine_name: str, beam: int, threads: int, device: str) -> Engine:
    """The engine the options name."""
    from align.engines import load_engine as load  # noqa: PLC0415

    return load(engine_name, beam=beam, threads=threads, device=device)


def load_glossary(glossaries: tuple[str, ...], *, default: bool) -> Glossary:
    """The stacked glossary the options name; empty if there is none."""
    import glossary  # noqa: PLC0415

    parts = [
        glossary.style(name[6:]) if name.startswith("style:") else glossary.load(name) for name in glossaries
    ]
    return glossary.stack([glossary.default(), *parts] if default else parts)


def read_input(name: str) -> str:
    """Text of a file, or of standard input for `-`; refuses what holds no text."""
    from align.text.files import require_text  # noqa: PLC0415

    return require_text(read_any(name), file="standard input" if name == "-" else name)


def read_any(name: str) -> str:
    """The same, where a text may be empty."""
    from align.text.files import decode, read_text  # noqa: PLC0415

    return decode(sys.stdin.buffer.read(), file="standard input") if name == "-" else read_text(name)


def put(data: bytes, output: str | None) -> None:
    """Writes a result to a file, whole or not at all, or to standard output."""
    if output and output != "-":
        from align.text.files import write_atomic  # noqa: PLC0415

        write_atomic(Path(output), data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error for work over a second; nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from cli.bar import bar  # noqa: PLC0415

    with bar(label) as update:
        yield update
