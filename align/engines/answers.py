"""What CTranslate2 gives back, made into translations: the answer of the beam that is best, as text and attention."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from align.engines.base import Translation
from align.engines.pieces import Encoded, spell, text_of
from align.engines.rerank import best_of_each
from align.engines.respelt import respelt
from align.lexical.attention import Attention
from align.model import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """How answers are read.

    `lead` pieces at the start of source and answer name the languages; `gaps` is that of `pieces.spell`; with `chosen`
    the best answer alone is kept; with `respelt` its words are put right; with `misplaced` the first row of attention is
    not known.
    """

    lead: int
    gaps: Callable[[str], list[int]] | None
    chosen: bool
    respelt: bool
    misplaced: bool

    def translations(
        self, items: Sequence[tuple[str, Encoded]], results: Sequence[Any]
    ) -> list[list[Translation]]:
        """Of each text and what was read of it, all answers or the chosen one; `results` are CTranslate2's."""
        # Each look at a field of a result copies all of it into lists.
        answers = [[pieces[self.lead :] for pieces in result.hypotheses] for result in results]
        scores = [
            [self._mean(score, len(pieces)) for score, pieces in zip(result.scores, own, strict=True)]
            for result, own in zip(results, answers, strict=True)
        ]
        kept: list[Sequence[int]] = [range(len(own)) for own in answers]
        if self.chosen:
            several = [
                (text, list(map(text_of, own)), logs)
                for (text, _), own, logs in zip(items, answers, scores, strict=True)
            ]
            kept = [(place,) for place in best_of_each(several)]
        return [
            self._made(item, own, logs, result.attention, places)
            for item, own, logs, result, places in zip(items, answers, scores, results, kept, strict=True)
        ]

    def _mean(self, score: float, pieces: int) -> float:
        """Mean log-probability of a piece that was chosen, the end mark among them.

        CTranslate2 (4.8.5) divides their sum by the number of all, with those that name the language and were not chosen.
        """
        return float(score) * (pieces + 1 + self.lead) / (pieces + 1)

    def _made(
        self,
        item: tuple[str, Encoded],
        answers: Sequence[Sequence[str]],
        scores: Sequence[float],
        tables: Sequence[Any],
        places: Sequence[int],
    ) -> list[Translation]:
        out = []
        for place in places:
            text, spans = spell(answers[place], self.gaps)
            attention = table(item[1].spans, spans, tables[place], self.lead) if tables else None
            if attention and self.misplaced:
                attention.weights[:1] = 0.0
            answer = Translation(text, min(scores[place], 0.0), attention)
            out.append(respelt(item[0], answer) if self.respelt else answer)
        return out


def table(source: Sequence[Span], target: Sequence[Span], weights: Any, lead: int) -> Attention:
    """Rows and columns of end marks dropped, and of the `lead` pieces that name the languages."""
    kept = np.zeros((len(target), len(source)), dtype=np.float32)
    if kept.size:
        kept[:] = np.asarray(weights, dtype=np.float32)[lead:][: len(target), lead : lead + len(source)]
    return Attention(tuple(source), tuple(target), kept)
