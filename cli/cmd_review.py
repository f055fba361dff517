"""`padanan review`: the page on loopback, one static file, or the reviewed bitext in any format."""

from __future__ import annotations

import getpass
import ipaddress
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import glossary_options, load_glossary

if TYPE_CHECKING:
    from review.desk import Desk


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
    "review", cls=_WithDefault, no_args_is_help=True, subcommand_metavar="BITEXT | export BITEXT OUT"
)
def command() -> None:
    """Read, correct and approve a bitext in the browser.

    Every edit is saved at once in BITEXT.review.

    `padanan review BITEXT` opens the page (its options: `padanan review open --help`), `padanan review export
    BITEXT OUT` writes what reviewers left.
    """


@command.command("open")
@click.argument("bitext", type=click.Path(path_type=Path))
@click.option("--static", metavar="FILE.html", help="Write one self-contained page instead of serving.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Port; 0, the default, takes a free one."
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address; elsewhere than loopback needs --expose."
)
@click.option("--expose", is_flag=True, help="Allow a --host that others can reach; the link holds the key.")
@click.option(
    "--fresh",
    is_flag=True,
    help="Begin anew; the review before is copied first, and none of it carried over.",
)
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@click.option(
    "--as", "who", metavar="NAME", help="Name in the history and on comments; the login by default."
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
    bitext: Path, static: str | None, port: int, host: str, expose: bool, fresh: bool, no_browser: bool, who: str | None,
    terms: Path | None, engine: str, memory: str | None, glossaries: tuple[str, ...], no_default_glossary: bool,
) -> None:  # fmt: skip
    """Serve BITEXT for review and open the browser.

    Where BITEXT has changed since its review began, the review is carried over: sentences whose source is unchanged
    keep what people did. The review before is copied to BITEXT.review.before-N.
    """
    import align  # noqa: PLC0415  slow to import
    from review.opening import open_review, reviewed  # noqa: PLC0415

    if static:
        _warn_if_changed(bitext)
        align.write(reviewed(bitext, marks=True), static, format="html")
        return
    if not expose and not _loopback(host):
        raise click.UsageError(f"--host {host} can be reached by others; add --expose if that is meant.")
    from align.memory.store import Memory  # noqa: PLC0415
    from review.approvals import Approvals  # noqa: PLC0415
    from review.desk import Desk  # noqa: PLC0415

    base = load_glossary(glossaries, default=not no_default_glossary)
    store = open_review(bitext, fresh=fresh, tell=lambda line: click.echo(line, err=True))
    desk = Desk(bitext, store, base, terms or bitext.with_name(bitext.name + ".terms.tsv"), engine)
    with closing(store), closing(Memory(memory)) if memory else nullcontext() as opened:
        if opened:
            desk.approvals = Approvals(store, opened, bitext.name)
            if count := desk.approvals.begin():
                click.echo(f"{memory}: {count:,} new, approved before", err=True)
        _serve(desk, who or getpass.getuser(), host, port, browser=not no_browser)


def _serve(desk: Desk, who: str, host: str, port: int, *, browser: bool) -> None:
    from review.serve import serve  # noqa: PLC0415

    def ready(address: str) -> None:
        click.echo(f"{desk.file} for review at {address}  (Ctrl+C ends)")
        if browser:
            click.launch(address)

    serve(desk, who=who, host=host, port=port, ready=ready)


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
