"""Many documents: a folder in, a folder of bitexts out, resumable after anything, in memory that does not grow.

The unit of work is a document, or a part of a long text (`align.text.streaming`). Every result and every part is written
whole or not at all, and then noted in the manifest; a run cut off leaves at most the units in hand to do again, and
ends in the same bytes. A document is done again when its bytes, the engine, the glossary, an option or the version of
padanan changed. One that fails is noted with its error and never stops the rest.

Units are made one at a time as they are asked for, and only this process writes; who makes the answers (this process,
several, or a cluster) is the runner's business and changes nothing about them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from align import formats
from align.corpus.durable import make_folder, remove, write_durable
from align.corpus.folder import walk
from align.corpus.job import Answer, Job, Unit
from align.corpus.manifest import Entry, Manifest, PartEntry, opened
from align.corpus.parts import JOINED, Part, joined
from align.corpus.runners import Runner, runner
from align.corpus.statistics import Tally, Totals
from align.errors import InputError, OutputError
from align.formats import documents
from align.text.files import read_bytes
from align.text.streaming import Piece, Survey, pieces, survey

WHOLE = 262_144  # bytes; a longer text is cut
LARGEST = 16_777_216  # bytes of a document that cannot be cut, about 3 GB of memory
TOLD = 100  # errors of documents in a summary
LINE_FILES = (".txt", ".id")
WORK = ".padanan-work"


@dataclass(slots=True)
class Summary:
    """What a run came to. `skipped` were done before; `totals` are of all that is done, now or before.

    `failures` are the first errors, one line each.
    """

    done: int = 0
    failed: int = 0
    skipped: int = 0
    totals: Tally = field(default_factory=Tally)
    failures: tuple[str, ...] = ()


@dataclass(slots=True)
class State:
    """How far a run is, in documents and in bytes of them; `segments` and `worked` bytes were made in this run."""

    documents: int
    size: int
    finished: int = 0
    passed: int = 0
    worked: int = 0
    segments: int = 0


Progress = Callable[[State], None]


def translate_corpus(
    source: Path,
    target: Path,
    job: Job,
    *,
    run: Runner | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Summary:
    """Translates every document under `source` to a bitext under `target`, in the same folders.

    `run` makes the answers; without it `workers` processes do. Raises InputError where there is nothing to translate,
    OutputError where the target cannot be written, EngineError where the engine cannot be loaded.
    """
    if job.form not in formats.WRITABLE:
        raise OutputError(
            f"format {job.form!r} cannot be written; accepted are {', '.join(formats.WRITABLE)}"
        )
    if not source.is_dir():
        raise InputError("is no folder; accepted is one with documents to translate", file=str(source))
    terms = job.terms()
    suffixes = LINE_FILES if job.lines else documents.SUFFIXES
    make_folder(target)
    with opened(target) as manifest:
        number, size = manifest.enter(walk(source, target.resolve(), suffixes))
        if not number:
            raise InputError(f"holds no document; accepted are {', '.join(suffixes)}", file=str(source))
        work = _Run(source, target, job, job.hash(terms), manifest, State(number, size), progress)
        for unit, answer in (run or runner(job, terms, workers))(work.units()):
            work.take(unit, answer)
        return work.summary()


def _named(path: str, form: str) -> str:
    suffix = next(item.suffixes[0] for item in formats.FORMATS if item.name == form)
    return f"{path}{suffix}"


@dataclass(slots=True)
class _Open:
    """A document between its first unit and its end; `pieces` are those whose answers are awaited."""

    entry: Entry
    digest: str
    survey: Survey | None = None
    pieces: dict[int, Piece] = field(default_factory=dict)
    cut: bool = False  # there are no further pieces
    error: str = ""


class _Run:
    """One run over a corpus. `units` is pulled by the runner and `take` given its answers, in any order."""

    def __init__(
        self, source: Path, target: Path, job: Job, key: str, manifest: Manifest, state: State,
        progress: Progress | None,
    ) -> None:  # fmt: skip
        self._source, self._target, self._job, self._key = source, target, job, key
        self._manifest, self._state, self._progress = manifest, state, progress
        self._work = target / WORK
        self._open: dict[str, _Open] = {}
        self._summary = Summary()

    def units(self) -> Iterator[Unit]:
        """What there is to do, as it is asked for."""
        for entry in self._manifest.entries():
            long = entry.size > WHOLE and (self._job.lines or entry.path.lower().endswith(".txt"))
            try:
                if long and self._job.form in JOINED:
                    yield from self._long(entry)
                else:
                    yield from self._whole(entry, long=long)
            except InputError as error:
                self._fail(self._open.pop(entry.path, _Open(entry, "")), str(error))

    def take(self, unit: Unit, answer: Answer) -> None:
        """Writes down what became of a unit."""
        document = self._open[unit.path]
        self._state.segments += answer.tally.segments
        if unit.text is None:
            self._take_whole(document, answer)
            return
        piece = document.pieces.pop(unit.number)
        self._worked(piece.size)
        if answer.error:
            document.error = document.error or answer.error
        elif not document.error:
            write_durable(self._part(unit.path, unit.number), (answer.data,), work=self._work)
            part = PartEntry(piece.number, piece.size, piece.gap, piece.inside, answer.tally)
            self._manifest.put_part(unit.path, part)
        self._settle(document)

    def summary(self) -> Summary:
        """What it all came to; the work folder goes, unless parts of failed documents wait in it."""
        totals = Totals()
        for entry in self._manifest.entries("done"):
            totals.add(entry.tally)
        failures = tuple(entry.error for entry in islice(self._manifest.entries("failed"), TOLD))
        self._summary.totals, self._summary.failures = totals.tally(), failures
        if not failures:
            remove(self._work)
            self._manifest.drop_parts()
        return self._summary

    def _whole(self, entry: Entry, *, long: bool) -> Iterator[Unit]:
        if entry.size > LARGEST:
            accepted = f"as a result {', '.join(JOINED)}" if long else "longer ones as text (.txt)"
            raise InputError(
                f"is {entry.size:,} bytes long, to be held at once; accepted are {LARGEST:,}, and {accepted}",
                file=entry.path,
            )
        data = read_bytes(self._source / entry.path)
        digest = hashlib.sha256(data).hexdigest()
        if self._stands(entry, digest):
            return
        self._open[entry.path] = _Open(entry, digest)
        yield Unit(entry.path, data)

    def _long(self, entry: Entry) -> Iterator[Unit]:
        file, path = self._source / entry.path, entry.path
        known = survey(file, file=path)
        if self._stands(entry, known.digest):
            return
        if (entry.source, entry.job) != (known.digest, self._key):
            self._forget(path)
            self._manifest.put(Entry(path, "pending", known.digest, self._key))
        document = self._open[path] = _Open(entry, known.digest, known)
        for piece in pieces(file, known, lines=self._job.lines, file=path, done=partial(self._done, path)):
            if document.error:
                break
            document.pieces[piece.number] = piece
            yield Unit(path, text=piece.text, number=piece.number)
        document.cut = True
        self._settle(document)

    def _stands(self, entry: Entry, digest: str) -> bool:
        """Whether a document is done already, told the hash of its bytes."""
        known = entry.state == "done" and (entry.source, entry.job) == (digest, self._key)
        if known and (self._target / _named(entry.path, self._job.form)).exists():
            self._summary.skipped += 1
            self._state.finished += 1
            self._passed(entry.size)
            return True
        return False

    def _done(self, path: str, number: int) -> int:
        """Bytes of a part that stands, or 0."""
        size = self._manifest.size_of_part(path, number)
        if size and not self._part(path, number).exists():
            return 0
        self._passed(size)
        return size

    def _take_whole(self, document: _Open, answer: Answer) -> None:
        del self._open[document.entry.path]
        self._worked(document.entry.size)
        if answer.error:
            self._fail(document, answer.error)
            return
        self._write(document, (answer.data,))
        self._finish(document, answer.tally)

    def _settle(self, document: _Open) -> None:
        """Ends a long document once all its pieces are there."""
        if not document.cut or document.pieces:
            return
        path = document.entry.path
        del self._open[path]
        if document.error:
            self._fail(document, document.error)
            return
        totals = Totals()
        for part in self._manifest.parts(path):
            totals.add(part.tally)
        self._write(document, joined(self._job.form, partial(self._parts, path)))
        self._finish(document, totals.tally())
        self._forget(path)

    def _write(self, document: _Open, chunks: Iterable[bytes]) -> None:
        result = self._target / _named(document.entry.path, self._job.form)
        write_durable(result, chunks, work=self._work)

    def _finish(self, document: _Open, tally: Tally) -> None:
        self._manifest.put(Entry(document.entry.path, "done", document.digest, self._key, tally=tally))
        self._summary.done += 1
        self._ended()

    def _fail(self, document: _Open, error: str) -> None:
        self._manifest.put(Entry(document.entry.path, "failed", document.digest, self._key, error))
        self._summary.failed += 1
        self._ended()

    def _part(self, path: str, number: int) -> Path:
        return self._work / hashlib.sha256(path.encode()).hexdigest()[:32] / f"{number:09}"

    def _parts(self, path: str) -> Iterator[Part]:
        for part in self._manifest.parts(path):
            yield Part(self._part(path, part.number), part.tally.segments, part.gap, part.inside)

    def _forget(self, path: str) -> None:
        remove(self._part(path, 0).parent)
        self._manifest.drop_parts(path)

    def _worked(self, size: int) -> None:
        self._state.worked += size
        self._passed(size)

    def _passed(self, size: int) -> None:
        self._state.passed += size
        if self._progress:
            self._progress(self._state)

    def _ended(self) -> None:
        self._state.finished += 1
        if self._progress:
            self._progress(self._state)
