"""Review with a translation memory: what is approved is in it at once, and what is like a sentence is shown beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

import align
from align.errors import InputError, OutputError
from align.memory.store import Memory
from review.acts import Reviewer, act
from review.approvals import Approvals
from review.opening import open_review
from review.store import Author, Row, Store

if TYPE_CHECKING:
    pass

ME, OTHER = Author("Rina", "a"), Author("Budi", "b")
SOURCES = "Ia tiba di Jakarta.\n\nIa pergi ke Seoul hari ini.\n\nIa tiba di Jakarta."
TARGETS = "He came to Jakarta.\n\nHe left for Seoul today.\n\nHe came to Jakarta."


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    file = tmp_path / "berita.jsonl"
    align.write(align.pair(SOURCES, TARGETS, engine=None), file)
    return file


@pytest.fixture
def store(bitext: Path) -> Iterator[Store]:
    with closing(open_review(bitext)) as opened:
        yield opened


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with closing(Memory(tmp_path / "m.db")) as opened:
        yield opened


def do(store: Store, name: str, ids: list[int], by: Author = ME, **values: Any) -> list[Row]:
    import glossary  # noqa: PLC0415  beside the helper that needs it

    seen = {row.id: row.revision for row in store.rows(ids)}
    reviewer = Reviewer(store.header, glossary.Glossary(), by.who)
    return store.replace(seen, act(name, values, reviewer), name=name, author=by)


def test_the_memory_follows_every_act_that_gives_or_takes_approval(store: Store, memory: Memory) -> None:
    assert Approvals(store, memory, "berita.jsonl").begin() == 0
    seoul, busan = "He left for Seoul today.", "He left for Busan today."
    source = "Ia pergi ke Seoul hari ini."
    for step, held in (
        (lambda: do(store, "approve", [2]), seoul),
        (lambda: do(store, "approve", [2], approved=False), None),
        (lambda: store.undo(ME), seoul),
        (lambda: do(store, "comment", [2], text="Ask."), seoul),
        (lambda: do(store, "edit", [2], text=busan), None),
        (lambda: do(store, "approve", [2]), busan),
        (lambda: store.undo(ME), None),
        (lambda: store.undo(ME), seoul),
        (lambda: store.redo(ME), None),
        (lambda: do(store, "restore", [2]), None),
        (lambda: do(store, "approve", [2]), seoul),
        (lambda: do(store, "merge", [2, 3]), None),
        (lambda: store.undo(ME), seoul),
    ):
        step()
        assert dict(memory.pairs()) == ({source: held} if held else {})


def test_a_pair_goes_when_no_row_approves_it_any_more(store: Store, memory: Memory) -> None:
    Approvals(store, memory, "berita.jsonl").begin()
    do(store, "approve", [1, 3])
    do(store, "approve", [1], approved=False)
    assert dict(memory.pairs()) == {"Ia tiba di Jakarta.": "He came to Jakarta."}
    do(store, "approve", [3], approved=False)
    assert dict(memory.pairs()) == {}


def test_taking_back_brings_what_the_memory_held_before(store: Store, memory: Memory) -> None:
    memory.approve([("Ia pergi ke Seoul hari ini.", "She left for Seoul today.")], "desk.tmx")
    Approvals(store, memory, "berita.jsonl").begin()
    do(store, "approve", [2])
    assert dict(memory.pairs()) == {"Ia pergi ke Seoul hari ini.": "He left for Seoul today."}
    do(store, "approve", [2], approved=False)
    assert dict(memory.pairs()) == {"Ia pergi ke Seoul hari ini.": "She left for Seoul today."}


def test_what_was_approved_before_comes_in_where_the_memory_never_had_it(
    store: Store, memory: Memory
) -> None:
    do(store, "approve", [1, 2])
    memory.approve([("Ia tiba di Jakarta.", "She came to Jakarta.")], "desk.tmx")
    approvals = Approvals(store, memory, "berita.jsonl")
    assert approvals.begin() == 1
    assert approvals.begin() == 0
    assert dict(memory.pairs()) == {
        "Ia tiba di Jakarta.": "She came to Jakarta.", "Ia pergi ke Seoul hari ini.": "He left for Seoul today.",
    }  # fmt: skip


def test_an_act_that_the_memory_cannot_take_is_refused_whole(
    store: Store, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    Approvals(store, memory, "berita.jsonl").begin()
    memory._db.execute("PRAGMA busy_timeout=100")
    with closing(sqlite3.connect(memory.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match=r"m\.db: another program has been writing"):
            do(store, "approve", [2])
        other.execute("ROLLBACK")
    assert not store.rows([2])[0].body.get("approved")
    assert store.history(2) == []
    do(store, "approve", [2])
    assert len(list(memory.pairs())) == 1


def test_a_review_in_other_languages_is_refused(tmp_path: Path, memory: Memory) -> None:
    file = tmp_path / "english.jsonl"
    align.write(align.pair("Ini.", "This.", engine=None, language="en"), file)
    with (
        closing(open_review(file)) as store,
        pytest.raises(InputError, match=r"english\.jsonl: goes from 'en'"),
    ):
        Approvals(store, memory, file.name).begin()


def test_a_row_is_not_its_own_match_and_five_are_shown(store: Store, memory: Memory) -> None:
    approvals = Approvals(store, memory, "berita.jsonl")
    approvals.begin()
    do(store, "approve", [2])
    body = store.rows([2])[0].body
    assert approvals.like(body) == []
    memory.approve([(f"Ia pergi ke Seoul hari {n}.", f"He left on day {n}.") for n in range(7)], "desk.tmx")
    found = approvals.like(body)
    assert [(one.percent, one.origin) for one in found] == [(85, "desk.tmx")] * 5


@contextmanager
def client_of(server: Any) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base, timeout=60) as client:
        client.get(server.address)
        yield client


def test_an_approval_is_in_the_memory_before_it_is_acknowledged(start, bitext: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Killed at the moment of the answer, the server has told nobody of what is not there."""
    file = tmp_path / "m.db"
    for number, source in enumerate(SOURCES.split("\n\n")[:2], 1):
        server = start(bitext, "--memory", str(file))
        with client_of(server) as client:
            answer = client.post("/api/act/approve", json={"rows": {str(number): 1}, "tab": "t"})
            server.kill()
        assert answer.status_code == 200
        with closing(Memory(file)) as memory:
            assert source in dict(memory.pairs())
            assert memory.counts().origins == {"berita.jsonl": number}


