"""How fast each part of the network learns: rates by parameter and by time, the weight of the word links, the optimisers.

Matrices are stepped by Muon (Jordan et al. 2024), the rest by AdamW.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import torch
from torch import Tensor

from training.muon import Muon
from training.network import Network

#: Of the rate, by the beginning of a parameter's name; the first that fits. What was pretrained moves slowly, where two
#: models were stitched together fast.
RATES = (
    ("source.", 0.15),
    ("target.", 0.35),
    ("bias", 0.35),
    ("encoder.", 0.5),
    ("decoder.0.cross_attention.memory", 1.5),
    ("decoder.1.cross_attention.memory", 1.5),
    ("decoder.", 1.0),
)
VECTOR_RATE = 0.35  # of it, for norms and biases of the layers
GUIDANCE, GUIDANCE_FIRST, GUIDED = (
    0.15,
    1.0,
    2e6,
)  # weight of the word links: at the end, at first; until, in pieces
WARM_UP = 0.02  # share of the tokens


def rate_at(share: float, fall_from: float) -> float:
    """Factor of the learning rate when `share` of the tokens is done; it falls from `fall_from` on."""
    if share < WARM_UP:
        return share / WARM_UP + 0.01
    return 1.0 if share < fall_from else max(0.0, 1 - (share - fall_from) / (1 - fall_from)) + 0.005


def guidance_at(tokens: int) -> float:
    """Weight of the word links: strong at first, since a decoder that knows where to look learns words fast."""
    return GUIDANCE + (GUIDANCE_FIRST - GUIDANCE) * max(0.0, 1 - tokens / GUIDED)


def costs(network: Network) -> dict[str, float]:
    """What it costs to step each parameter, roughly."""
    return {
        name: p.numel() * (1 if p.dim() < 2 or "pieces" in name else 12)
        for name, p in network.named_parameters()
    }


def optimisers(
    parameters: dict[str, Tensor], rate: float, decay: float, products: torch.dtype
) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the layers and AdamW for embeddings, norms and biases; groups know their `share` of the
    rate. `products` is the type of Muon's.
    """
    matrices, others = defaultdict[float, list[Tensor]](list), defaultdict[float, list[Tensor]](list)
    for name, parameter in parameters.items():
        share = next(share for beginning, share in RATES if name.startswith(beginning))
        layer = name.startswith(("encoder.", "decoder."))
        if layer and parameter.dim() == 2:
            matrices[share].append(parameter)
        else:
            others[share * (VECTOR_RATE if layer else 1)].append(parameter)

    def groups(of: dict[float, list[Tensor]]) -> list[dict[str, Any]]:
        return [{"params": own, "share": share} for share, own in of.items()]

    adam = torch.optim.AdamW(groups(others), lr=rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
    return [Muon(groups(matrices), rate, decay, products), adam]
