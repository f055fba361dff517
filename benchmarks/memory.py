"""A translation memory of 100,000 approved pairs: how fast it fills, and how fast the review page finds what is alike.

    python -m benchmarks.memory [--pairs 100000]

Sentences are made of made-up words whose frequencies follow Zipf's law, of the lengths of news sentences. `free` asks for
sentences changed in a word or two; `form` for those of one form, of which the memory holds a tenth of all pairs, so that
every word but two stands in thousands of them; `none` for sentences that nothing is like; `long` for some of 150 words.
Times are of whole requests to a real server, as a page sends them; `cpu` is what the server worked for one, which does not
depend on what else the machine does, and `load average` says how much that was.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from align.formats import write
from align.formats.rows import Row, assemble
from align.memory.store import Memory
from benchmarks.results import keep

SYLLABLES = [a + b for a in "bcdghjklmnprst" for b in ("a", "e", "i", "o", "u", "an", "ang", "ar")]
ASKED = 50  # requests of a kind


class Sentences:
    """Made-up sentences. The same for the same seed."""

    def __init__(self, seed: int, words: int = 30_000) -> None:
        self.rng = random.Random(seed)
        made = {"".join(self.rng.choices(SYLLABLES, k=self.rng.randint(1, 4))) for _ in range(3 * words)}
        self.words = sorted(made)[:: max(1, len(made) // words)]
        self.rng.shuffle(self.words)
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, len(self.words) + 1)))

    def free(self, length: int = 0) -> str:
        """A sentence of `length` words, or of as many as one in the news has."""
        count = length or min(60, max(4, round(self.rng.lognormvariate(2.9, 0.5))))
        return " ".join(self.rng.choices(self.words, cum_weights=self.weights, k=count)).capitalize() + "."

    def form(self) -> str:
        """A sentence of the one form: a name and a number in words that never change."""
        name = self.rng.choice(self.words).capitalize()
        return f"Pada hari itu {name} mencatat kenaikan sebesar {self.rng.randint(1, 99_999)} dari tahun yang lalu."

    def changed(self, sentence: str) -> str:
        """The sentence with one or two words in it others."""
        words = sentence[:-1].split()
        for place in self.rng.sample(range(len(words)), min(2, len(words) // 4 or 1)):
            words[place] = self.rng.choice(self.words)
        return " ".join(words) + "."


def pairs(sentences: Sentences, count: int) -> Iterator[tuple[str, str]]:
    """Pairs for a memory; a tenth of them are of the one form."""
    for number in range(count):
        kind = 0 if number % 1000 == 1 else number % 10
        source = sentences.form() if kind == 9 else sentences.free(150 if number % 1000 == 1 else 0)
        yield source, f"Translation {number}."


def asked(sentences: Sentences, known: list[str]) -> dict[str, list[str]]:
    """Sentences to ask for, by kind."""
    free = [one for number, one in enumerate(known) if number % 10 not in (1, 9)]
    long = [one for number, one in enumerate(known) if number % 1000 == 1]
    draw = sentences.rng.choices
    return {
        "free": [sentences.changed(one) for one in draw(free, k=ASKED)],
        "form": [sentences.form() for _ in range(ASKED)],
        "none": [sentences.free() for _ in range(ASKED)],
        "long": [sentences.changed(one) for one in draw(long, k=ASKED)],
    }


def measure(folder: Path, count: int) -> dict[str, float]:
    """What filling the memory took, and its size; of requests by kind, what they took and how many found anything."""
    sentences = Sentences(1)
    made = list(pairs(sentences, count))
    file = folder / "memory.db"
    began, busy = time.perf_counter(), time.process_time()
    with closing(Memory(file)) as memory:
        memory.approve(made, "made up")
    figures = {
        "fill_s": time.perf_counter() - began,
        "fill_cpu_s": time.process_time() - busy,
        "megabytes": file.stat().st_size / 1e6,
    }
    kinds = asked(sentences, [source for source, _ in made])
    bitext = folder / "asked.jsonl"
    texts = itertools.chain.from_iterable(kinds.values())
    write(assemble(Row(text, "Translation.", number) for number, text in enumerate(texts)), bitext)
    with _server(bitext, file) as (client, process):
        for number, kind in enumerate(kinds):
            rows = range(number * ASKED + 1, (number + 1) * ASKED + 1)
            figures |= {f"{kind}_{name}": value for name, value in _requests(client, process, rows).items()}
    return figures | {"load_average": os.getloadavg()[0]}


def _requests(client: httpx.Client, process: int, rows: range) -> dict[str, float]:
    """Milliseconds of a request, those in which a processor worked for it, and the share that found anything."""
    times, found, busy = [], 0, _busy(process)
    for row in rows:
        began = time.perf_counter()
        answer = client.get(f"/api/similar/{row}").json()
        times.append(1000 * (time.perf_counter() - began))
        found += bool(answer["matches"])
    return {
        "median_ms": statistics.median(times),
        "p95_ms": sorted(times)[int(0.95 * len(times))],
        "cpu_ms": 1000 * (_busy(process) - busy) / len(times),
        "found": found / len(times),
    }


def _busy(process: int) -> float:
    """Seconds that processors worked for a process (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _server(bitext: Path, memory: Path) -> Iterator[tuple[httpx.Client, int]]:
    """A client that is let in by a running review server, and the server's process."""
    arguments = ["review", str(bitext), "--no-browser", "--memory", str(memory)]
    command = [sys.executable, "-c", "from cli.main import main; main()", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = next(found.group() for line in server.stdout if (found := re.search(r"http://\S+", line)))
        with httpx.Client(base_url=address.split("/?")[0], timeout=60) as client:
            client.get(address)
            before = -1.0
            while before != (before := _busy(server.pid)):
                time.sleep(3)  # it loads what the first edit needs
            yield client, server.pid
        server.kill()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder), options.pairs)
    rows = [f"| {name.replace('_', ' ')} | {value:,.2f} |" for name, value in figures.items()]
    keep("memory", figures, "\n".join([f"| {options.pairs:,} pairs | |", "|---|--:|", *rows]))


if __name__ == "__main__":
    main()
