"""What source words account for beside the lexical table, and how often nothing says them, from pairs that people made.

    python -m training.accounts OUT.npz PAIRS.tsv[.xz] … --dictionary DICTIONARY.tsv[.xz] [--only PREFIX …]
    python -m training.accounts OUT.npz PAIRS.tsv[.xz] … --from align/data/accounts.npz [--only PREFIX …]

Lines are `source<TAB>Indonesian<TAB>English`, what stands before is skipped. Of each pair what the table, the dictionary and looks link is taken away; of what
is left over on both sides, near the same place, words are counted together (residual co-occurrence, after Melamed 2000).
Two rounds; a third counts what is left over even so. `--only` keeps the sources whose names begin so.

`--from` goes on from an existing file, with pairs that were translated faithfully: one round that adds renderings, and the
rates of these pairs, with the old ones, scaled to their mean, as a prior.
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from align.lexical.accounts import NEW_WORD, Accounts, listed, read, save
from align.lexical.affixes import active
from align.lexical.stems import FUNCTION, look_alike, stem

WORD, ENGLISH = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*"), re.compile(r"[^\W\d_]+")
ROUNDS, NEAR, MOST_LEFT = (
    2,
    0.25,
    12,
)  # share of the sentence; words left over of a pair that is no free translation
LEAST, SHARE, OFTEN, LIFT = 0.5, 0.06, 0.01, 4.0  # weight; of a word's rests, of its uses; over chance
RARE = 4  # uses below which the dictionary is taken at its word
PRIOR = 6.0  # uses that a word not seen is held to have had, at the mean rate of rare ones
GONE_ON, MOST = 12.0, 0.95  # uses that a rate of the file before stands for; the most such a rate may be
TINY = 1e-9
Pair = tuple[list[str], list[str]]
Uses = tuple[Counter[str], Counter[str]]  # how often a word stands there, and how often it is left over


def lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """Source, Indonesian and English of each line; what is Malay is left out."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            name, own, english = line.rstrip("\n").split("\t")[-3:]
            if "malay" not in name:
                yield name, own, english


def pairs(paths: Sequence[Path], only: tuple[str, ...]) -> list[Pair]:
    """Words of the source and stems of the English."""
    return [
        ([word.lower() for word in WORD.findall(own)], [word.lower() for word in ENGLISH.findall(english)])
        for path in paths
        for name, own, english in lines(path)
        if not only or name.startswith(only)
    ]


