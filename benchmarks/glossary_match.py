"""Speed of glossary matching: 10,000 terms over a million words, beside the bare automaton and FlashText.

    python -m benchmarks.glossary_match [--words 1000000] [--terms 10000]

Text and terms are drawn from a fixed seed: words of two to four syllables with the frequencies of Zipf's law, terms
of one to four such words, a tenth of them names and acronyms, and every twentieth word of the text begins a term.
FlashText (`pip install flashtext`) is measured if it is there; it knows no case rules, affixes or folded spaces.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import time
from collections.abc import Callable

from benchmarks.results import keep
from glossary import Glossary, Term

_SYLLABLES = [
    c + v + e for c in "bcdghjklmnprstwy" for v in "aiueo" for e in ("", "", "n", "k", "ng", "r", "s")
]


def vocabulary(rng: random.Random, size: int) -> list[str]:
    """Distinct words, commonest first."""
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(rng.choices(_SYLLABLES, k=rng.choice((2, 2, 3, 3, 4))))] = None
    return list(words)


def glossary_of(rng: random.Random, words: list[str], size: int) -> Glossary:
    """Terms of rarer words."""
    terms: dict[str, Term] = {}
    while len(terms) < size:
        source = " ".join(rng.choices(words[200:], k=rng.choice((1, 1, 2, 2, 3, 4))))
        kind = rng.choice(("term",) * 8 + ("name", "acronym"))
        source = (
            source.title() if kind == "name" else source[:4].upper().strip() if kind == "acronym" else source
        )
        terms.setdefault(source.lower(), Term(source, ("x",), kind=kind))
    return Glossary(tuple(terms.values()))


def text_of(rng: random.Random, words: list[str], terms: Glossary, size: int) -> str:
    """Lines of about twenty words."""
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    pieces = rng.choices(words, weights, k=size)
    for place in range(0, size, 20):
        pieces[place] = rng.choice(terms.terms).source
    return "\n".join(" ".join(pieces[place : place + 20]) + "." for place in range(0, size, 20))


def timed(work: Callable[[], int]) -> tuple[float, int]:
    """Seconds, and how many were found."""
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


def bare(terms: Glossary, text: str) -> int:
    import ahocorasick  # noqa: PLC0415

    automaton = ahocorasick.Automaton()
    for term in terms:
        automaton.add_word(term.source.lower(), len(term.source))
    automaton.make_automaton()
    return sum(1 for _ in automaton.iter(text.lower()))


def flashtext(terms: Glossary, text: str) -> int:
    from flashtext import KeywordProcessor  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    processor = KeywordProcessor()
    for term in terms:
        processor.add_keyword(term.source)
    return len(processor.extract_keywords(text))


def peers(terms: Glossary, text: str) -> dict[str, Callable[[], int]]:
    """What is timed, in this order: the first builds padanan's automaton."""
    spaced = text.replace(" ", "\u00a0 ", len(text) // 100)
    found: dict[str, Callable[[], int]] = {
        "padanan, automaton built": lambda: len(terms.match(text[:1000])),
        "padanan, one text": lambda: len(terms.match(text)),
        "padanan, line by line": lambda: sum(len(terms.match(line)) for line in text.split("\n")),
        "padanan, every space to be folded": lambda: len(terms.match(spaced)),
        "pyahocorasick alone, any substring": lambda: bare(terms, text),
    }
    if importlib.util.find_spec("flashtext"):
        found["FlashText"] = lambda: flashtext(terms, text)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--terms", type=int, default=10_000)
    options = parser.parse_args()
    rng = random.Random(1)
    words = vocabulary(rng, 30_000)
    terms = glossary_of(rng, words, options.terms)
    text = text_of(rng, words, terms, options.words)
    size = f"{options.terms:,} terms, {len(text.split()):,} words"
    rows = {name: timed(work) for name, work in peers(terms, text).items()}
    table = [f"| {size} | seconds | found |", "|---|--:|--:|"]
    table += [f"| {name} | {seconds:.2f} | {found:,} |" for name, (seconds, found) in rows.items()]
    figures = {name: {"seconds": seconds, "found": found} for name, (seconds, found) in rows.items()}
    keep(
        "glossary_match", {"terms": options.terms, "words": options.words, "peers": figures}, "\n".join(table)
    )


if __name__ == "__main__":
    main()
