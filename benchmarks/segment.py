"""Speed and F1 of sentence segmentation against pySBD and spaCy's sentencizer, where they are installed.

    python -m benchmarks.segment

F1 counts the borders inside the cases of tests/golden (paragraph ends count for nobody). Speed is the best of
three runs over 1,000,000 characters made of the news paragraphs; pySBD gets 20,000, its time grows with the
square. The second table holds inputs made to be slow, at two sizes: linear time doubles.
"""

from __future__ import annotations

import importlib
import itertools
import time
from collections.abc import Callable
from pathlib import Path

from align.text.clauses import clauses
from align.text.segment import segment
from align.text.tokens import tokenize
from benchmarks.results import keep

GOLDEN = Path(__file__).parents[1] / "tests" / "golden"
SETS = {"golden id": ("id", "id"), "golden en": ("en", "en"), "news id": ("news.id", "id")}
Segmenter = Callable[[str, str], list[str]]
WORST = {
    "stops": ".",
    "stops and spaces": ". ",
    "initials": "A. ",
    "letters and stops": "a.",
    "missing spaces": "aaa.Aaa",
    "open brackets": ". (",
    "quotes": '. "',
    "blank lines": "\n",
    "short lines": "x\n",
    "no stop at all": "kata ",
    "one token": "x",
    "e-mail-like": "a.b@",
    "URL-like": "www.",
}


def peers() -> dict[str, tuple[Segmenter, int]]:
    """Segmenters by name, each with the number of characters its speed is measured on."""
    found: dict[str, tuple[Segmenter, int]] = {
        "padanan": (lambda text, language: segment(text, language).sentences(), 1_000_000)
    }
    try:
        pysbd = importlib.import_module("pysbd")
        # pySBD has no Indonesian: its English rules are the nearest it offers
        english = pysbd.Segmenter(language="en", clean=False)
        found["pySBD (en rules)"] = (lambda text, _: english.segment(text), 20_000)
    except ImportError:
        pass
    try:
        spacy = importlib.import_module("spacy")
        pipes = {language: spacy.blank(language) for language in ("id", "en")}
        for pipe in pipes.values():
            pipe.add_pipe("sentencizer")
            pipe.max_length = 2_000_000
        found["spaCy sentencizer"] = (
            lambda text, language: [sentence.text for sentence in pipes[language](text).sents],
            1_000_000,
        )
    except ImportError:
        pass
    return found


def cases(name: str) -> list[tuple[str, list[str]]]:
    """Texts and expected sentences of a golden file."""
    written = (GOLDEN / f"segment.{name}.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in written if line and not line.startswith("#")]
    plain = [line.replace("\\n", "\n").replace("\\u200b", "\u200b") for line in lines]
    return [(line.replace(" | ", " ").replace("|", ""), line.split("|")) for line in plain]


def borders(sentences: list[str]) -> set[int]:
    """Inner borders, each as the number of visible characters before it."""
    lengths = [len("".join(sentence.split())) for sentence in sentences]
    return set(itertools.accumulate(lengths[:-1]))


def scores(segmenter: Segmenter, name: str) -> dict[str, float]:
    """Precision, recall and F1 over the inner borders of a golden set."""
    file, language = SETS[name]
    right = found = marked = 0
    for text, sentences in cases(file):
        expected, got = borders(sentences), borders(segmenter(text, language))
        right, found, marked = right + len(expected & got), found + len(got), marked + len(expected)
    return {"precision": right / found, "recall": right / marked, "f1": 2 * right / (found + marked)}


def seconds(call: Callable[[], object], runs: int = 3) -> float:
    """Shortest of `runs` runs."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def speed(segmenter: Segmenter, size: int) -> float:
    """Characters a second on news paragraphs, one a line."""
    text = "\n".join(paragraph for paragraph, _ in cases("news.id")) + "\n"
    text = (text * (size // len(text) + 1))[:size]
    return size / seconds(lambda: segmenter(text, "id"))


def worst(size: int = 250_000) -> dict[str, list[float]]:
    """Seconds at `size` and at twice `size` for segment, tokenize and clauses in turn."""
    results: dict[str, list[float]] = {}
    for name, unit in WORST.items():
        calls: list[Callable[[str], object]] = [segment, tokenize, lambda text: clauses(text, 60)]
        texts = [(unit * size)[:length] for length in (size, 2 * size)]
        results[name] = [
            seconds(lambda call=call, text=text: call(text), 1) for call in calls for text in texts
        ]
    return results


def main() -> None:
    figures: dict[str, dict[str, object]] = {"peers": {}, "worst": {}}
    rows = [
        "| segmenter | " + " | ".join(f"F1 {name}" for name in SETS) + " | MB/s |",
        "|---|" + "---:|" * (len(SETS) + 1),
    ]
    for name, (segmenter, size) in peers().items():
        by_set = {each: scores(segmenter, each) for each in SETS}
        rate = speed(segmenter, size) / 1e6
        figures["peers"][name] = {"sets": by_set, "mb_per_second": rate}
        f1s = " | ".join(f"{by_set[each]['f1']:.3f}" for each in SETS)
        rows.append(f"| {name} | {f1s} | {rate:.2f} |")
    rows += ["", "| input | segment 0.25 / 0.5 MB, s | tokenize | clauses |", "|---|---:|---:|---:|"]
    for name, times in worst().items():
        figures["worst"][name] = times
        pairs = [f"{times[place]:.2f} / {times[place + 1]:.2f}" for place in (0, 2, 4)]
        rows.append(f"| {name} | " + " | ".join(pairs) + " |")
    keep("segment", figures, "\n".join(rows))


if __name__ == "__main__":
    main()
