"""What gives a bad translation away without knowing the right one: loops, lost or invented length, nothing."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
LONGEST_LOOP = 8
LEAST_RATIO, MOST_RATIO, SLACK = 0.3, 3.0, 20  # characters of output to source


def flags(source: str, target: str) -> tuple[str, ...]:
    """Names of what is wrong: `empty`, `repetition`, `length`; empty if nothing is."""
    if not target.strip():
        return ("empty",)
    found = []
    if _loops(target) > max(_loops(source), 1):
        found.append("repetition")
    if not LEAST_RATIO * (len(source) - SLACK) <= len(target) <= MOST_RATIO * len(source) + SLACK:
        found.append("length")
    return tuple(found)


def _loops(text: str) -> int:
    """Most times in a row that up to eight words repeat; twice a single word, or a pair, is still language."""
    words = [word.casefold() for word in _WORD.findall(text)]
    worst = 1
    for size in range(1, LONGEST_LOOP + 1):
        run = 0
        for i in range(size, len(words)):
            run = run + 1 if words[i] == words[i - size] else 0
            times = run // size + 1
            if times > (2 if size <= 2 else 1):
                worst = max(worst, times)
    return worst
