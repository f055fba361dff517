"""Nothing typed is lost, and nothing is pressed by accident: R1, R3 to R5, R14, R19, R20, R26, R27, R32."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.review.pages import edit, held, lists, opened, pairs, row, said, saved, shown, text_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAIRS = [
    ("Menteri tiba pagi ini.", "The minister arrived this morning."),
    ("Hujan turun sejak malam.", "It has rained since last night."),
    ("Jalan ditutup polisi.", "Police closed the road."),
    ("Warga menunggu bantuan.", "Residents await aid."),
    ("Sekolah tetap buka.", "Schools remain open."),
    ("Harga beras naik.", "Rice prices rose."),
    ("Kapal itu tenggelam.", "The ship sank."),
    ("Harga beras naik.", "Rice prices rose."),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return pairs(tmp_path / "news.jsonl", PAIRS)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.className"))


def typed_in(page: Page, number: int, text: str) -> None:
    """Types at the end of the translation of that row, and stays in the field."""
    edit(page, number, text, then="")


def test_r1_the_focus_stays_where_a_person_put_it(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    typed_in(page, 2, "It rained all night.")
    page.locator("#search").click()
    saved(page, 2, "It rained all night.")
    page.wait_for_timeout(400)
    assert focused(page) == "search"
    page.keyboard.type("muat")  # m, u and a would merge, undo and approve
    assert page.locator("#search").input_value() == "muat"
    page.keyboard.press("Escape")
    lists(page, 8)
    typed_in(page, 3, "The road was closed.")
    row(page, 5).locator(".source").click(position={"x": 5, "y": 5})
    saved(page, 3, "The road was closed.")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement.dataset.number") == "5"
    typed_in(page, 4, "Residents wait.")
    page.keyboard.press("Tab")
    where = page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
    saved(page, 4, "Residents wait.")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement.outerHTML.slice(0, 80)") == where
    assert shown(page) == 8


def test_r3_translating_again_spares_what_people_did(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    edit(page, 7, "The vessel went down.", then="Escape")
    said(page, "The edit is taken back")
    edit(page, 7, "The vessel went down.", then="")
    page.locator("#search").click()
    saved(page, 7, "The vessel went down.")
    row(page, 2).focus()
    page.keyboard.press("t")
    page.locator("#ask [name=source]").fill("Kapal itu")
    page.locator("#ask [name=targets]").fill("The boat")
    page.keyboard.press("Enter")
    said(page, "is written to")
    page.wait_for_timeout(500)
    assert not page.locator("#ask[open]").is_visible()  # no row is free: nothing is asked
    assert held(page, 7)["target"] == "The vessel went down."
    row(page, 7).focus()
    page.keyboard.press("T")
    page.locator("#ask-title", has_text="edited by a person").wait_for()
    page.keyboard.press("Enter")  # the safe answer
    page.wait_for_timeout(300)
    assert held(page, 7)["target"] == "The vessel went down."


def test_r4_a_conflict_waits_and_takes_no_focus(start: Any, file: Path, page: Page) -> None:
    server = start(file)
    opened(page, server.address)
    other = page.context.new_page()
    opened(other, server.base)
    row(other, 2).focus()
    other.keyboard.press("e")
    other.keyboard.press("Control+a")
    edit(page, 2, "Theirs.")
    saved(page, 2, "Theirs.")
    other.keyboard.type("Mine goes on")
    box = row(other, 2).locator(".conflict")
    box.wait_for()
    other.keyboard.type(" and on ")
    assert row(other, 2).locator("textarea").input_value() == "Mine goes on and on "
    assert "Rina changed this sentence at" in box.inner_text()
    assert box.locator("del, ins").count()
    other.locator("#search").click()
    opened(other, server.base)
    box.wait_for()  # a reload forgets nothing
    assert held(other, 2)["target"] == "Theirs."
    box.get_by_role("button", name="use mine").click()
    saved(other, 2, "Mine goes on and on")
    box.wait_for(state="detached")


def test_r5_a_review_that_was_deleted_refuses_edits(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    for own in file.parent.glob("news.jsonl.review*"):
        own.unlink()
    typed_in(page, 2, "Where would this go?")
    page.locator("#search").click()
    box = row(page, 2).locator(".conflict")
    box.wait_for()
    assert "is gone" in box.inner_text()


def test_r19_r20_a_reload_asks_for_what_would_be_lost_and_keeps_the_rest(
    start: Any, file: Path, page: Page
) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    opened(page, start(file).address)
    row(page, 3).focus()
    page.keyboard.press("e")
    opened(page, page.url)
    assert not asked  # nothing was changed
    row(page, 3).focus()
    page.keyboard.press("c")
    page.keyboard.type("Half a comm")
    page.reload()
    assert asked == ["beforeunload"]
    page.wait_for_selector("html[data-ready]")
    edit(page, 5, "Schools stay open.", then="")
    page.locator("#filter").select_option("edited")
    lists(page, 1)
    page.locator("#search").fill("stay")
    page.locator("#found", has_text="1 hit in 1 sentence").wait_for()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert (page.locator("#search").input_value(), page.locator("#filter").input_value()) == (
        "stay",
        "edited",
    )
    assert shown(page) == 1
    page.locator("#found", has_text="1 hit in 1 sentence").wait_for()
    page.locator("[data-do=undo]").click()
    said(page, "Undone: edit")
    assert held(page, 5)["target"] == PAIRS[4][1]


def test_r26_keys_work_by_their_place_and_only_what_is_used_is_swallowed(
    start: Any, file: Path, page: Page
) -> None:
    opened(page, start(file).address)
    row(page, 2).focus()
    page.evaluate("""() => document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ф', code: 'KeyA', bubbles: true, cancelable: true }))""")
    said(page, "Sentence 2 approved")
    row(page, 3).focus()
    page.keyboard.press("e")
    free = page.evaluate("""() => document.activeElement.dispatchEvent(
      new KeyboardEvent('keydown', { key: '2', code: 'Digit2', altKey: true, bubbles: true, cancelable: true }))""")
    assert free  # there is no match 2: the key is the browser's


