"""Peak memory of `padanan corpus` on one small and one large text.

    python -m benchmarks.memory [--small 10000] [--large 1000000] [--engine echo] [--workers 1] [--json OUT]

Each run is `padanan corpus --lines -f jsonl` in a process of its own, over one file of made-up lines, no two alike. The
engine `echo` answers each line with itself and takes no memory worth telling: what is measured is everything around
it, and a million lines take minutes. With `embedded` the model is in it too; then take fewer lines. The figure is the
largest resident size the system saw (`ru_maxrss`); with workers, of the parent or a worker, whichever is larger.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = (
    "pemerintah negara harga naik presiden menteri datang rapat kota desa jalan sekolah Korea Utara KCNA melaporkan "
    "pasar beras warga polisi banjir sungai hujan pagi malam besar kecil baru lama tidak akan sudah kata dalam pada"
).split()
COMMAND = "from cli.main import main; main()"


def write_lines(path: Path, count: int) -> None:
    """`count` lines of 6 to 16 words and a number, the same each time."""
    rng = random.Random(7)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            words = " ".join(rng.choices(WORDS, k=rng.randint(6, 16)))
            stream.write(f"{words[0].upper()}{words[1:]} {number}.\n")


def measure(count: int, engine: str, workers: int) -> dict[str, float]:
    """Peak resident megabytes and sentences a second for a text of `count` lines. Raises RuntimeError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        write_lines(folder / "in" / "baris.txt", count)
        if engine == "echo":
            table = folder / "echo.tsv"
            table.write_text("*\t{}\n", encoding="utf-8")
            engine = f"fixed:{table}"
        began = time.monotonic()
        process = subprocess.Popen(
            [
                sys.executable, "-c", COMMAND, "corpus", str(folder / "in"), str(folder / "out"), "--lines",
                "-f", "jsonl", "--engine", engine, "--workers", str(workers),
            ],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"corpus ended with {process.returncode}")
        passed = time.monotonic() - began
        return {"lines": count, "peak_mb": usage.ru_maxrss / 1024, "lines_per_second": count / passed}


def main() -> None:
    """Prints a Markdown table."""
    parser = argparse.ArgumentParser(description="peak memory of padanan corpus")
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--engine", default="echo")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found = [measure(count, options.engine, options.workers) for count in (options.small, options.large)]
    ratio = found[1]["peak_mb"] / found[0]["peak_mb"]
    print(f"| engine {options.engine}, {options.workers} workers | peak MB | lines/s |\n|---|--:|--:|")
    for row in found:
        print(f"| {row['lines']:,} lines | {row['peak_mb']:.1f} | {row['lines_per_second']:,.0f} |")
    print(f"| ratio | {ratio:.3f} | |")
    if options.json:
        report = {"engine": options.engine, "workers": options.workers, "runs": found, "ratio": ratio}
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
