"""The answers of a corpus made by Ray Data: on this machine, or on a cluster that exists.

The only module that imports ray (extra `[ray]`). Units go through `map_batches` of a class that holds one engine for
each actor. They carry their text and come back with their result, so that only this machine reads and writes files, and
no folder need be shared. A stream of units is sent in waves: Ray Data wants to know a dataset's rows before it begins,
and a corpus may have more of them than memory has room for. An actor that is killed is started anew and its units are
given out again; a unit that is lost even so is tried once more alone, and then told of.
"""

from __future__ import annotations

import logging
import os
import pickle
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import glossary as term_lists
from align.corpus.job import Answer, Job, Maker, Unit
from align.corpus.runners import Runner, lost
from align.errors import EngineError

LOCAL = "local"  # the address of a Ray started for this run alone
BUNDLE = 65_536  # characters or bytes of small units that travel together
WAVE = 16_777_216  # the same, of a wave, for each actor
MOST = 1_073_741_824  # of a wave
TRIES = 3  # of a bundle whose actor was killed


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the actors run, how many, and what each is given."""

    address: str = LOCAL
    actors: int = 1
    cpus: float = 1.0
    gpus: float = 0.0


def ray_runner(job: Job, terms: term_lists.Glossary, cluster: Cluster) -> Runner:
    """The runner for `translate_corpus`. Raises EngineError where ray is not installed."""
    try:
        import ray.data  # noqa: F401, PLC0415  slow to import
    except ImportError:
        raise EngineError("--ray needs Ray; accepted is `pip install 'padanan[ray]'` first") from None

    def run(units: Iterable[Unit]) -> Iterator[tuple[Unit, Answer]]:
        waves = _waves(iter(units), min(WAVE * cluster.actors, MOST))
        first = next(waves, None)
        if first is None:  # a corpus that is done needs no cluster
            return
        with _connected(cluster):
            yield from _wave(first, job, terms, cluster)
            for wave in waves:
                yield from _wave(wave, job, terms, cluster)

    return run


@contextmanager
def _connected(cluster: Cluster) -> Iterator[None]:
    import ray  # noqa: PLC0415
    import ray.data  # noqa: PLC0415

    local = cluster.address == LOCAL
    settings: dict[str, Any] = {
        "address": cluster.address,
        "log_to_driver": False,
        "logging_level": logging.ERROR,
    }
    if local:
        cpus = max(1, round(cluster.actors * cluster.cpus), os.cpu_count() or 1)
        settings |= {"num_cpus": cpus, "include_dashboard": False}
    try:
        ray.init(**settings)
    except (ConnectionError, RuntimeError, ValueError, OSError) as error:
        reason = str(error).strip().splitlines()[0]
        raise EngineError(f"no Ray cluster at {cluster.address!r} ({reason})") from None
    context = ray.data.DataContext.get_current()
    # What is lost is found missing below, and told of by name; an exception would stop the rest.
    context.max_errored_blocks = -1
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        ray.shutdown()


def _waves(units: Iterator[Unit], most: int) -> Iterator[list[Unit]]:
    wave: list[Unit] = []
    size = 0
    for unit in units:
        wave.append(unit)
        size += len(unit)
        if size >= most:
            yield wave
            wave, size = [], 0
    if wave:
        yield wave


def _wave(
    units: list[Unit], job: Job, terms: term_lists.Glossary, cluster: Cluster
) -> Iterator[tuple[Unit, Answer]]:
    """Every unit with its answer. Raises EngineError where an engine cannot be loaded."""
    missing = dict(enumerate(units))
    for bundles in (_bundles(units), None):
        again = bundles or [[number] for number in missing]
        for number, answer in _answers(
            [[(n, units[n]) for n in some] for some in again], job, terms, cluster
        ):
            yield missing.pop(number), answer
        if not missing:
            return
    for unit in missing.values():
        yield unit, lost(unit)


def _bundles(units: list[Unit]) -> list[list[int]]:
    """Numbers of units that travel together: small ones, for a task has its price."""
    bundles: list[list[int]] = []
    room = 0
    for number, unit in enumerate(units):
        if not bundles or len(unit) > room:
            bundles.append([])
            room = BUNDLE
        bundles[-1].append(number)
        room -= len(unit)
    return bundles


def _answers(
    bundles: list[list[tuple[int, Unit]]], job: Job, terms: term_lists.Glossary, cluster: Cluster
) -> Iterator[tuple[int, Answer]]:
    """What came back, in any order."""
    import ray.data  # noqa: PLC0415

    rows = [{"work": pickle.dumps(bundle)} for bundle in bundles]
    actors = min(cluster.actors, len(rows))
    with warnings.catch_warnings():
        # No other argument bounds how often a bundle is tried that kills its actor.
        warnings.filterwarnings("ignore", message="`ray_remote_args_fn` is deprecated")
        made = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
            RayMaker,
            fn_constructor_args=(zlib.compress(pickle.dumps((job, terms))),),  # small: it outlives an actor
            batch_size=1,
            compute=ray.data.ActorPoolStrategy(size=actors),
            num_cpus=cluster.cpus,
            num_gpus=cluster.gpus,
            ray_remote_args_fn=_endurance,
        )
    for row in made.iter_rows():
        found: list[tuple[int, Answer]] | EngineError = pickle.loads(row["made"])
        if isinstance(found, EngineError):
            raise found
        yield from found


def _endurance() -> dict[str, Any]:
    """An actor may die as often as it likes, a bundle be tried again so often."""
    return {"max_restarts": -1, "max_task_retries": TRIES}


class RayMaker:
    """An actor: a maker that takes and gives bundles as bytes. That its engine does not load is an answer, too."""

    def __init__(self, packed: bytes) -> None:
        self._maker: Callable[[Unit], Answer] | None = None
        try:
            self._maker = Maker(*pickle.loads(zlib.decompress(packed)))
        except EngineError as error:
            self._error = error

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """One bundle for each row of the column `work`; their answers in the column `made`."""
        return {"made": [pickle.dumps(self._bundle(pickle.loads(work))) for work in batch["work"]]}

    def _bundle(self, bundle: list[tuple[int, Unit]]) -> list[tuple[int, Answer]] | EngineError:
        if self._maker is None:
            return self._error
        return [(number, self._maker(unit)) for number, unit in bundle]
