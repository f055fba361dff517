"""What a check is: a function from a pair to what it has to say about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from align.model import Pair, Span


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a pair. Spans are characters of the pair's own texts; `item` is what it is about, for its
    suppression signature; `severity` is that of the check unless said otherwise.
    """

    message: str
    item: str = ""
    source: Span | None = None
    target: Span | None = None
    severity: str | None = None


Rule = Callable[[Pair], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check with its id, severity, and one line that says what it finds."""

    id: str
    severity: str
    finds: str
    rule: Rule
