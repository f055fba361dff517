"""Checkpoints of transformers: MarianMT (OPUS-MT), and NLLB or M2M100.

The only module that imports transformers and torch. Single precision on the CPU, own batches, eager attention
only when links are asked for, a length limit always given: the pitfalls of `generate` for these models.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from align.engines.base import Attention, Request, Translation
from align.engines.batching import scatter
from align.engines.guard import flags
from align.engines.long import split_long
from align.engines.pieces import join, spans
from align.errors import EngineError
from align.normalise import Normalised, moses

BATCH_TOKENS = 1536
LONGEST, RATIO, SLACK = 220, 2.5, 10  # tokens of a source; tokens of an answer to those of its source
NLLB_CODES = ("ind_Latn", "eng_Latn")
M2M_CODES = ("id", "en")


class HfEngine:
    """Translates with a checkpoint, at a fixed beam."""

    annotates = False

    def __init__(self, name: str, *, beam: int, threads: int, device: str) -> None:
        self._name, self._beam, self._threads, self._device = name, beam, threads, device

    @property
    def signature(self) -> str:
        """Checkpoint and beam."""
        return f"hf:{self._name}+beam{self._beam}"

    @cached_property
    def _torch(self) -> Any:
        try:
            import torch  # noqa: PLC0415
        except ImportError as error:
            raise EngineError("hf: engines need torch: pip install 'padanan[torch]'") from error
        if self._threads:
            torch.set_num_threads(self._threads)
        return torch

    @cached_property
    def _tokenizer(self) -> Any:
        from transformers import AutoTokenizer  # noqa: PLC0415

        tokenizer = self._loaded(AutoTokenizer)
        if codes := self._codes(tokenizer):
            tokenizer.src_lang = codes[0]
        return tokenizer

    def _loaded(self, kind: Any, **options: Any) -> Any:
        try:
            return kind.from_pretrained(self._name, **options)
        except (OSError, ValueError, KeyError) as error:
            local = Path(self._name).exists()
            remedy = (
                "is the folder a seq2seq checkpoint?"
                if local
                else "download it once while online, or name a folder"
            )
            offline = " (HF_HUB_OFFLINE is set)" if os.environ.get("HF_HUB_OFFLINE") else ""
            reason = str(error).splitlines()[0][:160]
            raise EngineError(f"hf:{self._name}: cannot be loaded{offline}; {remedy} ({reason})") from error

    def _model(self, *, attention: bool) -> Any:
        return self._eager if attention else self._plain

    @cached_property
    def _plain(self) -> Any:
        return self._weights("sdpa")

    @cached_property
    def _eager(self) -> Any:
        return self._weights("eager")

    def _weights(self, attention: str) -> Any:
        from transformers import AutoModelForSeq2SeqLM  # noqa: PLC0415

        model = self._loaded(AutoModelForSeq2SeqLM, dtype=self._torch.float32, attn_implementation=attention)
        return model.to(self._device).eval()

    @staticmethod
    def _codes(tokenizer: Any) -> tuple[str, str] | None:
        """Language codes of a multilingual checkpoint."""
        known = set(getattr(tokenizer, "additional_special_tokens", ())) | set(tokenizer.get_vocab())
        if set(NLLB_CODES) <= known:
            return NLLB_CODES
        return M2M_CODES if {"__id__", "__en__"} <= known else None

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        """One answer a request, in order; annotations are ignored."""
        return split_long(batch, self._fits, partial(self._guarded, attention=attention))

    def _fits(self, request: Request) -> bool:
        return len(self._tokenizer.tokenize(_protected(request.text).text)) <= LONGEST

    def _guarded(self, batch: Sequence[Request], *, attention: bool) -> list[Translation]:
        texts = [_protected(request.text) for request in batch]
        out = self._decode(texts, attention=attention, no_repeat=0)
        bad = [i for i, answer in enumerate(out) if flags(batch[i].text, answer.text)]
        again = self._decode([texts[i] for i in bad], attention=attention, no_repeat=4) if bad else []
        for i, second in zip(bad, again, strict=True):
            first_flags, second_flags = (flags(batch[i].text, answer.text) for answer in (out[i], second))
            best, wrong = (
                (second, second_flags) if len(second_flags) < len(first_flags) else (out[i], first_flags)
            )
            out[i] = Translation(best.text, best.score, best.attention, flags=wrong)
        return out

    def _decode(self, texts: Sequence[Normalised], *, attention: bool, no_repeat: int) -> list[Translation]:
        lengths = [len(self._tokenizer.tokenize(text.text)) + 2 for text in texts]
        answer = partial(self._generate, attention=attention, no_repeat=no_repeat)
        return scatter(texts, lengths, BATCH_TOKENS, answer)

    def _generate(
        self, texts: list[Normalised], longest: int, *, attention: bool, no_repeat: int
    ) -> list[Translation]:
        torch, tokenizer = self._torch, self._tokenizer
        inputs = tokenizer([text.text for text in texts], return_tensors="pt", padding=True).to(self._device)
        codes = self._codes(tokenizer)
        forced = {"forced_bos_token_id": self._code_id(codes[1])} if codes else {}
        with torch.inference_mode():
            result = self._model(attention=attention).generate(
                **inputs, num_beams=self._beam, max_new_tokens=int(RATIO * longest) + SLACK, do_sample=False,
                no_repeat_ngram_size=no_repeat, output_scores=True, return_dict_in_generate=True,
                output_attentions=attention, **forced,
            )  # fmt: skip
        scores = self._scores(result)
        weights = _cross_attention(torch, result) if attention else [None] * len(texts)
        return [
            self._translation(text, ids, row, score, table)
            for text, ids, row, score, table in zip(
                texts, inputs["input_ids"].tolist(), result.sequences.tolist(), scores, weights, strict=True
            )
        ]

    def _code_id(self, code: str) -> int:
        tokenizer = self._tokenizer
        return int(tokenizer.convert_tokens_to_ids(code if code in tokenizer.get_vocab() else f"__{code}__"))

    def _scores(self, result: Any) -> list[float]:
        if getattr(result, "sequences_scores", None) is not None:
            return [float(score) for score in result.sequences_scores]
        steps = self._torch.stack(result.scores, dim=1).log_softmax(-1)
        own = result.sequences[:, 1 : 1 + steps.shape[1]]
        picked = steps.gather(2, own.unsqueeze(-1)).squeeze(-1)
        real = own.ne(self._tokenizer.pad_token_id)
        return [float(s) for s in ((picked * real).sum(1) / real.sum(1).clamp(min=1))]

    def _translation(
        self, text: Normalised, source_ids: list[int], target_ids: list[int], score: float, table: Any
    ) -> Translation:
        tokenizer, special = self._tokenizer, set(self._tokenizer.all_special_ids)
        rows = [i for i, token in enumerate(target_ids[1:]) if token not in special]
        pieces = [tokenizer.convert_ids_to_tokens(target_ids[1:][i]) for i in rows]
        answer = join(pieces).strip()
        if table is None:
            return Translation(answer, min(score, 0.0))
        columns = [i for i, token in enumerate(source_ids) if token not in special]
        places = spans([tokenizer.convert_ids_to_tokens(source_ids[i]) for i in columns])
        source = tuple(text.back(place.start, min(place.end, len(text.text))) for place in places)
        kept = [row for row in rows if row < len(table)]
        weights = np.asarray(table, dtype=np.float32)[np.ix_(kept, columns)]
        return Translation(
            answer, min(score, 0.0), Attention(source, tuple(spans(pieces))[: len(kept)], weights)
        )


def _protected(text: str) -> Normalised:
    """Normalised as OPUS models expect; what Marian would take for a language code is opened up."""
    cleaned = moses(text)
    return cleaned.insert(1, " ") if cleaned.text.startswith(">>") else cleaned


def _cross_attention(torch: Any, result: Any) -> list[Any]:
    """(steps, source) weights of the last layer, heads averaged, of each best answer.

    With beams, rows are batch*beams and are gathered again by `beam_indices`.
    """
    steps = torch.stack([step[-1].mean(1)[:, 0] for step in result.cross_attentions])  # steps, rows, source
    beams = getattr(result, "beam_indices", None)
    if beams is None:
        return [steps[:, row].cpu().numpy() for row in range(steps.shape[1])]
    out = []
    for path in beams:
        real = path[: len(steps)][path[: len(steps)] >= 0]
        out.append(steps[torch.arange(len(real)), real].cpu().numpy())
    return out


def load(argument: str, *, beam: int, threads: int, device: str) -> HfEngine:
    """The checkpoint named or in the folder `argument`."""
    engine = HfEngine(argument, beam=beam, threads=threads, device=device)
    engine._tokenizer, engine._torch  # noqa: B018  fail now, with one line, and not in mid-document
    return engine
