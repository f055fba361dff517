"""Text flowing together from pieces, blanks as they show on a page."""

from __future__ import annotations

from dataclasses import replace

from align.formats.markup import Mark


def flow(text: str, piece: str, marks: list[Mark]) -> str:
    """`text` with `piece` after it, where two blanks are one and none begins a text.

    A blank that falls away behind an atom, such as a picture, becomes part of the last of `marks`.
    """
    if not piece.startswith(" ") or text[-1:] not in ("", " "):
        return text + piece
    if marks and marks[-1].fixed and marks[-1].span.start == marks[-1].span.end == len(text):
        marks[-1] = replace(marks[-1], opening=marks[-1].opening + " ")
    return text + piece.lstrip(" ")
