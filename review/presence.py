"""Who is at a document, and at which row: what tabs said when they last looked. Kept in memory only."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

GONE = 8.0  # seconds without a look until somebody has left
MOST = 200  # tabs that are remembered


@dataclass(slots=True)
class Presence:
    """The tabs that look at one document."""

    _tabs: dict[str, tuple[float, str, int]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def seen(self, tab: str, who: str, row: int) -> None:
        """A tab has looked."""
        if not tab:
            return
        now = time.monotonic()
        with self._lock:
            self._tabs.pop(tab, None)
            self._tabs[tab] = now, who, row
            self._tabs = {key: one for key, one in list(self._tabs.items())[-MOST:] if one[0] > now - GONE}

    def others(self, tab: str) -> list[dict[str, object]]:
        """Names and rows of the other tabs that are there."""
        now = time.monotonic()
        with self._lock:
            return [
                {"who": who, "row": row}
                for key, (at, who, row) in self._tabs.items()
                if key != tab and at > now - GONE
            ]
