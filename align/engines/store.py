"""Models that were fetched: where they lie, what is known of each, and which engine is the default.

A model is a folder of the user's data (platformdirs), written whole or not at all, with `engine.json` beside its files. The
default is a line in the user's configuration; PADANAN_ENGINE wins over it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from align.errors import EngineError, InputError, OutputError
from align.text.files import read_text, write_atomic

ABOUT, EMBEDDED, DEFAULT = "engine.json", "embedded", "default"
_PLAIN = re.compile(r"[a-z0-9][\w.-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that is here. `kind` is the engine that reads it, `alike` how alike it and its checkpoint answer (0..1)."""

    name: str
    kind: str
    origin: str
    revision: str
    licence: str
    alike: float | None = None

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return home() / self.name

    @property
    def engine(self) -> str:
        """What `align.load_engine` calls it, wherever it lies."""
        return f"{self.kind}:{self.folder}"

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())


def home() -> Path:
    """The folder of models."""
    from platformdirs import user_data_path  # noqa: PLC0415

    return user_data_path("padanan", appauthor=False) / "engines"


def short(name: str) -> str:
    """What a model of the hub is called here: the last part of its name, in small letters."""
    own = re.sub(r"[^\w.-]", "-", name.rpartition("/")[2].lower()).strip(".-_") or "model"
    return f"{own}-model" if own in (EMBEDDED, DEFAULT) else own


def installed() -> list[Installed]:
    """Every model that is here, by name."""
    return [found for path in sorted(home().glob(f"*/{ABOUT}")) if (found := _read(path.parent.name))]


def find(name: str) -> Installed | None:
    """The model of that name, by its own or the hub's; None if it is not here."""
    own = name if _PLAIN.fullmatch(name) else short(name) if name.count("/") == 1 else ""
    return _read(own) if own and (home() / own / ABOUT).is_file() else None


def _read(name: str) -> Installed | None:
    path = home() / name / ABOUT
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Installed(**(found | {"name": name}))
    except (OSError, ValueError, TypeError) as error:
        raise EngineError(
            f"{path}: not readable ({error}); `padanan engines drop {name}` removes the model"
        ) from error


def keep(scratch: Path, about: Installed) -> Installed:
    """Moves a finished folder to its place, whole. Raises OutputError."""
    try:
        text = json.dumps(asdict(about), indent=1) + "\n"
        (scratch / ABOUT).write_text(text, encoding="utf-8")
        about.folder.parent.mkdir(parents=True, exist_ok=True)
        scratch.replace(about.folder)
    except OSError as error:
        raise OutputError(f"{about.folder}: cannot be written ({error.strerror})") from error
    return about


def drop(name: str) -> Path:
    """Removes a model, or what a fetch that was stopped has left; the folder it was. The default goes with it.

    Raises EngineError if there is none of the name, OutputError where it cannot be removed.
    """
    own = name if _PLAIN.fullmatch(name) else short(name)
    left = [path for path in (home() / own, *home().glob(f".{own}.*")) if path.is_dir()]
    if not left:
        raise EngineError(f"{name}: no such model here; there {_are(names())}")
    if chosen() == own:
        use(EMBEDDED)
    try:
        for path in left:
            if path.name == own:  # at once, then piece by piece: half a model must not be found
                path = path.replace(path.with_name(f".{own}.gone"))  # noqa: PLW2901
            shutil.rmtree(path)
    except OSError as error:
        raise OutputError(f"{left[0]}: cannot be removed ({error.strerror})") from error
    return left[0]


def fetched(name: str) -> Path:
    """Where the files of a model lie until it is whole."""
    return home() / f".{name}.fetched"


def names() -> Iterator[str]:
    """Names of the models that are here."""
    return (one.name for one in installed())


def _are(found: Iterator[str]) -> str:
    own = list(found)
    return f"are {', '.join(own)}" if own else "is none"


def _choice() -> Path:
    from platformdirs import user_config_path  # noqa: PLC0415

    return user_config_path("padanan", appauthor=False) / "engine"


def use(name: str) -> None:
    """Makes an engine the default. Raises OutputError; whether it can be loaded is the caller's to look at."""
    path = _choice()
    try:
        if name == EMBEDDED:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
    write_atomic(path, f"{name}\n".encode())


def chosen() -> str:
    """The name of the default engine: PADANAN_ENGINE, else what was last made the default, else `embedded`."""
    own = os.environ.get("PADANAN_ENGINE", "").strip()
    if own:
        return own
    path = _choice()
    if not path.is_file():
        return EMBEDDED
    try:
        return read_text(path).strip() or EMBEDDED
    except InputError as error:
        raise EngineError(f"{error}; `padanan engines use NAME` writes it anew") from error


def resolved(name: str) -> str:
    """The whole name of an engine, for one of a model that is here or for `default`; any other as it is.

    Raises EngineError where the default is a model that is no longer here.
    """
    own = chosen() if name == DEFAULT else name
    if own == EMBEDDED or ":" in own:
        return own
    found = find(own)
    if found:
        return found.engine
    if name == DEFAULT:
        raise EngineError(
            f"the default engine {own!r} is not here; `padanan engines get {own}` fetches it, "
            "`padanan engines use embedded` does without"
        )
    return own
