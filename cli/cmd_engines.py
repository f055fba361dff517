"""`padanan engines`: what can translate here, how to get a better one, and whether it needs no network."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import (
    beam_option,
    engine_options,
    glossary_options,
    load_engine,
    load_glossary,
    progress,
    put,
    read_input,
)

if TYPE_CHECKING:
    from align.engines.offers import Offer

PROBE = "Pemerintah mengatakan perundingan akan dilanjutkan pada hari Senin."
MB = 1_000_000
KINDS = (
    ("ct2:DIR", "a CTranslate2 model folder"),
    ("firefox:DIR", "one of Firefox's models; needs padanan[firefox]"),
    ("hf:NAME_OR_DIR", "a Marian, NLLB or M2M100 checkpoint of transformers; needs padanan[torch]"),
    ("openai:MODEL@URL", "a chat server (llama.cpp, vLLM, Ollama); every text is sent to URL"),
    ("fixed:FILE", "translations from a file, source<TAB>target a line"),
)


@click.group("engines", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List what translates here; get a better one, choose, compare."""
    if ctx.invoked_subcommand is None:
        _list()


@command.command("list")
def listed() -> None:
    """List the models that are here, what can be fetched, and what else can be named."""
    _list()


def _list() -> None:
    from align.engines.embedded import FOLDER  # noqa: PLC0415  slow to import
    from align.engines.offers import KNOWN  # noqa: PLC0415
    from align.engines.store import EMBEDDED, chosen, installed  # noqa: PLC0415

    here, default = installed(), chosen()
    own = sum(file.stat().st_size for file in FOLDER.glob("*")) if FOLDER.is_dir() else 0
    click.echo("here:")
    _row(default == EMBEDDED, EMBEDDED, own, "CC BY-NC-SA 4.0", "the model that ships with padanan")
    for one in here:
        figures = KNOWN[one.name].figures if one.name in KNOWN else ""
        bleu = f"BLEU {figures} on FLORES devtest; " if figures else ""
        _row(default in (one.name, one.engine), one.name, one.size, one.licence, f"{bleu}from {one.origin}")
    if default != EMBEDDED and default not in {name for one in here for name in (one.name, one.engine)}:
        click.echo(f"* {default:14} the default")
    click.echo("to be fetched by `padanan engines get NAME`:")
    for name, known in KNOWN.items():
        if name not in {one.name for one in here}:
            bleu = f"BLEU {known.figures}; " if known.figures else ""
            click.echo(f"  {name:14} {'':>9}  {known.licence:16} {bleu}{known.about}")
    click.echo(
        "  OWNER/MODEL    a MarianMT, NLLB or M2M100 checkpoint of the hub, or a CTranslate2 folder of its"
    )
    click.echo("to be named with --engine:")
    for name, what in KINDS:
        click.echo(f"  {name:16} {what}")


def _row(default: bool, name: str, size: int, licence: str, about: str) -> None:
    click.echo(f"{'*' if default else ' '} {name:14} {size / 1e6:6,.0f} MB  {licence:16} {about}")


