"""Trains the network; stop it at any time, the same command goes on where it was.

    python -m training.train WORK --tokens 40e6 [--start MODEL.bin]

Reads what `prepare` and `aligner` left in WORK, writes `checkpoint.pt` (weights, optimiser, place in the
data, random states) and `log.jsonl` there. With --start the weights begin as those of an exported model. Runs on a CPU (bfloat16) or on one GPU. The rate rises,
stays and falls to nothing in the last part (Hägele et al. 2024, Scaling Laws and Compute-Optimal Training
Beyond Fixed Training Durations); matrices are stepped by Muon (Jordan et al. 2024), the rest by AdamW.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from training.examples import ANNOTATED, Corpus, Example, batches
from training.exported import read_weights
from training.network import Network, Shape

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


def tensors(batch: list[Example], pad: int, device: str) -> dict[str, Tensor]:
    """Padded int64 arrays and the guide (batch, target, source): rows sum to 1, or 0 without a link."""
    longest = max(len(e.source) for e in batch) + 1, max(len(e.target) for e in batch) + 1
    source = np.full((len(batch), longest[0]), pad, dtype=np.int64)
    before, after = (np.full((len(batch), longest[1]), pad, dtype=np.int64) for _ in range(2))
    guide = np.zeros((len(batch), longest[1], longest[0]), dtype=np.float32)
    for row, example in enumerate(batch):
        n, m = len(example.source), len(example.target)
        source[row, :n], source[row, n] = example.source, 0
        before[row, 1 : m + 1] = example.target
        after[row, :m], after[row, m] = example.target, 0
        if example.links:
            places = np.asarray(example.links)
            guide[row, places[:, 0], places[:, 1]] = 1
        guide[row, m, n] = 1
    guide /= np.maximum(guide.sum(-1, keepdims=True), 1)
    arrays = {"source": source, "before": before, "after": after, "guide": guide}
    return {name: torch.from_numpy(array).to(device) for name, array in arrays.items()}


def optimisers(network: Network, rate: float, *, muon: bool) -> list[torch.optim.Optimizer]:
    """Muon for the matrices of the layers and AdamW for embeddings, norms and biases; or AdamW for all."""
    if not muon:
        return [
            torch.optim.AdamW(network.parameters(), lr=rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        ]
    matrices = [p for n, p in network.named_parameters() if p.dim() == 2 and "embedding" not in n]
    others = [p for n, p in network.named_parameters() if p.dim() < 2 or "embedding" in n]
    return [
        torch.optim.Muon(matrices, lr=rate, weight_decay=0.01, momentum=0.95, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(others, lr=rate * EMBEDDING_RATE, betas=(0.9, 0.98), weight_decay=0.0),
    ]


class Trainer:
    """Weights in single precision, a bfloat16 copy for the products, and the place in the data."""

    def __init__(self, work: Path, shape: Shape, options: argparse.Namespace) -> None:
        self.work, self.options, self.shape = work, options, shape
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(7)
        self.master = Network(shape, options.dropout).to(self.device)
        if options.start:
            self.master.load_state_dict(read_weights(options.start, shape))
        elif (work / "embedding.npy").exists():
            vectors = torch.from_numpy(np.load(work / "embedding.npy"))
            self.master.embedding.weight.data.copy_(vectors)
        self.network = Network(shape, options.dropout).to(self.device, torch.bfloat16)
        self.optimisers = optimisers(self.master, options.rate, muon=options.muon)
        self.place, self.chooser = Place(), random.Random(11)
        self.corpus = Corpus(work, options.annotated, options.seed)
        self.pool: list[
            list[int]
        ] = []  # phrases at the start of the epoch: replaying it gives the same examples
        self.pairs = list(zip(self.master.parameters(), self.network.parameters(), strict=True))

    def save(self) -> None:
        """Writes `checkpoint.pt` beside, then renames."""
        state: dict[str, Any] = {
            "weights": self.master.state_dict(), "optimisers": [o.state_dict() for o in self.optimisers],
            "place": asdict(self.place), "shape": asdict(self.shape), "torch": torch.get_rng_state(),
            "pool": self.pool,
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
            self.pool = state["pool"]
            print(f"resumed at step {self.place.step}, {self.place.tokens:,} tokens", flush=True)
        self._refresh()

    def _refresh(self) -> None:
        with torch.no_grad():
            for master, copy in self.pairs:
                copy.copy_(master)

    def step(self, batch: list[Example]) -> dict[str, float]:
        """One update; returns losses per piece."""
        data = tensors(batch, self.shape.pad, self.device)
        states, attention = self.network(data["source"], data["before"])
        # Real places of the target are those that predict something: the end mark is piece 0.
        real = torch.arange(data["after"].shape[1], device=self.device)[None] < torch.tensor(
            [[len(e.target) + 1] for e in batch], device=self.device
        )
        count = int(real.sum())
        words = self.network.loss(states[real], data["after"][real], SMOOTHING) / count
        rows = data["guide"].sum(-1)
        guided = -(data["guide"] * attention).sum() / rows.sum().clamp(min=1)
        # A model that goes on knows already where to look.
        weight = GUIDANCE if self.options.start else guidance_at(self.place.tokens / self.options.tokens)
        (words + weight * guided).backward()
        self._update()
        self.place.tokens += count
        self.place.step += 1
        return {"loss": float(words.detach()), "guide": float(guided.detach())}

    def _update(self) -> None:
        for master, copy in self.pairs:
            master.grad = copy.grad.float() if copy.grad is not None else None
            copy.grad = None
        torch.nn.utils.clip_grad_norm_(self.master.parameters(), 1.0)
        factor = rate_at(self.place.tokens / self.options.tokens, self.options.fall_from)
        for optimiser, own in zip(self.optimisers, (1.0, EMBEDDING_RATE), strict=False):
            for group in optimiser.param_groups:
                group["lr"] = self.options.rate * own * factor
            optimiser.step()
        self._refresh()

    def run(self) -> None:
        """Trains until the tokens are spent."""
        self.resume()
        self.network.train()
        last_save = last_log = time.monotonic()
        tokens_then, sums = self.place.tokens, [0.0, 0.0, 0]
        while self.place.tokens < self.options.tokens:
            if self.place.batch == 0:
                self.place.stage = (
                    "news" if self.place.tokens > self.options.news_from * self.options.tokens else "general"
                )
                self.pool = list(self.corpus.pool)
            self.corpus.pool.clear()
            self.corpus.pool.extend(self.pool)
            chooser = random.Random(self.place.epoch)
            plan = self.corpus.plan(self.place.epoch, self.place.stage)
            for number, batch in enumerate(batches(self.corpus, plan, self.options.batch, chooser)):
                if number < self.place.batch:
                    continue
                losses = self.step(batch)
                self.place.batch = number + 1
                sums = [sums[0] + losses["loss"], sums[1] + losses["guide"], sums[2] + 1]
                now = time.monotonic()
                if now - last_log > 30:
                    speed = (self.place.tokens - tokens_then) / (now - last_log)
                    self.place.seconds += now - last_log
                    self._log(speed, sums)
                    last_log, tokens_then, sums = now, self.place.tokens, [0.0, 0.0, 0]
                if now - last_save > self.options.save_every:
                    self.save()
                    last_save = now
                if self.place.tokens >= self.options.tokens:
                    break
            else:
                self.place.epoch, self.place.batch = self.place.epoch + 1, 0
        self.save()

    def _log(self, speed: float, sums: list[float]) -> None:
        left = (self.options.tokens - self.place.tokens) / max(speed, 1)
        row = asdict(self.place) | {
            "loss": round(sums[0] / sums[2], 4), "guide": round(sums[1] / sums[2], 4),
            "tokens_per_second": round(speed),
        }  # fmt: skip
        with (self.work / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        print(f"epoch {row['epoch']} step {row['step']:,} {row['tokens'] / 1e6:.2f}M tokens, loss {row['loss']:.3f} "
              f"(perplexity {math.exp(row['loss']):.1f}), guide {row['guide']:.3f}, {speed:,.0f} tokens/s, "
              f"ends in {left / 60:.0f} min", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path)
    parser.add_argument("--start", type=Path, help="model.bin of an exported model to go on from")
    parser.add_argument("--tokens", type=float, required=True, help="target pieces to train on, all in all")
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
    parser.add_argument("--seed", type=int, default=17, help="of the order of the data")
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    torch.set_flush_denormal(True)
    torch.set_num_threads(options.threads)
    encoder, decoder = map(int, options.layers.split(","))
    shape = Shape(
        width=options.width,
        heads=options.width // 64,
        feedforward=4 * options.width,
        encoder_layers=encoder,
        decoder_layers=decoder,
    )
    Trainer(options.work, shape, options).run()


if __name__ == "__main__":
    main()
