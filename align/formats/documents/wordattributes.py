"""What attributes in a Word document say to readers: descriptions and titles of pictures and shapes, letters as art."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_SHOWN = {
    "docPr": ("descr", "title"),
    "textpath": ("string",),
    "shape": ("alt",),
    "rect": ("alt",),
    "group": ("alt",),
}


def shown(root: Any) -> Iterator[tuple[Any, str]]:
    """Elements with the names of their attributes that hold words; copies for older programs are left out."""
    for element in root.iter():
        keys = _SHOWN.get(element.tag.rpartition("}")[2], ()) if isinstance(element.tag, str) else ()
        for key in keys:
            if any(map(str.isalpha, element.get(key, ""))) and not _copy(element):
                yield element, key


def _copy(element: Any) -> bool:
    return any(isinstance(one.tag, str) and one.tag.endswith("}Fallback") for one in element.iterancestors())


def describe(element: Any, key: str, text: str) -> None:
    """Writes an attribute, and what says the same of the picture inside. Raises ValueError for a control character."""
    before = element.get(key)
    element.set(key, text)
    for inner in element.getparent().iter():
        if isinstance(inner.tag, str) and inner.tag.endswith("}cNvPr") and inner.get(key) == before:
            inner.set(key, text)
