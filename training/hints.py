"""Renderings of words the training text holds too seldom for a model to know by heart.

    python -m training.hints WORK

Neural models garble rare words, for which a table of counts is the better memory (Arthur, Neubig and Nakamura 2016,
Incorporating Discrete Translation Lexicons into Neural Machine Translation). Here they are told inline, after the word:
`WORD <=> RENDERING </t>`, in training as at run time, so that the model learns when to follow, and to inflect.

WORK/hints.tsv gets the renderings that ship with the model. Those of `renderings.tsv` win: they were written by hand where
the counts, most of them from text about software and scripture, are wrong for news, or have nothing (a word that is its
own rendering there gets none). WORK/hints.npz gets those of the training sentences, each from the links of all other
sentences, for a sentence must not tell itself its own answer.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import sentencepiece

from align.engines.hints import read_hints
from training.words import Words, split_words

SELDOM = 200  # times in running text; what is there more often the model knows
SHORTEST, LINKS, LEAST = (
    4,
    2,
    0.12,
)  # letters of a word; links to a rendering in any of its forms, their share
WRITTEN = Path(__file__).with_name("renderings.tsv")
FUNCTION = frozenset(
    "the and for from with that this was were are been have has had will can not she him they them their his her its you "
    "your our who which what when where how there then than into onto over upon under about after before also very more "
    "most such some any each all one out off down".split()
)
ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "e", "d", "ly", "y")


def stem(word: str) -> str:
    """What the forms of an English word have in common, roughly."""
    ending = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) > 2), "")
    return word.removesuffix(ending)


def rendering(counts: Mapping[str, float]) -> str | None:
    """The commonest form of the commonest word that `counts` holds; None where no word is common enough."""
    groups: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for word, count in counts.items():
        if count > 0 and len(word) > 2 and word.isalpha() and word not in FUNCTION:
            groups[stem(word)].append((count, word))
    if not groups:
        return None
    shares = {root: sum(count for count, _ in forms) for root, forms in groups.items()}
    best = max(shares, key=lambda root: (shares[root], root))
    enough = shares[best] >= max(LINKS, LEAST * sum(counts.values()))
    return max(groups[best])[1] if enough else None


class Links:
    """Word links of the pairs that people wrote, and how often each word stands in running text."""

    def __init__(self, work: Path) -> None:
        self.pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "spm.model"))
        data, links = np.load(work / "pairs.npz"), np.load(work / "links.npz")
        self.source = split_words(data["src"], data["src_offsets"], self.pieces)
        self.target = split_words(data["tgt"], data["tgt_offsets"], self.pieces)
        self.first_pieces = data["src"][
            data["src_offsets"][:-1].repeat(np.diff(self.source.offsets)) + self.source.starts
        ]
        groups = np.array([str(name).partition("/")[0] for name in data["names"]])[data["source_of"]]
        self.running, told = ~np.isin(groups, ("lexicon", "back")), groups != "back"
        sentence = np.arange(len(groups)).repeat(np.diff(links["offsets"]))
        pairs = links["links"].astype(np.int64) + np.stack(
            [self.source.offsets[sentence], self.target.offsets[sentence]], axis=1
        )
        self.pairs = pairs[told[sentence]]
        running = self.running.repeat(np.diff(self.source.offsets))
        self.seen = np.bincount(self.source.ids[running], minlength=len(self.source.forms))
        self.seldom = np.array([
            seen < SELDOM and len(form) >= SHORTEST and form.isalpha()
            for form, seen in zip(self.source.forms, self.seen, strict=True)
        ])  # fmt: skip

    def counts(self) -> dict[int, Counter[str]]:
        """For each seldom source word, the target words it is linked to."""
        out: defaultdict[int, Counter[str]] = defaultdict(Counter)
        forms = self.target.forms
        for source, target in self._seldom_pairs():
            out[source][forms[target]] += 1
        return dict(out)

    def _seldom_pairs(self) -> Iterator[list[int]]:
        ids = self.source.ids[self.pairs[:, 0]]
        keep = self.seldom[ids]
        yield from np.stack([ids[keep], self.target.ids[self.pairs[keep, 1]]], axis=1).tolist()

    def places(self) -> Iterator[tuple[int, int, list[str]]]:
        """(sentence, word of it, forms it is linked to there) of seldom words of running text, in lower case or first."""
        surface = [self.pieces.id_to_piece(number) for number in range(self.pieces.get_piece_size())]
        small = np.array([text.lstrip("▁")[:1].islower() for text in surface] + [False])
        sentence = np.arange(len(self.running)).repeat(np.diff(self.source.offsets))
        plain = small[self.first_pieces]
        plain[self.source.offsets[:-1][np.diff(self.source.offsets) > 0]] = True
        wanted = self.seldom[self.source.ids] & self.running[sentence] & plain
        own = _grouped(self.pairs, wanted, self.target)
        for place in np.flatnonzero(wanted).tolist():
            number = int(sentence[place])
            yield number, place - int(self.source.offsets[number]), own.get(place, [])


def _grouped(pairs: np.ndarray, wanted: np.ndarray, target: Words) -> dict[int, list[str]]:
    out: defaultdict[int, list[str]] = defaultdict(list)
    for place, told in pairs[wanted[pairs[:, 0]]].tolist():
        out[place].append(target.forms[target.ids[told]])
    return out


def of_sentences(links: Links, counts: Mapping[int, Counter[str]]) -> Iterator[tuple[int, int, str]]:
    """(sentence, word, rendering), each from what is left of the counts without that sentence's own."""
    for number, word, own in links.places():
        form = int(links.source.ids[links.source.offsets[number] + word])
        rest = counts.get(form, Counter()) - Counter(own)
        found = rendering(rest) if rest else None
        if found and found != links.source.forms[form]:
            yield number, word, found


def save(work: Path, links: Links, counts: Mapping[int, Counter[str]]) -> int:
    """Writes WORK/hints.npz: `offsets` (pairs + 1), and flat `words`, `renderings` (numbers) and their `pieces`."""
    rows = list(of_sentences(links, counts))
    numbers = {text: number for number, text in enumerate(sorted({text for _, _, text in rows}))}
    encoded = links.pieces.encode(list(numbers), out_type=int)
    offsets = np.searchsorted([number for number, _, _ in rows], np.arange(len(links.running) + 1))
    np.savez(
        work / "hints.npz",
        offsets=offsets,
        words=np.array([word for _, word, _ in rows], dtype=np.int32),
        renderings=np.array([numbers[text] for _, _, text in rows], dtype=np.int32),
        pieces=np.array([piece for row in encoded for piece in row], dtype=np.int32),
        ends=np.cumsum([0, *map(len, encoded)]),
    )
    return len(rows)


def shipped(told: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """Words in order with their renderings, those that have another than themselves."""
    return sorted((word, text) for word, text in told.items() if text and text != word)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    work = parser.parse_args().work
    links = Links(work)
    counts = links.counts()
    told = {links.source.forms[form]: rendering(row) for form, row in counts.items()}
    rows = shipped(told | read_hints(WRITTEN))
    with (work / "hints.tsv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE).writerows(rows)
    print(f"{len(rows):,} words ship, {save(work, links, counts):,} in training sentences")


if __name__ == "__main__":
    main()
