"""Where benchmarks leave what they measured, `benchmarks/results/NAME.json` and `NAME.md`, and how pages show it."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"


def machine() -> str:
    """The processor, its cores and what runs on it, in a line."""
    info = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (info.read_text(encoding="utf-8").splitlines() if info.exists() else ())
        if line.startswith("model name")
    ]
    processor = names[0] if names else platform.processor() or platform.machine()
    return (
        f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"CTranslate2 {version('ctranslate2')}, padanan {version('padanan')}"
    )


def keep(name: str, figures: Any, table: str) -> None:
    """Prints the Markdown `table`, and writes it and the `figures` (what json can hold) with the machine."""
    print(table)
    FOLDER.mkdir(exist_ok=True)
    report = {"machine": machine(), "figures": figures}
    (FOLDER / f"{name}.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (FOLDER / f"{name}.md").write_text(f"{table}\n\n{machine()}\n", encoding="utf-8")


def between(text: str, name: str, inside: str) -> str:
    """The Markdown `text` with what stands between the marks of `name` put in anew. Exits where they are missing."""
    before, begin, rest = text.partition(f"<!-- begin: {name} -->")
    _, end, after = rest.partition(f"<!-- end: {name} -->")
    if not begin or not end:
        raise SystemExit(f"no <!-- begin: {name} --> and <!-- end: {name} --> in the page")
    return f"{before}{begin}\n{inside.strip()}\n{end}{after}"
