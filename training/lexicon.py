"""The lexical table that ships with the package, from the aligner's counts.

    python -m training.lexicon WORK OUT.npz

P(English | Indonesian) of lower-cased words: the best few renderings of each word seen often enough to trust.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from align.lexical.lexicon import save

SEEN, KEPT, LEAST = 2.0, 6, 0.03  # expected counts of a word; renderings a word; smallest probability


def build(table: dict[str, np.ndarray]) -> dict[str, list[tuple[str, float]]]:
    """Renderings of each source word, most probable first."""
    source, target = table["source_forms"].tolist(), table["target_forms"].tolist()
    sums = np.bincount(table["given"], weights=table["counts"], minlength=len(source))
    share = table["counts"] / sums[table["given"]]
    keep = (sums[table["given"]] >= SEEN) & (share >= LEAST)
    out: dict[str, list[tuple[str, float]]] = {}
    for given, told, p in sorted(
        zip(table["given"][keep].tolist(), table["told"][keep].tolist(), share[keep].tolist(), strict=True),
        key=lambda e: -e[2],
    ):
        word, rendering = source[given], target[told]
        row = out.setdefault(word, []) if word else []
        if rendering and len(row) < KEPT and "\n" not in word + rendering:
            row.append((rendering, float(p)))
    return {word: row for word, row in out.items() if row}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    with np.load(options.work / "table.npz") as archive:
        table = build(dict(archive))
    save(options.out, table)
    print(
        f"{len(table):,} words, {sum(map(len, table.values())):,} entries, {options.out.stat().st_size / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
