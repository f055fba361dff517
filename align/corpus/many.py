"""Many texts, one bitext after another: `align.translate_many`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import glossary as term_lists
from align.corpus.workers import fair_threads, in_processes
from align.engines import load_engine
from align.engines.base import Engine
from align.errors import EngineError, InputError
from align.memory.store import Memory
from align.model import Bitext
from align.pipeline.recall import AnyMemory
from align.pipeline.translating import translate
from align.text.files import read_text
from align.text.segment import lines as by_line
from align.text.streaming import pieces, survey

_Text = str | InputError  # an error waits for its turn


def translate_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    glossary: term_lists.Glossary | None = None,
    engine: Engine | str = "default",
    language: str = "id",
    lines: bool = False,
    parts: bool = False,
    workers: int = 1,
    memory: AnyMemory | None = None,
) -> Iterator[Bitext]:
    """Translates text files to one bitext each, in their order, holding few of them at a time.

    Args:
        paths: files, taken as they are needed; there may be any number.
        glossary: terms to hold to; None for the default glossary, `glossary.Glossary()` for none.
        engine: an engine or the name of one, see `align.load_engine`; a name where there are several workers.
        language: of the texts.
        lines: each line is one segment.
        parts: cut texts as `align.text.streaming` does, and give a bitext for each part, so that memory is bounded also for
            a file of any size. Without it a file is one bitext, however long.
        workers: processes, each with an engine of its own. At most two texts are in hand for each. A script needs
            `if __name__ == "__main__":` then, for processes are spawned.
        memory: as in `align.translate`; every process opens its file.

    Raises:
        InputError: at the place of a file that cannot be read; the bitexts before it have been given, and with it the
            iterator ends.
        EngineError: where the engine cannot be loaded or fails, or a process is killed twice at the same text.
        InputError, OutputError: for the memory, as in `align.translate`.
    """
    texts = _texts(paths, language=language, lines=lines, parts=parts)
    if workers <= 1:
        loaded = load_engine(engine) if isinstance(engine, str) else engine
        yield from map(_translator(loaded, glossary, language, lines, memory), texts)
        return
    if not isinstance(engine, str):
        raise EngineError(f"{workers} workers each load an engine of their own; accepted is its name")
    file = memory.file if isinstance(memory, Memory) else memory
    make = partial(_load, engine, fair_threads(workers), glossary, language, lines, file)
    for _, bitext in in_processes(make, texts, workers=workers, lost=_lost, ordered=True):
        yield bitext


def _texts(
    paths: Iterable[str | os.PathLike[str]], *, language: str, lines: bool, parts: bool
) -> Iterator[_Text]:
    for path in paths:
        file = os.fspath(path)
        try:
            if parts:
                known = survey(Path(path), file=file)
                found = pieces(Path(path), known, lines=lines, file=file, language=language)
                yield from (piece.text for piece in found)
            else:
                yield read_text(path)
        except InputError as error:
            yield error


def _load(
    engine: str, threads: int, glossary: term_lists.Glossary | None, language: str, lines: bool,
    memory: str | os.PathLike[str] | None,
) -> Callable[[_Text], Bitext]:  # fmt: skip
    return _translator(load_engine(engine, threads=threads), glossary, language, lines, memory)


def _translator(
    engine: Engine, glossary: term_lists.Glossary | None, language: str, lines: bool, memory: AnyMemory | None
) -> Callable[[_Text], Bitext]:
    def one(text: _Text) -> Bitext:
        if isinstance(text, InputError):
            raise text
        document = by_line(text, language) if lines else text
        return translate(document, glossary=glossary, engine=engine, language=language, memory=memory)

    return one


def _lost(text: _Text) -> Bitext:
    start = " ".join(str(text)[:60].split())
    raise EngineError(f"a worker was killed twice at the text {start!r} (out of memory?)")
