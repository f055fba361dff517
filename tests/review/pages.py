"""The review page as tests handle it: rows by number, drawn where they are not, and what the server holds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import align

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

_LISTEN = """() => {
  window.told = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) window.told.push(node.textContent);
  }).observe(document.getElementById('heard'), { childList: true });
}"""
_TOLD = """(words) => {
  const at = (window.told ?? []).findIndex((one) => one.includes(words));
  if (at >= 0) window.told.splice(0, at + 1);
  return at >= 0 || (!window.told && document.getElementById('heard').textContent.includes(words));
}"""
PATIENCE = 120  # seconds until what does not come is taken for a failure; a machine may have other work
_SHOW = """async (number) => {
  const { doc } = await import('/static/rows.js');
  const { goto } = await import('/static/list.js');
  if (!document.querySelector(`.row[data-number="${number}"]`)) await goto(doc.order[number - 1], { focus: false });
}"""


def opened(page: Page, address: str) -> None:
    """Goes there and waits until the page can be used."""
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    page.evaluate(_LISTEN)


def row(page: Page, number: int) -> Locator:
    """The row with that number, drawn."""
    page.evaluate(_SHOW, number)
    return page.locator(f'.row[data-number="{number}"]')


def text_of(page: Page, number: int) -> str:
    """The translation that stands in that row on the page."""
    return row(page, number).locator(".target .text").inner_text()


def shown(page: Page) -> int:
    """How many rows are listed, drawn or not."""
    return int(page.evaluate("import('/static/rows.js').then((own) => own.doc.view.length)"))


def until(work: Callable[[], object], what: str = "") -> None:
    """Waits until `work` gives something true; to Playwright itself a promise would be true."""
    end = time.monotonic() + PATIENCE
    while not (found := work()):
        assert time.monotonic() < end, what or found
        time.sleep(0.05)


def lists(page: Page, count: int) -> None:
    """Waits until so many rows are listed."""
    until(lambda: shown(page) == count, f"{count} rows listed")


def drawn(page: Page, numbers: list[str]) -> None:
    """Waits until the rows with these numbers are drawn, and no others."""
    own = page.locator(".row[data-id]")
    until(
        lambda: own.evaluate_all("all => all.map((one) => one.dataset.number)") == numbers, f"rows {numbers}"
    )


def held(page: Page, number: int) -> dict[str, Any]:
    """The row as the server holds it."""
    found: dict[str, Any] = page.evaluate(
        "async (n) => (await (await fetch('api/rows')).json()).rows[n - 1]", number
    )
    return found


def saved(page: Page, number: int, text: str) -> None:
    """Waits until the server holds that translation."""
    until(lambda: held(page, number)["target"] == text, f"row {number} holds {text!r}")


def said(page: Page, words: str) -> None:
    """Waits until who listens was told that, after what was waited for before."""
    until(lambda: page.evaluate(_TOLD, words), f"told: {words}")


def edit(page: Page, number: int, text: str, *, then: str = "Control+Enter") -> None:
    """Types `text` in place of the translation of that row, and presses `then`."""
    row(page, number).focus()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    if then:
        page.keyboard.press(then)


def pairs(file: Path, some: list[tuple[str, str]]) -> Path:
    """A bitext of these pairs, each a paragraph."""
    from review import rows  # noqa: PLC0415
    from tests.review.bodies import HEADER, body  # noqa: PLC0415

    align.write(rows.bitext(HEADER, [body(n, *pair) for n, pair in enumerate(some)]), file)
    return file
