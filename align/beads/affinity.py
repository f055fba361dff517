"""How much more often two segments say the same words than chance would have them: the gain of a bead.

The gain is a log-likelihood ratio, bead against unrelated text, summed over the words of both sides and
so additive over segments. A word y of the target is explained by the source words X of the bead as in IBM
model 1 (Brown et al. 1993; for sentence alignment Moore 2002, Fast and accurate sentence alignment of
bilingual corpora):

    log( w0 + (1 - w0) / |X| * sum over x in X of A[x, y] ),    A[x, y] = P(y | x) / P(y)

and the same the other way round, since P(y | x) / P(y) = P(x | y) / P(x). Merging segments can neither
buy words (|X| grows) nor lose any, so beads of all shapes compare without a further norm.

A holds what the lexicon says, words and numbers found unchanged, cognates, and, where a translation of
the source is at hand, its words as further source words of their own weight. Words that share a stem
stand in for one another at a discount.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from align.lexical.anchors import is_word, skeleton
from align.lexical.lexicon import Lexicon

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_RAREST = 1 / 4000  # no word counts as rarer: a chance match stays affordable in a long text
_COMMONEST = 0.1  # P(y) of the commonest word of English; that of rank r is this over r (Zipf)
_PRIOR = 300  # tokens that such chances count as, beside those of the text: a short one shows no chances
_SAME_WORD, _SAME_NUMBER, _SAME_MARK = 0.6, 0.9, 0.5  # P(y | x) of a token found unchanged
_SAME_KNOWN = 0.05  # the same, where the lexicon knows the word and does not say so
_COGNATE, _COGNATE_KNOWN = 0.3, 0.1  # P(words of this skeleton | x), where the lexicon lacks x or has it
_STEM = 0.3  # share of P(y | x) that goes to the words with y's stem
_TRANSLATED = "\1"  # stands before a word of a translation, which is no Indonesian word


@dataclass(frozen=True, slots=True)
class Bag:
    """Segments as runs of numbered tokens: `tokens[start[i]:start[i + 1]]`, with a weight each."""

    words: tuple[str, ...]
    tokens: Ints
    weights: Floats
    start: Ints

    def __len__(self) -> int:
        """Number of segments."""
        return len(self.start) - 1

    def part(self, first: int, last: int) -> Bag:
        """Segments first <= i < last, with the same numbers of words."""
        run = slice(int(self.start[first]), int(self.start[last]))
        start = self.start[first : last + 1] - self.start[first]
        return Bag(self.words, self.tokens[run], self.weights[run], start)

    def sizes(self) -> Floats:
        """Total weight of each segment's tokens."""
        sums = np.concatenate([[0.0], np.cumsum(self.weights, dtype=np.float64)])
        return np.diff(sums[self.start]).astype(np.float32)


def make_bag(segments: Sequence[Sequence[tuple[str, float]]]) -> Bag:
    """Number the tokens of `segments`, given as (token, weight), in order of appearance."""
    number: dict[str, int] = {}
    tokens = [number.setdefault(token, len(number)) for segment in segments for token, _ in segment]
    weights = [weight for segment in segments for _, weight in segment]
    start = np.cumsum([0, *map(len, segments)])
    return Bag(tuple(number), np.array(tokens, np.int64), np.array(weights, np.float32), start)


def plain(tokens: Sequence[str], weight: float = 1.0) -> list[tuple[str, float]]:
    """Tokens with their weight."""
    return [(token, weight) for token in tokens]