class Counts:
    """Stems that words account for, as they are learnt."""

    def __init__(self, dictionary: Path | None = None, before: Accounts | None = None) -> None:
        self.extra: dict[str, set[str]] = defaultdict(set)
        self.dictionary: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, set[str]] = {}
        self._before = before
        for _, own, english in lines(dictionary) if dictionary else ():
            said = ENGLISH.findall(english.lower())
            if len(said) == 1 and own.isalpha() and said[0] not in FUNCTION:
                self.dictionary[own.lower()].add(stem(said[0]))

    def of(self, word: str) -> set[str]:
        """All stems of a word so far."""
        if word not in self._known:
            forms = (
                word,
                *(word.split("-") if "-" in word else ()),
                *((active(word),) if word[:2] == "di" else ()),
            )
            old = self._before.stems(word) if self._before else set().union(*map(listed, forms))
            self._known[word] = {*old, *self.extra.get(word, ())}
        return self._known[word]

    def left(self, pair: Pair) -> tuple[list[int], list[int]]:
        """Places of the words that nothing on the other side accounts for."""
        own, english = pair
        stems = [stem(word) for word in english]
        here, covered, unsaid = {*stems}, set(), []
        for place, word in enumerate(own):
            told = self.of(word) & here or {
                s for w, s in zip(english, stems, strict=True) if look_alike(word, w)
            }
            covered |= told
            if not told:
                unsaid.append(place)
        return unsaid, [place for place, item in enumerate(stems) if item not in covered]

    def learn(self, data: Sequence[Pair]) -> int:
        """One round; gives how many stems are new."""
        together: dict[tuple[str, str], float] = defaultdict(float)
        rests: Counter[str] = Counter()
        stems: dict[str, float] = defaultdict(float)
        uses = Counter(word for own, _ in data for word in own)
        grammar = {stem(word) for word in FUNCTION}
        for pair in data:
            own, english = pair
            unsaid, unsourced = self.left(pair)
            for place in unsaid if len(unsaid) <= MOST_LEFT else ():
                at = place / len(own)
                near = {
                    stem(english[other]) for other in unsourced if abs(at - other / len(english)) <= NEAR
                } - grammar
                for item in near:
                    together[own[place], item] += 1 / len(near)
                    stems[item] += 1 / len(near)
                rests[own[place]] += bool(near)
        total, new = sum(together.values()), 0
        for (word, item), weight in together.items():
            if item in self.dictionary[word] or (
                weight >= LEAST and rests[word] > 1 and weight >= SHARE * rests[word] and weight >= OFTEN * uses[word]
                and weight * total >= LIFT * rests[word] * stems[item]
            ):  # fmt: skip
                self.extra[word].add(item)
                new += 1
        for word, items in self.dictionary.items():
            if uses[word] < RARE:
                self.extra[word] |= items
        self._known.clear()
        return new

    def uses(self, data: Sequence[Pair]) -> tuple[Uses, Uses]:
        """How often words and stems stand there and are left over."""
        uses: list[Counter[str]] = [Counter(), Counter()]
        left: list[Counter[str]] = [Counter(), Counter()]
        for pair in data:
            sides = pair[0], [stem(word) for word in pair[1]]
            for side, words, places in zip((0, 1), sides, self.left(pair), strict=True):
                uses[side].update(words)
                left[side].update(words[place] for place in places)
        return (uses[0], left[0]), (uses[1], left[1])


def surprises(counted: Uses) -> dict[str, float]:
    """-log of how often a word is left over; what is rare is held to be like other rare ones."""
    uses, left = counted
    rare = [word for word, n in uses.items() if n <= 3]
    prior = sum(left[word] for word in rare) / max(sum(uses[word] for word in rare), 1)
    return {word: -math.log(max(left[word] + PRIOR * prior, TINY) / (n + PRIOR)) for word, n in uses.items()}


def gone_on(counted: Uses, before: dict[str, float]) -> dict[str, float]:
    """-log of the same, with the surprises of the file before as a prior, scaled to the mean of these pairs."""
    uses, left = counted
    expected = sum(math.exp(-before.get(word, NEW_WORD)) * n for word, n in uses.items())
    scale = sum(left.values()) / max(expected, TINY)
    out = {}
    for word in before.keys() | uses.keys():
        rate = min(math.exp(-before.get(word, NEW_WORD)) * scale, MOST)
        out[word] = -math.log(max(left[word] + GONE_ON * rate, TINY) / (uses[word] + GONE_ON))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("pairs", nargs="+", type=Path)
    begin = parser.add_mutually_exclusive_group(required=True)
    begin.add_argument("--dictionary", type=Path, help="begin from nothing, with these words")
    begin.add_argument("--from", dest="before", type=Path, help="go on from this file, with faithful pairs")
    parser.add_argument("--only", nargs="*", default=[], help="sources that begin so")
    parser.add_argument("--every", type=int, default=1, help="take every so many lines")
    options = parser.parse_args()
    before = read(options.before) if options.before else None
    counts = Counts(options.dictionary, before)
    data = pairs(options.pairs, tuple(options.only))[:: options.every]
    for number in range(1 if before else ROUNDS):
        print(f"round {number + 1}: {counts.learn(data):,} stems of {len(data):,} pairs", flush=True)
    unsaid, unsourced = counts.uses(data)
    table = {word: {*items} for word, items in counts.extra.items()}
    if before:
        old, *rates = before.contents()
        for word, items in old.items():
            table.setdefault(word, set()).update(items)
        told = gone_on(unsaid, rates[0]), gone_on(unsourced, rates[1])
    else:
        told = surprises(unsaid), surprises(unsourced)
    save(options.out, {word: sorted(items) for word, items in table.items()}, *told)
    print(f"{len(table):,} words, {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
