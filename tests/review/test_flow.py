"""Going through a document: what is next, what is found, what a menu holds, what is said: R6, R9, R10, R12, R15, R18, R22 to R25,
R30, R31, and what editors of other tools miss.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.review.pages import (
    drawn,
    edit,
    held,
    lists,
    opened,
    pairs,
    row,
    said,
    saved,
    shown,
    until,
)
from tests.review.test_keeps import PAIRS, file

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["file"]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_r6_after_approving_the_next_row_of_the_filter_is_next(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    page.locator("#filter").select_option("open")
    row(page, 5).focus()
    press(page, "a")
    said(page, "Sentence 5 approved")
    assert shown(page) == 8  # the row in hand stays until it is left
    press(page, "j")
    assert page.evaluate("document.activeElement.dataset.number") == "6"
    lists(page, 7)
    press(page, "e", "Control+Enter")
    page.locator('.row[data-number="7"] textarea').wait_for()  # goes on in the next field
    assert page.evaluate("document.activeElement.closest('.row').dataset.number") == "7"
    lists(page, 6)


def test_r6_a_row_that_was_gone_to_before_the_list_came_keeps_the_focus(
    start: Any, file: Path, page: Page
) -> None:
    opened(page, start(file).address)
    asked: list[Any] = []
    page.route("**/api/view*", lambda route: asked.append(route))  # noqa: PLW0108  a builtin cannot be marked
    with page.expect_request("**/api/view*"):
        page.locator("#filter").select_option("open")
    until(lambda: page.evaluate("true") and asked, "the list is asked for")
    row(page, 5).focus()
    page.evaluate("document.activeElement.id = 'before'")
    asked[0].continue_()
    until(lambda: not page.locator("#before").count(), "the new list")
    assert page.evaluate("document.activeElement.dataset.number") == "5"
    press(page, "a")
    said(page, "Sentence 5 approved")


def test_r9_a_missing_term_that_was_dismissed_is_left_alone(start: Any, tmp_path: Path, page: Page) -> None:
    file = pairs(
        tmp_path / "t.jsonl", [("Korea Utara menolak.", "It refuses."), ("Hujan turun.", "It rained.")]
    )
    opened(page, start(file).address)
    edit(page, 1, "They refuse it.", then="")
    chip = row(page, 1).locator(".findings li", has_text="terms")
    chip.wait_for()
    press(page, "Escape", "r")
    said(page, "Done again")
    signature = chip.locator("button").get_attribute("data-signature")
    row(page, 1).locator(f'[data-signature="{signature}"]').click()
    row(page, 1).locator(".findings .past").wait_for()
    while row(page, 1).locator(".findings li:not(.past)").count():
        before = row(page, 1).locator(".findings .past").count()
        row(page, 1).focus()
        press(page, "x")
        row(page, 1).locator(".findings .past").nth(before).wait_for()
    row(page, 1).locator(".source .term.over").first.wait_for()
    assert row(page, 1).locator(".source .missed").count() == 0
    row(page, 2).focus()
    press(page, "n")
    said(page, "No finding is open")
    page.locator("#filter").select_option("flagged")
    lists(page, 0)


def test_r10_terms_are_listed_changed_and_undone(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    listed = file.with_name("news.jsonl.terms.tsv")
    row(page, 2).focus()
    press(page, "a")
    said(page, "Sentence 2 approved")
    press(page, "t")
    page.locator("#ask [name=source]").fill("zzz tidak ada")
    page.locator("#ask [name=targets]").fill("a|b")
    page.locator("#ask [name=aliases]").fill("zzz|yyy")
    press(page, "Enter")
    said(page, "is written to")
    assert "zzz tidak ada\ta|b\tzzz|yyy" in listed.read_text(encoding="utf-8")
    press(page, "g")
    page.locator("#tab-terms").click()
    entry = page.locator("#beside .pairs li", has_text="zzz tidak ada")
    entry.wait_for()
    entry.get_by_role("button", name="Change").click()
    page.locator("#ask [name=targets]").fill("c")
    press(page, "Enter")
    entry.locator("span", has_text="c").wait_for()
    assert "zzz tidak ada\tc\t" in listed.read_text(encoding="utf-8")
    row(page, 2).focus()
    press(page, "u")
    said(page, "Undone: change of a term")
    assert "zzz tidak ada\ta|b" in listed.read_text(encoding="utf-8")
    press(page, "u")
    until(lambda: "zzz" not in listed.read_text(encoding="utf-8"))
    assert held(page, 2)["approved"]  # what was done before the term stands


def test_r12_everything_can_be_done_by_touch_and_the_bar_stays(
    start: Any, file: Path, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 700}, has_touch=True)
    opened(page, start(file).address)
    row(page, 3).locator(".more").tap()
    items = page.locator("#menu [role=menuitem]")
    names = " ".join(items.all_inner_texts())
    for name in (
        "Edit",
        "Comment",
        "term",
        "Merge",
        "Split",
        "Compare",
        "Translate again",
        "History",
        "Copy the source",
    ):
        assert name in names
    items.filter(has_text="Merge").tap()
    lists(page, 7)
    page.evaluate("scrollTo(0, 1e6)")
    page.wait_for_timeout(200)
    assert page.evaluate("document.querySelector('.desk').getBoundingClientRect().top") == 0
    assert page.locator("#search").is_visible()
    page.locator("[data-do=undo]").tap()
    lists(page, 8)
    page.close()


def test_r15_what_was_done_is_said(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    row(page, 2).focus()
    for keys, words in (
        (["m"], "Merged with the next"), (["u"], "Undone: merge"), (["r"], "Done again: merge"), (["u"], "Undone: merge"),
        (["a"], "Sentence 2 approved"), (["x"], "No finding here"),
    ):  # fmt: skip
        press(page, *keys)
        said(page, words)
    press(page, "c")
    page.keyboard.type("Which night?")
    press(page, "Control+Enter")
    said(page, "Comment added")
    assert page.locator("#progress").get_attribute("role") is None
    page.locator("#search").fill("harga")
    said(page, "2 hits in 2 sentences")


def test_r18_export_is_a_menu_with_names_after_the_article(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    page.locator("#export").focus()
    press(page, "ArrowDown")
    page.wait_for_timeout(200)
    assert not page.locator("#menu").is_visible()
    press(page, "Enter")
    names = [text.split(" — ")[1] for text in page.locator("#menu [role=menuitem]").all_inner_texts()]
    assert len(names) == len(set(names))
    assert names[0] == "news.reviewed.jsonl"
    with page.expect_download() as download:
        page.locator("#menu [role=menuitem]", has_text="tmx").click()
    assert download.value.suggested_filename == "news.reviewed.tmx"
    said(page, "news.reviewed.tmx is written")
    edit(page, 2, "It rained. \x01", then="")
    page.locator("#search").click()
    until(lambda: "Saving" not in page.locator("#saved").inner_text())
    page.locator("#export").click()
    page.locator("#menu [role=menuitem]", has_text="docx").click()
    page.wait_for_selector("#say:not([hidden])")
    assert "{" not in page.locator("#say span").inner_text()


def test_r22_search_is_folded_marked_and_counted(start: Any, tmp_path: Path, page: Page) -> None:
    file = pairs(tmp_path / "s.jsonl", [
        ("Satu.", "The “café” is open."), ("Dua.", "It’s here."), ("Tiga.", "A cafe\u0301 of old."),
        ("Empat.", "Two  spaces here."), ("Lima.", "Nothing."), ("Enam.", "More."), ("Tujuh.", "Seventh."),
    ])  # fmt: skip
    opened(page, start(file).address)
    for wanted, numbers in (
        ('"café"', ["1"]), ("it's", ["2"]), ("CAFE", ["1", "3"]), ("two spaces", ["4"]), ("two  spaces", ["4"]), ("7", ["7"]),
    ):  # fmt: skip
        page.locator("#search").fill(wanted)
        lists(page, len(numbers))
        drawn(page, numbers)
    page.locator("#search").fill("café")
    page.locator("#found", has_text="2 hits in 2 sentences").wait_for()
    until(lambda: page.locator(".hit").all_inner_texts() == ["café", "cafe\u0301"])


def test_r23_capitals_of_a_term_are_not_an_error(start: Any, tmp_path: Path, page: Page) -> None:
    file = pairs(tmp_path / "t.jsonl", [("Kementerian Pertahanan menolak.", "The ministry refuses.")])
    opened(page, start(file).address)
    edit(page, 1, "The ministry of something refuses.", then="")
    chip = row(page, 1).locator(".findings li", has_text="terms")
    chip.wait_for()
    words = chip.locator(".message").inner_text()
    assert len(words) < 80
    assert ".tsv" not in words
    press(page, "Control+a")
    page.keyboard.type("The defence ministry refuses.")
    chip.wait_for(state="detached")


def test_r25_enter_presses_the_button_that_stands_out(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    row(page, 6).focus()
    press(page, "t")
    page.locator("#ask [name=source]").fill("Harga beras")
    page.locator("#ask [name=targets]").fill("The price of rice")
    press(page, "Enter")
    page.locator("#ask-title", has_text="Translate them again?").wait_for()
    press(page, "Enter")
    until(
        lambda: (
            "The price of rice" in held(page, 6)["target"] and "The price of rice" in held(page, 8)["target"]
        )
    )
    said(page, "Translated again: 2 sentences")
    row(page, 6).focus()
    press(page, "u")
    saved(page, 6, PAIRS[5][1])
    saved(page, 8, PAIRS[7][1])  # one step


def test_r30_confidence_has_a_legend_a_number_and_a_filter(start: Any, file: Path, page: Page) -> None:
    opened(page, start(file).address)
    assert "below 0.2" in str(page.locator(".legend").get_attribute("title"))
    assert "confidence 0.90, sure" in str(row(page, 1).get_attribute("aria-label")).lower()
    page.locator("#filter").select_option("below:0.6")
    lists(page, 0)


@pytest.mark.parametrize("width", [1280, 768, 375])
def test_r31_forced_colours_show_what_is_lit_and_how_far_one_is(
    start: Any, article: Path, browser: Browser, width: int
) -> None:
    from importlib.resources import files  # noqa: PLC0415

    page = browser.new_page(viewport={"width": width, "height": 800}, forced_colors="active", bypass_csp=True)
    opened(page, start(article).address)
    row(page, 2).locator(".source .w", has_text="Rusia").hover()
    lit = page.locator(".row .lit").first
    lit.wait_for()
    assert lit.evaluate("own => getComputedStyle(own).outlineStyle") == "solid"
    assert page.locator("#bar").evaluate("own => getComputedStyle(own).borderStyle") == "solid"
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    assert [one["id"] for one in page.evaluate("axe.run()")["violations"]] == []
    page.close()
