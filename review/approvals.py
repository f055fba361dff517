"""A review and its translation memory, kept in step: what is approved on a row is in the memory before anybody is told.

The memory is written to inside the transaction of the act, so an act that it cannot take is refused whole. A kill between
the two commits leaves the memory one act ahead, which nobody was told of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.memory.exchange import require_languages

if TYPE_CHECKING:
    from align.memory.fuzzy import Alike
    from align.memory.store import Memory
    from review.store import Body, Row, Store

MOST = 5  # matches shown


@dataclass(frozen=True, slots=True)
class Approvals:
    """The approved rows of `store` in `memory`, under the name of the file that they are of."""

    store: Store
    memory: Memory
    origin: str

    def begin(self) -> int:
        """Writes what was approved before to the memory and follows the store from now on; how many pairs were new.

        A source that the memory has or ever had a translation of keeps what it has: people may have changed that since.
        Raises InputError where the review is not from Indonesian to English.
        """
        require_languages(self.store.header["source"], self.store.header["target"], file=self.origin)
        count = self.memory.approve(_pairs(self.store.rows()), self.origin, new=True)
        self.store.watch = self.follow
        return count

    def follow(self, before: Iterable[Row], after: Iterable[Row]) -> None:
        """Takes what an act approved into the memory, and out of it what no row approves any more.

        Raises InputError, OutputError: where the memory is damaged or cannot be written.
        """
        old, new = _pairs(before), _pairs(after)
        gone = [pair for pair in old if pair not in new and not self._stands(*pair)]
        come = [pair for pair in new if pair not in old]
        if gone:
            self.memory.forget(gone, self.origin)
        if come:
            self.memory.approve(come, self.origin)

    def like(self, body: Body) -> list[Alike]:
        """Approved pairs whose source is like the row's, the likest first; not the pair that the row itself is."""
        found = self.memory.similar(body["source"], most=MOST + 1)
        own = body["source"].strip(), body["target"].strip()
        return [one for one in found if (one.source, one.target) != own][:MOST]

    def _stands(self, source: str, target: str) -> bool:
        """Whether a row approves the pair as things are now."""
        ids = [row for row, _ in self.store.alike(source)]
        return (source, target) in _pairs(self.store.rows(ids))


def _pairs(rows: Iterable[Row]) -> list[tuple[str, str]]:
    return [
        (row.body["source"].strip(), row.body["target"].strip()) for row in rows if row.body.get("approved")
    ]