def translated(tokens: Sequence[str], weight: float) -> list[tuple[str, float]]:
    """Tokens of a translation of the source, marked so that they only meet target words as themselves."""
    return [(_TRANSLATED + token, weight) for token in tokens]


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of (column, value) pairs: row i is `columns[start[i]:start[i + 1]]` with `values` alike."""

    start: Ints
    columns: Ints
    values: Floats
    width: int

    def transpose(self) -> Sparse:
        """Columns as rows."""
        order = np.argsort(self.columns, kind="stable")
        rows = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        counts = np.bincount(self.columns, minlength=self.width)
        start = np.concatenate([[0], np.cumsum(counts)])
        return Sparse(start, rows[order], self.values[order], len(self.start) - 1)


def _stem(word: str) -> str:
    """Words of English that start with the same five letters share a stem; marks and numbers have none."""
    return word[:5] if len(word) >= 4 and is_word(word) else ""


class _Target:
    """The target vocabulary: what each word, stem and skeleton would be by chance."""

    def __init__(self, bag: Bag, lexicon: Lexicon) -> None:
        counts = np.bincount(bag.tokens, minlength=len(bag.words)).astype(np.float64)
        ranks = lexicon.ranks()
        usual = np.array([_COMMONEST / ranks.get(word, 1000) for word in bag.words]).clip(_RAREST)
        self.number = {word: index for index, word in enumerate(bag.words)}
        chance = (counts + _PRIOR * usual) / (counts.sum() + _PRIOR)
        self.chance = np.maximum(chance, _RAREST).tolist()
        self.stems = self._classes(_stem)
        self.skeletons = self._classes(skeleton)

    def _classes(self, key: Callable[[str], str]) -> dict[str, list[int]]:
        classes: dict[str, list[int]] = {}
        for word, index in self.number.items():
            name = key(word)
            if name:
                classes.setdefault(name, []).append(index)
                classes.setdefault(name, []).append(index)
        return classes


def _renderings(word: str, lexicon: Lexicon, known: Container[str]) -> tuple[list[tuple[str, float]], float]:
    """What a source token is likely to become, as (target token, P), and how far its skeleton may speak."""
    if word.startswith(_TRANSLATED):
        same = word.removeprefix(_TRANSLATED)
        return [(same, _SAME_WORD if is_word(same) else _SAME_NUMBER)], 0.0
    if not is_word(word):
        return [(word, _SAME_NUMBER if word[0] in "#\0" else _SAME_MARK)], 0.0
    entries = lexicon.translations(word)
    if not entries:
        return [(word, _SAME_WORD)], _COGNATE
    if word in known and all(target != word for target, _ in entries):
        entries.append((word, _SAME_KNOWN))
    return entries, _COGNATE_KNOWN


def _row(word: str, lexicon: Lexicon, target: _Target) -> dict[int, float]:
    """A[word, .] over the target vocabulary."""
    entries, cognate = _renderings(word, lexicon, target.number)
    row: dict[int, float] = {}
    stems: dict[str, float] = {}
    for rendering, chance in entries:
        index = target.number.get(rendering)
        stem = _stem(rendering)
        if stem:
            stems[stem] = stems.get(stem, 0.0) + _STEM * chance
        if index is not None:
            own = chance * (1 - _STEM) if stem else chance
            row[index] = row.get(index, 0.0) + own / target.chance[index]
    classes = [(target.stems.get(stem, ()), chance) for stem, chance in stems.items()]
    if cognate:
        classes.append((target.skeletons.get(skeleton(word), ()), cognate))
    for members, chance in classes:
        together = sum(target.chance[index] for index in members)
        for index in members:
            row[index] = row.get(index, 0.0) + chance / together
    return row


def word_affinities(source: Bag, target: Bag, lexicon: Lexicon) -> Sparse:
    """A[x, y] = P(y | x) / P(y) for the words of both bags: len(source.words) x len(target.words).

    P(y) is the share of y among the tokens of the target and 300 of ordinary English, no less than 1/4000.
    """
    vocabulary = _Target(target, lexicon)
    rows = [_row(word, lexicon, vocabulary) for word in source.words]
    return Sparse(
        start=np.cumsum([0, *map(len, rows)]),
        columns=np.fromiter((index for row in rows for index in row), np.int64),
        values=np.fromiter((value for row in rows for value in row.values()), np.float32),
        width=len(target.words),
    )


@dataclass(frozen=True, slots=True)
class Entries:
    """Affinities that a run of segments has to the other side's words; a column may come more than once.

    Entry e says that segment `segment[e]` of the run bears on word `column[e]` by `value[e]`.
    """

    segment: Ints
    column: Ints
    value: Floats


def expand(bag: Bag, words: Sparse, first: int, last: int) -> Entries:
    """Rows of `words` for every token of the segments first <= i < last, each times the token's weight."""
    run = slice(int(bag.start[first]), int(bag.start[last]))
    tokens = bag.tokens[run]
    begins = words.start[tokens]
    lengths = words.start[tokens + 1] - begins
    place = np.repeat(begins - np.cumsum(lengths) + lengths, lengths)
    place += np.arange(len(place))
    segment = np.repeat(np.arange(last - first), np.diff(bag.start[first : last + 1]))
    return Entries(
        np.repeat(segment, lengths),
        words.columns[place],
        words.values[place] * np.repeat(bag.weights[run], lengths),
    )
