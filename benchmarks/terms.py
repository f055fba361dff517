"""How often a glossary's renderings really stand in the translation, counted in the text.

python -m benchmarks.terms              the golden set, with the embedded engine and with engines that mangle
python -m benchmarks.terms --misses     the same, and what is missing
python -m benchmarks.terms --show keep  outputs of one part of the set, to be read

An occurrence of a term in the source succeeds where one of the term's accepted renderings stands in the translation for it,
inflected by nothing but a plural or a possessive. How often a term stands in a source is written in the set, not
found by the matcher; renderings are counted by this file's own rule, not by what the report claims. `flagged` is
the share of failures that the report calls missed; `false` counts uses that the report calls honoured and the text
does not bear out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import glossary
from align.engines import load_engine
from align.engines.base import Engine, Request, Translation
from align.engines.embedded import FOLDER
from align.engines.firefox import FirefoxEngine
from align.engines.pieces import Pieces
from align.terms.accounts import Rendered
from align.terms.render import render_terms
from align.text.normalise import moses
from benchmarks.results import keep
from glossary import Glossary, Term

SET = Path(__file__).parents[1] / "tests" / "golden" / "terms"
BAR, MANGLED_BAR = 0.99, 0.97
_MARK = re.compile(r"\bXQ[A-Z]\d*\b")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and how often each term, by its source spelling, stands in it."""

    part: str
    sentence: str
    terms: dict[str, int]


@dataclass(frozen=True, slots=True)
class Miss:
    """An occurrence that lacks its rendering."""

    sentence: str
    translation: str
    term: str
    flagged: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run over the set."""

    engine: str
    occurrences: int
    misses: tuple[Miss, ...]
    false: int
    ways: dict[str, int]

    @property
    def success(self) -> float:
        """Share of occurrences with a rendering."""
        return 1 - len(self.misses) / self.occurrences

    @property
    def flagged(self) -> float:
        """Share of misses that the report names."""
        return sum(miss.flagged for miss in self.misses) / len(self.misses) if self.misses else 1.0


def load_set() -> dict[str, tuple[Glossary, list[Example]]]:
    """Glossary and examples of each part of the golden set."""
    out = {}
    for path in sorted(SET.glob("*.sentences.tsv")):
        part = path.name.partition(".")[0]
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        examples = [Example(part, sentence, _counts(terms)) for terms, sentence in rows]
        out[part] = (glossary.load(SET / f"{part}.glossary.tsv"), examples)
    return out


def _counts(cell: str) -> dict[str, int]:
    parts = (re.fullmatch(r"(.+?)(?: x(\d+))?", item) for item in cell.split("|"))
    return {part[1]: int(part[2] or 1) for part in parts if part}


class Mangling:
    """An engine that takes no annotations and spoils the placeholders in every answer it gives."""

    annotates = False

    def __init__(self, engine: Engine, name: str, spoil: Callable[[str], str]) -> None:
        self._engine, self._spoil, self._blind = engine, spoil, name == "blind"
        self.signature = f"{name}({engine.signature})"

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        """Answers of the engine; those with a placeholder are spoilt, and lose their attention by it."""
        answers = self._engine.translate([Request(request.text) for request in batch], attention=attention)
        return [
            replace(answer, text=self._spoil(answer.text), attention=None)
            if self._blind or _MARK.search(answer.text)
            else answer
            for answer in answers
        ]


def _moved(text: str) -> str:
    marks = _MARK.findall(text)
    return " ".join((*marks, " ".join(_MARK.sub("", text).split())))


SPOILT: dict[str, Callable[[str], str]] = {
    "drop": lambda text: _MARK.sub("", text),
    "blind": lambda text: _MARK.sub("", text),  # and no attention at all
    "double": lambda text: _MARK.sub(lambda m: f"{m[0]} {m[0]}", text),
    "move": _moved,
    "lower": lambda text: _MARK.sub(lambda m: m[0].lower(), text),
    "mangle": lambda text: _MARK.sub(lambda m: f"{m[0][0]} {m[0][1:]}", text),
    "swap": lambda text: _MARK.sub(lambda m: f"XQ{'BA'[m[0] == 'XQB']}", text),
}


class Greedy:
    """What fxtranslate's translator looks like, by the embedded model: a text in, a text out, and nothing else."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def translate(self, text: str) -> str:
        """The answer alone."""
        return self._engine.translate([Request(text)])[0].text