@command.command("get")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Fetch without asking.")
def get(name: str, yes: bool) -> None:
    """Fetch a model once, to translate with it offline: firefox, nllb, opus-mt, opus-mt-big, or OWNER/MODEL of the hub.

    It is resumed where it was cut off, held against its hash, converted where it is a checkpoint, compared with that, and
    kept whole or not at all. A hub of one's own is named by HF_ENDPOINT.
    """
    from align.engines.get import get as fetch  # noqa: PLC0415  slow to import
    from align.engines.offers import offer  # noqa: PLC0415

    offered = offer(name)
    click.echo(_told(offered), err=True)
    if not yes and sys.stdin.isatty() and not click.confirm("Fetch it?", default=True, err=True):
        raise click.Abort
    with progress("fetching, MB") as update:
        made = fetch(offered, progress=lambda done, total: update(done // MB, -(-total // MB)))
    same = "" if made.alike is None else f", answers {made.alike:.0%} like the checkpoint"
    click.echo(f"{made.name}: {made.size / 1e6:,.1f} MB in {made.folder}{same}", err=True)
    click.echo(f"padanan translate FILE --engine {made.name}     (always: padanan engines use {made.name})")


def _told(offered: Offer) -> str:
    return (
        f"{offered.name}: {offered.size / 1e6:,.1f} MB in {len(offered.files)} files, licence {offered.licence}, "
        f"from {offered.origin} ({offered.revision[:12]})"
    )


@command.command("use")
@click.argument("name")
def use(name: str) -> None:
    """Make an engine the default of command line and API; `embedded` takes that back.

    PADANAN_ENGINE and --engine win over it.
    """
    from align.engines import load_engine as load  # noqa: PLC0415  slow to import
    from align.engines.store import find, resolved  # noqa: PLC0415
    from align.engines.store import use as choose  # noqa: PLC0415

    found = find(name)
    kind, _, place = name.partition(":")
    if kind in ("ct2", "firefox", "fixed") or (kind == "hf" and Path(place).exists()):
        name = f"{kind}:{Path(place).resolve()}"  # it is to be found from any folder
    engine = load(resolved(found.name if found else name))
    choose(found.name if found else name)
    click.echo(f"{found.name if found else name} is the default ({engine.signature})")
    if os.environ.get("PADANAN_ENGINE"):
        click.echo("PADANAN_ENGINE is set, and wins over it", err=True)


@command.command("drop")
@click.argument("name")
def drop(name: str) -> None:
    """Remove a model that was fetched, or what a fetch that was stopped left of one."""
    from align.engines.store import drop as remove  # noqa: PLC0415  slow to import

    click.echo(f"removed {remove(name)}")


@command.command("check")
@engine_options
@click.pass_context
def check(ctx: click.Context, engine_name: str, beam: int, threads: int, device: str) -> None:
    """Load engines without the network and translate a sentence; names what is missing.

    Without --engine: the embedded model and every one that was fetched.
    """
    from align.engines.store import EMBEDDED, installed, resolved  # noqa: PLC0415  slow to import

    os.environ.update({"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"})
    given = ctx.get_parameter_source("engine_name") != click.core.ParameterSource.DEFAULT
    names = [engine_name] if given else [EMBEDDED, *(one.name for one in installed())]
    for name in names:
        _check(resolved(name), beam, threads, device)


def _check(name: str, beam: int, threads: int, device: str) -> None:
    from align.engines.base import Request  # noqa: PLC0415  slow to import

    engine = load_engine(name, beam, threads, device)
    for path in _files(name):
        click.echo(f"here     {path} ({path.stat().st_size:,} bytes)")
    if not name.startswith("fixed:"):
        (answer,) = engine.translate([Request(PROBE)])
        click.echo(f"probe    {PROBE}\n      -> {answer.text}")
    remote = name.startswith("openai:")
    need = "needs its server, and sends it every text" if remote else "no network needed"
    click.echo(f"ready    {engine.signature}, {need}")


def _files(name: str) -> list[Path]:
    kind, _, argument = name.partition(":")
    if kind == "firefox":
        from align.engines.firefox import files as of_firefox  # noqa: PLC0415

        return of_firefox(argument)
    if kind not in ("embedded", "ct2"):
        return []
    from align.engines.ct2 import files  # noqa: PLC0415
    from align.engines.embedded import FOLDER  # noqa: PLC0415

    return files(argument or FOLDER)


@command.command("convert")
@click.argument("name")
@click.argument("folder")
def convert(name: str, folder: str) -> None:
    """Make the MarianMT, NLLB or M2M100 checkpoint NAME, a folder or in the hub's cache, an int8 model in FOLDER.

    The result is compared with the original on a few sentences, and kept only if it says the same.
    """
    from align.engines.convert import convert as make  # noqa: PLC0415

    same = make(name, Path(folder))
    size = sum(file.stat().st_size for file in Path(folder).iterdir())
    click.echo(f"{folder}: {size / 1e6:.1f} MB, answers {same:.0%} alike; use it as --engine ct2:{folder}")


@command.command("compare")
@click.argument("file")
@click.option(
    "--engine", "names", multiple=True, required=True, metavar="NAME", help="An engine; name two or more."
)
@click.option(
    "-r",
    "--reference",
    metavar="FILE",
    help="English line by line, for BLEU and chrF; FILE is read by lines then.",
)
@click.option(
    "-o", "--output", metavar="OUT", help="Write here: a page if it ends in .html, else tab-separated."
)
@beam_option
@glossary_options
def compare(
    file: str, names: tuple[str, ...], reference: str | None, output: str | None, beam: int,
    glossaries: tuple[str, ...], no_default_glossary: bool,
) -> None:  # fmt: skip
    """Translate FILE with several engines and put them side by side: differences, findings, terms missed, seconds."""
    if len(names) < 2:
        raise click.UsageError("name two engines or more: --engine embedded --engine opus-mt")
    from align.formats.beside import as_html, as_tsv, summary  # noqa: PLC0415  slow to import
    from align.pipeline.comparing import compare as translate  # noqa: PLC0415

    terms = load_glossary(glossaries, default=not no_default_glossary)
    wanted = read_input(reference).splitlines() if reference else None
    with progress("translating") as update:
        found = translate(
            read_input(file),
            names,
            glossary=terms,
            reference=wanted,
            beam=beam,
            progress=update,
            file=reference or "",
        )
    page = bool(output) and Path(str(output)).suffix.lower() in (".html", ".htm")
    put((as_html(found) if page else as_tsv(found)).encode(), output)
    for line in summary(found):
        click.echo(line, err=True)
