"""Muon, matrices of one shape at a time: on a GPU hundreds of small products would cost more to start than to do.

Jordan et al. 2024, Muon: An optimizer for hidden layers in neural networks; steps are scaled to those of AdamW as in
Liu et al. 2025, Muon is Scalable for LLM Training. The same steps as `torch.optim.Muon` with `match_rms_adamw`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor

NEWTON_SCHULZ, STEPS = (3.4445, -4.7750, 2.0315), 5
RMS = 0.2  # of AdamW's steps


class Muon(torch.optim.Optimizer):
    """Steps matrices, which all have gradients, by their momentum made orthogonal."""

    def __init__(
        self,
        matrices: Iterable[dict[str, Any]],
        rate: float,
        decay: float,
        products: torch.dtype = torch.bfloat16,
        momentum: float = 0.95,
    ) -> None:
        super().__init__(matrices, {"lr": rate, "decay": decay, "momentum": momentum})
        self.products = products

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]  # noqa: ARG002
        """One update of every matrix."""
        for group in self.param_groups:
            shapes: defaultdict[torch.Size, list[Tensor]] = defaultdict(list)
            for matrix in group["params"]:
                shapes[matrix.shape].append(matrix)
            for shape, matrices in shapes.items():
                gradients = torch.stack([m.grad for m in matrices if m.grad is not None])
                state = self.state[matrices[0]]
                if "momentum" not in state:
                    state["momentum"] = torch.zeros_like(gradients)
                momentum = state["momentum"]
                momentum.lerp_(gradients, 1 - group["momentum"])
                update = orthogonal(gradients.lerp(momentum, group["momentum"]), self.products).float()
                update *= -group["lr"] * RMS * math.sqrt(max(shape))
                torch._foreach_mul_(matrices, 1 - group["lr"] * group["decay"])
                torch._foreach_add_(matrices, list(update.unbind(0)))


def orthogonal(matrices: Tensor, products: torch.dtype = torch.bfloat16) -> Tensor:
    """Roughly the nearest (semi-)orthogonal matrices, (n, rows, columns) in `products`, by Newton-Schulz steps."""
    tall = matrices.shape[1] > matrices.shape[2]
    x = matrices.to(products)
    x = x.mT if tall else x
    x = x / x.norm(dim=(1, 2), keepdim=True).clamp(min=1e-7)
    a, b, c = NEWTON_SCHULZ
    for _ in range(STEPS):
        gram = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    return x.mT if tall else x
