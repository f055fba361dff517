"""Weights on their way to the shipped model."""

from __future__ import annotations

import pytest
import torch

from align.engines.embedded import FOLDER
from training.export import mixed
from training.exported import read_weights


def test_a_share_of_the_weights_before_is_mixed_in() -> None:
    """Every tensor of the shipped model."""
    before = read_weights(FOLDER / "model.bin")
    after = {name: tensor + 1 for name, tensor in before.items()}
    for share in (0.0, 0.25, 1.0):
        out = mixed(after, before, share)
        assert out.keys() == before.keys()
        for name, tensor in out.items():
            torch.testing.assert_close(tensor, before[name] + (1 - share), atol=1e-5, rtol=0)


def test_models_of_another_kind_do_not_mix() -> None:
    with pytest.raises(KeyError):
        mixed({"x": torch.zeros(2)}, {}, 0.5)
