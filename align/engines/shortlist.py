"""The pieces that answers are made of: those of the English that a model was trained on.

A vocabulary that both languages share holds many pieces of Indonesian words. An output layer without them is faster, and
leaves such a word untranslated less often. The list is the same for every sentence, other than a lexical shortlist
(Jean et al. 2015, On Using Very Large Target Vocabulary, arXiv 1412.2007), so that no answer depends on its neighbours.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from align.errors import EngineError

_SPACE = "▁"


def read_shortlist(path: Path) -> frozenset[str]:
    """A vocabulary map of CTranslate2 with one line, for every source: a tab, and pieces with spaces between them.

    Raises EngineError naming the file.
    """
    try:
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EngineError(f"{path}: not readable ({error})") from error
    if len(lines) != 1 or not lines[0].startswith("\t"):
        raise EngineError(f"{path}:1: expected one line, a tab and then pieces with spaces between them")
    return frozenset(lines[0][1:].split(" "))


def spelt_out(text: str, pieces: tuple[str, ...], shortlist: Container[str] | None) -> tuple[str, ...]:
    """The pieces of a rendering, with letters for what a model could not copy.

    That is a piece not on its list, and an acronym of several pieces: a piece may be another word, as DPR, the
    parliament, in DPRK.
    """
    if len(pieces) > 1 and text.isascii() and text.isalpha() and text.isupper():
        return (_SPACE + text[0], *text[1:])
    if shortlist is None or all(piece in shortlist for piece in pieces):
        return pieces
    return tuple(
        part for piece in pieces for part in ((piece,) if piece in shortlist else _letters(piece, shortlist))
    )


def _letters(piece: str, shortlist: Container[str]) -> Iterator[str]:
    if piece.startswith(_SPACE) and piece[:2] in shortlist:
        yield piece[:2]
        piece = piece[2:]
    yield from piece