def like_firefox() -> Engine:
    """The engine of Firefox's models, a stand-in for fxtranslate inside: no attention, no scores, no second answers."""
    pieces = Pieces(FOLDER / "spm.model", moses)
    return FirefoxEngine(lambda: Greedy(load_engine("embedded", beam=1)), pieces, pieces, "double")


def count(terms: Sequence[Term], text: str) -> Counter[str]:
    """How often some rendering of each term stands in `text`, by the term's source; longer ones win."""
    left = text.replace("’", "'").replace("‑", "-")
    out: Counter[str] = Counter()
    pairs = [(target.replace("’", "'"), term.source) for term in terms for target in term.targets]
    for target, source in sorted(pairs, key=lambda pair: -len(pair[0])):
        bare = re.sub(r"^(?:the|an?) ", "", target, flags=re.IGNORECASE)
        pattern = rf"(?<!\w){re.escape(bare)}(?:e?s)?(?!\w)"
        left, found = re.subn(pattern, lambda m: "\0" * len(m[0]), left, flags=re.IGNORECASE)
        out[source] += found
    return out


def measure(name: str, engine: Engine) -> tuple[Result, list[tuple[Example, Rendered]]]:
    """The whole set through `engine`."""
    outputs: list[tuple[Example, Rendered]] = []
    misses: list[Miss] = []
    ways: Counter[str] = Counter()
    false = total = 0
    for terms, examples in load_set().values():
        rendered = render_terms(engine, [example.sentence for example in examples], terms)
        for example, item in zip(examples, rendered, strict=True):
            outputs.append((example, item))
            total += sum(example.terms.values())
            misses += _misses(example, item, terms)
            false += _false(item, terms)
            ways.update(use.how for use in item.uses)
    return Result(name, total, tuple(misses), false, dict(ways)), outputs


def _misses(example: Example, rendered: Rendered, terms: Glossary) -> Iterator[Miss]:
    own = [term for term in terms if term.source in example.terms]
    found = count(own, rendered.translation.text)
    reported = Counter(use.term for use in rendered.uses if not use.honoured)
    for source, wanted in example.terms.items():
        lacking = max(wanted - found[source], 0)
        for number in range(lacking):
            yield Miss(example.sentence, rendered.translation.text, source, number < reported[source])


def _false(rendered: Rendered, terms: Glossary) -> int:
    """Uses called honoured beyond what the text holds."""
    claimed = Counter(use.term for use in rendered.uses if use.honoured)
    found = count([term for term in terms if term.source in claimed], rendered.translation.text)
    return sum(max(times - found[source], 0) for source, times in claimed.items())


def run() -> list[Result]:
    """The embedded engine, one like Firefox's, then each engine that mangles."""
    engine = load_engine("embedded")
    out = [measure("embedded", engine)[0], measure("firefox", like_firefox())[0]]
    return out + [measure(name, Mangling(engine, name, spoil))[0] for name, spoil in SPOILT.items()]


def _markdown(results: Sequence[Result]) -> str:
    rows = ["| engine | occurrences | success | flagged | false | ways |", "|---|--:|--:|--:|--:|---|"]
    for result in results:
        ways = ", ".join(f"{way} {times}" for way, times in sorted(result.ways.items()))
        shares = f"{result.success:.2%} | {result.flagged:.0%} | {result.false}"
        rows.append(f"| {result.engine} | {result.occurrences} | {shares} | {ways} |")
    return "\n".join(rows)


def _show(part: str) -> None:
    for example, item in measure("embedded", load_engine("embedded"))[1]:
        if part in (example.part, "all"):
            uses = ", ".join(f"{use.rendering}={use.how}" for use in item.uses)
            print(f"{example.sentence}\n  {item.translation.text}\n  [{uses}]")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true", help="print what is missing")
    parser.add_argument("--show", metavar="PART", help="outputs of a part of the set, or `all`")
    options = parser.parse_args()
    if options.show:
        _show(options.show)
        return
    results = run()
    shown = [asdict(result) | {"success": result.success, "flagged": result.flagged} for result in results]
    keep("terms", shown, _markdown(results))
    if options.misses:
        for result in results:
            for miss in result.misses:
                print(f"{result.engine}\t{miss.term}\t{miss.flagged}\t{miss.sentence}\n\t{miss.translation}")


if __name__ == "__main__":
    main()
