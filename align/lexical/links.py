"""Word links inside a sentence pair: from a model's supervised attention, the lexical table, and what looks alike.

The attention a translation was made with, or that of a given pair forced through the model, is joined with
P(target | source) of the lexical table, equal spellings and places. Links are the cells that win both their row
and their column, grown to neighbours that win one (after Och and Ney 2003).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from align.errors import InputError
from align.lexical.attention import Attention
from align.model import Link, Span
from align.text.tokens import tokenize

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Table = npt.NDArray[np.float64]

LEAST, SHARE = 0.16, 0.6  # of the evidence for a word; of its strongest link
LEXICAL, ALIKE, NEAR = 1.0, 0.9, 1.2  # weights of the table and of equal spelling; decay with distance
CELLS, BLOCK = 1 << 20, 256  # of a table at most; words of a block of a longer pair
MANY = 32  # places of one form that a word may be linked to
_DIGIT = re.compile(r"\d")
_PAIR = re.compile(r"(\d+)([-?])(\d+)")
TermPairs = Sequence[tuple[Span, Span]]


@runtime_checkable
class Attender(Protocol):
    """An engine that gives attention over given pairs."""

    def attend(self, pairs: Sequence[tuple[str, str]]) -> list[Attention]:
        """Attention for each (source, target) pair."""


def words(source: str, target: str, *, engine: Attender | None = None) -> tuple[Link, ...]:
    """Word links of one pair; spans are characters of the two strings. Without an engine the table alone counts."""
    return link_pairs([(source, target)], engine=engine)[0]


def link_pairs(
    pairs: Sequence[tuple[str, str]],
    *,
    engine: Attender | None = None,
    terms: Sequence[TermPairs] | None = None,
) -> list[tuple[Link, ...]]:
    """Word links of each pair. `terms` are (source, target) characters of each pair known to belong together."""
    attention = engine.attend(pairs) if engine and pairs else [None] * len(pairs)
    known = terms if terms is not None else [()] * len(pairs)
    return [
        _linked(source, target, tokenize(source), tokenize(target), weights, own)
        for (source, target), weights, own in zip(pairs, attention, known, strict=True)
    ]


def links_from_attention(attention: Attention, source: str, target: str) -> tuple[Link, ...]:
    """Links of a translation from the attention it was made with, and the table."""
    return _linked(source, target, tokenize(source), tokenize(target), attention, ())


def _marks(text: str, tokens: Sequence[Span]) -> npt.NDArray[np.bool_]:
    """Which tokens have neither letter nor digit."""
    import numpy as np  # noqa: PLC0415

    forms = (token.of(text) for token in tokens)
    return np.array([not (form[0].isalnum() or any(map(str.isalnum, form))) for form in forms])


def _token_table(attention: Attention, left: Sequence[Span], right: Sequence[Span]) -> Table:
    """Attention between tokens, shape (target tokens, source tokens): summed over source pieces, mean over target."""
    import numpy as np  # noqa: PLC0415

    rows, columns = _membership(attention.target, right), _membership(attention.source, left)
    table = rows @ attention.weights.astype(np.float64) @ columns.T
    pieces = rows.sum(axis=1, keepdims=True)
    result: Table = table / np.maximum(pieces, 1)
    return result


def _membership(pieces: Sequence[Span], tokens: Sequence[Span]) -> Table:
    """1 where a piece lies in a token, shape (tokens, pieces)."""
    return _overlaps(tokens, pieces).astype(float)


def _overlaps(spans: Sequence[Span], others: Sequence[Span]) -> npt.NDArray[np.bool_]:
    """`span.overlaps(other)` for each of both, shape (spans, others)."""
    import numpy as np  # noqa: PLC0415

    own, other = (
        np.array([(span.start, span.end) for span in side], dtype=np.int64).reshape(-1, 2)
        for side in (spans, others)
    )
    result: npt.NDArray[np.bool_] = (own[:, :1] < other[:, 1]) & (other[:, 0] < own[:, 1:])
    return result


def _pick(table: Table, left: Sequence[Span], right: Sequence[Span]) -> tuple[Link, ...]:
    """Cells that are strong for their row, or the best of their column and not weak."""
    wins_row = table >= SHARE * table.max(axis=1, keepdims=True)
    wins_column = table >= SHARE * table.max(axis=0)
    chosen = (table >= LEAST) & (wins_row | (wins_column & (table >= 1.5 * LEAST)))
    # In order of the source: columns first.
    columns, rows = chosen.T.nonzero()
    values = table[rows, columns].clip(max=1.0).tolist()
    return tuple(
        Link(left[column], right[row], value)
        for column, row, value in zip(columns.tolist(), rows.tolist(), values, strict=True)
    )


def _linked(
    source: str,
    target: str,
    left: Sequence[Span],
    right: Sequence[Span],
    attention: Attention | None,
    terms: TermPairs,
) -> tuple[Link, ...]:
    """Links of a pair; of a very long one a band along the diagonal, so that time and memory grow as its length does."""
    if len(left) * len(right) <= CELLS:
        return _joined(source, target, left, right, attention, terms)
    out: list[Link] = []
    for start in range(0, len(right), BLOCK):
        rows = right[start : start + BLOCK]
        ends = [place * len(left) // len(right) for place in (start, start + len(rows))]
        columns = left[max(ends[0] - BLOCK // 2, 0) : ends[1] + BLOCK // 2]
        cut = attention.cut(columns, rows) if attention else None
        out += _joined(source, target, columns, rows, cut, terms)
    return tuple(sorted(out, key=lambda link: (link.source, link.target)))


def _joined(
    source: str,
    target: str,
    left: Sequence[Span],
    right: Sequence[Span],
    attention: Attention | None,
    terms: TermPairs,
) -> tuple[Link, ...]:
    if not left or not right:
        return ()
    table = _evidence(source, target, left, right)
    if attention is not None:
        table = 0.5 * table + 0.5 * _token_table(attention, left, right)
    # A word is not linked to a comma.
    table[_marks(target, right)[:, None] != _marks(source, left)] = 0.0
    for source_term, target_term in terms:
        inside, matched = _overlaps(right, [target_term]), _overlaps(left, [source_term]).T
        table[inside | matched] = 0.0
        table[inside & matched] = 1.0
    return _pick(table, left, right)


def _evidence(source: str, target: str, left: Sequence[Span], right: Sequence[Span]) -> Table:
    """Lexical, spelling and place evidence in 0..1, shape (target tokens, source tokens)."""
    import numpy as np  # noqa: PLC0415

    standing, heads, figures = _places_of([word.of(target).casefold() for word in right])
    table = np.zeros((len(right), len(left)))
    for column, word in enumerate(left):
        own = word.of(source).casefold()
        known, expected = renderings(own), column * len(right) // len(left)
        cells = dict.fromkeys(_near(heads.get(own[:4], ()), expected), 0.5 * ALIKE) if len(own) > 4 else {}
        for form in standing.keys() & known.keys():
            for row in _near(standing[form], expected):
                cells[row] = max(known[form], cells.get(row, 0.0))
        for row in (
            *_near(standing.get(own, ()), expected),
            *_near(figures.get(_figure(own, "id"), ()), expected),
        ):
            cells[row] = max(ALIKE, cells.get(row, 0.0))
        for row, value in cells.items():
            table[row, column] = value
    places = [(np.arange(len(side)) + 0.5) / len(side) for side in (right, left)]
    result: Table = table * np.exp(-NEAR * np.abs(places[0][:, None] - places[1]))
    return result


def _near(rows: Sequence[int], expected: int) -> Sequence[int]:
    """Those of many rows, in order, that are nearest."""
    if len(rows) <= MANY:
        return rows
    middle = min(max(bisect_left(rows, expected), MANY // 2), len(rows) - MANY // 2)
    return rows[middle - MANY // 2 : middle + MANY // 2]


def _places_of(forms: Sequence[str]) -> tuple[dict[str, list[int]], ...]:
    """The places of each form, of each beginning of four letters of a longer one, and of each number."""
    standing: dict[str, list[int]] = {}
    heads: dict[str, list[int]] = {}
    figures: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        standing.setdefault(form, []).append(place)
        if len(form) > 4:
            heads.setdefault(form[:4], []).append(place)
        if number := _figure(form, "en"):
            figures.setdefault(number, []).append(place)
    return standing, heads, figures


def _figure(form: str, language: str) -> str:
    """The number a token writes, spelt one way; empty for a word."""
    if form.isalpha() or not _DIGIT.search(form):
        return ""
    from align.lexical.anchors import canonical_number  # noqa: PLC0415

    return canonical_number(form, language)


@lru_cache(maxsize=4096)
def renderings(word: str) -> dict[str, float]:
    """What each English form says for the word: the root of P(form | word); of a hyphenated word, the best of its parts."""
    from align.lexical.lexicon import load  # noqa: PLC0415

    out = dict(load().translations(word))
    for part in word.split("-") if "-" in word else ():
        for form, probability in load().translations(part):
            out[form] = max(out.get(form, 0.0), probability)
    return {form: LEXICAL * probability**0.5 for form, probability in out.items()}


def pharaoh_lines(
    pairs: Sequence[tuple[str, str]], *, engine: Attender | None = None, tokenized: bool = False
) -> list[str]:
    """A line `0-0 1-2` for each pair, indices of tokens from 0; `tokenized`: tokens are what spaces delimit."""
    lines = []
    for (source, target), links in zip(pairs, link_pairs(pairs, engine=engine), strict=True):
        cut = _by_spaces if tokenized else tokenize
        left, right = cut(source), cut(target)
        found = {
            (i, j)
            for link in links
            for i, a in enumerate(left) if a.overlaps(link.source)
            for j, b in enumerate(right) if b.overlaps(link.target)
        }  # fmt: skip
        lines.append(" ".join(f"{i}-{j}" for i, j in sorted(found)))
    return lines


def _by_spaces(text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in re.finditer(r"\S+", text)]


def parse_pharaoh(text: str, *, file: str, line: int) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Sure links `0-0`, and all of them, possible ones `0?1` included. Raises InputError."""
    sure, possible = set(), set()
    for item in text.split():
        match = _PAIR.fullmatch(item)
        if not match:
            raise InputError(f"{item!r} is no link; expected `0-0` or `0?1`", file=file, line=line)
        link = (int(match[1]), int(match[3]))
        possible.add(link)
        if match[2] == "-":
            sure.add(link)
    return sure, possible
