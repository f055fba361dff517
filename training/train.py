"""Trains the network; stop it at any time, the same command goes on where it was.

    python -m training.train WORK --tokens 40e6 [--start MODEL.bin]
    python -m training.train WORK --minutes 9 --width 384 --layers 8,2 --batch 40000 --feeders 12 …

Reads what `prepare` and `aligner` left in WORK, writes `checkpoint.pt` (weights, optimiser, place in the
data, random states) and `log.jsonl` there. With --start the weights begin as those of an exported model. Runs on a
CPU (bfloat16) or on one GPU, which needs --feeders; with them, an epoch that was begun is begun anew. The rate rises,
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
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.examples import ANNOTATED
from training.exported import read_weights, shape_of
from training.feed import Batch, Settings, ahead, stream
from training.muon import Muon
from training.network import HEAD, Network, Shape

SMOOTHING = 0.1
EMBEDDING_RATE = 0.35  # of the rate of the matrices
GUIDANCE, GUIDANCE_FIRST, GUIDED = 0.15, 1.0, 0.15  # weight of the word links: at the end, at first, until
WARM_UP = 0.02  # share of the tokens


@dataclass
class Place:
    """Where in the data training stands."""

    tokens: int = 0
    step: int = 0
    epoch: int = 0
    batch: int = 0
    stage: str = "general"
    seconds: float = 0.0


def rate_at(share: float, fall_from: float) -> float:
    """Factor of the learning rate when `share` of the tokens is done; it falls from `fall_from` on."""
    if share < WARM_UP:
        return share / WARM_UP + 0.01
    return 1.0 if share < fall_from else max(0.0, 1 - (share - fall_from) / (1 - fall_from)) + 0.005


def guidance_at(share: float) -> float:
    """Weight of the word links: strong at first, since a decoder that knows where to look learns words fast."""
    return GUIDANCE + (GUIDANCE_FIRST - GUIDANCE) * max(0.0, 1 - share / GUIDED)


def tensors(batch: Batch, device: str) -> dict[str, Tensor]:
    """The arrays on the device; copies wait for nothing."""
    out = {}
    for name in ("source", "target", "places", "links", "shares"):
        tensor = torch.from_numpy(getattr(batch, name))
        out[name] = tensor.pin_memory().to(device, non_blocking=True) if device == "cuda" else tensor
    return out


def optimisers(network: Network, rate: float, decay: float, *, muon: bool) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the layers and AdamW for embeddings, norms and biases; or AdamW for all."""
    if not muon:
        return [
            torch.optim.AdamW(
                network.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=decay, fused=True
            )
        ]
    matrices = [p for n, p in network.named_parameters() if p.dim() == 2 and "embedding" not in n]
    others = [p for n, p in network.named_parameters() if p.dim() < 2 or "embedding" in n]
    return [
        Muon(matrices, rate, decay),
        torch.optim.AdamW(others, lr=rate * EMBEDDING_RATE, betas=(0.9, 0.98), weight_decay=0.0, fused=True),
    ]


@dataclass(frozen=True)
class Flat:
    """All parameters of a network, and all their gradients, as one vector each: copied and scaled at one blow."""

    values: Tensor
    gradients: Tensor

    @staticmethod
    def of(network: Network) -> Flat:
        """The parameters become views of the vectors."""
        values = torch.cat([p.detach().flatten() for p in network.parameters()])
        gradients, start = torch.zeros_like(values), 0
        for parameter in network.parameters():
            place = slice(start, start := start + parameter.numel())
            parameter.data = values[place].view_as(parameter)
            parameter.grad = gradients[place].view_as(parameter)
        return Flat(values, gradients)


