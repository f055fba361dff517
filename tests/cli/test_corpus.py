"""`padanan corpus` as a person runs it: folders, failures, changes, workers, and kills."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import align

KILLS = int(os.environ.get("KILLS", "20"))
COMMAND = [sys.executable, "-c", "from cli.main import main; main()", "corpus"]


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
    return subprocess.run(
        [*COMMAND, str(source), str(target), *options], capture_output=True, text=True, check=False
    )


def results(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.name.startswith(".")
    }


def test_every_document_comes_out_and_only_changed_ones_again(texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(texts, out)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("12 translated, 0 as they were, 0 failed: ")
    assert len(results(out)) == 12
    bitext = align.read(out / "deep" / "berita1.txt.jsonl")
    assert [use.term for use in bitext.terms] == ["Korea Utara", "KCNA"]
    (texts / "catatan.md").write_text("Presiden datang.\n", encoding="utf-8")
    (out / "laman.html.jsonl").unlink()
    assert run(texts, out).stdout.startswith("2 translated, 10 as they were, 0 failed")
    again = run(texts, out, "-g", "style:rok-dprk")
    assert again.stdout.startswith("12 translated")
    assert b"DPRK" in results(out)["berita0.txt.jsonl"]


def test_workers_write_the_same_bytes(texts: Path, tmp_path: Path) -> None:
    run(texts, tmp_path / "one", "--threads", "1")
    two = run(texts, tmp_path / "two", "--workers", "2")
    assert two.returncode == 0, two.stderr
    assert results(tmp_path / "one") == results(tmp_path / "two")


def test_a_bad_file_is_told_of_and_stops_nothing(texts: Path, tmp_path: Path) -> None:
    (texts / "rusak.docx").write_bytes(b"not a zip")
    done = run(texts, tmp_path / "out")
    assert done.returncode == 3
    assert done.stderr.startswith("rusak.docx: ")
    assert "12 translated" in done.stdout
    (texts / "rusak.docx").unlink()
    assert run(texts, tmp_path / "out").stdout.startswith("0 translated, 12 as they were, 0 failed")


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


def test_killed_at_random_points_it_ends_in_the_same_bytes(texts: Path, tmp_path: Path) -> None:
    run(texts, tmp_path / "whole")
    rng, out = random.Random(5), tmp_path / "cut"
    for _ in range(KILLS):
        process = subprocess.Popen(
            [*COMMAND, str(texts), str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0.2, 1.5))
        process.kill()
        process.wait()
        partial = results(out)
        assert all(
            results(tmp_path / "whole")[name] == data
            for name, data in partial.items()
            if name in results(tmp_path / "whole")
        )
        if len(partial) > 6:
            for path in list(out.rglob("*.jsonl"))[:4]:
                path.unlink()  # keeps work to do for the next kill
    assert run(texts, out).returncode == 0
    assert results(out) == results(tmp_path / "whole")


def test_an_output_that_cannot_be_written_is_one_line(texts: Path, tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.write_text("a file")
    answer = run(texts, target)
    assert answer.returncode == 5
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize("limit", [512, 9_000, 24_000])
def test_a_full_disk_is_one_line_and_what_was_written_is_whole(
    texts: Path, tmp_path: Path, limit: int
) -> None:
    """A limit on the size of files stands for the disk: the manifest outgrows it, or the first result."""
    out = tmp_path / "out"
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit})); from cli.main import main; main()"
    full = subprocess.run(
        [sys.executable, "-c", code, "corpus", str(texts), str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert full.returncode == 5, full.stderr
    assert full.stderr.count("\n") == 1
    for name in results(out):
        assert len(align.read(out / name)) >= 1
    again = run(texts, out)
    assert again.returncode == 0, again.stderr
    run(texts, tmp_path / "whole")
    assert results(out) == results(tmp_path / "whole")
