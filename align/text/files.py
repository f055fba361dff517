"""Text files: reading them without mangling, writing them without leaving halves.

Accepted are UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-8 and UTF-16 without one, and, where the
bytes make plausible prose of it, Windows-1252. Everything else is refused with the place of the first byte
that does not fit. Apart from a byte order mark the text is kept verbatim, line ends included.
"""

from __future__ import annotations

import codecs
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from align.errors import InputError, OutputError

ACCEPTED = "text in UTF-8, UTF-16 or Windows-1252"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive (a .docx needs that suffix to be read as a document)"),
    (b"%PDF-", "a PDF (extract its text first)"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip file (unpack it first)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (save it as .docx or as text)"),
    (b"SQLite format 3\x00", "a database"),
)

_UTF16_LOW, _UTF16_HIGH = 0.02, 0.40  # share of NULs among low and high bytes of Latin text in UTF-16
_FOREIGN = 0.25  # share of non-ASCII characters above which Windows-1252 is no longer believed


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file with what is needed to write it back the same way: Python's codec name and the mark."""

    text: str
    encoding: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """`text` in this file's encoding, or in UTF-8 where that has no room for one of its characters."""
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError:
            return encode(text)


def decode(data: bytes, *, file: str) -> str:
    """The text of `data`, verbatim but for a byte order mark. Raises InputError naming line and byte."""
    return detect(data, file=file).text


def detect(data: bytes, *, file: str) -> Decoded:
    """Like `decode`, together with the encoding found."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {what}, not text; accepted is {ACCEPTED}", file=file)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding, len(mark), file), encoding, mark)
    if 0 in data:
        encoding = _unmarked_utf16(data, file)
        return Decoded(_strict(data, encoding, 0, file), encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return Decoded(_windows(data, error, file), "cp1252")


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Content of the file at `path`. Raises InputError when it is missing, a directory or unreadable."""
    file = os.fspath(path)
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", file=file) from None
    except IsADirectoryError:
        raise InputError("is a directory; accepted is a file", file=file) from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", file=file) from None


def read_text(path: str | os.PathLike[str]) -> str:
    """Text of the file at `path`, decoded by `decode`. Raises InputError."""
    return decode(read_bytes(path), file=os.fspath(path))


def require_text(text: str, *, file: str) -> str:
    """`text` itself. Raises InputError when it is empty or only blanks and control marks."""
    if any(char.isprintable() and not char.isspace() for char in text):
        return text
    raise InputError(f"{'holds only blanks' if text else 'is empty'}; accepted is {ACCEPTED}", file=file)


def encode(text: str) -> bytes:
    """`text` in UTF-8. Raises OutputError for a lone surrogate, which no encoding can write."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise OutputError(
            f"character {error.start} is half a surrogate pair (U+{ord(text[error.start]):04X}) "
            "and cannot be written"
        ) from None


def write_atomic(path: str | os.PathLike[str], data: bytes) -> None:
    """Write `data` beside `path`, then rename: a reader sees the old file or the new one, never a part.

    Links are followed; devices and pipes are written straight. Raises OutputError with the reason.
    """
    target = Path(path)
    try:
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
            return
        target = target.resolve()
        if target.is_dir():
            raise OutputError(f"{path}: is a directory; accepted is a file name")
        if target.exists() and not os.access(target, os.W_OK):
            raise OutputError(f"{path}: is read-only")
        _replace(target, data)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{path}: cannot be written: {reason}") from None


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _strict(data: bytes, encoding: str, skip: int, file: str) -> str:
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        place = skip + error.start
        raise _refusal(data, place, f"is not {encoding.upper()}, which the file seems to be", file) from None
    nul = text.find("\0")
    if nul >= 0:
        raise InputError(
            f"holds a NUL character, so it is no text; accepted is {ACCEPTED}",
            file=file,
            line=text.count("\n", 0, nul) + 1,
        )
    return text


def _unmarked_utf16(data: bytes, file: str) -> str:
    """The byte order that the places of the NULs speak for. Raises InputError when they speak for none."""
    half = max(len(data) // 2, 1)
    even, odd = data[::2].count(0) / half, data[1::2].count(0) / half
    if len(data) % 2 == 0 and odd >= _UTF16_HIGH and even <= _UTF16_LOW:
        return "utf-16-le"
    if len(data) % 2 == 0 and even >= _UTF16_HIGH and odd <= _UTF16_LOW:
        return "utf-16-be"
    raise _refusal(data, data.index(0), "is NUL, so this is no text file", file)


def _windows(data: bytes, error: UnicodeDecodeError, file: str) -> str:
    """`data` read as Windows-1252. Raises InputError unless that gives plausible prose."""
    lenient = data.decode("utf-8", errors="replace")
    broken = lenient.count("�")
    whole = sum(char > "\x7f" for char in lenient) - broken
    if whole > broken:
        raise _refusal(data, error.start, "breaks the UTF-8 of the rest of the file", file)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as undefined:
        raise _refusal(data, undefined.start, "belongs neither to UTF-8 nor to Windows-1252", file) from None
    control = next((n for n, byte in enumerate(data) if byte < 0x20 and byte not in b"\t\n\r\f"), None)
    if control is not None:
        raise _refusal(data, control, "is a control character and the file is not UTF-8", file)
    seen = [char for char in text if not char.isspace()]
    foreign = sum(char > "\x7f" for char in seen)
    if foreign > 1 and foreign > _FOREIGN * len(seen):
        raise _refusal(data, error.start, "is not UTF-8, and as Windows-1252 the text makes no words", file)
    return text


def _refusal(data: bytes, place: int, why: str, file: str) -> InputError:
    return InputError(
        f"byte {place} (0x{data[place]:02X}) {why}; accepted is {ACCEPTED}",
        file=file,
        line=data.count(b"\n", 0, place) + 1,
    )
