"""Work in several processes: handed out lazily, taken back as it comes or in order, and a killed process mourned.

Processes are spawned (an engine's threads do not survive a fork), so a script that asks for them needs the usual
`if __name__ == "__main__":`. They end with their parent, even if that is killed.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from typing import Any, Generic, TypeVar

AHEAD = 2  # items handed out for each worker before the first comes back

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

_state: dict[str, Any] = {}  # of a worker: how its maker is made, and the maker


def fair_threads(workers: int) -> int:
    """CPU threads for each of `workers` processes."""
    return max(1, (os.cpu_count() or 1) // workers)


def in_processes(
    make: Callable[[], Callable[[_Item], _Result]],
    items: Iterable[_Item],
    *,
    workers: int,
    lost: Callable[[_Item], _Result],
    ordered: bool = False,
) -> Iterator[tuple[_Item, _Result]]:
    """Items with their results, at most `workers * AHEAD` of them in hand.

    Each process calls `make`, which can be pickled, once, and what that gives for each of its items; what these raise
    is raised here. An item at which a process is killed is tried again alone; if that is killed too, `lost` says what
    its result is.
    """
    source = iter(items)
    crew = _Crew(make, workers, lost)
    try:
        while crew.fill(source) or crew.running:
            yield from crew.next(ordered=ordered)
    finally:
        crew.close()


class _Crew(Generic[_Item, _Result]):
    """A pool that is renewed when a process of it is killed."""

    def __init__(
        self,
        make: Callable[[], Callable[[_Item], _Result]],
        workers: int,
        lost: Callable[[_Item], _Result],
    ) -> None:
        self._make, self._workers, self._lost = make, workers, lost
        self.running: dict[Future[_Result], _Item] = {}  # in the order they were handed out
        self._pool = self._fresh()

    def fill(self, source: Iterator[_Item]) -> bool:
        """Hands out what there is room for; whether that was anything."""
        before = len(self.running)
        # Asked for one by one: an item may depend on what became of those before it.
        for item in islice(source, self._workers * AHEAD - before):
            self.running[self._submit(item)] = item
        return len(self.running) > before

    def next(self, *, ordered: bool) -> Iterator[tuple[_Item, _Result]]:
        """The results that are there, at least one."""
        first = next(iter(self.running))
        done = wait([first] if ordered else self.running, return_when=FIRST_COMPLETED).done
        if any(isinstance(future.exception(), BrokenProcessPool) for future in done):
            yield from self._rescue()
            return
        for future in done:
            yield self.running.pop(future), future.result()

    def close(self) -> None:
        """Ends the processes once they have done what they are at."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _rescue(self) -> Iterator[tuple[_Item, _Result]]:
        """Everything in hand, in order; what was lost with the pool again, one at a time."""
        wait(self.running)
        self._renew()
        for future in list(self.running):
            item = self.running.pop(future)
            broken = isinstance(future.exception(), BrokenProcessPool)
            yield item, self._alone(item) if broken else future.result()

    def _alone(self, item: _Item) -> _Result:
        try:
            return self._submit(item).result()
        except BrokenProcessPool:
            self._renew()
            return self._lost(item)

    def _submit(self, item: _Item) -> Future[_Result]:
        try:
            return self._pool.submit(_work, item)
        except BrokenProcessPool:  # between two items: no one's fault
            self._renew()
            return self._pool.submit(_work, item)

    def _fresh(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(self._make,)
        )

    def _renew(self) -> None:
        self._pool.shutdown(wait=True)
        self._pool = self._fresh()


def _begin(make: Callable[[], Any]) -> None:
    _state["make"] = make
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(item: Any) -> Any:
    if "maker" not in _state:  # here and not in `_begin`, where an error would break the pool without a word
        _state["maker"] = _state["make"]()
    return _state["maker"](item)
