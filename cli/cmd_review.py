"""`padanan review`: the page on loopback, one static file, or the reviewed bitext in any format."""

from __future__ import annotations

import getpass
import ipaddress
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import glossary_options, load_glossary

if TYPE_CHECKING:
    from align.memory.store import Memory
    from glossary import Glossary
    from review.desk import Desk, Engines


class _WithDefault(click.Group):
    """`padanan review FILE` is `padanan review open FILE`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Takes what is no command for the arguments of `open`."""
        if args[0] not in self.commands:
            args = ["open", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Lets options of `open` stand first."""
        if args and args[0].startswith("-") and args[0] not in ("-h", "--help"):
            args = ["open", *args]
        return super().parse_args(ctx, args)


@click.group(
    "review",
    cls=_WithDefault,
    no_args_is_help=True,
    subcommand_metavar="BITEXT… | FOLDER | export BITEXT OUT",
)
def command() -> None:
    """Read, correct and approve bitexts in the browser.

    Every edit is saved at once in BITEXT.review.

    `padanan review BITEXT` opens the page (its options: `padanan review open --help`), several or a FOLDER of .jsonl
    files a list of them; `padanan review export BITEXT OUT` writes what reviewers left.
    """


@command.command("open")
@click.argument("bitexts", nargs=-1, required=True, metavar="BITEXT…", type=click.Path(path_type=Path))
@click.option("--static", metavar="FILE.html", help="Write one self-contained page instead of serving.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Port; 0, the default, takes the one that these files had last time, or a free one.",
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address; elsewhere than loopback needs --expose."
)
@click.option(
    "--name",
    default="",
    metavar="HOST",
    help="What browsers call the server where a proxy with TLS stands before it: review.example.org.",
)
@click.option(
    "--expose",
    is_flag=True,
    help="Allow a --host that others can reach, in plain http; the link holds the key.",
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Begin anew; the review before is copied first, and none of it carried over.",
)
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@click.option(
    "--as",
    "who",
    metavar="NAME",
    help="Name in the history and on comments; without it each browser is asked once.",
)
@click.option(
    "--terms",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where added terms go; BITEXT.terms.tsv by default.",
)
@click.option(
    "--engine", default="default", metavar="NAME", help="Translates rows again; else the default engine."
)
@click.option(
    "--memory",
    metavar="M",
    help="Translation memory, begun where it is missing: takes what is approved, shows what is like a sentence.",
)
@glossary_options
def open_page(
    bitexts: tuple[Path, ...], static: str | None, port: int, host: str, name: str, expose: bool, fresh: bool,
    no_browser: bool, who: str | None, terms: Path | None, engine: str, memory: str | None, glossaries: tuple[str, ...],
    no_default_glossary: bool,
) -> None:  # fmt: skip
    """Serve BITEXT for review and open the browser; several, or the .jsonl files of a folder, as a list.

    Where BITEXT has changed since its review began, the review is carried over: sentences whose source is unchanged
    keep what people did. The review before is copied to BITEXT.review.before-N.
    """
    files = _files(bitexts)
    if static:
        _write_static(files, static)
        return
    if not expose and not _loopback(host):
        raise click.UsageError(f"--host {host} can be reached by others; add --expose if that is meant.")
    from align.memory.store import Memory  # noqa: PLC0415  slow to import
    from review.desk import Engines  # noqa: PLC0415
    from review.serve import serve  # noqa: PLC0415

    base, engines = load_glossary(glossaries, default=not no_default_glossary), Engines(engine)
    with ExitStack() as stack:
        opened = stack.enter_context(closing(Memory(memory))) if memory else None
        desks = [_desk(stack, file, fresh, base, terms, engines) for file in files]
        for desk in desks:
            if opened:
                _remember(desk, opened, str(memory))

        def ready(address: str) -> None:
            what = desks[0].file if len(desks) == 1 else f"{len(desks)} documents"
            click.echo(f"{what} for review at {address}  (Ctrl+C ends)")
            if not no_browser:
                click.launch(address)

        user = who or getpass.getuser()
        serve(desks, who=user, asks=who is None, host=host, port=port, name=name, ready=ready)


def _files(given: tuple[Path, ...]) -> list[Path]:
    """The bitexts, folders by their .jsonl files."""
    out: list[Path] = []
    for path in given:
        found = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not found:
            raise click.UsageError(f"{path} holds no .jsonl file; `padanan corpus` makes them.")
        out += [file for file in found if ".review" not in file.name and ".left-" not in file.name]
    return list(dict.fromkeys(out))


def _write_static(files: list[Path], static: str) -> None:
    import align  # noqa: PLC0415  slow to import
    from review.opening import reviewed  # noqa: PLC0415

    if len(files) > 1:
        raise click.UsageError("--static writes one page: name one BITEXT.")
    _warn_if_changed(files[0])
    align.write(reviewed(files[0], marks=True), static, format="html")


def _desk(
    stack: ExitStack, file: Path, fresh: bool, base: Glossary, terms: Path | None, engines: Engines
) -> Desk:
    from review.desk import Desk  # noqa: PLC0415  slow to import
    from review.opening import open_review  # noqa: PLC0415
    from review.terms import Terms  # noqa: PLC0415

    store = stack.enter_context(
        closing(open_review(file, fresh=fresh, tell=lambda line: click.echo(line, err=True)))
    )
    return Desk(file, store, Terms(store, base, terms or file.with_name(file.name + ".terms.tsv")), engines)


def _remember(desk: Desk, memory: Memory, name: str) -> None:
    from review.approvals import Approvals  # noqa: PLC0415  slow to import

    desk.approvals = Approvals(desk.store, memory, desk.file.name)
    if count := desk.approvals.begin():
        click.echo(f"{name}: {count:,} new, approved before", err=True)


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@command.command("export")
@click.argument("bitext", type=click.Path(path_type=Path))
@click.argument("out")
@click.option("-f", "--format", "form", metavar="NAME", help="Format; the suffix of OUT names it otherwise.")
@click.option(
    "--document",
    metavar="FILE",
    help="The document BITEXT was translated from: OUT is that document in English.",
)
def export(bitext: Path, out: str, form: str | None, document: str | None) -> None:
    """Write BITEXT as reviewers left it to OUT, in any format that can be written.

    `padanan review export report.jsonl report.en.docx --document report.docx` gives the document back.
    """
    import align  # noqa: PLC0415  slow to import
    from review.opening import reviewed  # noqa: PLC0415

    _warn_if_changed(bitext)
    if document is None:
        align.write(reviewed(bitext), out, format=form)
        return
    from align.formats.documents import extract, refilled  # noqa: PLC0415
    from align.text.files import read_bytes, write_atomic  # noqa: PLC0415

    skeleton = extract(read_bytes(document), file=document)
    write_atomic(out, refilled(skeleton, reviewed(bitext), file=document))


def _warn_if_changed(bitext: Path) -> None:
    from review.opening import changed  # noqa: PLC0415  slow to import

    if changed(bitext):
        click.echo(
            f"{bitext} has changed since its review began; written is the review as it stands. "
            f"`padanan review {bitext}` carries it over.",
            err=True,
        )
