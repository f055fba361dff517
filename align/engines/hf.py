"""Checkpoints of transformers: MarianMT (OPUS-MT), and NLLB or M2M100.

The only module that imports transformers and torch. Single precision, own batches, eager attention only when
links are asked for, every length limit given: `generate` guesses wrongly at each of these for such models.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np

from align.engines.base import Request, Translation
from align.engines.batching import in_batches
from align.engines.guard import guarded
from align.engines.long import split_long
from align.engines.pieces import character_places, spell
from align.errors import EngineError
from align.lexical.attention import Attention
from align.model import Span
from align.text.normalise import Normalised, moses

BATCH_TOKENS, CLASS_WIDTH = 1536, 16
LONGEST, RATIO, MORE_TOKENS = 200, 2.25, 10  # tokens of a source; of an answer to those of its source
CLAUSE = 12  # words
LANGUAGES = (("ind_Latn", "eng_Latn"), ("id", "en"))  # NLLB; M2M100


@dataclass(frozen=True, slots=True)
class _Source:
    """Token ids with special tokens, and the characters of the request behind each; None for special ones."""

    ids: list[int]
    spans: list[Span | None]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class _Search:
    beam: int
    attention: bool
    no_repeat: int = 0


class HfEngine:
    """Translates with a checkpoint, at a fixed beam; annotations are ignored.

    Args:
        name: of a model on the Hub (or in its cache), or a folder.
        beam: beam size; 1 is greedy.
        threads: CPU threads, 0 for torch's own choice.
        device: `cpu` or `cuda`.

    Raises:
        EngineError: without torch, or where the checkpoint is not to be had.
    """

    annotates = False
    copies = False  # what is no language, it garbles

    def __init__(self, name: str, *, beam: int, threads: int, device: str) -> None:
        self._name, self._beam, self._device = name, beam, device
        self._torch = _import_torch()
        if threads:
            self._torch.set_num_threads(threads)
        self._tokenizer, self._model = self._loaded()
        self._languages = next((pair for pair in LANGUAGES if self._knows(pair)), None)
        if self._languages:
            self._tokenizer.src_lang = self._languages[0]
        specials = sorted(set(self._tokenizer.all_special_tokens), key=len, reverse=True)
        self._specials = re.compile("|".join(map(re.escape, (">>", *specials))))

    @property
    def signature(self) -> str:
        """Checkpoint, its revision where the Hub gives one, and the beam."""
        revision = getattr(self._model.config, "_commit_hash", None)
        return f"hf:{self._name}{f'@{revision[:8]}' if revision else ''}+beam{self._beam}"

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:
        """One answer a request, in order; scores are natural logarithms. Raises EngineError."""
        plain = partial(self._decode, search=_Search(self._beam, attention))
        careful = partial(self._decode, search=_Search(self._beam + 2, attention, no_repeat=4))

        def clause_by_clause(requests: Sequence[Request]) -> list[Translation]:
            return split_long(requests, lambda r: self._fits(r) and len(r.text.split()) <= CLAUSE, careful)

        return split_long(batch, self._fits, partial(guarded, ways=(plain, careful, clause_by_clause)))

    @cached_property
    def _positions(self) -> int:
        """Tokens the model can count to, on either side."""
        return int(getattr(self._model.config, "max_position_embeddings", 512))

    def _fits(self, request: Request) -> bool:
        return len(self._encode(request.text)) <= min(LONGEST, self._positions)

    def _encode(self, text: str) -> _Source:
        cleaned = self._protected(moses(text))
        places = (
            self._fast_places(cleaned.text) if self._tokenizer.is_fast else self._slow_places(cleaned.text)
        )
        ids = self._tokenizer(cleaned.text)["input_ids"]
        spans = [None if place is None else _trimmed(cleaned, *place) for place in places]
        return _Source(list(ids), spans)

    def _fast_places(self, text: str) -> list[tuple[int, int] | None]:
        """Characters of each token; None for special tokens. A space mark alone stands nowhere."""
        found = self._tokenizer(text, return_offsets_mapping=True, return_special_tokens_mask=True)
        tokens = self._tokenizer.convert_ids_to_tokens(found["input_ids"])
        return [
            None if special else (start, start if token == "▁" else end)
            for token, special, (start, end) in zip(
                tokens, found["special_tokens_mask"], found["offset_mapping"], strict=True
            )
        ]

    def _slow_places(self, text: str) -> list[tuple[int, int] | None]:
        """The same for tokenizers written in Python, which keep their SentencePiece model in view."""
        spelt = getattr(self._tokenizer, "spm_source", None) or self._tokenizer.sp_model
        found = spelt.encode(text, return_type="offset_mapping")
        inside = character_places(text, found["pieces"], found["offsets"])
        around = self._tokenizer.build_inputs_with_special_tokens([-1])  # -1 is where the text goes
        first = around.index(-1)
        return [*[None] * first, *inside, *[None] * (len(around) - first - 1)]

    def _protected(self, cleaned: Normalised) -> Normalised:
        """Opens up what the tokenizer would take for a special token or, as Marian does `>>…<<`, a language."""
        for match in reversed(list(self._specials.finditer(cleaned.text))):
            cleaned = cleaned.insert(match.start() + 1, " ")
        return cleaned

    def _decode(self, batch: Sequence[Request], *, search: _Search) -> list[Translation]:
        sources = [self._encode(request.text) for request in batch]
        return in_batches(
            sources,
            [len(source) for source in sources],
            partial(self._submit, search=search),
            tokens=BATCH_TOKENS,
            width=CLASS_WIDTH,
        )

    def _submit(
        self, items: list[_Source], longest: int, *, search: _Search
    ) -> Callable[[], list[Translation]]:
        return lambda: self._generate(items, longest, search)

    def _generate(self, items: list[_Source], longest: int, search: _Search) -> list[Translation]:
        torch, model = self._torch, self._model
        model.set_attn_implementation("eager" if search.attention else "sdpa")
        inputs = self._tokenizer.pad({"input_ids": [item.ids for item in items]}, return_tensors="pt")
        options: dict[str, Any] = {"num_beams": search.beam, "no_repeat_ngram_size": search.no_repeat}
        if self._languages:
            options["forced_bos_token_id"] = self._language_id(self._languages[1])
        with torch.inference_mode():
            result = model.generate(
                **inputs.to(self._device),
                **options,
                max_new_tokens=min(int(RATIO * longest) + MORE_TOKENS, self._positions - 2),
                do_sample=False,
                length_penalty=1.0,
                output_scores=True,
                output_attentions=search.attention,
                return_dict_in_generate=True,
            )
        scores = self._scores(result)
        tables = _cross_attention(torch, result) if search.attention else [None] * len(items)
        rows = result.sequences.tolist()
        return [self._translation(*found) for found in zip(items, rows, scores, tables, strict=True)]

    def _scores(self, result: Any) -> list[float]:
        """Mean log-probability of the tokens of each answer, the end mark included."""
        if getattr(result, "sequences_scores", None) is not None:
            return [float(score) for score in result.sequences_scores]
        steps = self._torch.stack(result.scores, dim=1).log_softmax(-1)
        own = result.sequences[:, 1:]
        picked = steps.gather(2, own.unsqueeze(-1)).squeeze(-1)
        real = own.ne(self._tokenizer.pad_token_id)
        return [float(score) for score in picked.where(real, 0.0).sum(1) / real.sum(1).clamp(min=1)]

    def _translation(self, source: _Source, ids: list[int], score: float, table: Any) -> Translation:
        special = set(self._tokenizer.all_special_ids)
        if self._languages:  # M2M100's are not counted among them
            special.add(self._language_id(self._languages[1]))
        tokens = self._tokenizer.convert_ids_to_tokens(ids[1:])
        # Embeddings are often padded beyond the vocabulary: such ids have no token.
        rows = [row for row, token in enumerate(tokens) if token is not None and ids[row + 1] not in special]
        text, spans = spell([tokens[row] for row in rows])
        if table is None:
            return Translation(text, min(score, 0.0))
        columns = [column for column, span in enumerate(source.spans) if span is not None]
        real = tuple(span for span in source.spans if span is not None)
        weights = np.ascontiguousarray(table[np.ix_(rows, columns)], dtype=np.float32)
        return Translation(text, min(score, 0.0), Attention(real, tuple(spans), weights))

    def _knows(self, languages: tuple[str, str]) -> bool:
        return all(self._language_id(language) != self._tokenizer.unk_token_id for language in languages)

    def _language_id(self, language: str) -> int:
        """Id of a language's token: NLLB spells it bare, M2M100 between underscores."""
        token = language if "_" in language else f"__{language}__"
        return int(self._tokenizer.convert_tokens_to_ids(token))

    def _loaded(self) -> tuple[Any, Any]:
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer  # noqa: PLC0415
        from transformers.utils import logging  # noqa: PLC0415

        logging.disable_progress_bar()  # type: ignore[no-untyped-call,unused-ignore]
        try:
            tokenizer = AutoTokenizer.from_pretrained(self._name)
            model = AutoModelForSeq2SeqLM.from_pretrained(
                self._name, dtype=self._torch.float32, attn_implementation="sdpa"
            )
            return tokenizer, model.to(self._device).eval()
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError) as error:
            raise EngineError(f"hf:{self._name}: {self._remedy(error)}") from error

    def _remedy(self, error: Exception) -> str:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:160]
        if Path(self._name).is_dir():
            return f"not a checkpoint that transformers can load on {self._device} ({reason})"
        how = f"download it once, online: hf download {self._name}; or name a folder"
        offline = (
            "HF_HUB_OFFLINE is set and it is not in the cache; " if os.environ.get("HF_HUB_OFFLINE") else ""
        )
        return f"no such checkpoint here; {offline}{how} ({reason})"


