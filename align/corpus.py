"""Many documents: a folder in, a folder of bitexts out, resumable after anything.

Every result is written whole or not at all, and then noted in the manifest; a run that was cut off leaves at most work
to do again, and ends in the same bytes. A document is done again when its bytes, the engine, the glossary, an option or
the version of padanan changed. One that fails is noted with its error and never stops the rest.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

import glossary as term_lists
from align import documents, formats
from align.engines import load_engine
from align.errors import AlignError, EngineError, InputError, OutputError
from align.manifest import Entry, opened
from align.pipeline import translate
from align.text import read_bytes, write_atomic

AHEAD = 2  # documents handed out for each worker before the first comes back


@dataclass(frozen=True, slots=True)
class Job:
    """What every document is made with; plain values, so that each process loads its own engine.

    `glossaries` are files or `style:NAME`, later ones win; `form` is a format that can be written.
    """

    engine: str = "embedded"
    beam: int = 4
    threads: int = 0
    device: str = "cpu"
    glossaries: tuple[str, ...] = ()
    default_glossary: bool = True
    form: str = "jsonl"

    def terms(self) -> term_lists.Glossary:
        """The stacked glossaries."""
        own = [
            term_lists.style(name[6:]) if name.startswith("style:") else term_lists.load(name)
            for name in self.glossaries
        ]
        return term_lists.stack([term_lists.default(), *own] if self.default_glossary else own)

    def hash(self) -> str:
        """Of everything but the documents that decides the results. Raises what loading a glossary raises."""
        parts = (version("padanan"), self.engine, str(self.beam), self.device, self.form, self.terms().hash)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to; `skipped` were done before."""

    done: tuple[Entry, ...]
    failed: tuple[Entry, ...]
    skipped: int


def translate_corpus(
    source: Path,
    target: Path,
    job: Job,
    *,
    workers: int = 1,
    progress: Callable[[int, int, Entry], None] | None = None,
) -> Summary:
    """Translates every document under `source` to a bitext under `target`, in the same folders.

    `progress` is told the documents done, their number and the last entry. Raises InputError where there is nothing to
    translate, OutputError where the target cannot be written, EngineError where a worker was killed: run it again.
    """
    if job.form not in formats.WRITABLE:
        raise OutputError(
            f"format {job.form!r} cannot be written; accepted are {', '.join(formats.WRITABLE)}"
        )
    paths = _documents(source, target)
    key = job.hash()
    _folder(target)
    with opened(target) as manifest:
        before = manifest.entries()
        wanted = [
            path
            for path in paths
            if not _stands(before.get(path), source / path, target / _named(path, job.form), key)
        ]
        entries: list[Entry] = []
        for entry in _run(wanted, source, target, job, key, workers):
            manifest.put(entry)
            entries.append(entry)
            if progress:
                progress(len(entries), len(wanted), entry)
    done, failed = ([entry for entry in entries if bool(entry.error) is bad] for bad in (False, True))
    return Summary(tuple(done), tuple(sorted(failed, key=lambda e: e.path)), len(paths) - len(wanted))


def _documents(source: Path, target: Path) -> list[str]:
    """Paths relative to `source`, in order; hidden files and what lies in `target` left out."""
    if not source.is_dir():
        raise InputError("is no folder; accepted is one with documents to translate", file=str(source))
    found = sorted(
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.suffix.lower() in documents.SUFFIXES and path.is_file() and not path.is_relative_to(target)
        and not any(part.startswith(".") for part in path.relative_to(source).parts)
    )  # fmt: skip
    if not found:
        raise InputError(f"holds no document; accepted are {', '.join(documents.SUFFIXES)}", file=str(source))
    return found


def _named(path: str, form: str) -> str:
    suffix = next(item.suffixes[0] for item in formats.FORMATS if item.name == form)
    return f"{path}{suffix}"


def _stands(entry: Entry | None, source: Path, result: Path, key: str) -> bool:
    """Whether what the manifest tells is still so."""
    if entry is None or entry.error or entry.job != key or not result.exists():
        return False
    return entry.source == _digest(source)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except AlignError:
        return ""


def _folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made: {error.strerror}") from None


def _run(paths: list[str], source: Path, target: Path, job: Job, key: str, workers: int) -> Iterator[Entry]:
    if workers <= 1:
        for path in paths:
            yield _one(path, source, target, job, key)
        return
    waiting = list(reversed(paths))
    # Fresh processes: an engine's threads do not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running: set[Future[Entry]] = set()
        while waiting or running:
            while waiting and len(running) < workers * AHEAD:
                running.add(pool.submit(_one, waiting.pop(), source, target, job, key))
            ready, running = wait(running, return_when=FIRST_COMPLETED)
            for future in ready:
                try:
                    yield future.result()
                except BrokenProcessPool:
                    raise EngineError(
                        "a worker was killed (out of memory?); the same command goes on where it was"
                    ) from None


def _one(path: str, source: Path, target: Path, job: Job, key: str) -> Entry:
    """Translates one document; what is wrong with it stands in the entry. Raises OutputError: that is wrong with all."""
    digest = _digest(source / path)
    try:
        skeleton = documents.extract(read_bytes(source / path), file=path)
        engine, terms = _loaded(job)
        bitext = translate(documents.join(skeleton.units), glossary=terms, engine=engine)
    except (InputError, MemoryError, RecursionError) as error:
        return Entry(path, digest, key, " ".join(str(error).split()) or type(error).__name__)
    result = target / _named(path, job.form)
    _folder(result.parent)
    write_atomic(result, formats.render(bitext, job.form))
    missed = sum(not use.honoured for use in bitext.terms)
    return Entry(path, digest, key, "", len(bitext), len(bitext.terms), missed, len(bitext.findings))


@cache
def _loaded(job: Job):  # type: ignore[no-untyped-def]
    """Engine and terms of this process."""
    return load_engine(job.engine, beam=job.beam, threads=job.threads, device=job.device), job.terms()


def fair_threads(workers: int) -> int:
    """CPU threads for each of `workers` processes."""
    return max(1, (os.cpu_count() or 1) // workers)
