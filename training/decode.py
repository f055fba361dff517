"""Greedy or sampled translations by a network in training, many sentences at once on a GPU."""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from training.network import Network

LOOK = 8  # steps between looks at whether all sentences are done
END = 0


@torch.no_grad()
def decode(network: Network, source: Tensor, longest: int, *, among: int = 1) -> Tensor:
    """Pieces (batch, at most `longest`), END and what follows it included, for `source` (batch, length).

    Each piece is drawn from the `among` likeliest (Fan, Lewis and Dauphin 2018, Hierarchical Neural Story Generation);
    1 is greedy.
    """
    memory, mask = network.encode(source)
    layers = list(network.decoder)
    told = [layer.cross_attention.split(layer.cross_attention.memory(memory), 2) for layer in layers]
    said: list[tuple[Tensor, Tensor] | None] = [None] * len(layers)
    token = source.new_full((len(source), 1), network.shape.pad)
    done = torch.zeros(len(source), dtype=torch.bool, device=source.device)
    out = []
    for place in range(longest):
        x = network.target(token, place)
        for number, layer in enumerate(layers):
            query, *own = layer.self_attention.split(layer.self_attention.first(x), 3)
            before = said[number]
            key, value = own if before is None else (torch.cat(p, 2) for p in zip(before, own, strict=True))
            said[number] = key, value
            x = layer.self_norm(x + layer.self_attention.mix(query, key, value, None))
            (query,) = layer.cross_attention.split(layer.cross_attention.first(x), 1)
            x = layer.cross_norm(x + layer.cross_attention.mix(query, *told[number], mask))
            x = layer.norm(x + layer.down(F.gelu(layer.up(x))))
        token = _choose(network, x[:, 0], among).masked_fill(done[:, None], END)
        out.append(token)
        done |= token[:, 0] == END
        if place % LOOK == LOOK - 1 and bool(done.all()):
            break
    return torch.cat(out, 1)


def _choose(network: Network, states: Tensor, among: int) -> Tensor:
    scores = F.linear(states, network.target.pieces.weight, network.bias).float()
    scores[:, network.shape.pad] = -torch.inf
    if among == 1:
        return scores.argmax(-1, keepdim=True)
    best, pieces = scores.topk(among)
    return pieces.gather(1, torch.multinomial(best.softmax(-1), 1))
