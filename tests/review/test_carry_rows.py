"""Rows carried over, whatever changed: the source is the file's, and no work is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from review import rows
from review.carry import carry
from review.store import Row
from tests.review.test_carry import HEADER

SENTENCES = st.sampled_from("abcdef")


ROWS = st.lists(st.tuples(st.lists(SENTENCES, min_size=1, max_size=3), st.sampled_from("xyz")), max_size=8)


def made(rows_of: Sequence[tuple[list[str], str]]) -> list[dict[str, Any]]:
    return [
        rows.from_pieces(
            [rows.Piece(" ", text, number) for text in texts], [rows.Piece(" ", target, number)], score=0.5
        )
        for number, (texts, target) in enumerate(rows_of)
    ]


@settings(max_examples=300)
@given(ROWS, ROWS, st.data())
def test_whatever_changes_the_source_is_the_files_and_no_work_is_lost(old: Any, new: Any, data: Any) -> None:
    before = [Row(number, number, 1, one) for number, one in enumerate(made(old), 1)]
    for at, row in enumerate(before):
        if data.draw(st.booleans()):
            before[at] = Row(
                row.id, row.place, 2, row.body | {"target": f"P{at}", "machine": row.body["target"]}
            )
            before[at].body["target_segments"] = [[0, len(f"P{at}"), 0]]
    fresh = made(new)
    cut = data.draw(st.sets(st.sampled_from([row.id for row in before]))) if before else set()
    found = carry(before, fresh, cut)
    assert [text for row in found.rows for text in _texts(row.body)] == [
        t for one in fresh for t in _texts(one)
    ]
    ids = [row.id for row in found.rows if row.id]
    assert len(ids) == len(set(ids))
    work = {row.body["target"] for row in before if "machine" in row.body}
    assert work <= {row.body["target"] for row in (*found.rows, *found.left)}
    rows.bitext(HEADER, [row.body for row in found.rows])


def _texts(one: dict[str, Any]) -> list[str]:
    return [one["source"][start:end] for start, end, _ in one["source_segments"]]


def test_a_text_that_repeats_itself_is_aligned_as_a_whole() -> None:
    old = made([([letter], "x") for letter in "abcdef" * 40])
    before = [Row(n, n, 2, one | {"machine": "x", "target": "y"}) for n, one in enumerate(old, 1)]
    new = [*old[:20], *made([(["new"], "x")]), *old[20:100], *old[101:]]
    found = carry(before, new, set())
    assert (found.kept, len(found.left), found.fresh) == (239, 1, 1)
