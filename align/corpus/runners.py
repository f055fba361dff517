"""Who makes the answers of a corpus: this process, or several on this machine; `align.corpus.cluster` has the third way.

A runner pulls units as it can use them and gives each back with its answer, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import glossary as term_lists
from align.corpus.job import Answer, Job, Maker, Unit
from align.corpus.workers import in_processes

Runner = Callable[[Iterable[Unit]], Iterator[tuple[Unit, Answer]]]


def runner(job: Job, terms: term_lists.Glossary, workers: int) -> Runner:
    """This process where there is one worker, else so many others."""
    make = partial(Maker, job, terms)
    if workers > 1:
        return partial(in_processes, make, workers=workers, lost=lost)

    def here(units: Iterable[Unit]) -> Iterator[tuple[Unit, Answer]]:
        maker: Maker | None = None
        for unit in units:
            maker = maker or make()  # a corpus that is done needs no engine
            yield unit, maker(unit)

    return here


def lost(unit: Unit) -> Answer:
    """The answer for a unit that took its process with it twice."""
    return Answer(error=f"{unit.path}: the process at it was killed twice (out of memory?)")
