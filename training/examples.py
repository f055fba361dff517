"""Training examples: pieces of a pair with its word links, sometimes with terms annotated.

An annotated term stands in the source as `<t> SOURCE <=> TARGET </t>`, and the reference holds TARGET; most
of the targets are swapped for other phrases, so that the model learns to obey and not to guess (Dinu et al.
2019, Training Neural Machine Translation to Apply Terminology Constraints, the "append" variant). A hint (see
`training.hints`) follows its word as `WORD <=> HINT </t>`, and the reference holds what it may. A share of the words
can be cut into other pieces than the likeliest (Kudo 2018, Subword Regularization). In a share of the sentences ordinary
words get capitals on both sides, so that the model does not take `Hakim` in `Hakim Glynn` for a name.
"""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import sentencepiece

from training.rewriting import replaced, start_after
from training.sources import weight
from training.spellings import Spellings
from training.words import piece_kinds

ANNOTATED, SWAPPED, MORE = 0.3, 0.6, 0.55  # share of sentences, of targets; chance of one more term
NEAR = 0.4  # share of the swaps that take a phrase with the same first piece
RARE = 0.5  # share of the others that take one with a first piece drawn among all, however rare
PART = 0.25  # of all pairs in an epoch, so that stages and new text come soon
HINTED, TOLD = 0.4, 0.9  # share of sentences with hints, of their hints
LONGEST_TERM = 5  # words


@dataclass(frozen=True)
class Example:
    """Pieces of both sides without end marks, and (target piece, source piece) links."""

    source: list[int]
    target: list[int]
    links: list[tuple[int, int]]


@dataclass(frozen=True)
class Phrase:
    """Source pieces tied to target pieces and to nothing else (half-open)."""

    source: tuple[int, int]
    target: tuple[int, int]


