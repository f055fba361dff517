"""Running the command as a person does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

Padanan = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def padanan() -> Padanan:
    """Runs `padanan ARGUMENTS…` in a process of its own; text in and out."""

    def run(*arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", "from cli.main import main; main()", *map(str, arguments)]
        return subprocess.run(command, input=given, capture_output=True, text=True, check=False)

    return run
