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
    words = [word for word in tokenize(answer.text) if any(map(str.isalnum, word.of(answer.text)))]
    (starts, ends), (firsts, lasts) = _edges(attention.target), _edges(words)
    rows = zip(np.searchsorted(ends, firsts, "right"), np.searchsorted(starts, lasts), strict=True)
    sums = np.concatenate([[0.0], np.cumsum(mass, dtype=np.float64)])
    return [
        (float(sums[end] - sums[start]) / int(end - start), word)
        for word, (start, end) in zip(words, rows, strict=True)
        if end > start
    ]


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
    return spliced(answer, [(span, text)])


def spliced(answer: Translation, edits: Sequence[tuple[Span, str]]) -> Translation:
    """`answer` with a text in place of each span, all disjoint and left to right."""
    said = answer.text
    starts, ends = [0, *(span.end for span, _ in edits)], [*(span.start for span, _ in edits), len(said)]
    written = [*(text for _, text in edits), ""]
    changed = "".join(said[a:b] + text for a, b, text in zip(starts, ends, written, strict=True))
    if answer.attention is None:
        return replace(answer, text=changed)
    return replace(answer, text=changed, attention=_following(answer.attention, edits))


def _following(attention: Attention, edits: Sequence[tuple[Span, str]]) -> Attention:
    """The attention of the changed text: a row for each edit, the mean of those it takes the place of."""
    targets: list[Span] = []
    rows: list[npt.NDArray[np.float32]] = []
    old, here, moved = attention.target, 0, 0
    nothing = np.zeros(len(attention.source), dtype=np.float32)
    for span, text in edits:
        before = here
        while here < len(old) and old[here].end <= span.start:
            here += 1
        within = here
        while here < len(old) and old[here].start < span.end:
            here += 1
        targets += [place.shift(moved) for place in old[before:within]]
        targets.append(Span(span.start + moved, span.start + moved + len(text)))
        own = attention.weights[within:here].mean(axis=0) if here > within else nothing
        rows += [attention.weights[before:within], own[None]]
        moved += len(text) - len(span)
    targets += [place.shift(moved) for place in old[here:]]
    weights = np.concatenate([*rows, attention.weights[here:]]).astype(np.float32)
    return Attention(attention.source, tuple(targets), weights)
