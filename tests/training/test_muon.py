"""Muon by shape takes the steps of torch's, matrix by matrix."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from training.muon import Muon


@pytest.mark.parametrize("products", [torch.bfloat16, torch.float32])
def test_steps_are_those_of_torch(products: torch.dtype) -> None:
    generator = torch.Generator().manual_seed(5)
    shapes = [(24, 8), (8, 8), (24, 8), (8, 24)]
    start = [torch.randn(shape, generator=generator) for shape in shapes]
    ours, theirs = ([nn.Parameter(matrix.clone()) for matrix in start] for _ in range(2))
    optimisers = (
        Muon([{"params": ours}], rate=0.02, decay=0.1, products=products),
        torch.optim.Muon(theirs, lr=0.02, weight_decay=0.1, momentum=0.95, adjust_lr_fn="match_rms_adamw"),
    )
    for _ in range(4):
        gradients = [torch.randn(shape, generator=generator) for shape in shapes]
        for matrices, optimiser in zip((ours, theirs), optimisers, strict=True):
            for matrix, gradient in zip(matrices, gradients, strict=True):
                matrix.grad = gradient.clone()
            optimiser.step()
    for mine, other, first in zip(ours, theirs, start, strict=True):
        moved = (other - first).norm()
        assert (mine - other).norm() < 0.02 * moved
        assert moved > 0.05
