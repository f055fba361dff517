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
from align.beads.cost import Weights, add_shape_gains, segment_gaps, word_gains
from align.beads.path import Band, Shape, Sums
from align.beads.vectors import Meaning, add_vector_gains, centred
from align.errors import EngineError
from align.lexical.anchors import bead_tokens, mark_terms
from align.lexical.lexicon import Lexicon, load

Encode = Callable[[list[str]], npt.ArrayLike]
_TRANSLATION_SHARE = 0.6  # weight of a translation's words against the source's own


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two texts are compared by: lengths, numbers, names and cognates always, the rest where given.

    `translate` turns source segments into the target language, one string each; `encode` turns segments of
    either language into vectors of one space, shape (segments, dimensions), as LaBSE or LASER do; `terms`
    are (source phrase, target phrase) pairs of a glossary; `lexicon` is None for the one that ships.
    """

    translate: Callable[[list[str]], list[str]] | None = None
    encode: Encode | None = None
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
    meaning: Meaning | None

    def vectors(self) -> tuple[Floats, Floats]:
        """One vector a segment, source and target."""
        if self.meaning is not None:
            return self.meaning.left, self.meaning.right
        return word_vectors(self.source, self.target, self.words)

    def part(self, rows: slice, columns: slice) -> Comparison:
        """The same of some segments alone."""
        return Comparison(
            self.source.part(rows.start, rows.stop),
            self.target.part(columns.start, columns.stop),
            self.words,
            (self.lengths[0][rows], self.lengths[1][columns]),
            None if self.meaning is None else self.meaning.part(rows, columns),
        )

    def gains(self, band: Band, shapes: Sequence[Shape], weights: Weights) -> Floats:
        """Gain of each of `shapes` at each node of the band."""
        gains = word_gains((self.source, self.target), self.words, band, shapes, weights)
        add_shape_gains(gains, self.lengths, band, shapes, weights)
        if self.meaning is not None:
            add_vector_gains(gains, self.meaning, band, shapes)
        return gains

    def gaps(self, gap: float) -> tuple[Sums, Sums]:
        """Gains of leaving each segment of either side unpaired, where `gap` is that of a whole sentence."""
        return segment_gaps(self.source, gap), segment_gaps(self.target, gap)


def _encoded(encode: Encode, segments: list[str]) -> Floats:
    """A vector of each segment; each text is asked for once. Raises EngineError where they are none."""
    distinct = list(dict.fromkeys(segments))
    vectors = np.asarray(encode(distinct), np.float32)
    if vectors.ndim != 2 or len(vectors) != len(distinct):
        raise EngineError(f"the encoder gave shape {vectors.shape} for {len(distinct)} segments")
    if not np.isfinite(vectors).all():
        bad = int(np.flatnonzero(~np.isfinite(vectors).all(axis=1))[0])
        raise EngineError(f"the encoder gave a vector that is not finite for {distinct[bad][:60]!r}")
    place = {text: number for number, text in enumerate(distinct)}
    return vectors[[place[text] for text in segments]]


def _vectors(evidence: Evidence, source: list[str], target: list[str]) -> Meaning | None:
    if evidence.encode is None:
        return None
    left, right = _encoded(evidence.encode, source), _encoded(evidence.encode, target)
    if left.shape[1] != right.shape[1]:
        raise EngineError(
            f"the encoder gave {left.shape[1]} dimensions for the source and {right.shape[1]} for the target"
        )
    return centred(left, right)


def compare(
    evidence: Evidence, source: list[str], target: list[str], languages: tuple[str, str]
) -> Comparison:
    """Bring both sides' segments, neither of them empty lists, into comparable form.

    Raises EngineError where `translate` or `encode` answers with another number of segments than asked, or
    with vectors that are not finite or differ in width.
    """
    bags = _bags(evidence, source, target, languages)
    return Comparison(
        source=bags[0],
        target=bags[1],
        words=word_affinities(*bags, evidence.words()),
        lengths=(np.array([len(text) for text in source]), np.array([len(text) for text in target])),
        meaning=_vectors(evidence, source, target),
    )
