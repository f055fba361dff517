"""Word links against hand-made gold: alignment error rate and speed, with and without the embedded model.

python -m benchmarks.words            figures
python -m benchmarks.words --show     the gold, link by link as words
python -m benchmarks.words --errors   what is missed and what is wrong
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.beads.evaluate import LinkScore, WordLink, score_links
from align.lexical.links import Attender, link_pairs, parse_pharaoh
from align.model import Link, Span
from benchmarks.results import keep

GOLD = Path(__file__).parents[1] / "tests" / "golden" / "words"
PARTS = ("tuning", "heldout")


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of the gold: texts, tokens, and links as (source token, target token); `possible` holds the sure."""

    topic: str
    source: str
    target: str
    left: tuple[Span, ...]
    right: tuple[Span, ...]
    sure: frozenset[WordLink]
    possible: frozenset[WordLink]


def read_gold(path: Path) -> Iterator[Example]:
    """Examples of a gold file, see its README."""
    line = 1
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        topic, source, target, links = block.split("\n")
        sure, possible = parse_pharaoh(links, file=str(path), line=line + 3)
        (text, left), (other, right) = _tokens(source), _tokens(target)
        yield Example(topic[2:], text, other, left, right, frozenset(sure), frozenset(possible))
        line += 5


def _tokens(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Text and token spans of a line in which a space or `|` delimits tokens."""
    text, spans = "", []
    for word in marked.split(" "):
        text += " " * bool(text)
        for token in word.split("|"):
            spans.append(Span(len(text), len(text) + len(token)))
            text += token
    return text, tuple(spans)


def points(example: Example, links: Sequence[Link]) -> set[WordLink]:
    """Links as token numbers of the gold."""
    return {
        (i, j)
        for link in links
        for i, left in enumerate(example.left) if left.overlaps(link.source)
        for j, right in enumerate(example.right) if right.overlaps(link.target)
    }  # fmt: skip


def evaluate(examples: Sequence[Example], found: Sequence[Sequence[Link]]) -> LinkScore:
    """AER, precision, recall of the links found."""
    return score_links(
        (points(example, links), example.sure, example.possible)
        for example, links in zip(examples, found, strict=True)
    )


def _show(example: Example) -> None:
    print(f"\n# {example.topic}\n{example.source}\n{example.target}")
    for i, j in sorted(example.possible):
        sign = "=" if (i, j) in example.sure else "~"
        print(f"    {example.left[i].of(example.source)} {sign} {example.right[j].of(example.target)}")


def _errors(example: Example, links: Sequence[Link]) -> None:
    found = points(example, links)
    wrong, missed = sorted(found - example.possible), sorted(example.sure - found)
    if wrong or missed:
        print(f"\n# {example.topic}\n{example.source}\n{example.target}")
    for name, some in (("wrong", wrong), ("missed", missed)):
        for i, j in some:
            print(f"    {name} {example.left[i].of(example.source)} - {example.right[j].of(example.target)}")


def main() -> None:
    """Print figures, or what the options ask for."""
    from align.engines.embedded import load  # noqa: PLC0415

    parser = argparse.ArgumentParser()
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    gold = {part: list(read_gold(GOLD / f"{part}.txt")) for part in PARTS}
    if options.show:
        for example in (example for examples in gold.values() for example in examples):
            _show(example)
        return
    engines: dict[str, Attender | None] = {
        "lexicon": None,
        "model": load("", beam=1, threads=0, device="cpu"),
    }
    rows, figures = (
        ["| links by | pairs | AER | precision | recall | pairs/s |", "|---|--:|--:|--:|--:|--:|"],
        {},
    )
    for name, engine in engines.items():
        for part, examples in gold.items():
            started = time.perf_counter()
            found = link_pairs([(example.source, example.target) for example in examples], engine=engine)
            rate = len(examples) / (time.perf_counter() - started)
            score = evaluate(examples, found)
            figures[f"{name} {part}"] = {
                "aer": score.aer,
                "precision": score.precision,
                "recall": score.recall,
            }
            rows.append(
                f"| {name}, {part} | {len(examples)} | {score.aer:.3f} | {score.precision:.3f} "
                f"| {score.recall:.3f} | {rate:.0f} |"
            )
            if options.errors and part == "tuning":
                for example, links in zip(examples, found, strict=True):
                    _errors(example, links)
    keep("words", figures, "\n".join(rows))


if __name__ == "__main__":
    main()
