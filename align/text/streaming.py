"""Long texts in pieces: a file of any size, with lines of any length, read without ever being held whole.

A piece ends where a paragraph ends (or a line, where lines are the segments); only where none ends in 64 Ki characters
at a sentence, a blank, or at last anywhere. Where it ends depends on the text alone. So the pieces of a file are the
same each time, and a reader who knows the lengths of the first ones can go on behind them.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from align.errors import InputError
from align.text.files import ACCEPTED, detect
from align.text.paragraphs import paragraphs
from align.text.rules import rules
from align.text.segment import segment

PIECE = 65_536  # characters
BLOCK = 1 << 20  # bytes read at a time
WIDEST = 4  # bytes of a character
_HEAD = 4096  # bytes that tell the encoding, unless it is one without mark
_AROUND = 32_768  # bytes before and after a byte that is no UTF-8, by which it is judged

_End = Callable[[str], tuple[int, str, bool]]


@dataclass(frozen=True, slots=True)
class Survey:
    """A file as read once from end to end: hash of its bytes, how many, and how they are encoded after `mark` bytes."""

    digest: str
    size: int
    codec: str
    mark: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, `size` bytes of its file. `gap` parts its translation from the next piece's, which begins
    `inside` a paragraph that began in this one, or does not.
    """

    number: int
    text: str
    size: int
    gap: str
    inside: bool


def digest_of(path: Path, *, file: str) -> str:
    """SHA-256 of the bytes. Raises InputError."""
    hashed = hashlib.sha256()
    for block in _blocks(path, file):
        hashed.update(block)
    return hashed.hexdigest()


def survey(path: Path, *, file: str) -> Survey:
    """Reads a long text file once. Raises InputError naming the line where it is none."""
    codec, mark = _head(path, file)
    digest, size, bad = _verify(path, file, codec, mark)
    if bad is not None and not mark and codec == "utf-8" and _windows(path, file, bad):
        codec = "cp1252"
        digest, size, bad = _verify(path, file, codec, mark)
    if bad is not None:
        raise InputError(
            f"byte {bad} is no {codec.upper()} text; accepted is {ACCEPTED}",
            file=file,
            line=_line(path, file, bad),
        )
    return Survey(digest, size, codec, mark)


def pieces(
    path: Path,
    known: Survey,
    *,
    lines: bool,
    file: str,
    language: str = "id",
    done: Callable[[int], int] = lambda _number: 0,
) -> Iterator[Piece]:
    """The pieces of a surveyed file, but for those of which `done` knows the size in bytes. Raises InputError."""
    end = partial(_line_end if lines else _paragraph_end, language=language)
    at, number = known.mark, 0
    while at < known.size:
        size = done(number)
        if not size:
            piece = _piece(path, at, number, known, end, file)
            size = piece.size
            yield piece
        at += size
        number += 1


def _piece(path: Path, at: int, number: int, known: Survey, end: _End, file: str) -> Piece:
    decoder = codecs.getincrementaldecoder(known.codec)("strict")
    try:
        with path.open("rb") as stream:
            stream.seek(at)
            text = decoder.decode(stream.read(PIECE * WIDEST))[:PIECE]
    except (OSError, UnicodeDecodeError):
        text = ""
    if not text:
        raise InputError("was changed or taken away while it was read; run the same command again", file=file)
    size = len(text.encode(known.codec))
    gap, inside = "", False
    if at + size < known.size:
        length, gap, inside = end(text)
        text = text[:length]
        size = len(text.encode(known.codec))
    return Piece(number, text, size, gap, inside)


def _paragraph_end(text: str, language: str) -> tuple[int, str, bool]:
    """Where a piece that begins like `text` ends, what parts it from the next, and whether within a paragraph."""
    found = paragraphs(text, rules(language).unfinished)
    if len(found) > 1:
        return found[-1].start, "\n\n", False
    return _sentence_end(text, language)


def _sentence_end(text: str, language: str) -> tuple[int, str, bool]:
    sentences = segment(text, language).segments
    if len(sentences) > 1:
        return sentences[-1].span.start, " ", True
    blank = text.rstrip().rfind(" ") + 1
    return (blank, " ", True) if text[:blank].strip() else (len(text), "", True)


def _line_end(text: str, language: str) -> tuple[int, str, bool]:
    """The same after the last line; nothing comes between, for lines keep the white space around them."""
    # A last CR may be half of CR LF.
    end = text.rfind("\n") + 1 or text.rfind("\r", 0, len(text) - 1) + 1
    if end:
        return end, "", False
    return _sentence_end(text, language)[0], "", True


def _head(path: Path, file: str) -> tuple[str, int]:
    """Codec and length of the mark, told from the first bytes; UTF-8 until shown otherwise."""
    head = next(_blocks(path, file), b"")[:_HEAD]
    marked = head.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))
    if not marked and 0 not in head:
        return "utf-8", 0
    refusal: InputError | None = None
    for spare in range(WIDEST):  # the last character may be cut
        try:
            found = detect(head[: len(head) - spare], file=file)
        except InputError as error:
            refusal = refusal or error
        else:
            return found.encoding, len(found.mark)
    assert refusal is not None
    raise refusal


def _verify(path: Path, file: str, codec: str, mark: int) -> tuple[str, int, int | None]:
    """Hash and size of a file, and the place of its first byte that is no text in `codec`."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    hashed = hashlib.sha256()
    size, bad = 0, None
    for block in _blocks(path, file):
        hashed.update(block)
        if bad is None:
            held = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block[mark:] if not size else block)
            except UnicodeDecodeError as error:
                bad = (size or mark) - held + error.start
            else:
                if "\0" in text:
                    before = text[: text.index("\0")]
                    bad = (size or mark) - held + len(before.encode(codec))
        size += len(block)
    if bad is None and decoder.getstate()[0]:
        bad = size - len(decoder.getstate()[0])
    return hashed.hexdigest(), size, bad


def _windows(path: Path, file: str, bad: int) -> bool:
    """Whether what stands around a byte that is no UTF-8 is plausible as Windows-1252."""
    start = max(0, bad - _AROUND)
    with path.open("rb") as stream:
        stream.seek(start)
        around = stream.read(2 * _AROUND)
    if start:
        around = around[around.find(b"\n") + 1 :]
    try:
        return detect(around[: around.rfind(b"\n") + 1] or around, file=file).encoding == "cp1252"
    except InputError as error:
        if error.line is None:  # it is no text at all, and the message says what it is
            raise
        return False


def _line(path: Path, file: str, place: int) -> int:
    """Number of the line that holds a byte."""
    line, at = 1, 0
    for block in _blocks(path, file):
        line += block.count(b"\n", 0, max(0, place - at))
        at += len(block)
    return line


def _blocks(path: Path, file: str) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            while block := stream.read(BLOCK):
                yield block
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=file) from None
