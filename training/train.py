"""Trains the network; stop it at any time, the same command goes on where it was.

    python -m training.train WORK --tokens 40e6 [--start MODEL.bin]
    python -m training.train WORK --minutes 9 --batch 40000 --feeders 12 …

Reads what `prepare`, `aligner` and `begin` left in WORK, writes `checkpoint.pt` (weights, optimiser, place in the
data, random states) and `log.jsonl` there. With --start the weights begin as those of an exported model. Text may be added
to WORK between two runs: the next epoch begins then. Runs on a CPU (in bfloat16 if it has instructions for it) or on one
GPU, which needs --feeders; with them, an epoch that was begun is begun anew. The rate rises,
stays and falls to nothing in the last part (Hägele et al. 2024, Scaling Laws and Compute-Optimal Training
Beyond Fixed Training Durations); matrices are stepped by Muon (Jordan et al. 2024), the rest by AdamW.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.examples import ANNOTATED
from training.exported import read_weights, shape_of
from training.feed import Batch, Settings, ahead, stream
from training.network import Network
from training.rates import GUIDANCE, costs, guidance_at, optimisers, rate_at
from training.team import Flat, Team

SMOOTHING = 0.1


@dataclass
class Place:
    """Where in the data training stands."""

    tokens: int = 0
    step: int = 0
    epoch: int = 0
    batch: int = 0
    stage: str = "general"
    seconds: float = 0.0
    pairs: int = 0


def tensors(batch: Batch, device: str) -> dict[str, Tensor]:
    """The arrays on the device; copies wait for nothing."""
    out = {}
    for name in ("source", "target", "places", "links", "shares"):
        tensor = torch.from_numpy(getattr(batch, name))
        out[name] = tensor.pin_memory().to(device, non_blocking=True) if device == "cuda" else tensor
    return out


def precision(device: str) -> torch.dtype:
    """Of the products: bfloat16, which is twenty times slower than single on a processor without instructions for it."""
    fast = device == "cuda" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if fast else torch.float32


class Trainer:
    """Weights in single precision, a copy for the products, and the place in the data."""

    def __init__(self, work: Path, options: argparse.Namespace) -> None:
        self.work, self.options = work, options
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(7)
        begun = work / "begin.pt"
        weights = read_weights(options.start) if options.start else torch.load(begun, weights_only=True)
        self.shape = shape = shape_of(weights)
        self.master = Network(shape, options.dropout).to(self.device)
        self.master.load_state_dict(weights)
        self.network = Network(shape, options.dropout).to(self.device, precision(self.device))
        self.team = Team(options.processes)
        self.exact = Flat.of(self.master, self.team, costs(self.master), each=False)
        self.copy = Flat.of(self.network, self.team, costs(self.network), each=True)
        self.exact.attach(self.master, self.exact.gradients[0])
        self.place = Place(pairs=len(np.load(work / "pairs.npz")["source_of"]))
        self.settings = Settings(
            options.work,
            options.batch,
            shape.pad,
            options.annotated,
            options.resegmented,
            options.seed,
            options.capitals,
        )

    def _join(self) -> None:
        """What each process has for itself: gradients, optimisers of its parameters, random numbers."""
        torch.manual_seed(7 + self.team.rank)
        own = {
            name: p for name, p in self.master.named_parameters() if name in self.exact.owned[self.team.rank]
        }
        self.optimisers = optimisers(own, self.options.rate, self.options.decay, precision(self.device))
        self.copy.attach(self.network, self.copy.gradients[self.team.rank])
        self.resume()

    def save(self) -> None:
        """Writes `checkpoint.pt` and each process's `checkpoint.RANK.pt` beside, then renames."""
        own: dict[str, Any] = {
            "optimisers": [o.state_dict() for o in self.optimisers], "place": asdict(self.place),
            "torch": torch.get_rng_state(),
        }  # fmt: skip
        files = {f"checkpoint.{self.team.rank}.pt": own}
        if self.team.rank == 0:
            files["checkpoint.pt"] = {
                "weights": self.master.state_dict(), "place": own["place"], "shape": asdict(self.shape),
                "processes": self.team.size,
            }  # fmt: skip
        for name, state in files.items():
            torch.save(state, self.work / f"{name}.part")
        self.team.wait()
        for name in files:
            (self.work / f"{name}.part").replace(self.work / name)

    def resume(self) -> None:
        """Goes back to the last checkpoint, if there is one."""
        path = self.work / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, map_location=self.device, weights_only=True)
            if state["processes"] != self.team.size:
                raise SystemExit(
                    f"{path}: made by {state['processes']} processes; go on with as many (--processes)"
                )
            own = torch.load(
                path.with_name(f"checkpoint.{self.team.rank}.pt"), map_location=self.device, weights_only=True
            )
            self.master.load_state_dict(state["weights"])
            for optimiser, saved in zip(self.optimisers, own["optimisers"], strict=True):
                optimiser.load_state_dict(saved)
            pairs, self.place = self.place.pairs, Place(**own["place"])
            if pairs != self.place.pairs:  # the data are others
                self.place.epoch, self.place.batch, self.place.pairs = self.place.epoch + 1, 0, pairs
            torch.set_rng_state(own["torch"].cpu())
            print(f"resumed at step {self.place.step}, {self.place.tokens:,} tokens", flush=True)
        self.copy.values.copy_(self.exact.values)
        self.team.wait()

    def share(self) -> float:
        """How much of the training is done."""
        return max(self.place.tokens / self.options.tokens, self.place.seconds / (60 * self.options.minutes))

    def step(self, batch: Batch, seconds: float) -> Tensor:
        """One update, `seconds` after the last; returns the losses of words and of links, per piece."""
        data = tensors(batch, self.device)
        words, guided = self._losses(data, batch, SMOOTHING)
        # A model that goes on knows already where to look.
        weight = GUIDANCE if self.options.start else guidance_at(self.place.tokens)
        (words + weight * guided).backward()
        tokens, clock, *losses = self.team.total(
            len(batch.places), seconds if self.team.rank == 0 else 0.0, words.item(), guided.item()
        )
        self._update()
        self.place.tokens += int(tokens)
        self.place.seconds += clock
        self.place.step += 1
        return torch.tensor(losses) / self.team.size

    def _losses(self, data: dict[str, Tensor], batch: Batch, smoothing: float) -> tuple[Tensor, Tensor]:
        target = data["target"].long()
        before = torch.nn.functional.pad(target[:, :-1], (1, 0), value=self.shape.pad)
        states, attention = self.network(data["source"].long(), before)
        places = data["places"]
        words = self.network.loss(states.flatten(0, 1)[places], target.flatten()[places], smoothing) / len(
            batch.places
        )
        told = attention[tuple(data["links"].long().unbind(1))]
        return words, -(told * data["shares"]).sum() / batch.linked

    def _update(self) -> None:
        part, gradient = self.exact.parts[self.team.rank], self.exact.gradients[0]
        own = gradient[part].copy_(self.copy.gradients[0][part])
        for other in self.copy.gradients[1:]:
            own += other[part]
        own /= self.team.size
        norm = math.sqrt(self.team.total(float(own.square().sum()))[0])
        self.copy.gradients[self.team.rank].zero_()  # all have read it
        own *= min(1.0, 1 / norm)
        factor = rate_at(self.share(), self.options.fall_from)
        for optimiser in self.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = self.options.rate * group["share"] * factor
            optimiser.step()
        self.copy.values[part].copy_(self.exact.values[part])
        self.team.wait()

    def _stage(self) -> str:
        return "news" if self.share() > self.options.news_from else "general"

    @contextmanager
    def _stream(self) -> Iterator[Iterator[tuple[int, int, Batch]]]:
        place = self.place
        if self.options.feeders:
            with ahead(self.settings, self.options.feeders, place.epoch, self._stage) as items:
                yield items
        else:
            stages = chain([place.stage] if place.batch else [], iter(self._stage, ""))
            part = self.team.rank, self.team.size
            yield stream(self.settings.corpus(), self.settings, stages, place.epoch, place.batch, part)

    def run(self) -> None:
        """Trains until the tokens, or the minutes, are spent."""
        self.team.run(self._run)

    def _run(self) -> None:
        self._join()
        if self.share() >= 1:
            return
        self.network.train()
        with self._stream() as items:
            last = time.monotonic()
            begun, sums = replace(self.place), torch.zeros(2)
            for self.place.epoch, number, batch in items:
                if number == 0:
                    self.place.stage = self._stage()
                before, now = self.place.seconds, time.monotonic()
                sums += self.step(batch, now - last)
                self.place.batch, last = number + 1, now
                if self.place.seconds - begun.seconds > self.options.log_every:
                    self._log(begun, (sums / (self.place.step - begun.step)).tolist())
                    begun, sums = replace(self.place), torch.zeros(2)
                if before // self.options.save_every != self.place.seconds // self.options.save_every:
                    self.save()
                if self.share() >= 1:
                    break
        self.save()

    def _log(self, begun: Place, losses: list[float]) -> None:
        """Says what was done since `begun`; the first process speaks for all."""
        if self.team.rank:
            return
        speed = (self.place.tokens - begun.tokens) / (self.place.seconds - begun.seconds)
        left = self.place.seconds / 60 * (1 / self.share() - 1)
        row = asdict(self.place) | {
            "loss": round(losses[0], 4), "guide": round(losses[1], 4), "tokens_per_second": round(speed),
        }  # fmt: skip
        with (self.work / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        print(f"epoch {row['epoch']} step {row['step']:,} {row['tokens'] / 1e6:.2f}M tokens, loss {row['loss']:.3f} "
              f"(perplexity {math.exp(row['loss']):.1f}), guide {row['guide']:.3f}, {speed:,.0f} tokens/s, "
              f"ends in {left:.1f} min", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--start", type=Path, help="model.bin of an exported model to go on from")
    parser.add_argument(
        "--tokens", type=float, default=math.inf, help="target pieces to train on, all in all"
    )
    parser.add_argument("--minutes", type=float, default=math.inf, help="training time, all in all")
    parser.add_argument("--batch", type=int, default=3500, help="padded target pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--fall-from", type=float, default=0.6, help="share after which the rate falls")
    parser.add_argument("--news-from", type=float, default=0.7, help="share after which news weighs more")
    parser.add_argument("--annotated", type=float, default=ANNOTATED, help="share of sentences with terms")
    parser.add_argument("--resegmented", type=float, default=0.0, help="share of words cut into other pieces")
    parser.add_argument("--capitals", type=float, default=0.0, help="share of sentences with more capitals")
    parser.add_argument("--decay", type=float, default=0.01, help="of the matrices")
    parser.add_argument("--seed", type=int, default=17, help="of the order of the data")
    parser.add_argument("--feeders", type=int, default=0, help="processes that make batches")
    parser.add_argument("--log-every", type=float, default=30, help="seconds between lines of the log")
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help="on a CPU, with a thread each"
    )
    options = parser.parse_args()
    if math.isinf(min(options.tokens, options.minutes)):
        parser.error("say when to stop: --tokens N, --minutes M, or both")
    torch.set_flush_denormal(True)
    torch.set_num_threads(1)
    if torch.cuda.is_available():
        options.processes = 1
    Trainer(options.work, options).run()


if __name__ == "__main__":
    main()
