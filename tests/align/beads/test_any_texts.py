"""Whatever is to be aligned: every segment lies in one bead, and what is the same on both sides is paired."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import align
from align.beads.sentences import align_sentences
from align.model import Span


@settings(max_examples=60)
@given(st.lists(st.text(max_size=12), max_size=6), st.lists(st.text(max_size=12), max_size=6))
def test_any_lines_are_tiled(source: list[str], target: list[str]) -> None:
    """Whatever the lines hold, the beads tile both sides in order and score within 0..1."""
    beads = align_sentences(source, target)
    ends = (0, 0)
    for bead in beads:
        assert (bead.source.start, bead.target.start) == ends
        assert 0 < bead.score <= 1
        ends = (bead.source.end, bead.target.end)
    assert ends == (len(source), len(target))


def test_identical_sides_pair_one_to_one_with_an_engine() -> None:
    """What stands on the other side as it is gets no translation, which it would not resemble."""
    text = "Gempa melanda Padang. Tiga orang tewas. Presiden akan datang. Harga beras naik 12 persen."
    bitext = align.pair(text, text, engine="embedded")
    assert [(bead.source, bead.target) for bead in bitext.beads] == [
        (Span(i, i + 1), Span(i, i + 1)) for i in range(4)
    ]


def test_the_face_takes_an_encoder_and_bounds() -> None:
    """Sentence vectors and the bounds of beads reach the aligner, and the signature says what was used."""
    source = "Gempa melanda Padang. Tiga orang tewas."
    target = "An earthquake hit Padang. Three people were killed."

    def encode(texts: list[str]) -> list[list[float]]:
        return [[1.0, 0.0] if "Padang" in text else [0.0, 1.0] for text in texts]

    bitext = align.pair(source, target, encode=encode, longest=1)
    assert [(bead.source, bead.target) for bead in bitext.beads] == [
        (Span(i, i + 1), Span(i, i + 1)) for i in (0, 1)
    ]
    assert bitext.signature.startswith("aligner:encode+lexicon")
    assert "verdict:aligned" in bitext.signature
