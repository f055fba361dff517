"""`padanan engines`: what can translate here, and whether it is ready to do so offline."""

from __future__ import annotations

import click

from cli.options import engine_options, load_engine

PROBE = "Pemerintah mengatakan perundingan akan dilanjutkan pada hari Senin."


@click.group("engines", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List what translates here, check it, make a checkpoint fast."""
    if ctx.invoked_subcommand is None:
        for name, what in (
            ("embedded", "the model that ships with padanan; the default"),
            ("ct2:DIR", "a CTranslate2 model folder"),
            ("hf:NAME_OR_DIR", "a Marian, NLLB or M2M100 checkpoint of transformers; needs padanan[torch]"),
            ("openai:MODEL@URL", "a chat server (llama.cpp, vLLM, Ollama); every text is sent to URL"),
            ("fixed:FILE", "translations from a file, source<TAB>target a line"),
        ):
            click.echo(f"{name:16} {what}")


@command.command("check")
@engine_options
def check(engine_name: str, beam: int, threads: int, device: str) -> None:
    """Load the engine without the network and translate a sentence; names what is missing."""
    import os  # noqa: PLC0415

    os.environ.update({"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"})
    from align.engines.base import Request  # noqa: PLC0415

    engine = load_engine(engine_name, beam, threads, device)
    if engine_name == "embedded" or engine_name.startswith("ct2:"):
        from align.engines.ct2 import files  # noqa: PLC0415
        from align.engines.embedded import FOLDER  # noqa: PLC0415

        for path in files(FOLDER if engine_name == "embedded" else engine_name.partition(":")[2]):
            click.echo(f"here     {path} ({path.stat().st_size:,} bytes)")
    if not engine_name.startswith("fixed:"):
        (answer,) = engine.translate([Request(PROBE)])
        click.echo(f"probe    {PROBE}\n      -> {answer.text}")
    remote = engine_name.startswith("openai:")
    need = "needs its server, and sends it every text" if remote else "no network needed"
    click.echo(f"ready    {engine.signature}, {need}")


@command.command("convert")
@click.argument("name")
@click.argument("folder")
def convert(name: str, folder: str) -> None:
    """Make the MarianMT, NLLB or M2M100 checkpoint NAME, of the Hub or a folder, an int8 model in FOLDER.

    The result is compared with the original on a few sentences, and kept only if it says the same.
    """
    from pathlib import Path  # noqa: PLC0415

    from align.engines.convert import convert as make  # noqa: PLC0415

    same = make(name, Path(folder))
    size = sum(file.stat().st_size for file in Path(folder).iterdir())
    click.echo(f"{folder}: {size / 1e6:.1f} MB, answers {same:.0%} alike; use it as --engine ct2:{folder}")
