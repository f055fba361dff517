"""What two texts are to each other: translations, in part or hardly; in the right languages, or exchanged.

The lexical table tells the languages. Nearly every word of English is one that some Indonesian word turns into; over
half of the words of Indonesian are in the table and are no English word, in a single sentence more than a fifth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from align.lexical.anchors import bead_tokens, is_word
from align.lexical.lexicon import Lexicon, load
from align.model import Bead

Kind = Literal["aligned", "partly", "unrelated", "exchanged", "source-language", "target-language"]
_INDONESIAN, _ENGLISH = 0.15, 0.7  # shares of words
_WORDS = 6  # fewer tell no language
_SAMPLE = 400  # segments looked at
_HARDLY, _PARTLY = 0.6, 0.8  # agreement


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of two texts as a whole; `agreement` lies in 0..1."""

    kind: Kind
    agreement: float

    def sentence(self) -> str:
        """What a person should know, empty where all is well."""
        share = f"mean bead score {self.agreement:.2f}"
        return {
            "aligned": "",
            "partly": f"{share}: these texts are translations of each other only in part, or free ones",
            "unrelated": f"{share}: these texts hardly look like translations of each other",
            "exchanged": "the source is English and the target Indonesian: exchange the two",
            "source-language": "the source does not look Indonesian; beads are compared as if it were",
            "target-language": "the target does not look English; beads are compared as if it were",
        }[self.kind]


def judge(
    source: Sequence[str], target: Sequence[str], beads: Sequence[Bead], lexicon: Lexicon | None = None
) -> Verdict:
    """The verdict on two texts, given as their segments, and the beads found. An empty side is never judged."""
    mean = agreement(beads)
    if not source or not target:
        return Verdict("aligned", mean)
    table = load() if lexicon is None else lexicon
    left, right = language(source, "id", table), language(target, "en", table)
    if left == "en" and right == "id":
        return Verdict("exchanged", mean)
    if left not in ("id", ""):
        return Verdict("source-language", mean)
    if right not in ("en", ""):
        return Verdict("target-language", mean)
    return Verdict("unrelated" if mean < _HARDLY else "partly" if mean < _PARTLY else "aligned", mean)


def agreement(beads: Sequence[Bead]) -> float:
    """Mean score over the segments of the side that is more of it paired, in 0..1; unpaired segments count 0.

    A side may say more than the other, and the beads still be right: what is added, or lost, is no disagreement.
    1 for no segments at all.
    """
    worth, sizes = [0.0, 0.0], [0, 0]
    for bead in beads:
        for side, run in enumerate((bead.source, bead.target)):
            sizes[side] += len(run)
            worth[side] += len(run) * bead.score * (len(bead.source) > 0 and len(bead.target) > 0)
    shares = [have / size for have, size in zip(worth, sizes, strict=True) if size]
    return max(shares) if shares else 1.0


def language(segments: Sequence[str], written: str, lexicon: Lexicon) -> str:
    """`id`, `en`, `other`, or nothing where there are too few words to tell; numbers are read as in `written`."""
    some = segments[:: 1 + len(segments) // _SAMPLE]
    words = [token for text in some for token in bead_tokens(text, written) if is_word(token)]
    if len(words) < _WORDS or not len(lexicon):
        return ""
    english = sum(lexicon.is_target(word) for word in words) / len(words)
    alone = sum(word in lexicon and not lexicon.is_target(word) for word in words) / len(words)
    return "id" if alone >= _INDONESIAN else "en" if english >= _ENGLISH else "other"
