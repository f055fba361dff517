"""What a file holds that is not read: counted, and told in one line on the log, which standard error shows."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from align.errors import InputError

_LOG = logging.getLogger("align.formats")


@dataclass(slots=True)
class Left:
    """Units of `file` that are left out, each with its line, under the reason for it."""

    file: str
    reasons: dict[str, list[int]] = field(default_factory=dict)

    def out(self, why: str, line: int) -> None:
        """Notes a unit that is left out, and why."""
        self.reasons.setdefault(why, []).append(line)

    def told(self, read: Iterable[object], *, what: str, line: int, may_be_empty: bool) -> None:
        """Says what was left out. Raises InputError where nothing was `read`, and that is not what was written."""
        if not any(True for _ in read) and not may_be_empty:
            why, lines = next(iter(self.reasons.items()), (f"holds no {what}", [line]))
            raise InputError(f"{why}; accepted is a file with at least one", file=self.file, line=lines[0])
        for text in self._lines():
            _LOG.warning("%s", text)

    def _lines(self) -> Iterator[str]:
        for why, lines in self.reasons.items():
            places = ", ".join(map(str, lines[:5])) + (", …" if len(lines) > 5 else "")
            count = f"{len(lines):,} unit" + ("s" if len(lines) > 1 else "")
            yield f"{self.file}: {count} left out (line {places}): {why}"
