"""Quality and speed of a model folder on a development set.

    python -m training.evaluate MODEL SOURCE REFERENCE [--beam 6] [--calibrate] [--json OUT]

Real beam decoding through the engine that users run. With --calibrate the logistic curve from the engine's score to
sentence chrF is fitted on the set and written into the model's padanan.json.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np
from sacrebleu import BLEU, CHRF

from align.engines.base import BEAM, Annotation, Request, Translation
from align.engines.confidence import features
from align.engines.ct2 import Ct2Engine, read_folder
from align.model import Span
from align.pipeline.translating import translate
from glossary import default


def fit_logistic(x: np.ndarray, y: np.ndarray, steps: int = 60) -> np.ndarray:
    """Weights (intercept first) of a logistic curve to targets in 0..1, by Newton's method with a small ridge."""
    design = np.column_stack([np.ones(len(x)), x])
    weights = np.zeros(design.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (p - y) + 1e-3 * weights
        curvature = (design * (p * (1 - p))[:, None]).T @ design + 1e-3 * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def calibrate(
    sources: list[str], answers: list[Translation], references: list[str]
) -> tuple[list[float], list[dict[str, float]]]:
    """Weights for `align.engines.confidence`, and the curve: mean confidence and mean chrF in ten equal groups."""
    metric = CHRF()
    chrf = np.array(
        [metric.sentence_score(a.text, [r]).score / 100 for a, r in zip(answers, references, strict=True)]
    )
    x = np.array([features(s, a) for s, a in zip(sources, answers, strict=True)])
    weights = fit_logistic(x, chrf)
    confidence = 1 / (1 + np.exp(-np.column_stack([np.ones(len(x)), x]) @ weights))
    groups = np.array_split(np.argsort(confidence), 10)
    curve = [
        {"confidence": round(float(confidence[g].mean()), 3), "chrf": round(float(chrf[g].mean()), 3)}
        for g in groups
    ]
    return [round(float(w), 4) for w in weights], curve


def term_success(engine: Ct2Engine, sources: list[str]) -> tuple[int, int]:
    """Default-glossary terms annotated with their last rendering: how many come out exactly, of how many."""
    glossary = default()
    requests, wanted = [], []
    for source in sources:
        matches = glossary.match(source)
        if matches:
            notes = tuple(Annotation(Span(m.start, m.end), m.term.targets[-1]) for m in matches)
            requests.append(Request(source, notes))
            wanted.append(notes)
    answers = engine.translate(requests)
    hits = sum(
        note.target in answer.text for answer, notes in zip(answers, wanted, strict=True) for note in notes
    )
    return hits, sum(map(len, wanted))


def translated(engine: Ct2Engine, sources: list[str], references: list[str]) -> dict[str, float]:
    """BLEU and chrF2 of what users get: the default glossary held to, numbers told, slips mended."""
    lines = translate("\n".join(sources), engine=engine).target.text.split("\n")
    scores = {"bleu": BLEU(), "chrf": CHRF()}
    return {
        f"translated_{name}": round(m.corpus_score(lines, [references]).score, 2)
        for name, m in scores.items()
    }


def evaluate(
    folder: Path, sources: list[str], references: list[str], beam: int
) -> tuple[dict[str, object], list[Translation]]:
    """Figures of one model folder, and its answers."""
    engine = Ct2Engine(read_folder(folder), beam=beam, threads=os.cpu_count() or 1, device="cpu")
    engine.translate([Request(sources[0])])
    begun = time.perf_counter()
    answers = engine.translate([Request(source) for source in sources])
    seconds = time.perf_counter() - begun
    texts, metrics = [answer.text for answer in answers], (BLEU(), CHRF())
    hits, terms = term_success(engine, sources)
    report: dict[str, object] = {"engine": engine.signature, "sentences": len(sources)}
    for name, metric in zip(("bleu", "chrf"), metrics, strict=True):
        report[name] = round(metric.corpus_score(texts, [references]).score, 2)
        report[f"{name}_signature"] = str(metric.get_signature())
    report |= translated(engine, sources, references)
    report |= {
        "source_words_per_second": round(sum(len(s.split()) for s in sources) / seconds),
        "flagged": sum(bool(answer.flags) for answer in answers), "terms_annotated": terms,
        "terms_exact": hits, "term_success": round(hits / max(terms, 1), 4),
        "megabytes": round(sum(f.stat().st_size for f in folder.iterdir()) / 1e6, 2),
    }  # fmt: skip
    return report, answers


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--beam", type=int, default=BEAM)
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    sources = options.source.read_text(encoding="utf-8").splitlines()
    references = options.reference.read_text(encoding="utf-8").splitlines()
    report, answers = evaluate(options.model, sources, references, options.beam)
    if options.calibrate:
        weights, report["calibration_curve"] = calibrate(sources, answers, references)
        described = options.model / "padanan.json"
        described.write_text(
            json.dumps(json.loads(described.read_text()) | {"calibration": weights}, indent=1) + "\n"
        )
    text = json.dumps(report, indent=1)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
