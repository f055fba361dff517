"""A bitext under review: made by the real engine once, copied for every test; a real server, a real browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import align
from align.model import Finding
from tests.forking import Forking, Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PATIENCE = 300_000  # milliseconds for what takes a few on a machine that does nothing else
SOURCES = "Ia tiba di Jakarta.\n\nIa pergi ke Seoul hari ini.\n\nIa tiba di Jakarta."
TARGETS = "He came to Jakarta.\n\nHe left for Seoul today.\n\nHe came to Jakarta."
ARTICLE = Path(__file__).parents[2] / "examples" / "dprk-arms-2022-09-23.id.txt"


@pytest.fixture(scope="session")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a finding in row 6, whatever the model writes."""
    file = tmp_path_factory.mktemp("review") / "article.jsonl"
    bitext = align.translate(ARTICLE.read_text(encoding="utf-8"))
    told = Finding(5, "names", "warning", "`Korea Utara` may have become another name.", None, None)
    findings = sorted((*bitext.findings, told), key=lambda finding: finding.bead)
    align.write(replace(bitext, findings=tuple(findings)), file)
    return file


@pytest.fixture
def article(translated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(translated, tmp_path / "article.jsonl"))


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    """Three sentences, two of them the same."""
    file = tmp_path / "berita.jsonl"
    align.write(align.pair(SOURCES, TARGETS, engine=None), file)
    return file


@dataclass
class Server:
    """A running review server."""

    process: Running
    address: str
    told: str

    @property
    def base(self) -> str:
        return self.address.split("/?")[0]

    def kill(self) -> None:
        self.process.kill()


Start = Callable[..., Server]


@pytest.fixture(scope="session")
def forking() -> Iterator[Forking]:
    made = Forking()
    yield made
    made.close()


@pytest.fixture
def start(forking: Forking, tmp_path: Path) -> Iterator[Start]:
    """`padanan review FILE …` in a process of its own."""
    running: list[Running] = []

    def begin(file: Path, *options: str) -> Server:
        arguments = ["review", str(file), "--no-browser", "--as", "Rina", *options]
        process = forking.run(arguments, tmp_path / f"told-{len(running)}")
        running.append(process)
        told: list[str] = []
        while not (found := re.search(r"http://\S+", told[-1] if told else "")):
            told.append(process.told.readline())
            assert told[-1], told
        return Server(process, found.group(), "".join(told))

    yield begin
    for process in running:
        process.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or Playwright's own where there is none (`playwright install chromium`)."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  slow to import

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; an error in a script, or a refusal of the content policy, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    new = context.new_page()
    errors: list[str] = []
    new.on("pageerror", lambda error: errors.append(str(error)))
    new.on(
        "console", lambda message: errors.append(message.text) if "Content Security" in message.text else None
    )
    yield new
    context.close()
    assert not errors
