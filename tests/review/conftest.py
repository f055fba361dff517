"""A bitext under review: made by the real engine once, copied for every test; a real server, a real browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import align
from align.model import Finding

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

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


@dataclass
class Server:
    """A running review server."""

    process: subprocess.Popen[str]
    address: str
    told: str

    @property
    def base(self) -> str:
        return self.address.split("/?")[0]

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


Start = Callable[..., Server]


@pytest.fixture
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """`padanan review FILE …` in a process of its own; one started again has the key and the port of the one before."""
    running = []
    env = os.environ | {"XDG_STATE_HOME": str(tmp_path_factory.mktemp("state"))}

    def begin(file: Path, *options: str) -> Server:
        command = [
            sys.executable,
            "-c",
            "from cli.main import main; main()",
            "review",
            str(file),
            "--no-browser",
            *(() if "--as" in options else ("--as", "Rina")),
        ]
        process = subprocess.Popen(
            [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env
        )
        running.append(process)
        assert process.stdout is not None
        told: list[str] = []
        while not (found := re.search(r"http://\S+", told[-1] if told else "")):
            told.append(process.stdout.readline())
            assert told[-1], told
        return Server(process, found.group(), "".join(told))

    yield begin
    for process in running:
        if process.poll() is None:
            process.kill()
            process.communicate()


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
    new = context.new_page()
    errors: list[str] = []
    new.on("pageerror", lambda error: errors.append(str(error)))
    new.on(
        "console", lambda message: errors.append(message.text) if "Content Security" in message.text else None
    )
    yield new
    context.close()
    assert not errors
