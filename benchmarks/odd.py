"""Processor time and memory of `align.translate` for input that is no prose, as it doubles.

    python -m benchmarks.odd [--engine default|none] [--kinds brackets,names] [--times 3]

Each run is a process of its own that is warm (one sentence was translated) and then translates one text: brackets, unknown
names, letters without a blank, one word again and again, a sentence that does not end, quotation marks in quotation marks,
symbols, addresses. What counts are the ratios from one size to the next, of one run: linear is 2. With the engine `none`,
which changes letters and takes no time worth telling, what is measured is everything around a model.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import numpy as np

import align
from align.engines.base import Request, Translation
from align.lexical.attention import Attention
from align.text.tokens import tokenize
from benchmarks.results import keep


def _name(number: int) -> str:
    return "Zq" + "".join(chr(97 + (number * 7 + place * 3) % 26) for place in range(4)) + "ov"


KINDS: dict[str, tuple[int, Callable[[int], str]]] = {  # the smallest size, and the text of a size
    "brackets": (300, lambda size: "Ia datang " + "(" * size + " kemarin."),
    "names": (25, lambda size: "Hadir " + ", ".join(map(_name, range(size))) + "."),
    "letters": (62_500, lambda size: "Ia menulis " + "abcdefghij" * (size // 10) + " kemarin."),
    "word": (500, lambda size: "rumah " * size + "."),
    "word and sentences": (50, lambda size: "rumah " * size + ". " + "Rumah. " * size),
    "sentence": (375, lambda size: " ".join(f"dia membeli {n} buku di pasar" for n in range(size // 6)) + "."),
    "quotes": (50, lambda size: "Ia berkata " + '"kata ' * size + '" ' * size + "."),
    "symbols": (200, lambda size: "Ia 😀 " * size + "datang " + "★ " * size),
    "addresses": (25, lambda size: "Baca " + " dan ".join(f"http://a{n}.contoh.id/x?y={n}" for n in range(size))),
    "hyphens": (250, lambda size: "-".join(["rumah"] * size) + " itu besar."),
    "stops": (1000, lambda size: "Ia " + "." * size + " datang"),
}  # fmt: skip


class Nothing:
    """An engine that writes o for a; each word attends to itself."""

    annotates, copies, signature = True, False, "none"

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:  # noqa: ARG002
        """One answer a request."""
        return [self._answer(request.text) for request in batch]

    @staticmethod
    def _answer(text: str) -> Translation:
        said = text.replace("a", "o")
        own, there = tuple(tokenize(text)), tuple(tokenize(said))
        weights = np.eye(len(there), len(own), dtype=np.float32)
        return Translation(said, -1.0, Attention(own, there, weights))


@dataclass(frozen=True, slots=True)
class Run:
    """What one run came to; memory beyond that of the warm process."""

    kind: str
    size: int
    seconds: float
    megabytes: float


def measure(kind: str, size: int, engine: str) -> Run:
    """One run, here."""
    loaded: Any = Nothing() if engine == "none" else align.load_engine(engine)
    align.translate("Ia datang ke pasar.", engine=loaded)
    text = KINDS[kind][1](size)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    align.translate(text, engine=loaded)
    seconds = time.process_time() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Run(kind, size, round(seconds, 3), round(grown / 1024, 1))


def _apart(kind: str, size: int, engine: str, limit: float) -> Run:
    """One run in a process of its own; infinite where it takes longer than the limit, in seconds."""
    command = [sys.executable, "-m", "benchmarks.odd", "--one", kind, str(size), "--engine", engine]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except subprocess.TimeoutExpired:
        return Run(kind, size, float("inf"), float("inf"))
    seconds, megabytes = map(float, done.stdout.split())
    return Run(kind, size, seconds, megabytes)


def table(runs: Sequence[Run]) -> str:
    """Markdown; ratios are to the size before."""
    lines = ["| input | size | s | ratio | MB | ratio |", "|---|--:|--:|--:|--:|--:|"]
    for before, run in pairwise([None, *runs]):
        grows = before is not None and before.kind == run.kind  # type: ignore[union-attr]
        ratios = [
            f"{own / max(was, 0.001):.1f}" if grows else ""
            for own, was in (
                (run.seconds, before.seconds if before else 0),
                (run.megabytes, before.megabytes if before else 0),
            )
        ]
        lines.append(
            f"| {run.kind} | {run.size:,} | {run.seconds:.2f} | {ratios[0]} | {run.megabytes:.0f} | {ratios[1]} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", default="default", help="none: everything around a model")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--times", type=int, default=3, help="sizes, each twice the one before")
    parser.add_argument("--limit", type=float, default=300.0, help="seconds a run may take")
    parser.add_argument("--one", nargs=2, metavar=("KIND", "SIZE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        run = measure(options.one[0], int(options.one[1]), options.engine)
        print(run.seconds, run.megabytes)
        return
    runs = [
        _apart(kind, KINDS[kind][0] * 2**step, options.engine, options.limit)
        for kind in options.kinds.split(",")
        for step in range(options.times)
    ]
    keep(f"odd-{options.engine}", [asdict(run) for run in runs], table(runs))


if __name__ == "__main__":
    main()
