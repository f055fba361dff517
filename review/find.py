"""Lists of rows: what a filter shows and a search finds, in order, and whether a row belongs to it.

A filter is a name of `SHOWN`, `check:NAME`, or `below:SCORE`. A search looks through both texts and the comments, folded
(`review.fold`); one that is a number finds the row of that number, too. Texts are folded once and kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from align.checks import INCONSISTENT
from align.errors import InputError
from review import marks
from review.fold import fold, hits
from review.remarks import line

if TYPE_CHECKING:
    from review.reading import Reader
    from review.values import Row

LONGEST = 1000  # characters of a search
LEAST_SURE = 10  # the share of rows that are least sure: one in so many


@dataclass(frozen=True, slots=True)
class Query:
    """What is shown: the filter's name, and the search, folded."""

    show: str = "all"
    wanted: str = ""

    def __bool__(self) -> bool:
        return self.show != "all" or bool(self.wanted)


@dataclass(slots=True)
class Finder:
    """Lists of one review. Safe for several threads: what it keeps is only ever what a row's revision says."""

    store: Reader
    _folded: dict[int, tuple[int, str]] = field(default_factory=dict)
    _least: tuple[int, float] = (-1, 0.0)

    def query(self, show: str, search: str) -> Query:
        """A query, checked. Raises InputError naming the filters there are."""
        name, _, value = show.partition(":")
        known = (
            show in SHOWN or (name == "check" and value) or (name == "below" and _score(value) is not None)
        )
        if not known:
            raise InputError(
                f"unknown filter {show[:40]!r}; accepted are {', '.join(SHOWN)}, check:NAME and below:SCORE"
            )
        if len(search) > LONGEST:
            raise InputError(f"a search has at most {LONGEST:,} characters")
        return Query(show, fold(search))

    def ids(self, query: Query) -> list[int]:
        """Ids of all rows that fit, in order."""
        shown = self._shown(query.show, None)
        return self._found(shown, query.wanted, None) if query.wanted else shown

    def fitting(self, query: Query, ids: Sequence[int]) -> set[int]:
        """Those of `ids` that fit."""
        shown = self._shown(query.show, ids)
        return set(self._found(shown, query.wanted, ids) if query.wanted else shown)

    def count(self, query: Query, ids: Sequence[int]) -> int:
        """How often the search stands in these rows."""
        if not query.wanted:
            return 0
        some = None if len(ids) == self.store.tally["rows"] else ids
        return sum(text.count(query.wanted) for _, text in self._texts(some))

    def hits(self, query: Query, row: Row) -> dict[str, Any]:
        """Places of the search in both texts of `row`."""
        found = {side: hits(row.body[side], query.wanted) for side in ("source", "target")}
        return {side: own for side, own in found.items() if own}

    def _shown(self, show: str, ids: Sequence[int] | None) -> list[int]:
        name, _, value = show.partition(":")
        if name == "check" and value != INCONSISTENT:
            checks = self.store.checks
            bit = marks.check_bit(value, list(checks)) if value in checks else 0
            return self.store.marked(bit, ids=ids) if bit else []
        if show in _BITS:
            bits, without = _BITS[show]
            return self.store.marked(bits, without=without, ids=ids)
        if name in ("below", "least"):
            return self.store.surest(_score(value) or self._least_sure(), ids)
        wanted = _SETS.get(show, _SETS["inconsistent"])(self.store, ids)
        return [row for row in (self.store.order() if ids is None else ids) if row in wanted]

    def _least_sure(self) -> float:
        """The confidence under which the least sure tenth of the rows lies."""
        total = self.store.tally["rows"]
        if self._least[0] != total:
            scores = self.store.scores()
            self._least = total, scores[min(-(-total // LEAST_SURE), total - 1)] if scores else 0.0
        return self._least[1]

    def _found(self, shown: Sequence[int], wanted: str, ids: Sequence[int] | None) -> list[int]:
        found = {row for row, text in self._texts(ids) if wanted in text}
        if wanted.isdecimal() and len(wanted) < 10:
            found.add(self.store.at(int(wanted)))
        return [row for row in shown if row in found]

    def _texts(self, ids: Sequence[int] | None) -> Iterator[tuple[int, str]]:
        """Ids and folded texts, comments with them."""
        commented = set(self.store.marked(marks.COMMENTED, ids=ids))
        for row, revision, source, target in self.store.texts(ids):
            held = self._folded.get(row)
            if held is None or held[0] != revision:
                notes = self.store.rows([row])[0].body.get("notes", ()) if row in commented else ()
                held = revision, "\n".join(map(fold, (source, target, *map(line, notes))))
                self._folded[row] = held
            yield row, held[1]


def _score(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


_BITS = {
    "all": (0, 0),
    "open": (0, marks.APPROVED),
    "approved": (marks.APPROVED, 0),
    "edited": (marks.EDITED, 0),
    "commented": (marks.COMMENTED, 0),
    "asked": (marks.ASKED, 0),
    "empty": (marks.EMPTY, 0),
    "newer": (marks.NEWER, 0),
}
_SETS: dict[str, Callable[[Reader, Sequence[int] | None], set[int]]] = {
    "inconsistent": lambda store, ids: store.inconsistent(marks.AGREED, ids),
    "flagged": lambda store, ids: (
        set(store.marked(marks.FLAGGED, ids=ids)) | store.inconsistent(marks.AGREED, ids)
    ),
    "repeated": lambda store, ids: store.repeated(ids),
}
SHOWN = (*_BITS, "flagged", "repeated", "least")
