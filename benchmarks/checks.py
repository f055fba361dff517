"""What the checks find: errors of fifteen kinds seeded into clean pairs, and false findings on the clean ones.

    python -m benchmarks.checks [SOURCE TARGET] [--each 20] [--json FILE]

Without files the project's own clean pairs are taken. An error counts as found when the pair has a finding of the
expected kind that it did not have while it was clean.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

from align.checks import check
from align.model import Bead, Bitext, Document, Segment, Span

OWN = Path(__file__).parents[1] / "tests" / "golden" / "checks" / "clean.tsv"
Pair = tuple[str, str]
Seed = Callable[[str, str, random.Random], str | None]

_FIGURE = re.compile(r"\d+")
_SPELT = "two three four five six seven eight nine ten".split()
_MONTHS = "January February April June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday".split()


def _digit(_source: str, target: str, rng: random.Random) -> str | None:
    figures = [match for match in _FIGURE.finditer(target) if match[0] in _source and len(match[0]) > 1]
    if not figures:
        return None
    match = rng.choice(figures)
    last = str((int(match[0][-1]) + rng.randint(1, 8)) % 10)
    return target[: match.end() - 1] + last + target[match.end() :]


def _scale(_source: str, target: str, _rng: random.Random) -> str | None:
    for old, new in (("million", "billion"), ("billion", "million"), ("thousand", "million")):
        if re.search(rf"\d {old}\b", target):
            return re.sub(rf"(\d) {old}\b", rf"\1 {new}", target, count=1)
    return None


def _swap(words: list[str]) -> Seed:
    def seed(_source: str, target: str, rng: random.Random) -> str | None:
        found = list(re.finditer(rf"\b(?:{'|'.join(words)})\b", target))
        if not found:
            return None
        match = rng.choice(found)
        return (
            target[: match.start()]
            + rng.choice([word for word in words if word != match[0]])
            + target[match.end() :]
        )

    return seed


def _name(source: str, target: str, rng: random.Random) -> str | None:
    """A name that both sides hold is misspelt."""
    names = [m for m in re.finditer(r"(?<!^)\b[A-Z][a-z]{3,}\b", target) if re.search(rf"\b{m[0]}\b", source)]
    if not names:
        return None
    match = rng.choice(names)
    middle = len(match[0]) // 2
    return target[: match.start() + middle] + target[match.start() + middle + 1 :]


def _acronym(source: str, target: str, rng: random.Random) -> str | None:
    found = [m for m in re.finditer(r"\b[A-Z]{3,}\b", target) if re.search(rf"\b{m[0]}\b", source)]
    if not found:
        return None
    match = rng.choice(found)
    return (
        target[: match.start()]
        + match[0][:-1]
        + ("X" if match[0][-1] != "X" else "Y")
        + target[match.end() :]
    )


def _quote(source: str, target: str, _rng: random.Random) -> str | None:
    marks = [m.start() for m in re.finditer('["“”]', target)]
    if not marks or len(marks) != len(re.findall('["“”]', source)):
        return None
    return target[: marks[-1]] + target[marks[-1] + 1 :]


def _bracket(source: str, target: str, _rng: random.Random) -> str | None:
    place = target.rfind(")")
    same = source.count("(") == target.count("(")
    return target[:place] + target[place + 1 :] if place >= 0 and same else None


def _cut(_source: str, target: str, _rng: random.Random) -> str | None:
    words = target.split()
    return " ".join(words[: len(words) // 4]) + "." if len(words) > 16 else None


def _loop(_source: str, target: str, rng: random.Random) -> str | None:
    words = target.split()
    if len(words) < 8:
        return None
    at = rng.randrange(2, len(words) - 4)
    return " ".join(words[:at] + words[at : at + 3] * 4 + words[at + 3 :])


def _doubled(_source: str, target: str, _rng: random.Random) -> str | None:
    return re.sub(r"\bthe\b", "the the", target, count=1) if " the " in target else None


def _residue(source: str, target: str, rng: random.Random) -> str | None:
    """An ordinary word of the source stands in the translation."""
    words = [w for w in re.findall(r"\b[a-z]{4,}\b", source) if w not in target]
    places = [m.start() for m in re.finditer(" ", target)]
    if not words or not places:
        return None
    at = rng.choice(places)
    return f"{target[:at]} {rng.choice(words)}{target[at:]}"


def _negation(source: str, target: str, _rng: random.Random) -> str | None:
    if not re.search(r"\b(?:tidak|bukan|belum)\b", source):
        return None
    new = re.sub(r" (?:do not|does not|did not|not|never|no)\b|n't\b", "", target)
    return new if new != target else None


KINDS: dict[str, tuple[Seed, frozenset[str]]] = {
    "digit changed": (_digit, frozenset({"numbers"})),
    "scale changed": (_scale, frozenset({"numbers"})),
    "number word changed": (_swap(_SPELT), frozenset({"numbers"})),
    "month changed": (_swap(_MONTHS), frozenset({"calendar"})),
    "day changed": (_swap(_DAYS), frozenset({"calendar"})),
    "name misspelt": (_name, frozenset({"misspelt", "names", "terms"})),
    "acronym changed": (_acronym, frozenset({"names", "terms"})),
    "quotation mark lost": (_quote, frozenset({"quotes"})),
    "bracket lost": (_bracket, frozenset({"brackets"})),
    "most of it missing": (_cut, frozenset({"length"})),
    "loop": (_loop, frozenset({"repetition"})),
    "word doubled": (_doubled, frozenset({"doubled"})),
    "Indonesian word left": (_residue, frozenset({"residue"})),
    "negation lost": (_negation, frozenset({"negation"})),
    "untranslated": (lambda source, _target, _rng: source, frozenset({"untranslated"})),
    "empty": (lambda _source, _target, _rng: "", frozenset({"empty"})),
    "end mark changed": (
        lambda _s, t, _r: t[:-1] + "?" if t.endswith(".") else None,
        frozenset({"end-punctuation"}),
    ),
    "entity": (lambda _s, t, _r: t.replace("'", "&#39;", 1) if "'" in t else None, frozenset({"corrupted"})),
}


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


def found(pairs: list[Pair]) -> list[set[tuple[str, str]]]:
    """Kind and message of the findings of each pair."""
    out: list[set[tuple[str, str]]] = [set() for _ in pairs]
    for finding in check(bitext(pairs)):
        out[finding.bead].add((finding.check, finding.message))
    return out


def measure(pairs: list[Pair], each: int) -> dict[str, dict[str, int]]:
    """For each kind the errors seeded and found."""
    rng = random.Random(7)
    clean = found(pairs)
    report = {}
    for kind, (seed, expected) in KINDS.items():
        order = rng.sample(range(len(pairs)), len(pairs))
        seeded = [
            (n, new) for n in order if (new := seed(*pairs[n], rng)) is not None and new != pairs[n][1]
        ][:each]
        after = found([(pairs[n][0], new) for n, new in seeded])
        caught = sum(
            any(check_id in expected for check_id, _ in now - clean[n])
            for (n, _), now in zip(seeded, after, strict=True)
        )
        report[kind] = {"seeded": len(seeded), "found": caught}
    return report


def false_findings(pairs: list[Pair]) -> float:
    """Findings above info for twenty clean pairs."""
    findings = [finding for finding in check(bitext(pairs)) if finding.severity != "info"]
    return len(findings) / len(pairs) * 20


def read(files: list[Path]) -> list[Pair]:
    """Line-parallel files, or the project's own pairs."""
    if not files:
        return [
            (line.split("\t")[0], line.split("\t")[1])
            for line in OWN.read_text(encoding="utf-8").splitlines()
        ]
    sides = [file.read_text(encoding="utf-8").split("\n") for file in files]
    return [(left, right) for left, right in zip(*sides, strict=True) if left and right]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    pairs = read(options.files)
    report = measure(pairs, options.each)
    seeded, caught = (sum(row[key] for row in report.values()) for key in ("seeded", "found"))
    print("| seeded error | seeded | found |\n|---|--:|--:|")
    for kind, row in report.items():
        print(f"| {kind} | {row['seeded']} | {row['found']} |")
    print(f"| all | {seeded} | {caught} ({caught / seeded:.3f}) |")
    wrong = false_findings(pairs)
    print(f"\nFalse findings above info for twenty clean pairs: {wrong:.2f}")
    if options.json:
        options.json.write_text(
            json.dumps({"kinds": report, "recall": caught / seeded, "false_per_20": wrong}, indent=1)
        )


if __name__ == "__main__":
    main()