def test_r27_one_edit_is_one_step_and_esc_takes_it_back(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    row(page, 2).focus()
    page.keyboard.press("e")
    for word in (" One", " two", " three"):
        page.keyboard.type(word)
        saved(page, 2, PAIRS[1][1] + " One two three"[: " One two three".index(word) + len(word)])
    page.keyboard.press("Escape")
    said(page, "The edit is taken back")
    assert held(page, 2)["target"] == PAIRS[1][1]
    page.keyboard.press("r")
    said(page, "Done again: edit")
    assert held(page, 2)["target"] == PAIRS[1][1] + " One two three"
    page.keyboard.press("u")
    said(page, "Undone: edit")
    assert held(page, 2)["target"] == PAIRS[1][1]
    page.keyboard.press("u")
    said(page, "There is nothing to undo")


def test_r32_half_a_composition_is_not_saved(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    row(page, 2).focus()
    page.keyboard.press("e")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "kan", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(1500)
    assert held(page, 2)["target"] == PAIRS[1][1]
    client.send("Input.insertText", {"text": "漢"})
    saved(page, 2, PAIRS[1][1] + "漢")


def test_r14_findings_follow_typing_and_approving_names_those_open(
    start: Any, file: Path, page: Page
) -> None:
    opened(page, start(file).address)
    typed_in(page, 3, "Police closed the road!!")
    row(page, 3).locator(".findings b", has_text="end-punctuation").wait_for()  # while the field is open
    assert row(page, 3).locator("textarea").count() == 1
    page.keyboard.press("Control+Enter")
    said(page, "Sentence 3 approved with 1 open finding: end-punctuation")
    assert text_of(page, 3) == "Police closed the road!!"
