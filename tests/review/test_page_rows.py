"""What the page shows of its rows, on the screen, on paper and as a static page."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import align

if TYPE_CHECKING:
    from playwright.sync_api import Page

from tests.review.test_page import opened, row


def shown(page: Page) -> int:
    return page.locator(".row[data-id]:not([hidden])").count()


def test_each_filter_shows_its_rows_and_no_others(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    opened(page, start(article).address)
    count = shown(page)
    row(page, 3).focus()
    page.keyboard.press("e")
    page.keyboard.type(" Indeed.")
    page.keyboard.press("Control+Enter")
    page.locator(".row.edited.approved").wait_for()
    for name, number in (("edited", 1), ("open", count - 1), ("newer", 0), ("all", count)):
        page.locator("#filter").select_option(name)
        page.wait_for_function(
            "n => document.querySelectorAll('.row[data-id]:not([hidden])').length === n", arg=number
        )
    page.locator("#filter").select_option("newer")
    page.locator("#none").wait_for()
    assert page.locator("#count").inner_text() == f"1 of {count} approved"
    assert page.locator("#bar").evaluate("bar => bar.value") == pytest.approx(1 / count)


def test_the_less_sure_the_deeper_the_shade(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    opened(page, start(article).address)
    found = page.evaluate("""async () => {
      const rows = (await (await fetch('/api/rows')).json()).rows;
      return rows.map((row) => {
        const cell = document.querySelector(`.row[data-id="${row.id}"] td`);
        const alpha = Number(/([\\d.]+)\\)$/.exec(getComputedStyle(cell).backgroundColor)[1]);
        return [Math.min(Math.floor(row.score * 5), 4), alpha];
      });
    }""")
    shades = sorted(set(map(tuple, found)))
    assert len(shades) > 1
    assert [alpha for _, alpha in shades] == sorted((alpha for _, alpha in shades), reverse=True)


def test_a_term_from_a_selection_goes_to_the_list_and_its_rows_are_translated_again(
    start, article: Path, page: Page
) -> None:  # type: ignore[no-untyped-def]
    opened(page, start(article).address)
    row(page, 2).focus()
    row(page, 2).locator(".source .w").first.wait_for()
    row(page, 2).evaluate("""row => {
      const text = row.querySelector('.source .text');
      const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      const at = text.textContent.indexOf('Korea Utara');
      const range = document.createRange();
      let passed = 0;
      for (let node = walker.nextNode(); node; passed += node.length, node = walker.nextNode()) {
        if (at >= passed && at < passed + node.length) range.setStart(node, at - passed);
        if (at + 11 > passed && at + 11 <= passed + node.length) range.setEnd(node, at + 11 - passed);
      }
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    page.keyboard.press("t")
    assert page.locator("#ask [name=source]").input_value() == "Korea Utara"
    page.locator("#ask [name=target]").fill("DPR Korea")
    page.keyboard.press("Enter")
    page.locator("#ask-title", has_text="Translate them again?").wait_for()
    page.locator("#ask button[value=ok]").click()
    page.wait_for_function(
        "() => document.querySelectorAll('.row[data-id] .target .text')[1].textContent.includes('DPR Korea')",
    )
    listed = article.with_name("article.jsonl.terms.tsv").read_text(encoding="utf-8")
    assert "Korea Utara\tDPR Korea" in listed


def test_words_are_inked_when_scrolling_pauses_and_all_of_them_for_print(
    start, article: Path, page: Page
) -> None:  # type: ignore[no-untyped-def]
    page.set_viewport_size({"width": 1280, "height": 300})
    opened(page, start(article).address)
    last = page.locator(".row[data-id]").last
    page.wait_for_selector("html[data-laid]")
    assert last.locator(".w").count() == 0
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
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


def test_a_rendering_made_inconsistent_is_flagged_in_the_other_rows_and_in_the_other_tab(
    start, article: Path, page: Page
) -> None:  # type: ignore[no-untyped-def]
    pair = align.pair("Ia tiba.\n\nIa pergi.\n\nIa tiba.", "He came.\n\nHe left.\n\nHe came.", engine=None)
    align.write(pair, article)
    server = start(article)
    opened(page, server.address)
    other = page.context.new_page()
    opened(other, server.base)
    row(page, 1).focus()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("He arrived.")
    page.keyboard.press("Control+Enter")
    for tab in (page, other):
        chip = row(tab, 3).locator(".findings li", has_text="inconsistent")
        chip.wait_for()
        assert "in sentence 1: 'He arrived.'" in chip.inner_text()
    row(other, 3).focus()
    other.keyboard.press("x")
    row(other, 3).locator(".findings .past").wait_for()
    page.keyboard.press("u")
    page.keyboard.press("u")
    row(page, 3).locator(".findings li", has_text="inconsistent").wait_for(state="detached")


def test_the_sheet_names_every_key(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    opened(page, start(article).address)
    page.keyboard.press("?")
    keys = page.locator("#help kbd").all_text_contents()
    told = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in told.splitlines() if line.startswith("| `")]
    assert {key for key in keys if len(key) == 1} == {
        key for cell in rows for key in re.findall("`(.)`", cell)
    }
    assert len(keys) == len(set(keys))
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_an_answer_does_not_wait_for_an_acknowledgement(start, article: Path) -> None:  # type: ignore[no-untyped-def]
    import httpx  # noqa: PLC0415  only here

    server = start(article)
    with httpx.Client(base_url=server.base, timeout=300) as client:
        client.get(server.address)
        times = [client.get("/api/rows").elapsed.total_seconds() for _ in range(20)]
    assert min(times) < 0.04  # which it would take every time
