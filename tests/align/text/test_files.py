"""Promises of `align.text.files`: nothing is mangled on the way in, nothing half-written on the way out."""

import codecs
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import InputError, OutputError
from align.text.files import decode, detect, encode, read_text, require_text, write_atomic

PROSE = "“Harga naik,” ujarnya – kafé itu tutup pukul 10.30.\r\nBaris kedua…\rBaris ketiga\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_accepted_encodings_give_the_same_text(encoding: str) -> None:
    """Every accepted encoding is told without a hint, and line ends stay as they were."""
    assert decode(PROSE.encode(encoding), file="a.txt") == PROSE


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_utf8_is_verbatim(text: str) -> None:
    """Whatever is UTF-8 comes back character for character, control and direction marks included."""
    if not text.encode().startswith((b"PK\x03\x04", b"%PDF-", b"GIF8")):
        assert decode(text.encode(), file="a.txt") == text


@given(st.binary(max_size=60))
def test_any_bytes_give_text_or_one_clear_line(data: bytes) -> None:
    """Arbitrary bytes are read or refused with one line that names the file."""
    try:
        decode(data, file="a.txt")
    except InputError as error:
        message = str(error)
        assert message.startswith("a.txt")
        assert "\n" not in message
        assert "accepted is" in message


@given(st.text(st.characters(codec="cp1252", exclude_characters="\0")))
def test_a_file_is_written_back_in_its_own_encoding(text: str) -> None:
    """`Decoded.encode` undoes `detect`, mark included."""
    data = codecs.BOM_UTF16_BE + text.encode("utf-16-be")
    try:
        found = detect(data, file="a.txt")
    except InputError:
        pytest.fail("UTF-16 with its mark is refused")
    assert found.encode(found.text) == data


def test_text_outside_the_encoding_moves_the_file_to_utf8() -> None:
    """A Windows-1252 file that must take a foreign letter becomes UTF-8, never question marks."""
    found = detect("kafé".encode("cp1252"), file="a.txt")
    assert found.encode("Łódź") == "Łódź".encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"baik\nbu\0ruk", r"a\.txt:2: byte 7 \(0x00\) is NUL"),
        (b"\x7fELF\x02\x01", "is a program"),
        (b"PK\x03\x04rest", r"\.docx"),
        (b"%PDF-1.7", "is a PDF"),
        ("é–".encode() * 5 + b"\n\xff", r"a\.txt:2: byte 26 \(0xFF\) breaks the UTF-8"),
        (b"satu\ndua\x81", r"a\.txt:2: byte 8 \(0x81\)"),
        ("日本語のテキストです".encode("shift-jis"), "byte 0"),
        (b"kaf\xe9 \x07", "control character"),
        (codecs.BOM_UTF16_LE + b"a", "not UTF-16-LE"),
    ],
)
def test_what_is_no_text_is_refused_by_place(data: bytes, expected: str) -> None:
    """A file that is no text is refused with the line and byte that give it away."""
    with pytest.raises(InputError, match=expected):
        decode(data, file="a.txt")


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200e", "\x00"])
def test_nothing_to_see_is_no_text(text: str) -> None:
    """Emptiness, blanks and invisible marks are refused where a text is needed."""
    with pytest.raises(InputError, match=r"^a\.txt: "):
        require_text(text, file="a.txt")
    assert require_text(" x ", file="a.txt") == " x "


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file and a directory are told apart in words."""
    with pytest.raises(InputError, match="no such file"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(InputError, match="is a directory"):
        read_text(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        read_text("a\0b")


def test_writing_replaces_whole_and_keeps_the_mode(tmp_path: Path) -> None:
    """A file is replaced at once, keeps its mode, and nothing is left beside it; a link stays a link."""
    path, link = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomic(link, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.txt", "b.txt"]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk is full the old file stands untouched and no part is left."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.txt"]


def test_places_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory, a missing folder and a read-only file are each refused with their reason."""
    with pytest.raises(OutputError, match="is a directory"):
        write_atomic(tmp_path, b"")
    with pytest.raises(OutputError, match="No such file"):
        write_atomic(tmp_path / "none" / "a.txt", b"")
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OutputError, match="read-only"):
        write_atomic(path, b"new")


def test_half_a_pair_cannot_be_written() -> None:
    """A lone surrogate is an error of output, not a traceback."""
    with pytest.raises(OutputError, match=r"character 1 .*U\+D800"):
        encode("a\ud800")
