"""`padanan memory`, and `--memory` of translate and corpus, as a person runs them."""

from __future__ import annotations

import random
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

import align
from align.memory.store import Memory
from tests.cli.conftest import COMMAND, files_of, here, killed_midway


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    file = tmp_path / "m.db"
    with closing(Memory(file)) as memory:
        memory.approve([("Korea Utara membantah.", "North Korea denies it.")], "desk.tmx")
    return file


def test_import_export_and_stats(padanan, filled: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    tmx = tmp_path / "out.tmx"
    done = padanan("memory", "export", filled, tmx)
    assert (done.returncode, done.stdout) == (0, f"{tmx}: 1 pairs\n")
    new = tmp_path / "new.db"
    done = padanan("memory", "import", tmx, tmx, "--memory", new)
    assert (
        done.stdout == f"{tmx}: 1 new or changed, 0 as they were\n{tmx}: 0 new or changed, 1 as they were\n"
    )
    padanan("translate", "-", "--memory", new, given="Ia pergi.")
    lines = padanan("memory", "stats", new).stdout.splitlines()
    assert lines[1:4] == ["1 approved", "  1 from out.tmx", "1 made by machine"]
    assert lines[4].startswith("  1 by engine:embedded")


def test_translate_takes_what_is_approved(padanan, filled: Path) -> None:  # type: ignore[no-untyped-def]
    done = padanan("translate", "-", "-f", "txt", "--memory", filled, given="Korea Utara membantah.")
    assert (done.returncode, done.stdout.strip()) == (0, "North Korea denies it.")


def arguments(command: str, memory: Path, text: Path, pairs: Path) -> tuple[str | Path, ...]:
    """Each way to name a memory: with a text or its folder, with pairs, alone."""
    out = memory.parent / "out"
    return {
        "translate": ("translate", text, "--memory", memory),
        "corpus": ("corpus", text.parent, out, "--memory", memory),
        "import": ("memory", "import", pairs, "--memory", memory),
        "stats": ("memory", "stats", memory),
        "export": ("memory", "export", memory, out.with_suffix(".tmx")),
    }[command]


@pytest.mark.parametrize("command", ["translate", "corpus", "import", "stats", "export"])
def test_a_file_that_is_no_memory_ends_in_one_line_and_is_left(  # type: ignore[no-untyped-def]
    padanan, command: str, tmp_path: Path
) -> None:
    text, notes = tmp_path / "a.txt", tmp_path / "notes.db"
    text.write_text("Ia pergi.", encoding="utf-8")
    notes.write_text("My notes.", encoding="utf-8")
    tsv = tmp_path / "a.tsv"
    tsv.write_text("source\ttarget\nIa pergi.\tHe left.\n", encoding="utf-8")
    done = padanan(*arguments(command, notes, text, tsv))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert f"{notes}: is no translation memory" in done.stderr
    assert notes.read_text(encoding="utf-8") == "My notes."
    assert not list(tmp_path.glob("notes.db?*"))


@pytest.mark.parametrize("command", ["translate", "corpus", "import", "stats", "export"])
def test_a_damaged_memory_ends_in_one_line_and_is_left(  # type: ignore[no-untyped-def]
    padanan, command: str, filled: Path, tmp_path: Path
) -> None:
    source, tmx = tmp_path / "in", tmp_path / "a.tmx"
    source.mkdir()
    (source / "a.txt").write_text("Ia pergi.", encoding="utf-8")
    padanan("memory", "export", filled, tmx)
    whole = filled.read_bytes()
    damaged = whole[:4096] + bytes(byte ^ 0x5A for byte in whole[4096:])
    filled.write_bytes(damaged)
    done = padanan(*arguments(command, filled, source / "a.txt", tmx))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert f"{filled}: is a damaged memory" in done.stderr
    assert filled.read_bytes() == damaged


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Eight documents that share sentences."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        text = f"Korea Utara membantah. Berita nomor {number}. KCNA melaporkan hal itu pada {number % 3 + 1} Mei 2021.\n"
        (folder / f"berita{number}.txt").write_text(text, encoding="utf-8")
    return folder


def run(source: Path, target: Path, *options: object) -> subprocess.CompletedProcess[str]:
    done = here("corpus", source, target, *options)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_corpus_with_a_memory_is_the_same_bytes_and_workers_share_it(texts: Path, tmp_path: Path) -> None:
    memory = tmp_path / "m.db"
    run(texts, tmp_path / "plain")
    done = run(texts, tmp_path / "one", "--memory", memory, "--workers", 2)
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "one") == files_of(tmp_path / "plain")
    with closing(Memory(memory)) as opened:
        assert sum(opened.counts().made.values()) == 1 + 8 + 3
    again = run(texts, tmp_path / "two", "--memory", memory)
    assert again.stdout.startswith("8 translated")
    assert files_of(tmp_path / "two") == files_of(tmp_path / "plain")


def test_a_corpus_killed_and_gone_on_with_is_the_same_bytes(
    texts: Path, tmp_path: Path, filled: Path, echo: str
) -> None:
    run(texts, tmp_path / "whole", "--memory", filled, "--engine", echo)
    whole = files_of(tmp_path / "whole")
    assert all(b"North Korea denies it." in data for data in whole.values())
    out, cut, rng = tmp_path / "cut", tmp_path / "cut.db", random.Random(2)
    with closing(Memory(filled)) as old, closing(Memory(cut)) as new:
        new.approve(old.pairs(), "desk.tmx")
    for wanted in (1, 2, 4, 7):
        command = [*COMMAND, "corpus", str(texts), str(out), "--memory", str(cut), "--engine", echo]
        killed_midway(command, out, wanted, rng.uniform(0, 0.02))
        assert files_of(out).items() <= whole.items()
    assert run(texts, out, "--memory", cut, "--engine", echo).returncode == 0
    assert files_of(out) == whole


def test_documents_are_done_again_where_something_was_approved_since(
    texts: Path, tmp_path: Path, filled: Path, echo: str
) -> None:
    out = tmp_path / "out"
    options = ("--memory", filled, "--engine", echo)
    assert run(texts, out, *options).stdout.startswith("8 translated")
    assert run(texts, out, *options).stdout.startswith("0 translated, 8 as they were")
    with closing(Memory(filled)) as memory:
        memory.approve([("Berita nomor 3.", "Report no. 3.")], "desk.tmx")
    assert run(texts, out, *options).stdout.startswith("8 translated")
    bitext = align.read(out / "berita3.txt.jsonl")
    assert [pair.target_text for pair in bitext if pair.bead.approved] == [
        "North Korea denies it.", "Report no. 3.",
    ]  # fmt: skip
    with closing(Memory(filled)) as memory:
        memory.forget([("Berita nomor 3.", "Report no. 3.")], "desk.tmx")
    assert run(texts, out, *options).stdout.startswith("8 translated")
    assert b"Report no. 3." not in files_of(out)["berita3.txt.jsonl"]
