"""Peak memory and speed of `padanan corpus` as a text grows, and as workers are added.

    python -m benchmarks.scaling [--lines 1000,10000,100000,1000000] [--workers 1,2] [--engine echo]

Each run is `padanan corpus --lines -f jsonl` in a process of its own, over one file of made-up lines, no two alike. The
engine `echo` answers each line with itself and takes no memory worth telling: what is measured is everything around
it, and a million lines take minutes. With `embedded` the model is in it too; then take fewer lines. Memory is the
largest resident size the system saw (`ru_maxrss`); with workers, of the parent or a worker, whichever is larger.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.results import keep

WORDS = (
    "pemerintah negara harga naik presiden menteri datang rapat kota desa jalan sekolah Korea Utara KCNA melaporkan "
    "pasar beras warga polisi banjir sungai hujan pagi malam besar kecil baru lama tidak akan sudah kata dalam pada"
).split()
COMMAND = "from cli.main import main; main()"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run came to."""

    lines: int
    workers: int
    peak_mb: float
    lines_per_second: float


def write_lines(path: Path, count: int) -> None:
    """`count` lines of 6 to 16 words and a number, the same each time."""
    rng = random.Random(7)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            words = " ".join(rng.choices(WORDS, k=rng.randint(6, 16)))
            stream.write(f"{words[0].upper()}{words[1:]} {number}.\n")


def measure(count: int, engine: str, workers: int) -> Run:
    """One run over a text of `count` lines. Raises RuntimeError where it fails."""
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
        return Run(count, workers, round(usage.ru_maxrss / 1024, 1), round(count / passed, 1))


def table(runs: list[Run]) -> str:
    """Markdown; ratios are to the first run with as many workers."""
    lines = ["| lines | workers | peak MB | ratio | lines/s | ratio |", "|--:|--:|--:|--:|--:|--:|"]
    for run in runs:
        first = next(other for other in runs if other.workers == run.workers)
        lines.append(
            f"| {run.lines:,} | {run.workers} | {run.peak_mb:.1f} | {run.peak_mb / first.peak_mb:.3f} "
            f"| {run.lines_per_second:,.0f} | {run.lines_per_second / first.lines_per_second:.2f} |"
        )
    return "\n".join(lines)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=_numbers, default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--workers", type=_numbers, default=[1])
    parser.add_argument("--engine", default="echo")
    options = parser.parse_args()
    runs = [measure(count, options.engine, workers) for workers in options.workers for count in options.lines]
    keep(f"scaling-{options.engine}", [asdict(run) for run in runs], table(runs))


if __name__ == "__main__":
    main()
