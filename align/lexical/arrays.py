"""Tables that training writes: numpy archives with a version."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from align.errors import InputError


def read_arrays(
    path: str | Path, names: Iterable[str], *, kind: str, version: int
) -> dict[str, npt.NDArray[np.generic]]:
    """The named arrays of a file. Raises InputError where it is no such archive, or its `version` is another.

    `kind` is what the file should be, with its article.
    """
    try:
        with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in (*names, "version")}
    except (OSError, EOFError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"not {kind}; expected the .npz that training writes", file=str(path)) from error
    if arrays["version"].tolist() != [version]:
        raise InputError(f"{kind.partition(' ')[2]} format is not {version}", file=str(path))
    return arrays
