"""Matches of a translation memory on the review page: shown beside the sentence, taken over by key and button."""

from __future__ import annotations

import os
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from align.memory.store import Memory
from tests.review.pages import held as held_row
from tests.review.pages import (
    lists,
    opened,
    row,
    said,
    saved,
)
from tests.review.test_memory import bitext

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["bitext"]


HOSTILE = "<img src=x onerror=alert(1)> & <b>tebal</b>"


@pytest.fixture
def desk(bitext: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The bitext, and a memory with two pairs that are like its second sentence."""
    file = tmp_path / "m.db"
    with closing(Memory(file)) as memory:
        memory.approve(
            [("Ia pergi ke Seoul hari Senin.", f"He left <i>on Monday</i> {HOSTILE}")], f"{HOSTILE}.tmx"
        )
        memory.approve([("Ia pergi ke Busan hari ini.", "He left for Busan today.")], "desk.tmx")
        memory.approve([("Ia tiba di Jakarta.", "She reached Jakarta.")], "desk.tmx")
    return bitext, file


def target(page: Page, number: int) -> str:
    return str(held_row(page, number)["target"])


def test_matches_of_the_row_in_hand_are_shown_with_percent_origin_and_difference(  # type: ignore[no-untyped-def]
    start, desk: tuple[Path, Path], page: Page
) -> None:
    opened(page, start(desk[0], "--memory", str(desk[1])).address)
    row(page, 2).focus()
    items = page.locator(".matches li")
    items.nth(1).wait_for()
    assert items.count() == 2
    assert [text.split("\n")[0] for text in items.locator("b").all_inner_texts()] == ["85 %", "85 %"]
    first, second = items.nth(0), items.nth(1)
    assert first.locator(".origin").inner_text() == "desk.tmx"
    assert first.locator("del").all_inner_texts() == ["Busan"]
    assert first.locator("ins").all_inner_texts() == ["Seoul"]
    assert first.locator(".then").inner_text() == "He left for Busan today."
    assert second.locator(".then").inner_text() == f"He left <i>on Monday</i> {HOSTILE}"
    assert second.locator(".origin").inner_text() == f"{HOSTILE}.tmx"
    assert page.locator(".matches i, .matches img, .matches p b").count() == 0
    heard = page.get_by_role("status").filter(has_text="in the memory")
    assert heard.inner_text() == "2 matches in the memory, the best 85 per cent"
    page.keyboard.press("k")
    page.locator(".matches .origin", has_text="desk.tmx · the same sentence").wait_for()
    assert page.locator(".matches").count() == 1
    assert heard.inner_text() == "A match in the memory, the best 100 per cent"


def test_a_match_is_taken_over_by_its_key_and_undone_as_any_edit(  # type: ignore[no-untyped-def]
    start, desk: tuple[Path, Path], page: Page
) -> None:
    opened(page, start(desk[0], "--memory", str(desk[1])).address)
    before = target(page, 2)
    row(page, 2).focus()
    page.locator(".matches li").first.wait_for()
    page.keyboard.press("1")
    field = row(page, 2).locator("textarea")
    assert field.input_value() == "He left for Busan today."
    page.keyboard.press("Alt+2")
    assert field.input_value().startswith("He left <i>on Monday</i>")
    page.keyboard.press("Control+z")
    assert field.input_value() == "He left for Busan today."
    page.keyboard.press("End")
    page.keyboard.press("5")
    assert field.input_value() == "He left for Busan today.5"
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    said(page, "The edit is taken back")
    saved(page, 2, before)
    page.keyboard.press("1")
    page.keyboard.press("Control+Enter")
    saved(page, 2, "He left for Busan today.")
    said(page, "Sentence 2 approved")
    with closing(Memory(desk[1])) as memory:
        assert dict(memory.pairs())["Ia pergi ke Seoul hari ini."] == "He left for Busan today."
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    said(page, "Undone: approve")
    page.keyboard.press("u")
    saved(page, 2, before)
    with closing(Memory(desk[1])) as memory:
        assert "Ia pergi ke Seoul hari ini." not in dict(memory.pairs())


def test_a_match_is_taken_over_by_its_button_without_leaving_the_field(  # type: ignore[no-untyped-def]
    start, desk: tuple[Path, Path], page: Page
) -> None:
    opened(page, start(desk[0], "--memory", str(desk[1])).address)
    row(page, 2).focus()
    page.locator(".matches li").first.wait_for()
    page.keyboard.press("e")
    page.keyboard.type(" So they say.")
    page.locator(".matches button").first.click()
    assert row(page, 2).locator("textarea").input_value() == "He left for Busan today."
    saved(page, 2, "He left for Busan today.")
    assert page.locator(".conflict").count() == 0
    page.keyboard.press("Control+Enter")
    row(page, 2).locator(".tick[aria-pressed=true]").wait_for()
    assert row(page, 2).locator(".target .text").inner_text() == "He left for Busan today."


def test_a_key_without_a_match_says_so_and_the_sheet_names_the_keys(  # type: ignore[no-untyped-def]
    start, desk: tuple[Path, Path], page: Page
) -> None:
    server = start(desk[0], "--memory", str(desk[1]))
    opened(page, server.address)
    row(page, 2).focus()
    page.locator(".matches li").first.wait_for()
    page.keyboard.press("4")
    page.locator("#say", has_text="There is no match 4 here.").wait_for()
    assert page.locator("textarea.field").count() == 0
    page.keyboard.press("?")
    assert "Take over the translation of that match" in page.locator("#help").inner_text()
    server.kill()
    opened(page, start(desk[0]).address)
    row(page, 2).focus()
    page.keyboard.press("1")
    page.locator("#say", has_text="Matches need a memory").wait_for()


def test_a_merge_is_another_sentence_with_other_matches(start, desk: tuple[Path, Path], page: Page) -> None:  # type: ignore[no-untyped-def]
    opened(page, start(desk[0], "--memory", str(desk[1])).address)
    row(page, 2).focus()
    page.locator(".matches li").first.wait_for()
    page.keyboard.press("m")
    lists(page, 2)
    page.locator(".matches").wait_for(state="detached")
    page.keyboard.press("u")
    page.locator(".matches li").first.wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_no_violation_in_matches_and_nothing_is_cut_off(  # type: ignore[no-untyped-def]
    start, desk: tuple[Path, Path], browser: Browser, scheme: Any, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    opened(page, start(desk[0], "--memory", str(desk[1])).address)
    row(page, 2).focus()
    if width < 1000:
        page.keyboard.press("g")  # on a small screen the panel comes when it is asked for
    page.locator(".matches li").first.wait_for()
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"memory-{width}-{scheme}.png")
    page.close()
