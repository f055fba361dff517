"""CTranslate2 engines: int8 on the CPU, for the shipped model and for OPUS-MT models as converted.

The only module that imports ctranslate2 (Klein et al. 2020, The OpenNMT Neural Machine Translation Toolkit).
Batches hold sources of one length only: padding would change the last bits of the attention, which int8
rounding makes visible, so that an answer would depend on its neighbours.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from align.engines.answers import Reading, table
from align.engines.base import Request, Translation
from align.engines.batching import in_batches
from align.engines.folder import Folder, files, read_folder
from align.engines.guard import guarded
from align.engines.hints import find, read_hints
from align.engines.long import is_language, split_long
from align.engines.pieces import REMEMBERED, SENTENCE, Encoded, Pieces
from align.engines.shortlist import read_shortlist, spelt_out
from align.errors import EngineError
from align.lexical.attention import Attention
from align.text.normalise import GAPS, NORMALISERS, TARGETS

__all__ = ["Ct2Engine", "Decoding", "files", "load", "read_folder"]

BATCH_TOKENS = 2048
CLAUSE = 12  # words
PAIR = 2  # answers, too few to choose from
CHOICE = 4  # of the answers in a beam these are looked at; more bring nothing
MORE_PIECES = 8  # of an answer, besides a multiple of its source's
END = "</s>"


@dataclass(frozen=True, slots=True)
class Decoding:
    """How an answer is searched for."""

    beam: int
    hypotheses: int = 1
    no_repeat: int = 0
    penalty: float = 1.0

    def careful(self) -> Decoding:
        """A wider search that may not repeat itself."""
        return replace(self, beam=self.beam + 2, no_repeat=4, penalty=1.2)


class Ct2Engine:
    """Translates with a CTranslate2 model.

    Also offers `alternatives`, and `attend` and `score` for pairs that exist already.

    Args:
        folder: the model.
        beam: beam size; 1 is greedy.
        threads: CPU threads, 0 for all cores. Batches run side by side, one a thread.
        device: `cpu`, or `cuda` (there, results of batches may differ in the last bits).
        precise: compute in single precision, several times as slow.

    Raises:
        EngineError: weights that CTranslate2 cannot load.
    """

    copies = False  # what is no language, it garbles
    concurrent = True  # translators take batches from several threads

    def __init__(
        self, folder: Folder, *, beam: int, threads: int, device: str, precise: bool = False
    ) -> None:
        self._folder, self._decoding = folder, Decoding(beam)
        normalise = NORMALISERS[folder.normalisation]
        written = TARGETS.get(folder.normalisation, normalise)
        self._gaps = GAPS.get(folder.normalisation)
        symbols = folder.markup.symbols if folder.markup else ()
        self._source = Pieces(folder.source, normalise, symbols)
        one = folder.source == folder.target and written is normalise
        self._target = self._source if one else Pieces(folder.target, written, symbols)
        languages = folder.languages
        # What sources and answers begin with, and how many pieces that is.
        self._spoken, self._wanted = ([languages[0]], [languages[1]]) if languages else ([], [])
        self._lead = len(self._wanted)
        self._hints = read_hints(folder.hints) if folder.hints else {}
        self._shortlist = read_shortlist(folder.shortlist) if folder.shortlist else None
        # A shortlist holds no symbols.
        self._suppressed = [] if folder.shortlist else [[symbol] for symbol in symbols]
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._told)
        compute = "float32" if precise else "int8" if device == "cpu" else "default"
        self._translator = _translator(folder.path, threads or os.cpu_count() or 1, device, compute)

    @property
    def signature(self) -> str:
        """Model, its version, and the beam."""
        return f"{self._folder.name}+beam{self._decoding.beam}"

    @property
    def annotates(self) -> bool:
        """Whether the model was trained with inline terms."""
        return self._folder.markup is not None

    @property
    def calibration(self) -> tuple[float, ...]:
        """Intercept and weights of `align.engines.confidence.features`, or empty."""
        return self._folder.calibration

    def length_of(self, text: str) -> int:
        """Pieces the model reads of a text: texts of one length are decoded together."""
        return len(self._encode(Request(text))) if len(text) <= SENTENCE else len(text)

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        """One answer a request, in order; scores are natural logarithms. Raises EngineError."""
        plain = partial(self._best, decoding=self._decoding, attention=attention)
        careful = partial(self._best, decoding=self._decoding.careful(), attention=attention)

        def clause_by_clause(requests: Sequence[Request]) -> list[Translation]:
            # Short clauses give a model less room to wander.
            return split_long(requests, lambda r: self._fits(r) and len(r.text.split()) <= CLAUSE, careful)

        ways = (plain, careful, clause_by_clause)
        return split_long(batch, self._fits, partial(guarded, ways=ways))

    def alternatives(self, batch: Sequence[Request], count: int) -> list[list[Translation]]:
        """At most `count` answers to each request, best first, with attention.

        What is no language or too long to be read at once gets the one answer of `translate`.
        """
        decoding = replace(self._decoding, beam=max(count, self._decoding.beam), hypotheses=count)
        whole = [is_language(request.text) and self._fits(request) for request in batch]
        asked = [request for request, fits in zip(batch, whole, strict=True) if fits]
        rest = [request for request, fits in zip(batch, whole, strict=True) if not fits]
        several = iter(self._decode(asked, decoding, attention=True))
        single = iter(self.translate(rest, attention=True))
        return [next(several) if fits else [next(single)] for fits in whole]

    def attend(self, pairs: Sequence[tuple[str, str]]) -> list[Attention]:
        """The model's attention over given (source, target) pairs, by forced decoding.

        A pair with an empty side, or longer than the model reads, gets weights of 0.
        """
        both = [(self._encode(Request(source)), self._target.encode(target)) for source, target in pairs]
        read = [pair for pair in both if all(0 < len(side) <= self._folder.longest for side in pair)]
        forced = iter(in_batches(read, [len(s) for s, _ in read], self._submit_forced, tokens=BATCH_TOKENS))
        return [
            next(forced)
            if all(0 < len(side) <= self._folder.longest for side in (source, target))
            else Attention(source.spans, target.spans, np.zeros((len(target), len(source)), dtype=np.float32))
            for source, target in both
        ]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Mean natural log-probability of a target token (the end mark included) for given pairs."""
        both = [(self._encode(Request(source)), self._target.encode(target)) for source, target in pairs]

        def submit(items: list[tuple[Encoded, Encoded]], longest: int) -> Callable[[], list[float]]:  # noqa: ARG001
            jobs = self._translator.score_batch(
                [self._read(source) for source, _ in items],
                [[*self._wanted, *target.pieces] for _, target in items],
                asynchronous=True,
            )
            return lambda: [float(np.mean(result.log_probs[self._lead :])) for result in _results(jobs)]

        return in_batches(both, [len(s) for s, _ in both], submit, tokens=BATCH_TOKENS)

    def _read(self, source: Encoded) -> list[str]:
        return [*self._spoken, *source.pieces, END]

    def _encode(self, request: Request) -> Encoded:
        """What is read of a request; asked for when its length is judged, when it fits, and when it is decoded."""
        return self._remembered(request) if len(request.text) <= SENTENCE else self._told(request)

    def _told(self, request: Request) -> Encoded:
        source = self._source.encode(request.text)
        markup = self._folder.markup
        if markup is None:
            return source
        return markup.tell(source, request.annotations, find(self._hints, request.text), self._asked)

    def _asked(self, rendering: str) -> tuple[str, ...]:
        return spelt_out(rendering, self._target.encode(rendering).pieces, self._shortlist)

    def _fits(self, request: Request) -> bool:
        return len(self._encode(request)) <= self._folder.longest

    def _best(self, batch: Sequence[Request], *, decoding: Decoding, attention: bool) -> list[Translation]:
        if self._hints and decoding.beam > PAIR:
            decoding = replace(decoding, hypotheses=min(decoding.beam, CHOICE))
        return [answer for [answer] in self._decode(batch, decoding, attention=attention, chosen=True)]

    def _decode(
        self, batch: Sequence[Request], decoding: Decoding, *, attention: bool, chosen: bool = False
    ) -> list[list[Translation]]:
        """All answers to each request, or the chosen one."""
        items = [(request.text, self._encode(request)) for request in batch]
        reading = Reading(
            lead=self._lead,
            gaps=self._gaps,
            chosen=chosen,
            respelt=bool(self._hints),
            # CTranslate2 (4.8.5 and before) gives an item's first row from another item where the beam is over 1:
            # `BeamSearch::search` repeats the first step's attention for every beam, but gathers as if it had not.
            # Where answers begin with a language, the first row is the language's, and dropped.
            misplaced=decoding.beam > 1 and not self._lead,
        )

        def submit(own: list[tuple[str, Encoded]], longest: int) -> Callable[[], list[list[Translation]]]:
            jobs = self._submit([source for _, source in own], longest, decoding, attention=attention)
            return lambda: reading.translations(own, _results(jobs))

        return in_batches(items, [len(source) for _, source in items], submit, tokens=BATCH_TOKENS)

    def _submit(
        self, sources: list[Encoded], longest: int, decoding: Decoding, *, attention: bool
    ) -> Sequence[Any]:
        jobs: Sequence[Any] = self._translator.translate_batch(
            [self._read(source) for source in sources],
            target_prefix=[self._wanted] * len(sources) if self._lead else None,
            beam_size=decoding.beam,
            num_hypotheses=decoding.hypotheses,
            no_repeat_ngram_size=decoding.no_repeat,
            repetition_penalty=decoding.penalty,
            suppress_sequences=self._suppressed,
            use_vmap=self._shortlist is not None,
            return_scores=True,
            return_attention=attention,
            max_input_length=0,  # never truncate
            max_decoding_length=int(self._folder.ratio * longest) + MORE_PIECES + self._lead,
            asynchronous=True,
        )
        return jobs

    def _submit_forced(
        self,
        items: list[tuple[Encoded, Encoded]],
        longest: int,  # noqa: ARG002
    ) -> Callable[[], list[Attention]]:
        jobs = self._translator.translate_batch(
            [self._read(source) for source, _ in items],
            target_prefix=[[*self._wanted, *target.pieces] for _, target in items],
            beam_size=1,
            return_attention=True,
            max_input_length=0,
            max_decoding_length=max(len(target) for _, target in items) + self._lead + 1,
            asynchronous=True,
        )
        return lambda: [
            table(source.spans, target.spans, result.attention[0], self._lead)
            for (source, target), result in zip(items, _results(jobs), strict=True)
        ]


def _translator(path: Path, threads: int, device: str, compute: str) -> Any:
    import ctranslate2  # noqa: PLC0415

    try:
        return ctranslate2.Translator(
            str(path),
            device=device,
            inter_threads=threads if device == "cpu" else 1,
            intra_threads=1,
            compute_type=compute,
        )
    except (RuntimeError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise EngineError(f"{path}: CTranslate2 cannot load this model on {device} ({reason})") from error


def _results(jobs: Sequence[Any]) -> list[Any]:
    try:
        return [job.result() for job in jobs]
    except (RuntimeError, ValueError) as error:
        raise EngineError(f"CTranslate2 failed: {str(error).splitlines()[0]}") from error


def load(argument: str, *, beam: int, threads: int, device: str, precise: bool = False) -> Ct2Engine:
    """The model in the folder `argument`."""
    return Ct2Engine(read_folder(argument), beam=beam, threads=threads, device=device, precise=precise)
