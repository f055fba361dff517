"""Training by several processes: what they share, and going on where it stopped."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import torch
from torch import nn

from tests.training.conftest import Pair
from training.network import Network, Shape
from training.team import Flat, Team
from training.train import Trainer

PAIRS: tuple[Pair, ...] = (
    ("Kapal berlabuh malam ini.", "The ship anchored tonight.", "nlp/a", [(0, 1), (1, 2), (2, 3)]),
    ("Menteri tiba di ibu kota.", "The minister reached the capital.", "nlp/a", [(0, 1), (1, 2), (3, 4)]),
    ("Harga beras naik lagi.", "Rice is dearer again.", "nlp/a", [(1, 0), (2, 2), (3, 3)]),
    ("Penyelundupan tenggiri terbongkar.", "Mackerel smuggling uncovered.", "nlp/a", [(0, 1), (1, 0), (2, 2)]),
) * 8  # fmt: skip
OPTIONS = {
    "start": None, "batch": 60, "rate": 1e-3, "dropout": 0.0, "fall_from": 0.6, "news_from": 0.7, "annotated": 0.0,
    "resegmented": 0.0, "capitals": 0.0, "decay": 0.01, "seed": 17, "feeders": 0, "minutes": float("inf"),
    "log_every": 0.0, "save_every": 1e9,
}  # fmt: skip


@pytest.fixture
def work(written: Callable[[Sequence[Pair]], Path]) -> Iterator[Path]:
    """Pairs, and a small network with weights to begin from. Threads would wait for each other at every small product."""
    folder = written(PAIRS)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network = Network(Shape(width=64, encoder_layers=1, decoder_layers=1))
    torch.save(network.state_dict(), folder / "begin.pt")
    yield folder
    torch.set_num_threads(threads)


def _train(work: Path, tokens: float, processes: int) -> Trainer:
    trainer = Trainer(work, argparse.Namespace(work=work, tokens=tokens, processes=processes, **OPTIONS))
    trainer.run()
    return trainer


def _losses(work: Path) -> list[float]:
    return [
        json.loads(line)["loss"] for line in (work / "log.jsonl").read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.parametrize("processes", [1, 2])
def test_it_learns_and_goes_on_where_it_stopped(work: Path, processes: int) -> None:
    """The weights in memory are those of the checkpoint, whichever process stepped them."""
    first = _train(work, 1500, processes)
    state = torch.load(work / "checkpoint.pt", weights_only=True)
    assert state["place"]["tokens"] >= 1500
    for name, tensor in first.master.state_dict().items():
        assert torch.equal(tensor, state["weights"][name])
    _train(work, 3000, processes)
    again = torch.load(work / "checkpoint.pt", weights_only=True)
    assert again["place"]["step"] > state["place"]["step"]
    losses = _losses(work)
    assert sum(losses[-5:]) < 0.8 * sum(losses[:5])


def test_a_checkpoint_of_other_processes_is_refused_in_one_line(work: Path) -> None:
    _train(work, 300, 1)
    with pytest.raises(SystemExit, match=r"checkpoint\.pt: made by 1 processes; go on with as many"):
        Trainer(work, argparse.Namespace(work=work, tokens=900, processes=2, **OPTIONS))._join()


def test_every_parameter_has_one_owner_and_loads_are_even() -> None:
    network = nn.Sequential(*(nn.Linear(16, 16) for _ in range(8)))
    before = [parameter.detach().clone() for parameter in network.parameters()]
    costs = {name: float(parameter.numel()) for name, parameter in network.named_parameters()}
    flat = Flat.of(network, Team(3), costs, each=True)
    names = [name for owned in flat.owned for name in owned]
    assert sorted(names) == sorted(costs)
    loads = [sum(costs[name] for name in owned) for owned in flat.owned]
    assert max(loads) - min(loads) <= 256
    for parameter, old in zip(network.parameters(), before, strict=True):
        assert torch.equal(parameter, old)
    flat.values.zero_()  # the parameters are views of it
    assert all(parameter.abs().sum() == 0 for parameter in network.parameters())
