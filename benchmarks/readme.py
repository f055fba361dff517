"""What README.md and examples/ show of the sample article, made by the program itself.

python -m benchmarks.readme            rewrite it
python -m benchmarks.readme --check    fail if it differs from what the program says now

Another processor rounds otherwise, so now and then a sentence comes out in other words: --check allows for a fifth
of the lines, and for nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import align
from align import formats
from align.model import Bitext
from benchmarks.results import between

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "examples" / "dprk-arms-2022-09-23.id.txt"
SHOWN, SAME = 8, 0.8  # rows in README.md; share of lines that must agree


def wanted(bitext: Bitext) -> dict[Path, bytes]:
    """Every generated file and its content."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    readme = between(readme, "sample", _rows(bitext))
    readme = between(readme, "figures", _figures())
    return {
        ROOT / "README.md": readme.encode(),
        ARTICLE.with_name("dprk-arms-2022-09-23.en.md"): formats.render(bitext, "md"),
        ARTICLE.with_name("dprk-arms-2022-09-23.html"): formats.render(bitext, "html"),
    }


def _rows(bitext: Bitext) -> str:
    rows = ["| | Indonesian | English |", "|--:|---|---|"]
    for number, pair in enumerate(list(bitext)[:SHOWN], start=1):
        cells = (" ".join(text.split()).replace("|", "\\|") for text in (pair.source_text, pair.target_text))
        rows.append(f"| {number} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _figures() -> str:
    report = json.loads((ROOT / "align" / "data" / "embedded" / "figures.json").read_text(encoding="utf-8"))
    beam = report["engine"].rpartition("+beam")[2]
    return "\n".join((
        "| embedded model, FLORES-200 dev (997 sentences) | |", "|---|--:|",
        f"| BLEU / chrF2 (sacrebleu) | {report['bleu']} / {report['chrf']} |",
        f"| the same through `padanan translate` | {report['translated_bleu']} / {report['translated_chrf']} |",
        f"| annotated terms that come out exactly | {report['term_success']:.1%} of {report['terms_annotated']} |",
        f"| speed, two cores, beam {beam} | {report['source_words_per_second']:,} source words/s |",
        f"| size | {report['megabytes']} MB |",
    ))  # fmt: skip


def _apart(old: bytes, new: bytes) -> bool:
    before, after = old.decode().splitlines(), new.decode().splitlines()
    same = sum(a == b for a, b in zip(before, after, strict=False))
    return len(before) != len(after) or same < SAME * len(after)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    bitext = align.translate(ARTICLE.read_text(encoding="utf-8"))
    stale = [
        path for path, data in wanted(bitext).items() if not path.exists() or _apart(path.read_bytes(), data)
    ]
    if not check:
        for path, data in wanted(bitext).items():
            path.write_bytes(data)
    elif stale:
        names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
        sys.exit(f"not what the program says now: {names}; run `make readme`")


if __name__ == "__main__":
    main()
