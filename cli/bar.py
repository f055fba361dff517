"""The progress bar."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

PATIENCE = 1.0  # seconds of work before a bar is worth showing


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function of (done, total) that moves a bar once the work has taken a second."""
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    display = Progress(*columns, console=Console(stderr=True), transient=True)
    task = display.add_task(label, total=None)
    begun = time.monotonic()
    shown = False

    def update(done: int, total: int) -> None:
        nonlocal shown
        if not shown and time.monotonic() - begun > PATIENCE:
            display.start()
            shown = True
        display.update(task, completed=done, total=total)

    try:
        yield update
    finally:
        display.stop()
