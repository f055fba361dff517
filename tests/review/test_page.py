"""The page in a real browser, as a reviewer uses it."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import align
from align.formats.rows import assemble, rows
from tests.review.conftest import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HOSTILE = (
    '<script>document.title="owned"</script> dan <img src=x onerror="document.title=1">.\n\n'
    "\"Kutip\" 'tunggal' & &lt;b&gt; </textarea></td> 👩‍👩‍👧 selesai."
)


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready]")


def row(page: Page, number: int) -> Any:
    return page.locator(".row[data-id]").nth(number - 1)


def saved(page: Page, number: int, text: str) -> None:
    """Waits until the server has the text: the page forgets the machine's links first, so it is asked itself."""
    page.wait_for_function(
        "async ([n, text]) => (await (await fetch('/api/rows')).json()).rows[n - 1].target === text",
        arg=[number, text],
    )


def test_pointing_at_a_word_lights_its_counterpart(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    opened(page, start(article).address)
    row(page, 2).locator(".source .w", has_text="Rusia").hover()
    assert row(page, 2).locator(".target .lit").all_text_contents() == ["Russia"]
    tip = page.locator("#tip")
    assert "news.tsv" in tip.inner_text()


def test_edit_approve_and_dismiss_by_keyboard_alone_survive_a_kill(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    server = start(article)
    opened(page, server.address)
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    text = "SEOUL – North Korea denies 12 rumours."
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    saved(page, 2, text)
    page.keyboard.press("k")
    page.locator(".row.approved").nth(0).wait_for()
    chips = row(page, 2).locator(".findings li:not(.past)")
    before = chips.count()
    page.keyboard.press("x")
    row(page, 2).locator(".findings .past").wait_for()
    assert chips.count() == before - 1
    page.keyboard.press("c")
    page.keyboard.type("Ask the desk.")
    page.keyboard.press("Control+Enter")
    row(page, 2).locator(".notes li").wait_for()

    server.kill()
    opened(page, start(article).address)
    again = row(page, 2)
    assert again.locator(".target .text").inner_text() == text
    assert "approved" in (again.get_attribute("class") or "")
    assert "Rina: Ask the desk." in again.locator(".notes").inner_text()
    assert again.locator(".findings .past").count() == 1
    assert page.locator("#count").inner_text().startswith("1 of ")

    again.focus()
    page.keyboard.press("d")
    assert "rumours" in again.locator(".machine ins").all_text_contents()


def test_undo_redo_merge_and_split(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    opened(page, start(article).address)
    count = page.locator(".row[data-id]").count()
    source = row(page, 3).locator(".source .text").inner_text()
    row(page, 3).focus()
    page.keyboard.press("m")
    page.wait_for_function("n => document.querySelectorAll('.row[data-id]').length === n", arg=count - 1)
    page.keyboard.press("s")
    page.locator("#ask[open]").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_function("n => document.querySelectorAll('.row[data-id]').length === n", arg=count)
    assert row(page, 3).locator(".source .text").inner_text() == source
    page.keyboard.press("u")
    page.wait_for_function("n => document.querySelectorAll('.row[data-id]').length === n", arg=count - 1)
    page.keyboard.press("r")
    page.wait_for_function("n => document.querySelectorAll('.row[data-id]').length === n", arg=count)


def test_two_tabs_see_each_other_and_never_overwrite_silently(
    start, article: Path, browser: Browser, page: Page
) -> None:  # type: ignore[no-untyped-def]
    server = start(article)
    opened(page, server.address)
    other = page.context.new_page()
    opened(other, server.base)
    row(other, 2).focus()
    other.keyboard.press("e")
    other.keyboard.press("Control+a")
    row(page, 2).focus()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("Mine.")
    with other.expect_response(lambda told: "/api/changes/" in told.url and bool(told.json()["rows"])):
        page.keyboard.press("Control+Enter")
        saved(page, 2, "Mine.")
    # The other tab has looked meanwhile, and still edits.
    other.keyboard.type("Theirs.")
    other.keyboard.press("Control+Enter")
    box = other.locator(".conflict")
    box.wait_for()
    assert "Theirs." in box.inner_text()
    saved(page, 2, "Mine.")
    box.get_by_role("button", name="use mine").click()
    saved(page, 2, "Theirs.")
    page.wait_for_function(
        "() => document.querySelectorAll('.row[data-id] .target .text')[1].textContent === 'Theirs.'"
    )


def test_a_hostile_document_stays_text(start, tmp_path: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "hostile.jsonl"
    align.write(align.translate(HOSTILE, engine=_Echo()), file)
    opened(page, start(file).address)
    assert page.title().startswith("hostile.jsonl")
    assert page.locator(".text script, .text img, .text b").count() == 0
    shown = "".join(page.locator(".source .text").all_text_contents())
    assert "<script>" in shown
    assert "👩‍👩‍👧 selesai." in shown
    assert page.evaluate("document.title").startswith("hostile.jsonl")


class _Echo:
    """An engine that gives the source back: what matters here is the markup in it."""

    signature, annotates = "echo", False

    def translate(self, batch: Any, *, attention: bool = False) -> list[Any]:
        return [align.Translation(request.text, 0.0) for request in batch]


def test_search_filters_and_the_sheet_of_keys(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    opened(page, start(article).address)
    page.keyboard.press("/")
    page.keyboard.type("SEOUL")
    page.wait_for_function("() => document.querySelectorAll('.row[data-id]:not([hidden])').length === 1")
    page.keyboard.press("Escape")
    page.locator("#filter").select_option("flagged")
    page.wait_for_function("() => document.querySelectorAll('.row[data-id]:not([hidden])').length < 15")
    page.locator("#filter").select_option("all")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert "Approve" in page.locator("#help").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_nothing_is_cut_off(
    start, article: Path, browser: Browser, scheme: Any
) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.set_default_timeout(PATIENCE)
    opened(page, start(article).address)
    row(page, 2).focus()
    page.keyboard.press("c")
    page.keyboard.type("A comment")
    page.keyboard.press("Control+Enter")
    row(page, 2).locator(".notes li").wait_for()
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    folder = os.environ.get("SCREENSHOTS")
    for width in (1280, 640, 375):  # 640: what 200 % zoom leaves of 1280
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if folder and width != 640:
            row(page, 2).locator(".source .w", has_text="Rusia").hover()
            page.screenshot(path=Path(folder) / f"review-{width}-{scheme}.png")
    page.close()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    found = page.evaluate("axe.run()")["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]


def test_2000_sentences_open_and_scroll(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    some = rows(align.read(article))
    big = article.with_name("big.jsonl")
    align.write(assemble(some * (2000 // len(some) + 1)), big)
    opened(page, start(big).address)
    assert page.locator(".row[data-id]").count() >= 1900
    page.locator(".row[data-id]").last.scroll_into_view_if_needed()
    page.locator(".row[data-id]").last.locator(".w").first.wait_for()
