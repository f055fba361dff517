"""Processes of `padanan` that need not start Python anew: forked from one that has read modules and tables."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_CODE = """
import json, os, sys

import uvicorn

import align.checks, align.memory.store, align.pipeline.translating, cli.cmd_review, review.desk, review.serve
import glossary
from align.lexical import lexicon, trigrams
from cli.main import main

lexicon.load(), trigrams.load(), glossary.default().match("")
for line in sys.stdin:
    arguments, out = json.loads(line)
    child = os.fork()
    if not child:
        stream = os.open(out, os.O_WRONLY)
        os.dup2(stream, 1), os.dup2(stream, 2), os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        main(arguments)
    print(child, flush=True)
try:
    while True:
        os.wait()  # so that their time counts
except ChildProcessError:
    pass
"""


@dataclass
class Running:
    """A process, and what it writes to either stream."""

    pid: int
    told: IO[str]

    def kill(self) -> None:
        """Ends it at once; returns when it has."""
        if not self.told.closed:
            os.kill(self.pid, signal.SIGKILL)
            self.told.read()
            self.told.close()


class Forking:
    """Where they are forked."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip

    def run(self, arguments: list[str], pipe: Path) -> Running:
        """`padanan ARGUMENTS…`, writing to `pipe`, which is made for it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        os.mkfifo(pipe)
        self._process.stdin.write(json.dumps([arguments, str(pipe)]) + "\n")
        self._process.stdin.flush()
        pid = int(self._process.stdout.readline())
        return Running(pid, pipe.open(encoding="utf-8"))

    def close(self) -> None:
        """Ends it; the processes must have ended."""
        self._process.communicate()
