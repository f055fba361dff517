"""XLIFF of either version: told apart and read, see `xliff12` and `xliff21`."""

from __future__ import annotations

from align.errors import InputError
from align.formats import xliff12, xliff21
from align.formats.xmltree import parse as parse_xml
from align.model import Bitext


def parse(data: bytes, *, file: str) -> Bitext:
    """The bitext in an XLIFF document of either version. Raises InputError naming the line."""
    root = parse_xml(data, file=file)
    version = root.attributes.get("version", "") or root.namespace.rpartition(":")[2]
    if root.name == "xliff" and version.startswith("1."):
        return xliff12.read(root, file=file)
    if root.name == "xliff" and version.startswith("2."):
        return xliff21.read(root, file=file)
    raise InputError(
        f"is <{root.name}> version {version[:20]!r}; accepted is <xliff> of version 1.2 or 2.1",
        file=file,
        line=root.line,
    )
