"""Batches: like lengths together, order restored."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from align.engines.batching import in_batches, pack


@given(st.lists(st.integers(0, 300), max_size=60), st.integers(16, 500), st.sampled_from([1, 8, 16]))
def test_batches_hold_every_item_once_and_keep_to_their_class(
    lengths: list[int], tokens: int, width: int
) -> None:
    """Nothing is lost or doubled; a batch keeps to its size and to one length class, longest first."""
    batches = pack(lengths, tokens=tokens, width=width)
    assert sorted(place for batch in batches for place in batch.places) == list(range(len(lengths)))
    assert [batch.longest for batch in batches] == sorted((b.longest for b in batches), reverse=True)
    for batch in batches:
        assert len(batch.places) == 1 or len(batch.places) * batch.longest <= tokens
        assert all(batch.longest - width < max(lengths[place], 1) <= batch.longest for place in batch.places)


@given(st.lists(st.text(max_size=30), max_size=40), st.integers(1, 60))
def test_answers_come_back_in_order(items: list[str], tokens: int) -> None:
    """Whatever the batches, answer i belongs to item i."""

    def submit(batch: list[str], longest: int) -> Callable[[], list[str]]:
        assert all(len(item) <= longest for item in batch)
        return lambda: [item.upper() for item in batch]

    lengths = [len(item) for item in items]
    assert in_batches(items, lengths, submit, tokens=tokens) == [item.upper() for item in items]


def test_all_batches_are_submitted_before_the_first_is_waited_for() -> None:
    """An engine with several workers is kept busy."""
    events: list[str] = []

    def submit(batch: list[str], longest: int) -> Callable[[], list[str]]:
        events.append("submitted")

        def wait() -> list[str]:
            events.append("waited")
            return batch

        return wait

    in_batches(["a", "bb", "ccc"], [1, 2, 3], submit, tokens=10)
    assert events == ["submitted"] * 3 + ["waited"] * 3
