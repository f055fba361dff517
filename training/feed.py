"""Batches as arrays, in an endless stream; made ahead by other processes where one cannot keep up with a GPU."""

from __future__ import annotations

import multiprocessing
import queue
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from training.examples import ANNOTATED, Corpus, Example, batches

AHEAD = 8  # batches that wait, for each process
PATIENCE = 2  # seconds to wait for a batch, before feeders are looked at again


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded pieces, int32: `source` (batch, S) and `target` (batch, T), end marks included.

    `places` are the flat places of `target` that hold a piece. A link is (row, target place, source place) in `links`
    (n, 3), and weighs `shares` (n): the links of one target place sum to 1; `linked` places have any.
    """

    source: np.ndarray
    target: np.ndarray
    places: np.ndarray
    links: np.ndarray
    shares: np.ndarray
    linked: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stream is made of."""

    work: Path
    tokens: int  # padded pieces a batch
    pad: int
    annotated: float = ANNOTATED
    resegmented: float = 0.0
    seed: int = 17
    capitals: float = 0.0

    def corpus(self) -> Corpus:
        """The arrays, opened."""
        return Corpus(self.work, self.annotated, self.seed, self.resegmented, self.capitals)


def arrays(batch: list[Example], pad: int) -> Batch:
    """The examples, padded; end marks are piece 0 and are linked to each other."""
    lengths = [(len(e.source), len(e.target)) for e in batch]
    longest = max(n for n, _ in lengths) + 1, max(m for _, m in lengths) + 1
    source = np.full((len(batch), longest[0]), pad, dtype=np.int32)
    target = np.full((len(batch), longest[1]), pad, dtype=np.int32)
    links = []
    for row, (example, (n, m)) in enumerate(zip(batch, lengths, strict=True)):
        source[row, :n], source[row, n] = example.source, 0
        target[row, :m], target[row, m] = example.target, 0
        own = np.array([*example.links, (m, n)], dtype=np.int32)
        links.append(np.column_stack([np.full(len(own), row, dtype=np.int32), own]))
    every = np.concatenate(links)
    key = every[:, 0] * longest[1] + every[:, 1]
    times = np.bincount(key)
    shares = (1 / times[key]).astype(np.float32)
    return Batch(source, target, np.flatnonzero(target != pad), every, shares, int((times > 0).sum()))


def stream(
    corpus: Corpus,
    settings: Settings,
    stages: Iterator[str],
    epoch: int = 0,
    skip: int = 0,
    part: tuple[int, int] = (0, 1),
) -> Iterator[tuple[int, int, Batch]]:
    """(epoch, number of the batch in it, batch) without end, from the batch `skip` of an epoch on.

    `stages` gives the stage of each epoch when it begins; `part` (k, n) is every n-th pair from the k-th on.
    """
    for number in count(epoch):
        corpus.pool.clear()  # so that an epoch begun again gives the same examples
        plan = corpus.plan(number, next(stages))[part[0] :: part[1]]
        chooser = random.Random(number * 1000 + part[0])
        for place, batch in enumerate(batches(corpus, plan, settings.tokens, chooser)):
            if number > epoch or place >= skip:
                yield number, place, arrays(batch, settings.pad)


def _feeder(settings: Settings, part: tuple[int, int], epoch: int, news: Any, out: Any) -> None:
    stages = iter(lambda: "news" if news.is_set() else "general", "")
    for item in stream(settings.corpus(), settings, stages, epoch, part=part):
        out.put(item)


@contextmanager
def ahead(
    settings: Settings, processes: int, epoch: int, stage: Callable[[], str]
) -> Iterator[Iterator[tuple[int, int, Batch]]]:
    """The stream, made by several processes, whose batches come in no fixed order.

    `stage` is asked after each batch; processes begin with it at their next epoch.
    """
    context = multiprocessing.get_context("fork")  # nothing is imported again; no child touches the GPU
    out, news = context.Queue(AHEAD * processes), context.Event()
    workers = [
        context.Process(target=_feeder, args=(settings, (k, processes), epoch, news, out), daemon=True)
        for k in range(processes)
    ]

    def items() -> Iterator[tuple[int, int, Batch]]:
        while True:
            if stage() == "news":
                news.set()
            # One that ended takes its share of the data with it, though the others still deliver.
            if any(worker.exitcode is not None for worker in workers):
                time.sleep(PATIENCE)  # others may be failing of the same
                dead = sum(worker.exitcode is not None for worker in workers)
                raise RuntimeError(f"{dead} of {processes} feeders ended; their errors stand above")
            with suppress(queue.Empty):
                yield out.get(timeout=PATIENCE)

    for worker in workers:
        worker.start()
    try:
        yield items()
    finally:
        for worker in workers:
            worker.terminate()
