"""The command `padanan`: a table of commands, each loaded when it is called, and one way for errors to end."""

from __future__ import annotations

import os
import sys
import threading
from importlib import import_module
from importlib.metadata import version
from typing import Any

import click

COMMANDS = (
    "align",
    "check",
    "convert",
    "corpus",
    "engines",
    "glossary",
    "memory",
    "review",
    "score",
    "segment",
    "translate",
    "words",
)


class Padanan(click.Group):
    """Commands live in `cli/cmd_NAME.py` under the name `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in alphabetical order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """The command, or None if there is none of that name."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"cli.cmd_{name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; an error that was raised on purpose ends in one line and its exit code."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # The reader of our output has gone (`| head`): end quietly, and keep Python from flushing into it.
            sys.stdout = None
            raise click.exceptions.Exit(0) from None
        except KeyboardInterrupt:
            click.echo("padanan: stopped", err=True)
            if threading.active_count() > 1:  # an engine that hangs in a thread would hold us for ever
                os._exit(130)
            raise click.exceptions.Exit(130) from None
        except Exception as error:
            code = getattr(error, "exit_code", None)
            if code is None:
                raise
            click.echo(f"padanan: {' '.join(str(error).split())}", err=True)
            raise click.exceptions.Exit(code) from error


@click.group(cls=Padanan, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("padanan"), prog_name="padanan")
def main() -> None:
    """Translate Indonesian to English offline, with every word tied to its source.

    \b
    Exit codes: 0 done, 1 findings, 2 usage, 3 bad input, 4 engine, 5 output, 130 interrupted.
    """  # noqa: D301  a backspace is click's mark of lines as they are
