"""The review page on 2,000 sentences: time until it can be used, until an edit is acknowledged, and how it scrolls.

    python -m benchmarks.review [--sentences 2000]

A real server, a real browser. An edit is acknowledged when it is on the disk; its time is that of the request, as the
page sees it. `early` frames are those of who scrolls the moment the page is there, the others a while later.
The sample repeats an article, so every sentence stands there a hundred times and more; edits of its first copy change
what is said of all others, and are timed apart (`first`).
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import align
from align.formats import jsonl
from benchmarks.results import keep

ARTICLE = Path(__file__).parents[1] / "examples" / "dprk-arms-2022-09-23.id.txt"
_EDIT = """async (numbers) => {
  const page = await import('/static/rows.js');
  const times = [];
  for (const number of numbers) {
    const row = await page.need(page.doc.order[number]);
    const body = JSON.stringify({rows: {[row.id]: row.revision}, tab: 'b', text: row.target + ' Edited.'});
    await new Promise((done) => setTimeout(done, 100));
    const began = performance.now();
    const answer = await fetch('/api/act/edit', {method: 'POST', headers: {'Content-Type': 'application/json'}, body});
    await answer.json();
    times.push(performance.now() - began);
  }
  return times;
}"""
_SCROLL = """() => new Promise((done) => {
  const frames = [];
  let last = performance.now();
  const step = (now) => {
    frames.push(now - last);
    last = now;
    scrollBy(0, 400);
    if (frames.length < 120) requestAnimationFrame(step);
    else done(frames.slice(1));
  };
  requestAnimationFrame(step);
})"""


def sample(folder: Path, sentences: int) -> Path:
    """A bitext of the sample article again and again, links and terms and all."""
    bitext = align.translate(ARTICLE.read_text(encoding="utf-8"))
    pairs = list(bitext)
    copies = -(-sentences // len(pairs))
    lines = jsonl.render(bitext).rstrip("\n").split("\n")
    header = json.loads(lines[0]) | {"beads": copies * len(pairs)}
    file = folder / "big.jsonl"
    file.write_text("\n".join([json.dumps(header), *(lines[1:] * copies)]) + "\n", encoding="utf-8")
    return file


def measure(file: Path) -> dict[str, float]:
    """Seconds until the page is ready, milliseconds of edits and frames."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  slow to import

    command = [sys.executable, "-c", "from cli.main import main; main()", "review", str(file), "--no-browser"]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server,
        sync_playwright() as playwright,
    ):
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found is not None
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        ready = []
        for _ in range(3):
            began = time.perf_counter()
            page.goto(found.group())
            page.wait_for_selector("html[data-ready]")
            page.locator(".row .w").first.wait_for()
            ready.append(time.perf_counter() - began)
        early = page.evaluate(_SCROLL)
        page.wait_for_timeout(1000)
        page.evaluate("scrollTo(0, 0)")
        first = page.evaluate(_EDIT, list(range(16)))
        edits = page.evaluate(_EDIT, list(range(400, 440)))
        frames = page.evaluate(_SCROLL)
        browser.close()
        server.kill()
    return {
        "ready_s": statistics.median(ready),
        "edit_median_ms": statistics.median(edits),
        "edit_worst_ms": max(edits),
        "first_median_ms": statistics.median(first),
        "first_worst_ms": max(first),
        "early_median_ms": statistics.median(early),
        "early_p95_ms": sorted(early)[int(0.95 * len(early))],
        "frame_median_ms": statistics.median(frames),
        "frame_p95_ms": sorted(frames)[int(0.95 * len(frames))],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(sample(Path(folder), options.sentences))
    rows = [f"| {name.replace('_', ' ')} | {value:.2f} |" for name, value in figures.items()]
    keep("review", figures, "\n".join([f"| {options.sentences:,} sentences | |", "|---|--:|", *rows]))


if __name__ == "__main__":
    main()
