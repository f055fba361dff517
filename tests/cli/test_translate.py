"""`padanan translate` on good and bad input, as a person runs it."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

import align
from align.formats.jsonl import parse
from tests.cli.conftest import COMMAND, here

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "examples" / "dprk-arms-2022-09-23.id.txt"


@pytest.fixture(scope="module")
def article() -> align.Bitext:
    """The article as a process of its own translates it."""
    done = subprocess.run(
        [*COMMAND, "translate", str(ARTICLE), "-f", "jsonl"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return parse(done.stdout, file="article.jsonl")


def test_article_has_a_row_for_every_sentence(article: align.Bitext) -> None:
    """Every sentence of the article, in order, none empty, none lost; the library says the same."""
    text = ARTICLE.read_text(encoding="utf-8")
    assert [pair.source_text for pair in article] == align.segment(text).sentences()
    assert all(pair.target_text.strip() for pair in article)
    assert align.translate(text) == article


def test_article_holds_its_names(article: align.Bitext) -> None:
    """DPRK and KCNA stand wherever the source has them, and Korea Utara is one English name throughout."""
    for pair in article:
        for name in ("DPRK", "KCNA"):
            assert pair.target_text.count(name) >= pair.source_text.count(name)
        assert pair.target_text.count("North Korea") >= pair.source_text.count(
            "Korea Utara"
        ) - pair.source_text.count("Universitas Studi Korea Utara")


def test_plain_text_goes_into_a_pipe_and_keeps_paragraphs() -> None:
    """No table, no progress bar; a blank line stays a blank line."""
    done = here("translate", data=b"Harga naik. Hujan turun.\n\nIa pergi.\n")
    assert done.returncode == 0
    assert done.stderr == b""
    paragraphs = done.stdout.decode().split("\n\n")
    assert len(paragraphs) == 2
    assert all(paragraph.strip() for paragraph in paragraphs)


def test_lines_in_lines_out() -> None:
    """--lines keeps the number of lines, empty ones included."""
    done = here("translate", "--lines", data=b"Harga naik. Hujan turun.\n\n>> Ini << kutipan\n...\n")
    lines = done.stdout.decode().split("\n")
    assert len(lines) == 5
    assert lines[1] == ""
    assert lines[3] == "..."
    assert lines[0]
    assert lines[2]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty.txt"),
        ("spaces.txt", b" \n\t ", "spaces.txt"),
        ("bom.txt", b"\xef\xbb\xbf", "bom.txt"),
        ("nul.txt", b"Harga\0naik", "nul.txt"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "picture.txt"),
        ("binary.txt", bytes(range(256)) * 4, "binary.txt"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_3(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """The line names the file; nothing is written."""
    path, out = tmp_path / name, tmp_path / "out.tsv"
    path.write_bytes(data)
    done = here("translate", str(path), "-o", str(out))
    assert done.returncode == 3, done.stderr.decode()
    assert message in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["/no/such/file.txt"], 3), ([str(ROOT)], 3), (["--engine", "nonsense", str(ARTICLE)], 4),
        (["--format", "nonsense", str(ARTICLE)], 2), (["-g", "/no/such/terms.tsv", str(ARTICLE)], 3),
        ([str(ARTICLE), "--engine", "fixed:/no/such.tsv"], 4), ([str(ARTICLE), "--beam", "0"], 2),
    ],
)  # fmt: skip
def test_errors_end_in_their_exit_code_without_a_traceback(arguments: list[str], code: int) -> None:
    """One clear message on standard error, nothing on standard output."""
    done = here("translate", *arguments)
    assert done.returncode == code, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


def test_output_that_cannot_be_written_is_exit_code_5(tmp_path: Path) -> None:
    """A folder in the way: one line, and the folder stays as it was."""
    out = tmp_path / "out.tsv"
    out.mkdir()
    done = here("translate", "-o", str(out), data=b"Harga naik.")
    assert done.returncode == 5, done.stderr.decode()
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    "data",
    [
        b"Harga naik.\r\nHujan turun.\r\n", b"Harga naik.\rHujan turun.",
        "Harga “naik”.".encode("cp1252"), "Harga naik.".encode("utf-16"), "\ufeffHarga naik.".encode(),
        "Harga \u202enaik\u202c \x07 sekali.".encode(), b"The price of oil rose on Monday.",
        b">> Menteri << mengatakan harga naik.",
    ],
)  # fmt: skip
def test_odd_input_is_translated(data: bytes) -> None:
    """Line ends, encodings, control and direction marks, English: a translation and no error."""
    done = here("translate", data=data)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip()


def test_closed_pipe_is_no_error() -> None:
    """`padanan … | head` ends quietly."""
    command = f'{shlex.join(COMMAND)} segment "{ARTICLE}" | head -n 1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
