"""Errors of `glossary`, under one base.

GlossaryError   exit 3  a term list that cannot be read or holds a contradiction; names file and line
"""

from __future__ import annotations


class GlossaryError(Exception):
    """A term list that cannot be read, written, or believed."""

    exit_code = 3
