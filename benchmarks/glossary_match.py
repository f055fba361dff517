"""Speed of glossary matching: 10,000 terms over a million words, beside the bare automaton and FlashText.

    python -m benchmarks.glossary_match [--words 1000000] [--terms 10000]

Text and terms are drawn from a fixed seed: words of two to four syllables with the frequencies of Zipf's law, terms
of one to four such words, a tenth of them names and acronyms, and every twentieth word of the text begins a term.
FlashText (`pip install flashtext`) is measured if it is there; it knows no case rules, affixes or folded spaces.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable

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


def timed(name: str, work: Callable[[], int]) -> None:
    begin = time.perf_counter()
    found = work()
    print(f"{name:34} {time.perf_counter() - begin:7.2f} s  {found:9,} found")


def bare(terms: Glossary, text: str) -> int:
    import ahocorasick  # noqa: PLC0415

    automaton = ahocorasick.Automaton()
    for term in terms:
        automaton.add_word(term.source.lower(), len(term.source))
    automaton.make_automaton()
    return sum(1 for _ in automaton.iter(text.lower()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--words", type=int, default=1_000_000)
    parser.add_argument("--terms", type=int, default=10_000)
    options = parser.parse_args()
    rng = random.Random(1)
    words = vocabulary(rng, 30_000)
    terms = glossary_of(rng, words, options.terms)
    text = text_of(rng, words, terms, options.words)
    print(f"{options.terms:,} terms, {len(text.split()):,} words, {len(text):,} characters")
    timed("padanan, automaton built", lambda: len(terms.match(text[:1000])))
    timed("padanan, one text", lambda: len(terms.match(text)))
    timed("padanan, line by line", lambda: sum(len(terms.match(line)) for line in text.split("\n")))
    spaced = text.replace(" ", "\u00a0 ", len(text) // 100)
    timed("padanan, every space to be folded", lambda: len(terms.match(spaced)))
    timed("pyahocorasick alone, any substring", lambda: bare(terms, text))
    try:
        from flashtext import KeywordProcessor  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
    except ImportError:
        print("FlashText is not installed")
    else:
        other = KeywordProcessor()
        for term in terms:
            other.add_keyword(term.source)
        timed("FlashText", lambda: len(other.extract_keywords(text)))
    print(
        f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB", file=sys.stderr
    )


if __name__ == "__main__":
    main()