def piece_names(name: str, size: int) -> list[str]:
    """What the tokenizer of a checkpoint calls each of the `size` rows of its embeddings, languages among them.

    Needs no torch. Raises EngineError where there is no tokenizer.
    """
    from transformers import AutoTokenizer  # noqa: PLC0415

    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, ImportError) as error:
        raise EngineError((str(error).splitlines() or [type(error).__name__])[0][:160]) from error
    names: dict[str, int] = {}
    for number in range(size):
        token = tokenizer.convert_ids_to_tokens(number)
        names[f"madeupword{number}" if token is None or token in names else token] = number
    return list(names)


def _import_torch() -> Any:
    try:
        import torch  # noqa: PLC0415
    except ImportError as error:
        raise EngineError("hf: engines need torch: pip install 'padanan[torch]'") from error
    return torch


def _trimmed(cleaned: Normalised, start: int, end: int) -> Span:
    lead = len(cleaned.text[start:end]) - len(cleaned.text[start:end].lstrip())
    return cleaned.back(start + lead, end)


def _cross_attention(torch: Any, result: Any) -> list[Any]:
    """Weights (steps, source) of the last layer, heads averaged, of each best answer.

    With beams the rows are batch * beams, and the one an answer came from is given by `beam_indices`.
    """
    steps = torch.stack([step[-1].mean(1)[:, -1] for step in result.cross_attentions])  # steps, rows, source
    beams = getattr(result, "beam_indices", None)
    if beams is None:
        return [steps[:, row].cpu().numpy() for row in range(steps.shape[1])]
    out = []
    for path in beams:
        real = path[path >= 0][: len(steps)]
        out.append(steps[torch.arange(len(real)), real].cpu().numpy())
    return out


def load(argument: str, *, beam: int, threads: int, device: str) -> HfEngine:
    """The checkpoint named or in the folder `argument`."""
    return HfEngine(argument, beam=beam, threads=threads, device=device)
