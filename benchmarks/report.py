"""docs/speed.md with its pictures, and the cost in docs/corpus.md, from the figures in `benchmarks/results`.

    python -m benchmarks.report

Each section of the page that is marked with a benchmark's name gets that benchmark's table. Pictures need matplotlib.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.results import FOLDER, between

DOCS = Path(__file__).parents[1] / "docs"
PAGE, CORPUS = DOCS / "speed.md", DOCS / "corpus.md"
PRICES = (0.01, 0.02, 0.05)  # of an hour of a core, in any currency
OURS, OTHERS = "#b4451f", "#8a8f98"


def figures(name: str) -> Any:
    """What a benchmark kept."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["figures"]


def _bars(axes: Any, values: dict[str, float], unit: str) -> None:
    names = list(reversed(values))
    colours = [OURS if name.startswith("padanan") else OTHERS for name in names]
    bars = axes.barh(names, [values[name] for name in names], color=colours)
    axes.bar_label(bars, fmt="{:,.4g}", padding=3)
    axes.set_xlabel(unit)
    axes.margins(x=0.15)


def throughput(axes: Any) -> None:
    """Words a second of the peers on the same weights."""
    _bars(axes[0], figures("throughput")["words_per_second"], "source words a second, same weights and beam")


def scaling(axes: Any) -> None:
    """Peak memory and rate as a text grows."""
    runs = [run for run in figures("scaling-echo") if run["workers"] == 1]
    lines = [run["lines"] for run in runs]
    for each, key, label in zip(
        axes, ("peak_mb", "lines_per_second"), ("peak memory, MB", "lines a second"), strict=True
    ):
        each.plot(lines, [run[key] for run in runs], "o-", color=OURS)
        each.set(xscale="log", xlabel="lines of the text", ylabel=label)
        each.set_ylim(0, 1.1 * max(run[key] for run in runs))


def sentences(axes: Any) -> None:
    """Time of sentence alignment as texts grow."""
    rows = figures("sentences")
    for name in dict.fromkeys(row["name"] for row in rows):
        own = [row for row in rows if row["name"] == name]
        colour = OURS if name == "padanan" else OTHERS
        axes[0].plot([r["lines"] for r in own], [r["seconds"] for r in own], "o-", color=colour, label=name)
    axes[0].set(xscale="log", yscale="log", xlabel="lines a side", ylabel="seconds")
    axes[0].legend(frameon=False)


def segment(axes: Any) -> None:
    """Speed of segmentation."""
    peers = figures("segment")["peers"]
    _bars(axes[0], {name: peer["mb_per_second"] for name, peer in peers.items()}, "MB a second")
    axes[0].set_xscale("log")
    axes[0].margins(x=0.3)


def cost() -> str:
    """What a million lines come to, by the rate that `benchmarks.scaling --engine embedded` measured last."""
    report = json.loads((FOLDER / "scaling-embedded.json").read_text(encoding="utf-8"))
    run = max(report["figures"], key=lambda run: int(run["lines"]))
    cores = int(re.findall(r"(\d+) cores", report["machine"])[0])
    hours = 1e6 / run["lines_per_second"] / 3600 * cores
    head = [f"| {run['lines_per_second']:,.0f} lines/s on {cores} cores | a million lines |", "|---|--:|"]
    rows = [f"| core-hours | {hours:.1f} |"]
    rows += [f"| at {price:.2f} a core-hour | {price * hours:.2f} |" for price in PRICES]
    return "\n".join([*head, *rows, "", f"Measured on {report['machine']}."])


PICTURES: dict[str, tuple[Callable[[Any], None], int]] = {
    "throughput": (throughput, 1),
    "scaling": (scaling, 2),
    "sentences": (sentences, 1),
    "segment": (segment, 1),
}


def draw(name: str) -> None:
    """docs/speed-NAME.png."""
    import matplotlib  # noqa: PLC0415

    matplotlib.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    work, count = PICTURES[name]
    with pyplot.rc_context({"font.size": 10, "axes.spines.top": False, "axes.spines.right": False}):
        figure, axes = pyplot.subplots(1, count, figsize=(8, 2.8), squeeze=False, layout="constrained")
        work(axes[0])
        figure.savefig(DOCS / f"speed-{name}.png", dpi=120)
        pyplot.close(figure)


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in re.findall(r"<!-- begin: (\S+) -->", page):
        page = between(page, name, (FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    for name in PICTURES:
        draw(name)
    PAGE.write_text(page, encoding="utf-8")
    CORPUS.write_text(between(CORPUS.read_text(encoding="utf-8"), "cost", cost()), encoding="utf-8")


if __name__ == "__main__":
    main()
