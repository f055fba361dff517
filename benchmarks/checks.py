"""What the checks find: errors seeded into clean pairs, and false findings on the clean ones.

    python -m benchmarks.checks [SOURCE TARGET | PAIRS.tsv …] [--each 20]

Without files the project's own pairs are taken, all sets of tests/golden/checks but the sealed ones. An error counts
as found when the pair has a finding of an expected kind that it did not have while it was clean. Findings above info
on clean pairs are false, by the pair. `--show` prints them, and the errors that were missed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

import glossary
from align.checks import CHECKS, check
from align.model import Bead, Bitext, Document, Finding, Segment, Span
from benchmarks.results import keep
from benchmarks.seeds import BESIDE, KINDS, WITH_TERMS

GOLDEN = Path(__file__).parents[1] / "tests" / "golden" / "checks"
SEALED = "sealed.tsv"  # how names of sets end that are measured once
Pair = tuple[str, str]


def bitext(pairs: list[Pair]) -> Bitext:
    """One bead a pair, one paragraph each."""
    documents = []
    for side, language in ((0, "id"), (1, "en")):
        at, segments = 0, []
        for number, pair in enumerate(pairs):
            segments.append(Segment(Span(at, at + len(pair[side])), number))
            at += len(pair[side]) + 1
        documents.append(Document("\n".join(pair[side] for pair in pairs), language, tuple(segments)))
    beads = tuple(Bead(Span(n, n + 1), Span(n, n + 1), 0.9) for n in range(len(pairs)))
    return Bitext(documents[0], documents[1], beads)


def found(pairs: list[Pair], terms: glossary.Glossary | None = None) -> list[set[tuple[str, str]]]:
    """Kind and message of the findings of each pair; what a check of errors tells as information does not count."""
    out: list[set[tuple[str, str]]] = [set() for _ in pairs]
    for finding in check(bitext(pairs), glossary=terms):
        if finding.severity != "info" or (
            finding.check in CHECKS and CHECKS[finding.check].severity == "info"
        ):
            out[finding.bead].add((finding.check, finding.message))
    return out


def seeded(kind: str, pairs: list[Pair], each: int, rng: random.Random) -> list[tuple[int, str]]:
    """Up to `each` pairs' numbers with their erroneous translations."""
    seed, _ = KINDS[kind]
    order = rng.sample(range(len(pairs)), len(pairs))
    made = ((n, seed(*pairs[n], rng)) for n in order)
    return [(n, new) for n, new in made if new is not None and new != pairs[n][1]][:each]


def measure(pairs: list[Pair], each: int, missed: list[str] | None = None) -> dict[str, dict[str, int]]:
    """For each kind the errors seeded and found; what was not found is added to `missed`."""
    rng = random.Random(7)
    report = {}
    before = {terms: found(pairs, terms) for terms in (glossary.default(), None)}
    for kind, (_, expected) in KINDS.items():
        terms = glossary.default() if kind in WITH_TERMS else None
        clean = before[terms]
        errors = seeded(kind, pairs, each, rng)
        if kind in BESIDE:
            after = [found([pairs[n], (pairs[n][0], new)])[1] for n, new in errors]
        else:
            after = found([(pairs[n][0], new) for n, new in errors], terms)
        caught = [
            any(check_id in expected for check_id, _ in now - clean[n])
            for (n, _), now in zip(errors, after, strict=True)
        ]
        if missed is not None:
            missed += [
                f"{kind}\n   {pairs[n][0]}\n   {new}"
                for (n, new), one in zip(errors, caught, strict=True)
                if not one
            ]
        report[kind] = {"seeded": len(errors), "found": sum(caught)}
    return report


def false_findings(pairs: list[Pair]) -> list[Finding]:
    """Findings above info on clean pairs."""
    return [finding for finding in check(bitext(pairs)) if finding.severity != "info"]


def read(files: list[Path]) -> list[Pair]:
    """Pairs of tab-separated files, of two line-parallel ones, or the project's own."""
    if not files:
        files = sorted(file for file in GOLDEN.glob("*.tsv") if not file.name.endswith(SEALED))
    if any(file.suffix == ".tsv" for file in files):
        lines = [line for file in files for line in file.read_text(encoding="utf-8").split("\n") if line]
        return [(line.split("\t")[0], line.split("\t")[1]) for line in lines]
    sides = [file.read_text(encoding="utf-8").split("\n") for file in files]
    return [(left, right) for left, right in zip(*sides, strict=True) if left and right]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--show", action="store_true", help="print what is false and what is missed")
    options = parser.parse_args()
    pairs = read(options.files)
    missed: list[str] = []
    report = measure(pairs, options.each, missed)
    start = time.process_time()
    wrong = false_findings(pairs)
    cost = (time.process_time() - start) / len(pairs) * 1e3
    total, caught = (sum(row[key] for row in report.values()) for key in ("seeded", "found"))
    rows = [f"| {kind} | {row['seeded']} | {row['found']} |" for kind, row in report.items()]
    by_check = Counter(finding.check for finding in wrong)
    table = "\n".join(
        [
            "| seeded error | seeded | found |", "|---|--:|--:|", *rows,
            f"| all | {total} | {caught} ({caught / total:.3f}) |", "",
            f"False findings above info for twenty clean pairs: {len(wrong) / len(pairs) * 20:.2f} "
            f"({len(pairs)} pairs; {', '.join(f'{check} {n}' for check, n in by_check.items()) or 'none'})",
        ]
    )  # fmt: skip
    if options.files:
        print(table)
    else:
        keep(
            "checks",
            {"kinds": report, "recall": caught / total, "false_per_20": len(wrong) / len(pairs) * 20},
            table,
        )
    print(f"{cost:.2f} ms of CPU a pair")
    if options.show:
        print("\nMissed\n" + "\n".join(missed) + "\n\nFalse")
        for finding in wrong:
            source, target = pairs[finding.bead]
            print(f"{finding.check}: {finding.message}\n   {source}\n   {target}")


if __name__ == "__main__":
    main()
