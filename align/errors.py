"""Errors of `align`, all under one base; the command line turns each into one line and an exit code.

AlignError
├── InputError    exit 3  text that cannot be read or parsed; names file and line
├── EngineError   exit 4  an engine that cannot be loaded, or fails
├── OutputError   exit 5  a result that cannot be written
└── ModelError    exit 3  values that break the data model's promises
"""

from __future__ import annotations


class AlignError(Exception):
    """Base of everything `align` raises on purpose. `exit_code` is what the command line ends with."""

    exit_code = 3


class InputError(AlignError):
    """Text that cannot be read or parsed."""

    exit_code = 3

    def __init__(self, message: str, *, file: str | None = None, line: int | None = None) -> None:
        where = "" if file is None else f"{file}: " if line is None else f"{file}:{line}: "
        super().__init__(where + message)
        self.file, self.line = file, line


class EngineError(AlignError):
    """An engine that is unknown, cannot be loaded, or failed."""

    exit_code = 4


class OutputError(AlignError):
    """A result that cannot be written."""

    exit_code = 5


class ModelError(AlignError, ValueError):
    """Values that break the data model's promises."""

    exit_code = 3
