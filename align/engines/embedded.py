"""The model that ships with the package."""

from __future__ import annotations

from pathlib import Path

from align.engines.ct2 import Ct2Engine, read_folder
from align.errors import EngineError

FOLDER = Path(__file__).parents[1] / "data" / "embedded"


def load(argument: str, *, beam: int, threads: int, device: str) -> Ct2Engine:  # noqa: ARG001
    """The embedded model. Raises EngineError where the package was built without it."""
    if not FOLDER.is_dir():
        raise EngineError(
            f"{FOLDER}: this build has no embedded model; reinstall padanan, or use --engine ct2:DIR"
        )
    return Ct2Engine(read_folder(FOLDER), beam=beam, threads=threads, device=device)
