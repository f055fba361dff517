"""Random acts of three tabs, with kills, reloads and a disk that is full: whatever was typed is in the history or in a draft.

`STORM_RUNS` is how many runs there are, `STORM_ACTS` how many acts each has, `STORM_FIRST` the first seed.
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from review.opening import store_path
from review.store import Store
from tests.review.pages import opened, row, until
from tests.review.test_keeps import file

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["file"]
ACTS = int(os.environ.get("STORM_ACTS", "30"))
RUNS = int(os.environ.get("STORM_RUNS", "1"))
FIRST = int(os.environ.get("STORM_FIRST", "0"))
_DRAFTS = """Object.entries(localStorage).filter(([key]) => key.startsWith('padanan draft'))
  .map(([, text]) => JSON.parse(text)).flatMap((own) => [...own.earlier, own]).map((one) => one.text)"""
_FIELD = "document.activeElement.matches('.row textarea.field')"


@pytest.mark.parametrize("seed", range(FIRST, FIRST + RUNS))
def test_nothing_typed_is_lost(start: Any, file: Path, page: Page, seed: int) -> None:
    dice = random.Random(seed)
    server = start(file)
    tabs = [page, page.context.new_page(), page.context.new_page()]
    for tab in tabs:
        opened(tab, server.address)
    typed: list[str] = []
    for number in range(ACTS):
        tab = dice.choice(tabs)
        what = dice.random()
        if what < 0.6:
            typed.append(_typed(tab, dice.randint(1, 8), f"Text {seed}-{number}."))
            if dice.random() < 0.7:
                tab.locator("#search").click()
            else:
                tab.wait_for_timeout(dice.choice([0, 300, 900]))
                tab.locator("#search").click()
        elif what < 0.75:
            row(tab, dice.randint(1, 8)).focus()
            tab.keyboard.press("a")
        elif what < 0.85:
            opened(tab, server.address)
        elif what < 0.92:
            server.kill()
            tab.wait_for_timeout(300)
            server = start(file)
        else:
            _full(file, full=True)
            typed.append(_typed(tab, dice.randint(1, 8), f"Text {seed}-{number}."))
            tab.locator("#search").click()
            tab.wait_for_timeout(300)
            _full(file, full=False)
    for tab in tabs:
        until(lambda tab=tab: tab.locator("#saved").inner_text() != "Saving …")  # type: ignore[misc]
    kept = set(page.evaluate(_DRAFTS))  # before the history: what is saved between the two is in both
    store = Store(store_path(file))
    said = {
        text["target"] for own in store.rows() for change in store.history(own.id) for _, text in change.after
    }
    store.close()
    assert set(typed) - said - kept == set()


def _typed(tab: Page, number: int, text: str) -> str:
    """Types over a row; the text. The field is there until it is left, and holds all of it."""
    row(tab, number).focus()
    tab.keyboard.press("e")
    tab.wait_for_function(_FIELD)
    tab.keyboard.press("Control+a")
    tab.keyboard.type(text)
    assert tab.evaluate(f"{_FIELD} && document.activeElement.value") == text
    return text


def _full(file: Path, *, full: bool) -> None:
    """As if the disk were full: the review is not where it was, so that nothing can be saved."""
    path = store_path(file)
    aside = path.with_name("aside")
    (path.rename(aside) if full else aside.rename(path))
