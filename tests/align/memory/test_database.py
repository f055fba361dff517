"""The file of a memory: several writers at once, kills in mid-write, and files that are none or no longer one."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from align.errors import InputError, OutputError
from align.memory.store import Memory

WRITER = """
import sys
from align.memory.store import Memory
memory = Memory(sys.argv[1])
for number in range(int(sys.argv[3])):
    memory.approve([(f"Kalimat {sys.argv[2]} {number}.", f"Sentence {sys.argv[2]} {number}."),
                    (f"Sama {number}.", f"Same {sys.argv[2]}.")], sys.argv[2])
    memory.keep("maker", {f"{sys.argv[2]}{number}".encode(): b"body"})
    print(number, flush=True)
"""


def writer(file: Path, name: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(file), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def sound(file: Path) -> None:
    """SQLite finds nothing wrong, and the running digest is that of the pairs that count."""
    with closing(Memory(file)) as memory, closing(Memory(file.with_name("again.db"))) as again:
        assert memory._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        again.approve(memory.pairs(), "again")
        assert again.state().digest == memory.state().digest
    for path in file.parent.glob("again.db*"):
        path.unlink()


def test_two_that_begin_it_and_write_at_once_lose_nothing(tmp_path: Path) -> None:
    file, count = tmp_path / "m.db", 60
    running = [writer(file, name, count) for name in "ab"]
    for process in running:
        process.communicate()
        assert process.returncode == 0
    with closing(Memory(file)) as memory:
        held = dict(memory.pairs())
        assert memory.counts().made == {"maker": 2 * count}
        lines = memory._db.execute("SELECT count(*) FROM approved").fetchone()[0]
    assert lines == 4 * count
    assert all(held[f"Kalimat {name} {n}."] == f"Sentence {name} {n}." for name in "ab" for n in range(count))
    assert {held[f"Sama {n}."] for n in range(count)} <= {"Same a.", "Same b."}
    sound(file)


def test_a_kill_in_mid_write_leaves_it_sound_and_what_was_told_is_there(tmp_path: Path) -> None:
    file, rng, told = tmp_path / "m.db", random.Random(3), {}
    for name in "abcdef":
        process = writer(file, name, 100_000)
        assert process.stdout is not None
        read = "".join(process.stdout.readline() for _ in range(rng.randint(1, 60)))
        process.kill()
        lines = (read + process.communicate()[0]).split("\n")
        told[name] = max(int(line) for line in lines[:-1] if line)  # the last may be cut
        sound(file)
    with closing(Memory(file)) as memory:
        held = dict(memory.pairs())
        for name, last in told.items():
            keys = [f"{name}{number}".encode() for number in range(last + 1)]
            assert len(memory.made("maker", keys)) == last + 1
            assert all(f"Kalimat {name} {number}." in held for number in range(last + 1))
    assert sum(told.values()) > 0


def test_a_write_that_fails_writes_nothing_of_its_batch(tmp_path: Path) -> None:
    def pairs() -> object:
        yield "Satu.", "One."
        raise KeyError

    with closing(Memory(tmp_path / "m.db")) as memory:
        with pytest.raises(KeyError):
            memory.approve(pairs(), "a")  # type: ignore[arg-type]
        assert list(memory.pairs()) == []
        assert memory.similar("Satu.") == []


def _text(file: Path) -> None:
    file.write_text("source\ttarget\n" * 20, encoding="utf-8")


def _short(file: Path) -> None:
    file.write_bytes(b"SQLite format 3\0")


def _other(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE approved(at, source, target)")


def _later(file: Path) -> None:
    Memory(file).close()
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA user_version=2")
        db.execute("PRAGMA journal_mode=DELETE")


def _folder(file: Path) -> None:
    file.mkdir()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_text, "is no translation memory; accepted is a translation memory of padanan"),
        (_short, "is no translation memory"),
        (_other, "is no translation memory"),
        (_later, "was written by another padanan \\(schema 2\\); this one reads 1"),
        (_folder, "is no file"),
    ],
)
def test_what_is_no_memory_is_refused_and_left_as_it_is(
    make: Callable[[Path], None], says: str, tmp_path: Path
) -> None:
    file = tmp_path / "m.db"
    make(file)
    before = file.read_bytes() if file.is_file() else b""
    with pytest.raises(InputError, match=rf"m\.db: {says}"):
        Memory(file)
    assert (file.read_bytes() if file.is_file() else b"") == before
    assert [path.name for path in tmp_path.iterdir()] == ["m.db"]


def filled(file: Path) -> bytes:
    with closing(Memory(file)) as memory:
        memory.approve([(f"Kalimat nomor {n}.", f"Sentence number {n}.") for n in range(400)], "a")
    return file.read_bytes()


@pytest.mark.parametrize("damage", ["cut", "noise", "zeros"])
def test_a_damaged_memory_is_told_of_and_left_as_it_is(damage: str, tmp_path: Path) -> None:
    file = tmp_path / "m.db"
    whole = filled(file)
    noise = random.Random(1).randbytes(len(whole))
    data = {"cut": whole[:5000], "noise": whole[:4096] + noise[4096:], "zeros": whole[:4096] + bytes(40_000)}[
        damage
    ]
    file.write_bytes(data)
    with pytest.raises(InputError, match=r"m\.db: is a damaged memory \(.+\); move it away to begin anew"):
        Memory(file)
    assert file.read_bytes() == data


def test_damage_that_shows_later_is_told_of_too(tmp_path: Path) -> None:
    """Every page but the head may be the bad one: none ends in a traceback, and a read changes nothing."""
    file = tmp_path / "m.db"
    whole = filled(file)
    told = []
    for page in range(1, len(whole) // 4096):
        data = whole[: page * 4096] + b"\xff" * 4096 + whole[(page + 1) * 4096 :]
        file.write_bytes(data)
        try:
            with closing(Memory(file)) as memory:
                list(memory.pairs())
                memory.similar("Kalimat nomor 7.")
                memory.approved(["Kalimat nomor 7."], memory.state())
                memory.made("maker", [b"key"])
        except InputError as error:
            told.append(str(error))
        assert file.read_bytes() == data
    assert len(told) > 5
    assert all("is a damaged memory" in line for line in told)


def test_an_empty_file_becomes_a_memory(tmp_path: Path) -> None:
    file = tmp_path / "m.db"
    file.touch()
    filled(file)
    sound(file)


def test_a_memory_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "m.db"
    filled(file)
    file.chmod(0o444)
    with pytest.raises(OutputError, match="is read-only; accepted is a memory that can be written"):
        Memory(file)
    with pytest.raises(OutputError, match="cannot be read or written"):
        Memory(tmp_path / "missing" / "m.db")


def test_who_writes_waits_and_says_so_when_it_takes_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "m.db"
    filled(file)
    monkeypatch.setattr("align.memory.database.PATIENCE", 0.2)
    with closing(sqlite3.connect(file, isolation_level=None)) as other, closing(Memory(file)) as memory:
        other.execute("BEGIN IMMEDIATE")
        assert memory.counts().approved == 400  # who reads does not wait
        with pytest.raises(OutputError, match=r"m\.db: another program has been writing to it"):
            memory.approve([("Satu.", "One.")], "a")
        other.execute("ROLLBACK")
        assert memory.approve([("Satu.", "One.")], "a") == 1
