"""The page in a real browser, as a reviewer uses it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import align
from tests.review.pages import held, lists, opened, row, said, saved, shown, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_KNOWN = "import('/static/rows.js').then((own) => own.rows.get(2).target)"
HOSTILE = (
    '<script>document.title="owned"</script> dan <img src=x onerror="document.title=1">.\n\n'
    "\"Kutip\" 'tunggal' & &lt;b&gt; </textarea></td> 👩‍👩‍👧 selesai."
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
    page.keyboard.press("Escape")  # the next row is being edited, too
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
    count = shown(page)
    source = row(page, 3).locator(".source .text").inner_text()
    row(page, 3).focus()
    page.keyboard.press("m")
    lists(page, count - 1)
    page.keyboard.press("s")
    page.locator("#ask[open]").wait_for()
    page.keyboard.press("Enter")
    lists(page, count)
    assert row(page, 3).locator(".source .text").inner_text() == source
    page.keyboard.press("u")
    lists(page, count - 1)
    page.keyboard.press("r")
    lists(page, count)


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
    page.keyboard.press("Control+Enter")
    saved(page, 2, "Mine.")
    until(lambda: other.evaluate(_KNOWN) == "Mine.")  # the other tab has looked meanwhile, and still edits
    other.keyboard.type("Theirs.")
    other.keyboard.press("Control+Enter")
    box = other.locator(".conflict")
    box.wait_for()
    assert "Theirs." in box.inner_text()
    saved(page, 2, "Mine.")
    box.get_by_role("button", name="use mine").click()
    saved(page, 2, "Theirs.")
    row(page, 2).locator(".target .text", has_text="Theirs.").wait_for()


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
    lists(page, 1)
    page.keyboard.press("Escape")
    page.locator("#filter").select_option("flagged")
    until(lambda: shown(page) < 15)
    page.locator("#filter").select_option("all")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert "Approve" in page.locator("#help").inner_text()


def test_2000_sentences_open_and_scroll(start, article: Path, page: Page) -> None:  # type: ignore[no-untyped-def]
    rows = list(align.read(article))
    text = "\n\n".join(pair.source_text for _ in range(2000 // len(rows) + 1) for pair in rows)
    target = "\n\n".join(pair.target_text for _ in range(2000 // len(rows) + 1) for pair in rows)
    big = article.with_name("big.jsonl")
    align.write(align.pair(text, target, engine=None), big)
    opened(page, start(big).address)
    count = shown(page)
    assert count >= 1900
    assert page.locator(".row[data-id]").count() < 60
    page.evaluate("scrollTo(0, 1e9)")
    page.locator(f'.row[data-number="{count}"] .w').first.wait_for()


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
        lists(page, number)
    page.locator("#filter").select_option("newer")
    page.locator("#none").wait_for()
    assert page.locator("#count").inner_text() == f"1 of {count} approved"
    assert page.locator("#bar").evaluate("bar => bar.value") == pytest.approx(1 / count)


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
    page.locator("#ask [name=targets]").fill("DPR Korea")
    page.keyboard.press("Enter")
    page.locator("#ask-title", has_text="Translate").wait_for()
    page.keyboard.press("Enter")
    until(lambda: "DPR Korea" in held(page, 2)["target"])
    listed = article.with_name("article.jsonl.terms.tsv").read_text(encoding="utf-8")
    assert "Korea Utara\tDPR Korea" in listed


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
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    said(page, "Undone: approve")
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
    with httpx.Client(base_url=server.base, timeout=30) as client:
        client.get(server.address)
        times = [client.get("/api/rows").elapsed.total_seconds() for _ in range(20)]
    assert min(times) < 0.04  # which it would take every time
