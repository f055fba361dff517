"""Promises of `align.beads.vectors` and `align.engines.vectors`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import align
from align.beads.path import full_band
from align.beads.search import shapes_to
from align.beads.vectors import add_vector_gains, centred
from align.engines.embedded import FOLDER
from align.engines.vectors import encoder_of


def test_gains_of_runs_are_those_of_their_sums() -> None:
    """A run of three whose sum is another's vector gains as much as vectors that are the same."""
    generator = np.random.default_rng(5)
    left = generator.standard_normal((90, 32)).astype(np.float32)
    right = np.vstack([left[:40], [left[40:43].sum(axis=0)], left[43:]])
    band, shapes = full_band(90, 88), shapes_to(4)
    gains = np.zeros((len(shapes), band.size), np.float32)
    add_vector_gains(gains, centred(left, right), band, shapes)
    one, three = gains[shapes.index((1, 1))], gains[shapes.index((3, 1))]
    assert one[band.start[7] + 7] == one.max() > 0
    assert three[band.start[40] + 40] > np.quantile(three, 0.99)
    assert one[band.start[7] + 60] < 0


def test_a_sentence_alone_gains_nothing() -> None:
    """With no other sentence there is nothing that a pair could be nearer than."""
    gains = np.zeros((1, 4), np.float32)
    add_vector_gains(gains, centred(*[np.ones((1, 3), np.float32)] * 2), full_band(1, 1), ((1, 1),))
    assert not gains.any()


def test_the_encoder_puts_translations_near_and_batches_alike() -> None:
    """Vectors of a sentence do not depend on its neighbours; a text that is empty has one, too."""
    encode = encoder_of(FOLDER)
    texts = ["Gempa bumi melanda Padang.", "", "Anak itu makan pisang di dapur bersama kakaknya yang tertua."]
    together = encode(texts)
    assert np.isfinite(together).all()
    np.testing.assert_allclose(together[:1], encode(texts[:1]), rtol=1e-3, atol=1e-4)


def test_the_face_takes_them() -> None:
    """The signature says that vectors were used."""
    bitext = align.pair("Ibu memasak. Ayah tidur.", "Mother cooks. Father sleeps.", vectors=True)
    assert bitext.signature.startswith("aligner:encode+lexicon")


def test_other_files_are_told(tmp_path: Path) -> None:
    """A model that cannot be read so is named."""
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes() if file.name != "model.bin" else b"no model")
    with pytest.raises(align.EngineError, match=r"model\.bin"):
        encoder_of(tmp_path)
