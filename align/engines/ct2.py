"""CTranslate2 engines: the shipped model's layout, and OPUS-MT models as the converter leaves them.

The only module that imports ctranslate2. Decoding settings are fixed per length class (`align.engines.batching`),
so an answer does not depend on what else is in the batch.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from align.engines.base import Attention, Request, Translation
from align.engines.batching import scatter
from align.engines.guard import flags
from align.engines.long import split_long
from align.engines.pieces import Source, join, load_pieces, spans
from align.errors import EngineError
from align.model import Span

BATCH_TOKENS = 2048
CLAUSE = 12  # words
END = "</s>"


@dataclass(frozen=True, slots=True)
class Decoding:
    """How an answer is searched for."""

    beam: int
    hypotheses: int = 1
    no_repeat: int = 0
    penalty: float = 1.0


@dataclass(frozen=True, slots=True)
class Folder:
    """A model folder and what its `padanan.json` says; OPUS models have none and get these values."""

    path: Path
    name: str
    source: Path
    target: Path
    annotates: bool = False
    longest: int = 180
    ratio: float = 2.5
    calibration: tuple[float, ...] = ()


def read_folder(path: Path) -> Folder:
    """Checks that everything a model needs is there. Raises EngineError naming what is not."""
    if not path.is_dir():
        raise EngineError(
            f"{path}: no such model folder; expected a CTranslate2 model with SentencePiece files"
        )
    for name in ("model.bin", "config.json"):
        if not (path / name).is_file():
            raise EngineError(
                f"{path}: {name} is missing; expected a folder made by ct2-transformers-converter"
            )
    if (path / "spm.model").is_file():
        described = json.loads((path / "padanan.json").read_text(encoding="utf-8"))
        return Folder(
            path, f"{described['name']}-{described['version']}", path / "spm.model", path / "spm.model",
            annotates="markup" in described, longest=described["max_source_pieces"],
            ratio=described["max_length_ratio"], calibration=tuple(described.get("calibration", ())),
        )  # fmt: skip
    for name in ("source.spm", "target.spm"):
        if not (path / name).is_file():
            raise EngineError(f"{path}: {name} is missing; copy it there from the original checkpoint")
    with (path / "model.bin").open("rb") as file:
        digest = hashlib.sha256(file.read(1 << 20)).hexdigest()[:8]
    return Folder(path, f"ct2:{digest}", path / "source.spm", path / "target.spm")


class Ct2Engine:
    """Translates with a CTranslate2 model, int8 on the CPU.

    Also offers `alternatives`, `attend` and `logprobs` for pairs.
    """

    def __init__(self, folder: Folder, *, beam: int, threads: int, device: str) -> None:
        self._folder, self._decoding = folder, Decoding(beam)
        self._threads, self._device = threads or os.cpu_count() or 1, device

    @property
    def signature(self) -> str:
        """Model, its version, and the beam."""
        return f"{self._folder.name}+beam{self._decoding.beam}"

    @property
    def annotates(self) -> bool:
        """Whether the model was trained with inline terms."""
        return self._folder.annotates

    @property
    def calibration(self) -> tuple[float, ...]:
        """Intercept and weights of `align.confidence.features`, or empty."""
        return self._folder.calibration

    @cached_property
    def _translator(self) -> Any:
        import ctranslate2  # noqa: PLC0415

        try:
            return ctranslate2.Translator(
                str(self._folder.path), device=self._device, inter_threads=self._threads if self._device == "cpu" else 1,
                intra_threads=1, compute_type="int8" if self._device == "cpu" else "default",
            )  # fmt: skip
        except (RuntimeError, ValueError) as error:
            raise EngineError(f"{self._folder.path}: not a model CTranslate2 can load ({error})") from error

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        """One answer a request, in order."""
        decode = partial(self._guarded, attention=attention)
        out = split_long(batch, self._fits, decode)
        for i, answer in enumerate(out):
            if answer.flags and len(batch[i].text.split()) > CLAUSE:
                # Last resort: short clauses give a model less room to wander.
                (again,) = split_long(
                    [batch[i]], lambda r: self._fits(r) and len(r.text.split()) <= CLAUSE, decode
                )
                out[i] = again if len(again.flags) < len(answer.flags) else answer
        return out

    def alternatives(self, batch: Sequence[Request], count: int) -> list[list[Translation]]:
        """The `count` best answers to each request, best first, with attention."""
        decoding = replace(self._decoding, beam=max(count, self._decoding.beam), hypotheses=count)
        return self._decode([self._source(request) for request in batch], decoding, attention=True)

    def attend(self, pairs: Sequence[tuple[str, str]]) -> list[Attention]:
        """Attention of the model over given (source, target) pairs, by forced decoding."""
        sources = [self._source(Request(source)) for source, _ in pairs]
        targets = [Source(load_pieces(self._folder.target), target) for _, target in pairs]

        def answer(items: list[tuple[Source, Source]], longest: int) -> list[Attention]:  # noqa: ARG001
            results = self._translator.translate_batch(
                [[*source.pieces, END] for source, _ in items], target_prefix=[t.pieces for _, t in items],
                beam_size=1, return_attention=True, max_decoding_length=max(len(t.pieces) for _, t in items) + 1,
            )  # fmt: skip
            return [
                _attention(source.spans, target.spans, result.attention[0])
                for (source, target), result in zip(items, results, strict=True)
            ]

        items = list(zip(sources, targets, strict=True))
        return scatter(items, [max(len(s.pieces), len(t.pieces)) for s, t in items], BATCH_TOKENS, answer)

    def logprobs(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Mean natural log-probability of a target token for given pairs."""
        sources = [[*self._source(Request(source)).pieces, END] for source, _ in pairs]
        targets = [Source(load_pieces(self._folder.target), target).pieces for _, target in pairs]
        results = self._translator.score_batch(
            sources, targets, max_batch_size=BATCH_TOKENS, batch_type="tokens"
        )
        return [float(np.mean(result.log_probs)) for result in results]

    def _source(self, request: Request) -> Source:
        annotations = request.annotations if self.annotates else ()
        return Source(load_pieces(self._folder.source), request.text, annotations)

    def _fits(self, request: Request) -> bool:
        return len(self._source(request).pieces) <= self._folder.longest

    def _guarded(self, batch: Sequence[Request], *, attention: bool) -> list[Translation]:
        """Decodes; what the guard objects to is tried again against loops, and the better answer kept."""
        sources = [self._source(request) for request in batch]
        out = [answers[0] for answers in self._decode(sources, self._decoding, attention=attention)]
        bad = [i for i, answer in enumerate(out) if flags(batch[i].text, answer.text)]
        if bad:
            careful = replace(self._decoding, beam=self._decoding.beam + 2, no_repeat=4, penalty=1.2)
            again = self._decode([sources[i] for i in bad], careful, attention=attention)
            for i, answers in zip(bad, again, strict=True):
                wrong, still = flags(batch[i].text, out[i].text), flags(batch[i].text, answers[0].text)
                best = answers[0] if len(still) < len(wrong) else out[i]
                out[i] = replace(best, flags=min(wrong, still, key=len))
        return out

    def _decode(
        self, sources: Sequence[Source], decoding: Decoding, *, attention: bool
    ) -> list[list[Translation]]:
        def answer(items: list[Source], longest: int) -> list[list[Translation]]:
            results = self._translator.translate_batch(
                [[*item.pieces, END] for item in items],
                beam_size=decoding.beam, num_hypotheses=decoding.hypotheses, return_scores=True,
                return_attention=attention, no_repeat_ngram_size=decoding.no_repeat,
                repetition_penalty=decoding.penalty, max_input_length=0,
                max_decoding_length=int(self._folder.ratio * longest) + 8,
                max_batch_size=max(1, -(-len(items) // self._threads)),
            )  # fmt: skip
            return [_translations(item, result) for item, result in zip(items, results, strict=True)]

        return scatter(
            sources, [len(source.pieces) + 1 for source in sources], BATCH_TOKENS * self._threads, answer
        )


def _translations(source: Source, result: Any) -> list[Translation]:
    out = []
    for number, pieces in enumerate(result.hypotheses):
        text = join(pieces).strip()
        weights = result.attention[number] if result.attention else None
        attention = _attention(source.spans, spans(pieces), weights) if weights is not None else None
        out.append(Translation(text, float(result.scores[number]), attention))
    return out


def _attention(
    source: Sequence[Span], target: Sequence[Span], weights: Sequence[Sequence[float]]
) -> Attention:
    """Rows and columns of end marks dropped."""
    table = np.asarray(weights, dtype=np.float32)[: len(target), : len(source)]
    return Attention(tuple(source), tuple(target[: len(table)]), table)


def load(argument: str, *, beam: int, threads: int, device: str) -> Ct2Engine:
    """The model in the folder `argument`."""
    return Ct2Engine(read_folder(Path(argument)), beam=beam, threads=threads, device=device)


def files(path: str | Path) -> list[Path]:
    """Every file the model in this folder needs. Raises EngineError naming the first that is missing."""
    folder = read_folder(Path(path))
    described = [folder.path / "padanan.json"] if folder.annotates else []
    vocabulary = sorted(folder.path.glob("*vocabulary.json"))
    return [
        folder.path / "model.bin",
        folder.path / "config.json",
        *vocabulary,
        *described,
        *{folder.source, folder.target},
    ]
