"""`padanan corpus` as a person runs it: folders, failures, changes, workers, and kills."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

import align
from tests.cli.conftest import COMMAND, files_of, here, killed_midway

KILLS = int(os.environ.get("KILLS", "8"))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Twelve small documents in two folders."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    for number in range(10):
        text = f"Korea Utara membantah laporan nomor {number}. KCNA melaporkan hal itu pada {number + 1} Mei 2021.\n"
        (folder / ("deep" if number % 2 else ".") / f"berita{number}.txt").write_text(text, encoding="utf-8")
    (folder / "catatan.md").write_text("# Judul\n\nPemerintah **tidak** menjawab.\n", encoding="utf-8")
    (folder / "laman.html").write_text("<p>Harga naik 2,5 persen.</p>", encoding="utf-8")
    return folder


def run(source: Path, target: Path, *options: str) -> subprocess.CompletedProcess[str]:
    done = here("corpus", source, target, *options)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_every_document_comes_out_and_only_changed_ones_again(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(texts, out)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("12 translated, 0 as they were, 0 failed: ")
    assert len(files_of(out)) == 12
    bitext = align.read(out / "deep" / "berita1.txt.jsonl")
    assert [use.term for use in bitext.terms] == ["Korea Utara", "KCNA"]
    (texts / "catatan.md").write_text("Presiden datang.\n", encoding="utf-8")
    (out / "laman.html.jsonl").unlink()
    assert run(texts, out).stdout.startswith("2 translated, 10 as they were, 0 failed")
    again = run(texts, out, "-g", "style:rok-dprk")
    assert again.stdout.startswith("12 translated")
    assert b"DPRK" in files_of(out)["berita0.txt.jsonl"]


def test_workers_write_the_same_bytes(texts: Path, tmp_path: Path, echo: str) -> None:
    run(texts, tmp_path / "one", "--threads", "1", "--engine", echo)
    two = run(texts, tmp_path / "two", "--workers", "2", "--engine", echo)
    assert two.returncode == 0, two.stderr
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")


def test_a_bad_file_is_told_of_and_stops_nothing(texts: Path, tmp_path: Path, echo: str) -> None:
    (texts / "rusak.docx").write_bytes(b"not a zip")
    done = run(texts, tmp_path / "out", "--engine", echo)
    assert done.returncode == 3
    assert done.stderr.startswith("rusak.docx: ")
    assert "12 translated" in done.stdout
    (texts / "rusak.docx").unlink()
    again = run(texts, tmp_path / "out", "--engine", echo)
    assert again.stdout.startswith("0 translated, 12 as they were, 0 failed")


@pytest.mark.parametrize("kind", ["missing", "empty", "file"])
def test_what_is_no_corpus_is_refused_in_a_line(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "in"
    if kind == "empty":
        source.mkdir()
    if kind == "file":
        source.write_text("x")
    answer = run(source, tmp_path / "out")
    assert answer.returncode == 3
    assert answer.stderr.count("\n") == 1
    assert str(source) in answer.stderr


def test_killed_at_random_points_it_ends_in_the_same_bytes(texts: Path, tmp_path: Path, echo: str) -> None:
    run(texts, tmp_path / "whole", "--engine", echo)
    whole = files_of(tmp_path / "whole")
    rng, out = random.Random(5), tmp_path / "cut"
    for _ in range(KILLS):
        command = [*COMMAND, "corpus", str(texts), str(out), "--engine", echo]
        killed_midway(command, out, rng.randint(len(files_of(out)), len(whole) - 1), rng.uniform(0, 0.02))
        partial = files_of(out)
        assert partial.items() <= whole.items()
        for name in list(partial)[4:]:
            (out / name).unlink()  # keeps work to do for the next kill
    assert run(texts, out, "--engine", echo).returncode == 0
    assert files_of(out) == whole


def test_an_output_that_cannot_be_written_is_one_line(texts: Path, tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.write_text("a file")
    answer = run(texts, target)
    assert answer.returncode == 5
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("limit", [512, 9_000, 24_000])
def test_a_full_disk_is_one_line_and_what_was_written_is_whole(
    texts: Path, tmp_path: Path, echo: str, limit: int
) -> None:
    """A limit on the size of files stands for the disk: the manifest outgrows it, or the first result."""
    out = tmp_path / "out"
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); from cli.main import main; main()"
    full = subprocess.run(
        [sys.executable, "-c", code, "corpus", str(texts), str(out), "--engine", echo],
        capture_output=True,
        text=True,
        check=False,
    )
    assert full.returncode == 5, full.stderr
    assert full.stderr.count("\n") == 1
    for name in files_of(out):
        assert len(align.read(out / name)) >= 1
    again = run(texts, out, "--engine", echo)
    assert again.returncode == 0, again.stderr
    run(texts, tmp_path / "whole", "--engine", echo)
    assert files_of(out) == files_of(tmp_path / "whole")
