"""Start-up stays light."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from align.engines import base
from cli.main import COMMANDS, main
from cli.options import BEAM

HEAVY = {
    "numpy",
    "ctranslate2",
    "transformers",
    "torch",
    "sacremoses",
    "sentencepiece",
    "rich",
    "ahocorasick",
    "align",
}


def test_help_imports_nothing_heavy() -> None:
    """`padanan --help` lists every command and loads none of the heavy packages."""
    code = "import sys; from cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    text, _, modules = done.stdout.rstrip().rpartition("\n")
    assert "translate" in text
    assert "segment" in text
    assert HEAVY & set(modules.split()) == set()


def test_the_beam_is_that_of_the_library() -> None:
    """It is written twice, so that no --help waits for the library."""
    assert base.BEAM == BEAM


def test_importing_the_library_is_light() -> None:
    """`import align, glossary` loads no model runtime."""
    code = "import sys, align, glossary; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"ctranslate2", "transformers", "torch", "rich", "click"} & set(done.stdout.split()) == set()


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_reads_well_on_a_terminal(command: list[str]) -> None:
    """Nothing is cut off in the list of commands, and no mark meant for click is left in the text."""
    shown = CliRunner().invoke(main, [*command, "--help"], terminal_width=80)
    assert shown.exit_code == 0
    assert "\\b" not in shown.output
    if not command:
        assert "...\n" not in shown.output.partition("Commands:")[2]
