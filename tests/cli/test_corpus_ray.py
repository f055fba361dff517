"""`padanan corpus --ray` on a Ray of this machine: the same bytes as without, also when an actor is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CODE = "from cli.main import main; main()"
LINES = 3_500  # five parts


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A text of several parts, two small documents, and one that is broken."""
    folder = tmp_path / "in"
    folder.mkdir()
    line = "Pemerintah Korea Utara melaporkan bahwa harga beras di pasar naik {} persen."
    (folder / "besar.txt").write_text("".join(line.format(n) + "\n" for n in range(LINES)), encoding="utf-8")
    (folder / "catatan.md").write_text("# Judul\n\nKCNA **tidak** menjawab.\n", encoding="utf-8")
    (folder / "kecil.txt").write_text("Warga pulang.\n", encoding="utf-8")
    (folder / "rusak.docx").write_bytes(b"not a zip")
    (tmp_path / "gema.tsv").write_text("*\t{}\n", encoding="utf-8")
    return folder


def command(source: Path, target: Path, *options: str) -> list[str]:
    engine = f"fixed:{source.parent / 'gema.tsv'}"
    return [
        sys.executable, "-c", CODE, "corpus", str(source), str(target), "--engine", engine, "-f", "tsv", *options
    ]  # fmt: skip


def results(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "."}


def actors(process: int) -> list[int]:
    """Ids of the Ray actors among the descendants of a process."""
    parents: dict[int, int] = {}
    named: list[int] = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if (entry / "cmdline").read_bytes().startswith(b"ray::MapWorker"):
                named.append(int(entry.name))
        except OSError:
            continue  # it has just ended

    def ours(pid: int) -> bool:
        while pid and pid != process:
            pid = parents.get(pid, 0)
        return pid == process

    return [pid for pid in named if ours(pid)]


def test_two_actors_one_of_them_killed_give_the_same_bytes(texts: Path, tmp_path: Path) -> None:
    alone = subprocess.run(command(texts, tmp_path / "alone"), capture_output=True, text=True, check=False)
    assert alone.returncode == 3
    out = tmp_path / "out"
    with subprocess.Popen(
        command(texts, out, "--ray", "--actors", "2"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        parts: list[Path] = []
        while not parts and process.poll() is None:
            time.sleep(0.02)
            parts = list(out.glob(".padanan-work/*/0*"))
        found = actors(process.pid)
        assert len(found) == 2
        assert not (out / "besar.txt.tsv").exists()
        os.kill(found[0], signal.SIGKILL)
        told, errors = process.communicate(timeout=600)
    assert process.returncode == 3, errors
    assert results(out) == results(tmp_path / "alone")
    assert told.endswith(alone.stdout)  # Ray tells of the death before it
    assert "rusak.docx: " in errors
    assert not (out / ".padanan-work" / "writing").exists()


def test_an_engine_that_does_not_load_is_one_line(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "gema.tsv").write_text("a\tb\tc\n", encoding="utf-8")
    done = subprocess.run(
        command(texts, tmp_path / "out", "--ray"), capture_output=True, text=True, check=False
    )
    assert done.returncode == 4
    assert "3 cells" in done.stderr.splitlines()[-1]


def test_without_ray_it_says_how_to_get_it(texts: Path, tmp_path: Path) -> None:
    code = f"import sys; sys.modules['ray'] = None; {CODE}"
    arguments = command(texts, tmp_path / "out", "--ray")[3:]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 4
    assert done.stderr.count("\n") == 1
    assert "pip install 'padanan[ray]'" in done.stderr