def test_matches_over_http(start, bitext: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "m.db"
    with closing(Memory(file)) as memory:
        memory.approve([("Ia pergi ke Busan hari ini.", "He left for Busan today.")], "desk.tmx")
    with client_of(start(bitext, "--memory", str(file))) as client:
        assert client.get("/api/view").json()["memory"] is True
        assert client.get("/api/similar/2").json() == {
            "matches": [
                {
                    "source": "Ia pergi ke Busan hari ini.", "target": "He left for Busan today.",
                    "origin": "desk.tmx", "percent": 85,
                }
            ]
        }  # fmt: skip
        assert client.get("/api/similar/1").json() == {"matches": []}
        assert client.get("/api/similar/99").status_code == 404
    with client_of(start(bitext)) as client:
        assert client.get("/api/view").json()["memory"] is False
        assert client.get("/api/similar/2").json() == {"matches": []}


def test_a_file_that_is_no_memory_ends_the_command_in_a_line(bitext: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner  # noqa: PLC0415  only here

    from cli.main import main  # noqa: PLC0415  only here

    notes = tmp_path / "notes.db"
    notes.write_text("My notes.", encoding="utf-8")
    done = CliRunner().invoke(main, ["review", str(bitext), "--no-browser", "--memory", str(notes)])
    assert done.exit_code == 3
    assert f"{notes}: is no translation memory" in done.output
    assert done.output.count("\n") == 1
    assert notes.read_text(encoding="utf-8") == "My notes."
