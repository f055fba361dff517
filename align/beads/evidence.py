"""What two texts may be compared by, and the gains it gives to the beads inside a band."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from align.beads.affinity import (
    Bag,
    Floats,
    Sparse,
    make_bag,
    plain,
    translated,
    word_affinities,
)
from align.beads.coarse import word_vectors
from align.beads.cost import add_shape_gains, add_vector_gains, word_gains
from align.beads.path import Band
from align.errors import EngineError
from align.lexical.anchors import bead_tokens, mark_terms
from align.lexical.lexicon import Lexicon, load

_TRANSLATION_SHARE = 0.6  # weight of a translation's words against the source's own
_LONGEST_RUN = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two texts are compared by: lengths, numbers, names and cognates always, the rest where given.

    `translate` turns source segments into the target language, one string each; `encode` turns segments of
    either language into vectors of one space, shape (segments, dimensions), as LaBSE or LASER do; `terms`
    are (source phrase, target phrase) pairs of a glossary; `lexicon` is None for the one that ships.
    """

    translate: Callable[[list[str]], list[str]] | None = None
    encode: Callable[[list[str]], npt.ArrayLike] | None = None
    terms: Sequence[tuple[str, str]] = ()
    lexicon: Lexicon | None = field(default=None, repr=False)

    def words(self) -> Lexicon:
        """The lexicon in use."""
        return load() if self.lexicon is None else self.lexicon

    @property
    def signature(self) -> str:
        """What was used, strongest first, such as `mt+lexicon+length`, `encode+lexicon+length`, `length`."""
        parts = (
            ("encode", self.encode is not None),
            ("mt", self.translate is not None),
            ("lexicon", len(self.words()) > 0),
            ("terms", len(self.terms) > 0),
            ("length", True),
        )
        return "+".join(name for name, used in parts if used)


def _translation(evidence: Evidence, source: list[str], target: list[str]) -> list[str] | None:
    """The source in the target's language; what stands on the other side as it is needs no translation."""
    if evidence.translate is None:
        return None
    unchanged = set(target)
    foreign = [text for text in source if text not in unchanged]
    result = list(evidence.translate(foreign)) if foreign else []
    if len(result) != len(foreign):
        raise EngineError(f"the engine gave {len(result)} translations for {len(foreign)} segments")
    translated = iter(result)
    return [text if text in unchanged else next(translated) for text in source]


def _bags(
    evidence: Evidence, source: list[str], target: list[str], languages: tuple[str, str]
) -> tuple[Bag, Bag]:
    """Weighted tokens of both sides: words, terms, and the words of a translation of the source."""
    keys = [str(number) for number in range(len(evidence.terms))]
    pairs = list(zip(evidence.terms, keys, strict=True))
    source_terms = mark_terms(source, [(pair[0], key) for pair, key in pairs])
    target_terms = mark_terms(target, [(pair[1], key) for pair, key in pairs])
    translation = _translation(evidence, source, target)
    own = 1.0 if translation is None else 1.0 - _TRANSLATION_SHARE
    left = [plain(bead_tokens(text, languages[0]), own) for text in source]
    if translation is not None:
        for tokens, text in zip(left, translation, strict=True):
            tokens.extend(translated(bead_tokens(text, languages[1]), _TRANSLATION_SHARE))
    for tokens, terms in zip(left, source_terms, strict=True):
        tokens.extend(plain(terms))
    right = [
        plain(bead_tokens(text, languages[1]) + terms)
        for text, terms in zip(target, target_terms, strict=True)
    ]
    return make_bag(left), make_bag(right)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts ready to be compared: vectors for the coarse search, gains for the fine one."""

    source: Bag
    target: Bag
    words: Sparse
    lengths: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
    runs: tuple[list[Floats], list[Floats]] | None

    def vectors(self) -> tuple[Floats, Floats]:
        """One vector a segment, source and target."""
        if self.runs is not None:
            return self.runs[0][0], self.runs[1][0]
        return word_vectors(self.source, self.target, self.words)

    def gains(self, band: Band) -> Floats:
        """Gain of each of `beadcost.SHAPES` at each node of the band."""
        gains = word_gains(self.source, self.target, self.words, band)
        add_shape_gains(gains, self.lengths, band)
        if self.runs is not None:
            add_vector_gains(gains, *self.runs, band)
        return gains


def _runs(encode: Callable[[list[str]], npt.ArrayLike], segments: list[str]) -> list[Floats]:
    """Vectors of each segment, then of each with the next one, with the next two and the next three."""
    runs = []
    for k in range(_LONGEST_RUN):
        joined = [" ".join(segments[i : i + k + 1]) for i in range(len(segments))]
        vectors = np.asarray(encode(joined), np.float32)
        if vectors.ndim != 2 or len(vectors) != len(segments):
            raise EngineError(f"the encoder gave shape {vectors.shape} for {len(segments)} segments")
        runs.append(vectors)
    return runs


def compare(
    evidence: Evidence, source: list[str], target: list[str], languages: tuple[str, str]
) -> Comparison:
    """Bring both sides' segments, neither of them empty lists, into comparable form.

    Raises EngineError where `translate` or `encode` answers with another number of segments than asked.
    """
    encode = evidence.encode
    bags = _bags(evidence, source, target, languages)
    return Comparison(
        source=bags[0],
        target=bags[1],
        words=word_affinities(*bags, evidence.words()),
        lengths=(np.array([len(text) for text in source]), np.array([len(text) for text in target])),
        runs=None if encode is None else (_runs(encode, source), _runs(encode, target)),
    )
