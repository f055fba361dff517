"""Running the command as a person does."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import main

Padanan = Callable[..., "subprocess.CompletedProcess[str]"]
COMMAND = [sys.executable, "-c", "from cli.main import main; main()"]
ECHO = "*\t{}\n"  # a list of the `fixed` engine by which everything stays as it is


def here(*arguments: object, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """`padanan ARGUMENTS…` inside this process, with streams and an exit code as one of its own has them.

    A traceback is the test's. What a process is needed for (kills, limits, pipes, what is imported) takes `COMMAND`.
    """
    done = CliRunner().invoke(main, [*map(str, arguments)], input=data, prog_name="padanan")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(
        list(map(str, arguments)), done.exit_code, done.stdout_bytes, done.stderr_bytes
    )


def files_of(folder: Path) -> dict[str, bytes]:
    """What a run of a corpus has written; not what it works with."""
    found = (path for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder): path for path in found}
    return {
        name.as_posix(): path.read_bytes()
        for name, path in names.items()
        if not any(part.startswith(".") for part in name.parts)
    }


def killed_midway(command: Sequence[str], out: Path, wanted: int, delay: float) -> None:
    """Runs `command`, and kills it `delay` seconds after `wanted` results stand, however long it takes to get there."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and len([*out.rglob("*.jsonl")]) < wanted:
        time.sleep(0.002)
    time.sleep(delay)
    process.kill()
    process.wait()


@pytest.fixture(scope="session")
def padanan() -> Padanan:
    """Runs `padanan ARGUMENTS…`; text in and out."""

    def run(*arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
        done = here(*arguments, data=given.encode())
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


@pytest.fixture
def echo(tmp_path: Path) -> str:
    """An engine that gives the source back, where it matters what becomes of translations, not what they say."""
    (tmp_path / "gema.tsv").write_text(ECHO, encoding="utf-8")
    return f"fixed:{tmp_path / 'gema.tsv'}"
