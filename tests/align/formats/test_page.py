"""Promises of the HTML page: self-contained, safe with any text, every word tied to its counterparts."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from align.formats import html, read
from align.model import Bead, Bitext, Document, Link, Segment, Span

SAMPLE = Path(__file__).parents[2] / "golden" / "formats" / "sample.jsonl"


class Page(HTMLParser):
    """Tags, attributes and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self.words: list[tuple[str, dict[str, str | None]]] = []
        self._last = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._last = tag

    def handle_endtag(self, *_: str) -> None:
        self._last = ""

    def handle_data(self, data: str) -> None:
        if self._last in ("style", "script"):
            self.raw[self._last] = self.raw.get(self._last, "") + data
        if self._last == "span":
            self.words.append((data, self.tags[-1][1]))


def one(source: str, target: str, *links: Link) -> Bitext:
    """A bitext of one bead."""
    sides = [
        Document(text, language, (Segment(Span(0, len(text)), 0),))
        for text, language in ((source, "id"), (target, "en"))
    ]
    return Bitext(sides[0], sides[1], (Bead(Span(0, 1), Span(0, 1), 0.9),), links)


def test_the_page_asks_for_nothing() -> None:
    """No element names a place elsewhere, and the policy allows this style and script, nothing more."""
    page = Page(html.render(read(SAMPLE)))
    for tag, values in page.tags:
        assert tag not in ("link", "img", "iframe", "base", "object", "form")
        assert not any(name in ("src", "style", "action") or name.startswith("on") for name in values)
        assert (values.get("href") or "#").startswith("#")
    assert not re.search(r"url\(|@import|fetch\(|https?:", page.raw["style"] + page.raw["script"])
    policy = next(
        values["content"] for _, values in page.tags if values.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    for name, text in page.raw.items():
        assert f"{name}-src 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert "unsafe" not in policy


def test_text_is_never_markup() -> None:
    """Whatever stands in texts, terms, findings and the signature is shown, not run."""
    nasty = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&amp;"
    sample = read(SAMPLE)
    bitext = replace(
        one(nasty, nasty, Link(Span(0, 9), Span(3, 20), 1.0)),
        terms=(
            replace(
                sample.terms[0], term=nasty, rendering=nasty, source=Span(1, 5), target=Span(2, 9), note=nasty
            ),
        ),
        findings=(
            replace(sample.findings[0], bead=0, message=nasty, check=nasty, source=Span(0, 30), target=None),
        ),
        signature=nasty,
    )
    page = Page(html.render(bitext))
    clean = Page(html.render(one("a", "b")))
    assert {tag for tag, _ in page.tags} - {"span", "ul", "li", "b"} <= {tag for tag, _ in clean.tags} | {
        "footer"
    }
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert page.raw == clean.raw


def test_words_light_their_counterparts() -> None:
    """A source word and its English words share the number of their link, and no other word has it."""
    sample = read(SAMPLE)
    page = Page(html.render(sample))
    first = [(word, values["data-l"]) for word, values in page.words if values.get("data-l")][:14]
    assert [word for word, number in first if number == "0"] == ["Korea", "Korea"]
    assert [word for word, number in first if number == "1"] == ["Utara", "North"]


def test_every_row_is_there_in_order() -> None:
    """Each bead is one row, with its score in words and its text unbroken."""
    sample = read(SAMPLE)
    text = html.render(sample)
    assert re.findall(r'<tr class="row s\d" role="row" id="r(\d+)"', text) == [
        str(n + 1) for n in range(len(sample))
    ]
    cells = re.findall(r'<td role="cell"[^>]*>(.*?)(?:<ul|</td>)', text, re.DOTALL)
    plain = [
        re.sub(r"<[^>]+>", "", cell).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        for cell in cells
    ]
    assert plain == [
        side or "nothing on this side" for pair in sample for side in (pair.source_text, pair.target_text)
    ]
    assert 'aria-label="Row 3, score 0.66"' in text
