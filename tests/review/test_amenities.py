"""What editors know from other tools: find and replace, rows alike, history, comments, links to a row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.review.pages import (
    edit,
    held,
    lists,
    opened,
    row,
    said,
    saved,
    text_of,
    until,
)
from tests.review.test_flow import press
from tests.review.test_keeps import PAIRS, file

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["file"]


def test_find_and_replace_shows_all_and_is_one_step(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    row(page, 8).focus()
    press(page, "a")
    said(page, "Sentence 8 approved")
    press(page, "R")
    page.locator("#ask [name=q]").fill("rose")
    page.locator("#ask [name=with]").fill("went up")
    press(page, "Enter")
    page.locator("#ask-fields", has_text="2 hits in 2 sentences").wait_for()
    ticks = page.locator("#ask .preview input")
    assert [tick.is_checked() for tick in ticks.all()] == [True, False]  # what is approved is spared
    ticks.nth(1).check()
    page.locator("#ask [value=ok]").click()
    saved(page, 8, "Rice prices went up.")
    saved(page, 6, "Rice prices went up.")
    row(page, 6).focus()
    press(page, "u")
    saved(page, 6, PAIRS[5][1])
    saved(page, 8, PAIRS[7][1])
    assert held(page, 8)["approved"]


def test_rows_alike_are_approved_together_if_one_wants(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    edit(page, 6, "The price of rice rose.")
    page.locator("#offer:not([hidden])", has_text="1 other sentence").wait_for()
    assert held(page, 8)["target"] == PAIRS[7][1]
    page.locator("#offer [data-do=spread]").click()
    saved(page, 8, "The price of rice rose.")
    assert held(page, 8)["approved"]


def test_history_brings_an_earlier_version_back(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    for text in ("It poured.", "It snowed."):
        edit(page, 2, text, then="")
        page.locator("#search").click()
        saved(page, 2, text)
    row(page, 2).focus()
    press(page, "h")
    items = page.locator("#beside .history li")
    items.nth(2).wait_for()
    assert "Rina edited" in items.first.inner_text()
    items.nth(1).get_by_role("button", name="bring back").click()
    saved(page, 2, "It poured.")


def test_comments_are_answered_settled_and_removed_only_when_asked(
    start: Any, file: Path, page: Page
) -> None:
    opened(page, start(file).address)
    row(page, 2).focus()
    press(page, "c")
    page.keyboard.type("Which night?")
    press(page, "Control+Enter")
    notes = row(page, 2).locator(".notes li")
    notes.first.get_by_role("button", name="answer").click()
    page.keyboard.type("Last night.")
    press(page, "Control+Enter")
    row(page, 2).locator(".notes .answer", has_text="Last night.").wait_for()
    notes.first.get_by_role("button", name="settle").click()
    row(page, 2).locator(".notes .done", has_text="settled by Rina").wait_for()
    notes.first.get_by_role("button", name="Remove").click()
    press(page, "Enter")  # the safe answer
    assert notes.count() == 2
    page.locator("#filter").select_option("commented")
    lists(page, 1)


def test_a_link_leads_to_a_row_and_the_source_can_be_copied(start: Any, file: Path, page: Page) -> None:
    server = start(file)
    opened(page, server.address)
    page.goto(server.base + "/#r7")
    page.wait_for_selector("html[data-ready]")
    until(lambda: page.locator('.row[data-number="7"][tabindex="0"]').count() == 1)
    row(page, 7).focus()
    press(page, "0", "Control+Enter")
    saved(page, 7, PAIRS[6][0])
    assert text_of(page, 7) == PAIRS[6][0]
