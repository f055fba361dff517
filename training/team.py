"""Processes that train one network on one machine: each on batches of its own, in memory that all see.

On a CPU threads wait for each other at every product, and for a core that something else uses; processes meet three times
a step. Each owns a part of the parameters, whose gradients it sums and which it steps (Rajbhandari et al. 2020, ZeRO).
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn

PATIENCE = 600  # seconds to wait for another process, before it is taken for dead


class Team:
    """One of `size` processes, `rank` of them; alone until `run`."""

    def __init__(self, size: int, numbers: int = 4) -> None:
        self.size, self.rank = size, 0
        self._barrier = multiprocessing.get_context("fork").Barrier(size)
        self._numbers = torch.zeros(size, numbers, dtype=torch.float64).share_memory_()

    def wait(self) -> None:
        """Returns when all processes are here."""
        if self.size > 1:
            self._barrier.wait(PATIENCE)

    def total(self, *values: float) -> list[float]:
        """The sum of each value over all processes, which all must ask."""
        self._numbers[self.rank, : len(values)] = torch.tensor(values, dtype=torch.float64)
        self.wait()
        out = self._numbers[:, : len(values)].sum(0).tolist()
        self.wait()
        return out  # type: ignore[no-any-return]

    def run(self, work: Callable[[], None]) -> None:
        """Does the work in all processes, this one among them, which is the first."""
        context = multiprocessing.get_context("fork")
        others = [
            context.Process(target=self._as, args=(rank, work), daemon=True) for rank in range(1, self.size)
        ]
        for process in others:
            process.start()
        work()
        for process in others:
            process.join()

    def _as(self, rank: int, work: Callable[[], None]) -> None:
        self.rank = rank
        work()


@dataclass(frozen=True)
class Flat:
    """The parameters of a network as one vector, in the order of their owners, and the gradients each process finds.

    Process k owns `parts[k]` of the vector, the parameters `owned[k]`.
    """

    values: Tensor
    gradients: list[Tensor]
    places: Mapping[str, slice]
    parts: list[slice]
    owned: list[list[str]]

    @staticmethod
    def of(network: nn.Module, team: Team, costs: Mapping[str, float], *, each: bool) -> Flat:
        """The parameters become views of shared memory; with `each` there is a vector of gradients a process."""
        named = dict(network.named_parameters())
        owned: list[list[str]] = [[] for _ in range(team.size)]
        loads = [0.0] * team.size
        for name in sorted(named, key=lambda name: (-costs[name], name)):
            owner = loads.index(min(loads))
            owned[owner].append(name)
            loads[owner] += costs[name]
        places, parts, start = {}, [], 0
        for names in owned:
            first = start
            for name in names:
                places[name] = slice(start, start := start + named[name].numel())
            parts.append(slice(first, start))
        values = torch.cat([named[name].detach().flatten() for name in places])
        gradients = [torch.zeros_like(values) for _ in range(team.size if each else 1)]
        if values.device.type == "cpu":
            values.share_memory_()
            for vector in gradients:
                vector.share_memory_()
        for name, place in places.items():
            named[name].data = values[place].view_as(named[name])
        return Flat(values, gradients, places, parts, owned)

    def attach(self, network: nn.Module, vector: Tensor) -> None:
        """The network's gradients become views of a vector of them."""
        for name, parameter in network.named_parameters():
            parameter.grad = vector[self.places[name]].view_as(parameter)


__all__ = ["Flat", "Team"]