class Corpus:
    """The arrays of `prepare` and `aligner`, and examples made from them."""

    def __init__(
        self,
        work: Path,
        annotated: float = ANNOTATED,
        seed: int = 17,
        resegmented: float = 0.0,
        capitals: float = 0.0,
    ) -> None:
        self.annotated, self.seed, self.resegmented, self.capitals = annotated, seed, resegmented, capitals
        pairs, links = np.load(work / "pairs.npz"), np.load(work / "links.npz")
        self.source, self.source_offsets = pairs["src"], pairs["src_offsets"]
        self.target, self.target_offsets = pairs["tgt"], pairs["tgt_offsets"]
        self.source_of, self.names = pairs["source_of"], [str(name) for name in pairs["names"]]
        self.links, self.link_offsets = links["links"], links["offsets"]
        self.starts = {side: links[f"{side}_starts"] for side in ("source", "target")}
        self.word_offsets = {side: links[f"{side}_offsets"] for side in ("source", "target")}
        hints = work / "hints.npz"
        self.hints = dict(np.load(hints)) if hints.exists() else None
        self.pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "spm.model"))
        self.kinds = piece_kinds(self.pieces)
        self.open, self.middle, self.close = (self.pieces.piece_to_id(p) for p in ("<t>", "<=>", "</t>"))
        self.spellings = Spellings(self.pieces)
        self.has_letter = np.array(
            [any(c.isalpha() for c in text) for text in self.spellings.surface] + [False]
        )
        self.pool: deque[list[int]] = deque(maxlen=20_000)
        self.near: defaultdict[int, deque[list[int]]] = defaultdict(lambda: deque(maxlen=60))
        self.firsts: list[int] = []

    def plan(self, epoch: int, stage: str) -> np.ndarray:
        """Numbers of the pairs of an epoch: each as often as its source's weight says (PART of it), in random order."""
        chooser = np.random.default_rng((epoch, self.seed))
        shares = PART * np.array([weight(*name.split("/", 1), stage) for name in self.names])[self.source_of]
        times = np.floor(shares + chooser.random(len(shares))).astype(np.int64)
        return chooser.permutation(np.repeat(np.arange(len(shares)), times))

    def example(self, number: int, chooser: random.Random) -> Example:
        """The pair at `number`; a share of them with annotated terms, and with hints."""
        source = self.source[self.source_offsets[number] : self.source_offsets[number + 1]].tolist()
        target = self.target[self.target_offsets[number] : self.target_offsets[number + 1]].tolist()
        words = {
            side: self._word_ends(number, side, len(pieces))
            for side, pieces in (("source", source), ("target", target))
        }
        if self.resegmented:
            source, words["source"] = self.spellings.resegmented(
                source, words["source"], self.resegmented, chooser
            )
            # Half as much where the model is to say one way and not the other.
            target, words["target"] = self.spellings.resegmented(
                target, words["target"], self.resegmented / 2, chooser
            )
        links = self.links[self.link_offsets[number] : self.link_offsets[number + 1]].tolist()
        if self.capitals and chooser.random() < self.capitals:
            source, target = self.spellings.with_capitals(source, target, words, links, chooser)
        group = self.names[self.source_of[number]].partition("/")[0]
        annotated = group != "lexicon" and chooser.random() < self.annotated
        phrases = self._phrases(words, links, source, target, chooser) if annotated else []
        hints = self._hints(number, words["source"], chooser)
        if not phrases and not hints:
            return Example(source, target, self._piece_links(words, links))
        return self._annotate(source, target, self._piece_links(words, links), phrases, hints, chooser)

    def _hints(self, number: int, ends: list[int], chooser: random.Random) -> dict[int, list[int]]:
        """Pieces of a share of the hints, by the piece after which they stand."""
        if self.hints is None or chooser.random() > HINTED:
            return {}
        first, last = self.hints["offsets"][number : number + 2].tolist()
        out = {}
        for word, told in zip(
            *(self.hints[k][first:last].tolist() for k in ("words", "renderings")), strict=True
        ):
            if chooser.random() < TOLD:
                start, end = self.hints["ends"][told : told + 2].tolist()
                out[ends[word + 1]] = self.hints["pieces"][start:end].tolist()
        return out

    def _word_ends(self, number: int, side: str, length: int) -> list[int]:
        """Piece borders of the words: word w covers pieces [ends[w], ends[w + 1])."""
        first, last = self.word_offsets[side][number], self.word_offsets[side][number + 1]
        return [*self.starts[side][first:last].tolist(), length]

    @staticmethod
    def _piece_links(words: dict[str, list[int]], links: list[list[int]]) -> list[tuple[int, int]]:
        source, target = words["source"], words["target"]
        return [
            (t, s)
            for a, b in links
            for t in range(target[b], target[b + 1])
            for s in range(source[a], source[a + 1])
        ]

    def _phrases(
        self,
        words: dict[str, list[int]],
        links: list[list[int]],
        source: list[int],
        target: list[int],
        chooser: random.Random,
    ) -> list[Phrase]:
        """A few phrase pairs, consistent with the links, that do not overlap."""
        found: list[Phrase] = []
        taken: set[int] = set()
        for _ in range(8):
            count = len(words["source"]) - 1
            first = chooser.randrange(count)
            last = min(count, first + 1 + int(chooser.expovariate(0.9)))
            phrase = self._consistent(words, links, first, min(last, first + LONGEST_TERM))
            if (
                phrase is None
                or taken & set(range(*phrase.source))
                or not self._is_term(phrase, source, target)
            ):
                continue
            found.append(phrase)
            taken |= set(range(*phrase.source))
            if chooser.random() > MORE:
                break
        ordered = sorted(found, key=lambda p: p.target)
        clear = all(a.target[1] <= b.target[0] for a, b in pairwise(ordered))
        return found if clear else found[:1]

    @staticmethod
    def _consistent(
        words: dict[str, list[int]], links: list[list[int]], first: int, last: int
    ) -> Phrase | None:
        inside = {b for a, b in links if first <= a < last}
        if not inside or max(inside) - min(inside) >= LONGEST_TERM + 2:
            return None
        low, high = min(inside), max(inside) + 1
        if any(low <= b < high and not first <= a < last for a, b in links):
            return None
        source, target = words["source"], words["target"]
        return Phrase((source[first], source[last]), (target[low], target[high]))

    def _is_term(self, phrase: Phrase, source: list[int], target: list[int]) -> bool:
        """Edges are words, the target begins a word, and there is a letter on both sides."""
        left, right = source[slice(*phrase.source)], target[slice(*phrase.target)]
        edges = (left[0], left[-1], right[0], right[-1])
        if any(self.kinds[piece] == 2 for piece in edges) or self.kinds[right[0]] != 1 or len(right) > 14:
            return False
        return bool(self.has_letter[left].any() and self.has_letter[right].any())

    def _annotate(
        self,
        source: list[int],
        target: list[int],
        links: list[tuple[int, int]],
        phrases: list[Phrase],
        hints: dict[int, list[int]],
        chooser: random.Random,
    ) -> Example:
        renderings: dict[tuple[int, int], list[int]] = {}
        for phrase in phrases:
            own = target[slice(*phrase.target)]
            swap = self.pool and chooser.random() < SWAPPED
            renderings[phrase.target] = self._other(own, chooser) if swap else own
            self.pool.append(own)
            if not self.near[own[0]]:
                self.firsts.append(own[0])
            if own not in self.near[own[0]]:
                self.near[own[0]].append(own)
        new_source, source_at, copies = self._write_source(source, phrases, renderings, hints)
        new_target, target_at = replaced(target, renderings)
        kept = [(target_at[t], source_at[s]) for t, s in links if target_at[t] >= 0]
        for place, rendering in renderings.items():
            start = start_after(place[0], renderings)
            kept += [(start + k, copies[place] + k) for k in range(len(rendering))]
        return Example(new_source, new_target, kept)

    def _other(self, own: list[int], chooser: random.Random) -> list[int]:
        """Another phrase of the pool.

        One that begins alike teaches `Australians` where `Australia` comes easier; one out of all pieces, to copy what
        running text hardly ever holds.
        """
        near = [phrase for phrase in self.near[own[0]] if phrase != own] if chooser.random() < NEAR else []
        if not near and self.firsts and chooser.random() < RARE:
            near = list(self.near[chooser.choice(self.firsts)])
        return chooser.choice(near or self.pool)

    def _write_source(
        self,
        source: list[int],
        phrases: list[Phrase],
        renderings: dict[tuple[int, int], list[int]],
        hints: dict[int, list[int]],
    ) -> tuple[list[int], list[int], dict[tuple[int, int], int]]:
        """The source with annotations and hints, the new place of each old piece, and where each rendering begins.

        A word inside a term gets no hint.
        """
        out: list[int] = []
        places, copies = [0] * len(source), {}
        begins, ends = {p.source[0]: p for p in phrases}, {p.source[1]: p for p in phrases}
        for number in range(len(source) + 1):
            if number in ends:
                place = ends[number].target
                out.append(self.middle)
                copies[place] = len(out)
                out += [*renderings[place], self.close]
            elif number in hints and not any(p.source[0] < number < p.source[1] for p in phrases):
                out += [self.middle, *hints[number], self.close]
            if number == len(source):
                break
            if number in begins:
                out.append(self.open)
            places[number] = len(out)
            out.append(source[number])
        return out, places, copies


def batches(
    corpus: Corpus, plan: np.ndarray, tokens: int, chooser: random.Random, longest: int = 200
) -> Iterator[list[Example]]:
    """Examples of like length packed to about `tokens` padded target pieces; pools are sorted, batches shuffled."""
    size = max(20_000, tokens)
    for start in range(0, len(plan), size):
        pool = [corpus.example(int(n), chooser) for n in plan[start : start + size]]
        pool = [e for e in pool if len(e.source) < longest and len(e.target) < longest]
        pool.sort(key=lambda e: (max(len(e.target), len(e.source)) // 3, len(e.target)))
        packed: list[list[Example]] = [[]]
        width = 0
        for item in pool:
            length = max(len(item.target), len(item.source)) + 1
            if packed[-1] and max(width, length) * (len(packed[-1]) + 1) > tokens:
                packed.append([])
                width = 0
            packed[-1].append(item)
            width = max(width, length)
        chooser.shuffle(packed)
        yield from packed