class Trainer:
    """Weights in single precision, a bfloat16 copy for the products, and the place in the data."""

    def __init__(self, work: Path, shape: Shape, options: argparse.Namespace) -> None:
        self.work, self.options, self.shape = work, options, shape
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(7)
        self.master = Network(shape, options.dropout).to(self.device)
        if options.start:
            weights = read_weights(options.start)
            if shape_of(weights) != shape:
                raise SystemExit(f"{options.start}: its shape is {shape_of(weights)}; asked for was {shape}")
            self.master.load_state_dict(weights)
        elif (work / "embedding.npy").exists():
            vectors = torch.from_numpy(np.load(work / "embedding.npy"))
            self.master.embedding.weight.data.copy_(vectors)
        self.network = Network(shape, options.dropout).to(self.device, torch.bfloat16)
        self.optimisers = optimisers(self.master, options.rate, options.decay, muon=options.muon)
        self.place = Place()
        self.settings = Settings(
            options.work,
            options.batch,
            shape.pad,
            options.annotated,
            options.resegmented,
            options.seed,
            options.capitals,
        )
        self.exact, self.copy = Flat.of(self.master), Flat.of(self.network)

    def save(self) -> None:
        """Writes `checkpoint.pt` beside, then renames."""
        state: dict[str, Any] = {
            "weights": self.master.state_dict(), "optimisers": [o.state_dict() for o in self.optimisers],
            "place": asdict(self.place), "shape": asdict(self.shape), "torch": torch.get_rng_state(),
        }  # fmt: skip
        torch.save(state, self.work / "checkpoint.part")
        (self.work / "checkpoint.part").replace(self.work / "checkpoint.pt")

    def resume(self) -> None:
        """Goes back to the last checkpoint, if there is one."""
        path = self.work / "checkpoint.pt"
        if path.exists():
            state = torch.load(path, map_location=self.device, weights_only=True)
            self.master.load_state_dict(state["weights"])
            for optimiser, saved in zip(self.optimisers, state["optimisers"], strict=True):
                optimiser.load_state_dict(saved)
            self.place = Place(**state["place"])
            torch.set_rng_state(state["torch"].cpu())
            print(f"resumed at step {self.place.step}, {self.place.tokens:,} tokens", flush=True)
        self.copy.values.copy_(self.exact.values)

    def share(self) -> float:
        """How much of the training is done."""
        return max(self.place.tokens / self.options.tokens, self.place.seconds / (60 * self.options.minutes))

    def step(self, batch: Batch) -> Tensor:
        """One update; returns the losses of words and of links, per piece."""
        data = tensors(batch, self.device)
        words, guided = self._losses(data, batch, SMOOTHING)
        # A model that goes on knows already where to look.
        weight = GUIDANCE if self.options.start else guidance_at(self.share())
        (words + weight * guided).backward()
        self._update()
        self.place.tokens += len(batch.places)
        self.place.step += 1
        return torch.stack([words.detach(), guided.detach()])

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
        self.exact.gradients.copy_(self.copy.gradients)
        self.copy.gradients.zero_()
        self.exact.gradients.mul_((1 / self.exact.gradients.norm()).clamp(max=1))
        factor = rate_at(self.share(), self.options.fall_from)
        for optimiser, own in zip(self.optimisers, (1.0, EMBEDDING_RATE), strict=False):
            for group in optimiser.param_groups:
                group["lr"] = self.options.rate * own * factor
            optimiser.step()
        self.copy.values.copy_(self.exact.values)

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
            yield stream(self.settings.corpus(), self.settings, stages, place.epoch, place.batch)

    def run(self) -> None:
        """Trains until the tokens, or the minutes, are spent."""
        self.resume()
        if self.share() >= 1:
            return
        self.network.train()
        with self._stream() as items:
            last = last_save = last_log = time.monotonic()
            tokens_then, sums, steps = self.place.tokens, torch.zeros(2, device=self.device), 0
            for self.place.epoch, number, batch in items:
                if number == 0:
                    self.place.stage = self._stage()
                sums += self.step(batch)
                self.place.batch, steps = number + 1, steps + 1
                now = time.monotonic()
                self.place.seconds, last = self.place.seconds + now - last, now
                if now - last_log > self.options.log_every:
                    self._log((self.place.tokens - tokens_then) / (now - last_log), (sums / steps).tolist())
                    last_log, tokens_then, sums, steps = now, self.place.tokens, torch.zeros_like(sums), 0
                if now - last_save > self.options.save_every:
                    self.save()
                    last_save = now
                if self.share() >= 1:
                    break
        self.save()

    def _log(self, speed: float, losses: list[float]) -> None:
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
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--layers", default="6,2", help="encoder,decoder")
    parser.add_argument("--batch", type=int, default=3500, help="padded target pieces a batch")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument(
        "--muon", action=argparse.BooleanOptionalAction, default=True, help="Muon, or AdamW alone"
    )
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
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if math.isinf(min(options.tokens, options.minutes)):
        parser.error("say when to stop: --tokens N, --minutes M, or both")
    torch.set_flush_denormal(True)
    torch.set_num_threads(options.threads)
    encoder, decoder = map(int, options.layers.split(","))
    shape = Shape(
        width=options.width,
        heads=options.width // HEAD,
        feedforward=4 * options.width,
        encoder_layers=encoder,
        decoder_layers=decoder,
    )
    Trainer(options.work, shape, options).run()


if __name__ == "__main__":
    main()
