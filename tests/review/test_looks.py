"""What the review page looks like: accessible, shaded, in print, and as a page of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.review.pages import (
    opened,
    row,
    shown,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 640, 375])  # 640: what 200 % zoom leaves of 1280
def test_axe_finds_no_violation_and_nothing_is_cut_off(
    start, article: Path, browser: Browser, scheme: Any, width: int
) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    opened(page, start(article).address)
    row(page, 2).focus()
    page.keyboard.press("c")
    page.keyboard.type("A comment")
    page.keyboard.press("Control+Enter")
    row(page, 2).locator(".notes li").wait_for()
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if folder := os.environ.get("SCREENSHOTS"):
        if width == 640:
            page.close()
            return
        row(page, 2).locator(".source .w", has_text="Rusia").hover()
        page.screenshot(path=Path(folder) / f"review-{width}-{scheme}.png")
    page.close()


def test_the_less_sure_the_deeper_the_shade(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    opened(page, start(article).address)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    found = page.evaluate("""async () => {
      const rows = (await (await fetch('/api/rows')).json()).rows;
      return rows.filter((row) => document.querySelector(`.row[data-id="${row.id}"]`)).map((row) => {
        const cell = document.querySelector(`.row[data-id="${row.id}"] td`);
        const alpha = Number(/([\\d.]+)\\)$/.exec(getComputedStyle(cell).backgroundColor)[1]);
        return [Math.min(Math.floor(row.score * 5), 4), alpha];
      });
    }""")
    shades = sorted(set(map(tuple, found)))
    assert len(shades) > 1
    assert [alpha for _, alpha in shades] == sorted((alpha for _, alpha in shades), reverse=True)


def test_rows_are_drawn_as_they_come_into_view_and_all_of_them_for_print(
    start, article: Path, page: Page
) -> None:  # type: ignore[no-untyped-def]
    page.set_viewport_size({"width": 1280, "height": 300})
    opened(page, start(article).address)
    last = page.locator(".row[data-id]").last
    count = shown(page)
    assert last.get_attribute("data-number") != str(count)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert last.get_attribute("data-number") == str(count)
    assert last.locator(".w").count() > 0
    for hidden in (".tools", ".tick", ".findings button"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".findings .message").first.is_visible()
    assert page.pdf()[:5] == b"%PDF-"


def test_the_static_page_shows_what_reviewers_left(start, article: Path, page: Page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    server = start(article)
    opened(page, server.address)
    row(page, 2).focus()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("A reviewer wrote this.")
    page.keyboard.press("Control+Enter")
    page.locator(".row.edited.approved").wait_for()
    machine = page.evaluate("async () => (await (await fetch('/api/rows')).json()).rows[1].machine")
    out = tmp_path / "static.html"
    command = ["-c", "from cli.main import main; main()", "review", str(article), "--static", str(out)]
    subprocess.run([sys.executable, *command], check=True)
    page.goto(out.as_uri())
    second = page.locator("#r2")
    assert "A reviewer wrote this." in second.inner_text()
    chips = second.locator(".findings").inner_text()
    assert "A reviewer stands by this sentence." in chips
    assert f"The machine's version: {machine}" in chips
