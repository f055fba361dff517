"""One model fetched, made ready and put in its place, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from align.engines import load_engine
from align.engines.base import Request
from align.engines.convert import PROBES, convert
from align.engines.download import PART, fetch, unwritable
from align.engines.firefox import require, unpack
from align.engines.guard import flags
from align.engines.offers import Offer
from align.engines.store import Installed, fetched, find, home, keep, short
from align.errors import EngineError

Progress = Callable[[int, int], None]
MARGIN = 1.4  # of the bytes to fetch: the model stands beside its checkpoint for a while


def get(offered: Offer, *, progress: Progress | None = None) -> Installed:
    """Fetches what was offered, converts it where it is a checkpoint, and proves it before it is kept.

    What was fetched stays if this is stopped, and the same call goes on with it. `progress` is called with the bytes that
    are here and their number.

    Raises:
        EngineError: what is offered cannot be had, is not what was promised, does not convert, or says nothing.
        OutputError: there is no room, or the folder cannot be written.
    """
    name = short(offered.name)
    here = find(name)
    if here:
        raise EngineError(
            f"{name}: is here already ({here.folder}); `padanan engines drop {name}` makes room"
        )
    if offered.kind == "firefox":
        require()
    files = _files(offered, fetched(name), progress)
    engine = "firefox" if offered.kind == "firefox" else "ct2"
    with tempfile.TemporaryDirectory(dir=home(), prefix=f".{name}.") as scratch:
        made = Path(scratch) / "model"
        try:
            alike = _made(offered, files, made)
            _proved(f"{engine}:{made}", name)
        except EngineError as error:
            raise EngineError(f"{error}; `padanan engines drop {name}` removes what was fetched") from error
        done = keep(made, Installed(name, engine, offered.origin, offered.revision, offered.licence, alike))
    shutil.rmtree(files, ignore_errors=True)
    return done


def _files(offered: Offer, folder: Path, progress: Progress | None) -> Path:
    """The folder with every file of the offer. Files of another revision are not gone on with."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / ".revision"
        if not mark.exists() or mark.read_text(encoding="utf-8") != offered.revision:
            shutil.rmtree(folder)
            folder.mkdir()
            mark.write_text(offered.revision, encoding="utf-8")
        missing = sum(file.size for file in offered.files if not (folder / file.name).exists())
        missing -= sum(part.stat().st_size for part in folder.glob(f"*{PART}"))
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise unwritable(folder, error, offered.size) from error
    if free < missing * MARGIN:
        raise unwritable(folder, OSError(28, f"{free / 1e6:,.0f} MB are free"), int(missing * MARGIN))
    done = 0
    for file in offered.files:
        fetch(file, folder, _shifted(progress, done, offered.size))
        done += file.size
    return folder


def _shifted(progress: Progress | None, before: int, size: int) -> Callable[[int], None]:
    return lambda now: progress(before + now, size) if progress else None


def _made(offered: Offer, files: Path, made: Path) -> float | None:
    """Writes the engine's folder; how alike it and the checkpoint are, where there is one to compare."""
    if offered.kind == "checkpoint":
        return convert(str(files), made)
    try:
        if offered.kind == "firefox":
            unpack(files, made, dict(offered.unpacked))
        else:
            made.mkdir()
            for file in offered.files:
                shutil.copy(files / file.name, made / file.name)
    except OSError as error:
        raise unwritable(made, error, offered.size) from error
    return None


def _proved(engine: str, name: str) -> None:
    """Raises EngineError where the engine does not load, or gives nothing but what a guard would flag."""
    said = load_engine(engine, beam=4).translate([Request(probe) for probe in PROBES])
    if all(flags(probe, answer.text, answer.score) for probe, answer in zip(PROBES, said, strict=True)):
        raise EngineError(f"{name}: loads, but what it says is no English; it is not kept")
