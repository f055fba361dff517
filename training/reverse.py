"""Training arrays with their sides exchanged, for the English-Indonesian model that back-translates.

    python -m training.reverse WORK OUT

OUT gets `pairs.npz`, `links.npz` and `spm.model` for `training.train`.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np

_SIDES = {"src": "tgt", "source": "target"}
_OTHER = _SIDES | {there: here for here, there in _SIDES.items()}


def exchange(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The arrays of `prepare` or `aligner` with source and target exchanged."""
    out = {}
    for name, array in arrays.items():
        side, _, rest = name.partition("_")
        own = "_".join(filter(None, (_OTHER.get(side, side), rest))) if name != "source_of" else name
        out[own] = array[:, ::-1] if name == "links" else array
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for file in ("pairs.npz", "links.npz"):
        with np.load(options.work / file) as arrays:
            np.savez(options.out / file, **exchange(dict(arrays)))
    shutil.copy(options.work / "spm.model", options.out)


if __name__ == "__main__":
    main()
