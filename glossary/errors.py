"""Errors of `glossary`, all under one base; the command line turns each into one line and an exit code.

GlossaryError   exit 3  a term list that cannot be read, or that contradicts itself; names file and lines
├── TermError   exit 3  a term that breaks the model's promises, wherever it came from
└── SaveError   exit 5  a term list that cannot be written
"""

from __future__ import annotations


class GlossaryError(Exception):
    """Base of everything `glossary` raises on purpose. `exit_code` is what the command line ends with."""

    exit_code = 3


class TermError(GlossaryError, ValueError):
    """A term that breaks the model's promises."""


class SaveError(GlossaryError):
    """A term list that cannot be written."""

    exit_code = 5
