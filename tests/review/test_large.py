"""Large documents, several of them, other names for the server, and folders that cannot be written: R7, R8, R11, R29."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from align.errors import OutputError
from review.database import SCHEMA
from review.opening import open_review, store_path
from review.store import Store
from tests.review.bodies import HEADER, PAIRS, body
from tests.review.pages import edit, held, opened, pairs, row, said, saved, shown, until

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_r7_many_rows_are_translated_again_in_batches_that_can_be_stopped(
    start: Any, tmp_path: Path, page: Page
) -> None:
    file = pairs(tmp_path / "many.jsonl", [(f"Kapal ke-{n} tiba.", f"Ship {n} came.") for n in range(1, 64)])
    opened(page, start(file).address)
    row(page, 1).focus()
    page.keyboard.press("t")
    page.locator("#ask [name=source]").fill("Kapal")
    page.locator("#ask [name=targets]").fill("Vessel")
    page.keyboard.press("Enter")
    page.locator("#ask-title", has_text="63 sentences").wait_for()
    page.keyboard.press("Enter")
    page.locator("#busy:not([hidden]) button:not([hidden])").click()  # Stop
    said(page, "then stopped")
    done = [
        one
        for one in page.evaluate("fetch('api/rows').then((own) => own.json())")["rows"]
        if "essel" in one["target"]
    ]
    assert 0 < len(done) < 63
    row(page, 1).focus()
    page.keyboard.press("u")
    said(page, "Undone: translating again")
    saved(page, 1, "Ship 1 came.")


def test_r8_the_page_works_on_a_plain_http_name(start: Any, tmp_path: Path, page: Page) -> None:
    file = pairs(tmp_path / "news.jsonl", PAIRS)
    opened(page, start(file, "--host", "0.0.0.0", "--expose").address)
    assert not page.evaluate("isSecureContext")
    edit(page, 2, "It rained.")
    saved(page, 2, "It rained.")


def test_r11_rows_are_loaded_in_pages_and_an_act_answers_in_few_bytes(
    start: Any, tmp_path: Path, page: Page
) -> None:
    file = pairs(tmp_path / "big.jsonl", [(f"Kapal ke-{n} tiba.", f"Ship {n} came.") for n in range(1, 3001)])
    sizes: dict[str, int] = {}
    page.on(
        "response",
        lambda answer: (
            sizes.update({answer.url.split("/api/")[-1]: len(answer.body())})
            if "/api/" in answer.url
            else None
        ),
    )
    opened(page, start(file).address)
    assert shown(page) == 3000
    assert page.locator(".row[data-id]").count() < 60
    assert sum(sizes.values()) < 60_000
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    until(lambda: 1000 < int(page.locator(".row[data-id]").last.get_attribute("data-number") or 0) < 2200)
    page.keyboard.press("j")
    until(
        lambda: page.evaluate("document.activeElement.dataset.number") == "2"
    )  # the row in hand was the first
    page.keyboard.press("m")
    said(page, "Merged")
    assert shown(page) == 2999
    assert sizes["act/merge"] < 4000
    page.evaluate("scrollTo(0, 1e9)")
    page.locator('.row[data-number="2999"]').wait_for()


def test_r29_a_folder_that_cannot_be_written_is_called_that(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"/proc/none\.review cannot be made"):
        Store(Path("/proc/none.review"))


def test_several_documents_stand_on_one_desk(start: Any, tmp_path: Path, page: Page) -> None:
    for name in ("a", "b"):
        pairs(tmp_path / f"{name}.jsonl", PAIRS)
    server = start(tmp_path)
    page.goto(server.address)
    assert page.locator("#documents tr").count() == 2
    page.get_by_role("link", name="b.jsonl").click()
    page.wait_for_selector("html[data-ready]")
    edit(page, 2, "It rained.")
    said(page, "Sentence 2 approved")
    assert held(page, 2)["approved"]
    page.goto(server.base)
    assert page.locator("#documents tr").nth(1).locator("td span").first.inner_text() == "1"
    assert page.locator("#documents tr").nth(0).locator("td span").first.inner_text() == "0"
    assert {own.name for own in tmp_path.glob("*.review")} == {"a.jsonl.review", "b.jsonl.review"}


def test_a_name_is_asked_once_a_browser_where_none_was_given(start: Any, tmp_path: Path, page: Page) -> None:
    opened(page, start(pairs(tmp_path / "news.jsonl", PAIRS)).address)
    assert page.locator("#asks").count() == 0
    page.evaluate("import('/static/tab.js').then((own) => own.rename('Budi'))")
    edit(page, 2, "It rained.")
    said(page, "Sentence 2 approved")
    changes = page.evaluate("fetch('api/history/2').then((own) => own.json())")["changes"]
    assert {one["who"] for one in changes} == {"Budi"}


_OLD = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE row(id INTEGER PRIMARY KEY, place INTEGER NOT NULL, revision INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE change(seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, who TEXT NOT NULL, tab TEXT NOT NULL,
  act TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0, undoes INTEGER);
PRAGMA user_version=1;
"""


def test_a_review_of_the_first_schema_is_brought_up_whole(tmp_path: Path) -> None:
    import hashlib  # noqa: PLC0415  only here

    file = pairs(tmp_path / "news.jsonl", PAIRS)
    rows = [body(number, *pair) for number, pair in enumerate(PAIRS)]
    new = rows[1] | {"approved": True, "notes": ["Rina: Which night?"]}
    with sqlite3.connect(store_path(file)) as db:
        db.executescript(_OLD)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        db.executemany(
            "INSERT INTO meta VALUES(?, ?)",
            [("header", json.dumps(HEADER)), ("source", digest), ("ids", "5")],
        )
        for number, own in enumerate([rows[0], new, *rows[2:]], 1):
            db.execute("INSERT INTO row VALUES(?, ?, 1, ?)", (number, number << 32, json.dumps(own)))
        sides = [json.dumps([[2, own]]) for own in (rows[1], new)]
        db.execute(
            "INSERT INTO change(at, who, tab, act, before, after) VALUES('2026', 'Rina', 't', 'approve', ?, ?)",
            sides,
        )
    db.close()
    store = open_review(file)
    assert [own.body["target"] for own in store.rows()] == [target for _, target in PAIRS]
    assert store.rows([2])[0].body["notes"] == [{"id": 1, "text": "Rina: Which night?"}]
    assert [change.who for change in store.history(2)] == ["Rina"]
    assert store.tally["approved"] == 1
    store.close()
    with sqlite3.connect(store_path(file)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
    db.close()
