"""Changing a part of a translation while its attention stays true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from align.engines.base import Translation
from align.lexical.attention import Attention
from align.model import Span
from align.text.tokens import tokenize
from glossary import fit

SHARE, LEAST = 0.4, 0.15  # of a word's attention to fall on the term; of the best word's, where none has that
NEAR = 1.0  # pieces off the diagonal at which a guess is worth a third


def shares(answer: Translation, source: Span) -> list[tuple[float, Span]]:
    """Words of the answer in order, each with the share of its attention that falls on the characters `source`."""
    attention = answer.attention
    if attention is None or not attention.source:
        return []
    starts, ends = _edges(attention.source)
    mass = _known(attention.weights)[:, (starts < source.end) & (source.start < ends)].sum(axis=1)
    starts, ends = _edges(attention.target)
    out: list[tuple[float, Span]] = []
    for word in tokenize(answer.text):
        rows = (starts < word.end) & (word.start < ends)
        if rows.any() and any(map(str.isalnum, word.of(answer.text))):
            out.append((float(mass[rows].mean()), word))
    return out


def _known(weights: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The weights, an unknown row among known ones guessed: what no other row attends to, near the diagonal."""
    blank = ~weights.any(axis=1)
    if not blank.any() or blank.all():
        return weights
    height, width = weights.shape
    rows = np.flatnonzero(blank)
    away = np.abs(np.arange(width) - rows[:, None] * (width / height))
    left = (1 - weights.sum(axis=0)).clip(min=0) * np.exp(-away / NEAR)
    out = weights.copy()
    out[rows] = left / np.maximum(left.sum(axis=1, keepdims=True), 1e-9)
    return out


def _edges(spans: Sequence[Span]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where each of them starts, and where it ends."""
    return (
        np.array([span.start for span in spans], dtype=np.int64),
        np.array([span.end for span in spans], dtype=np.int64),
    )


def linked(answer: Translation, source: Span) -> list[Span]:
    """Words of the answer that attend to the characters `source`; empty without attention."""
    found = shares(answer, source)
    best = max(found, default=(0.0, source))
    return [word for share, word in found if share >= SHARE] or ([best[1]] if best[0] >= LEAST else [])


def put(answer: Translation, span: Span, rendering: str) -> Translation:
    """`rendering` in place of `span`, articles and possessives around it left natural."""
    start, end, text = fit(answer.text, span.start, span.end, rendering)
    return splice(answer, Span(start, end), text)


def splice(answer: Translation, span: Span, text: str) -> Translation:
    """`answer` with `text` in place of `span`; what stood there hands its attention to it."""
    changed = answer.text[: span.start] + text + answer.text[span.end :]
    attention = answer.attention
    if attention is None:
        return replace(answer, text=changed)
    before = [row for row, place in enumerate(attention.target) if place.end <= span.start]
    after = [row for row, place in enumerate(attention.target) if place.start >= span.end]
    within = [row for row in range(len(attention.target)) if row not in {*before, *after}]
    own = (
        attention.weights[within].mean(axis=0)
        if within
        else np.zeros(len(attention.source), dtype=np.float32)
    )
    move = len(text) - len(span)
    targets = (
        *(attention.target[row] for row in before), Span(span.start, span.start + len(text)),
        *(attention.target[row].shift(move) for row in after),
    )  # fmt: skip
    weights = np.concatenate([attention.weights[before], own[None], attention.weights[after]]).astype(
        np.float32
    )
    return replace(answer, text=changed, attention=Attention(attention.source, targets, weights))
