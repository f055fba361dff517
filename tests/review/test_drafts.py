"""What was typed and could not be saved is a draft until it is saved or thrown away by hand: R2, R17."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.review.pages import (
    held,
    lists,
    opened,
    row,
    saved,
    text_of,
    until,
)
from tests.review.test_keeps import PAIRS, file, typed_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["file"]


def test_r2_what_could_not_be_saved_survives_reload_and_restart(start: Any, file: Path, page: Page) -> None:
    server = start(file)
    opened(page, server.address)
    typed_in(page, 2, "Nobody will lose this.")
    server.kill()
    page.locator("#search").click()
    row(page, 2).locator(".conflict").wait_for()
    assert "lose" in row(page, 2).locator(".mine ins").all_inner_texts()
    assert page.locator("#saved").inner_text() == "1 not saved"
    again = start(file)
    assert again.base == server.base  # the same port and key: the page that is open goes on
    row(page, 2).locator(".conflict").wait_for(state="detached")  # by itself
    saved(page, 2, "Nobody will lose this.")
    typed_in(page, 3, "Nor this.")
    again.kill()
    page.locator("#search").click()
    row(page, 3).locator(".conflict").wait_for()
    start(file)
    opened(page, again.address)  # a reload, with the server back
    saved(page, 3, "Nor this.")


def test_r2_a_text_that_is_too_long_is_kept_until_it_is_thrown_away(
    start: Any, file: Path, page: Page
) -> None:
    opened(page, start(file).address)
    row(page, 2).focus()
    page.keyboard.press("e")
    page.keyboard.insert_text("x" * 25_000)
    page.locator("#search").click()
    box = row(page, 2).locator(".conflict")
    box.wait_for()
    assert "25,0" in box.locator(".why").inner_text()
    assert len(page.locator("#say span").inner_text()) < 200  # R17: no text that covers the page
    opened(page, page.url)
    box.wait_for()
    box.get_by_role("button", name="throw away").click()
    box.wait_for(state="detached")
    assert held(page, 2)["target"] == PAIRS[1][1]
    assert page.locator("#saved").inner_text() == "Saved"


def test_r2_a_row_merged_elsewhere_leaves_what_was_typed(start: Any, file: Path, page: Page) -> None:
    server = start(file)
    opened(page, server.address)
    other = page.context.new_page()
    opened(other, server.base)
    typed_in(page, 3, "Typed while it was merged.")
    until(lambda: text_of(other, 3) == "Typed while it was merged.")
    row(other, 2).focus()
    other.keyboard.press("m")
    lists(other, 7)
    page.locator("#count", has_text="of 7").wait_for()
    page.keyboard.type(" More.")  # the field stays until it is left
    assert page.locator("textarea.field").input_value() == "Typed while it was merged. More."
    page.locator("#search").click()
    lists(page, 7)
    page.locator("#saved.waiting").wait_for()
    page.locator("#saved").click()
    assert page.locator("#ask textarea").input_value() == "Typed while it was merged. More."


def test_what_was_left_is_not_overwritten_by_what_is_typed_next(start: Any, file: Path, page: Page) -> None:
    server = start(file)
    opened(page, server.address)
    server.kill()
    for text in ("First thoughts.", "Second thoughts."):
        typed_in(page, 2, text)
        page.locator("#search").click()
        row(page, 2).locator(".conflict").wait_for()
    assert row(page, 2).locator(".conflict .earlier").inner_text() == "Before that: First thoughts."
    start(file)
    row(page, 2).locator(".conflict").wait_for(state="detached")
    saved(page, 2, "Second thoughts.")
    history = page.evaluate("fetch('api/history/2').then((answer) => answer.json())")
    assert [own["target"] for own in history["changes"]] == [["First thoughts."], ["Second thoughts."]]


def test_what_the_server_refuses_does_not_hold_up_what_is_typed_next(
    start: Any, file: Path, page: Page
) -> None:
    server = start(file)
    opened(page, server.address)
    server.kill()
    row(page, 2).focus()
    page.keyboard.press("e")
    page.keyboard.insert_text("x" * 25_000)
    page.locator("#search").click()
    row(page, 2).locator(".conflict").wait_for()
    typed_in(page, 2, "Short.")
    page.locator("#search").click()
    start(file)
    saved(page, 2, "Short.")
    row(page, 2).locator(".conflict", has_text="25,0").get_by_role("button", name="throw away").click()
    until(lambda: page.locator("#saved").inner_text() == "Saved")
    assert held(page, 2)["target"] == "Short."
