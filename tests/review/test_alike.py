"""The finding `inconsistent` follows the edits: it is what `align.checks` says of the bitext as it stands."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import align
import glossary
from align.checks import check
from review import rows
from review.acts import Reviewer, act
from review.alike import all_held, held
from review.opening import open_review, reviewed
from review.packing import key_of
from review.store import Author, Conflict, Row, Store
from tests.review.bodies import write

PAIRS = [
    ("Menteri tiba.", "The minister arrived."),
    ("Harga naik.", "Prices rose."),
    ("Menteri tiba.", "The minister arrived."),
    ("Hujan turun.", "It rained."),
    ("Menteri tiba.", "The minister came."),
    ("Harga naik.", "Prices rose."),
]
ME = Author("Rina", "tab-1")


@pytest.fixture
def store(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = open_review(write(tmp_path / "news.jsonl", PAIRS))
    yield opened
    opened.close()


def do(store: Store, name: str, ids: list[int], author: Author = ME, **values: object) -> list[Row]:
    reviewer = Reviewer(store.header, glossary.Glossary(), author.who)
    seen = {row.id: row.revision for row in store.rows(ids)}
    return store.replace(seen, act(name, values, reviewer), name=name, author=author)


def flagged(store: Store) -> dict[int, str]:
    """Numbers of the rows held inconsistent, with the message."""
    return {
        number: own["message"]
        for number, one in enumerate(all_held(row.body for row in store.rows()))
        for own in one.get("findings", ())
        if own["check"] == "inconsistent"
    }


def test_an_edit_makes_and_unmakes_it_in_other_rows(store: Store) -> None:
    assert list(flagged(store)) == [4]
    do(store, "edit", [1], text="The minister came.")
    assert list(flagged(store)) == [2]
    assert "in sentence 1: 'The minister came.'" in flagged(store)[2]
    do(store, "edit", [3], text="The minister came.")
    assert flagged(store) == {}
    store.undo(ME)
    store.undo(ME)  # neighbours were not rewritten: nothing stands in the way
    assert list(flagged(store)) == [4]
    with pytest.raises(LookupError):
        store.undo(ME)


def test_random_acts_leave_what_a_check_of_the_whole_finds(store: Store) -> None:
    dice = random.Random(5)
    for _ in range(60):
        row = dice.choice(store.rows())
        after = store.after(row.id)
        try:
            if dice.random() < 0.6 or after is None:
                do(store, "edit", [row.id], text=dice.choice(["", *(target for _, target in PAIRS)]))
            elif dice.random() < 0.5:
                do(store, "merge", [row.id, after.id])
            else:
                store.undo(ME)
        except (LookupError, Conflict):
            continue
        whole = rows.bitext(store.header, (own.body for own in store.rows()))
        expected = {found.bead: found.message for found in check(whole, only=["inconsistent"])}
        assert flagged(store) == expected
        assert [own.body for own in held(store, store.rows())] == list(
            all_held(own.body for own in store.rows())
        )


def test_tabs_are_told_of_sentences_whose_finding_may_have_changed_and_no_others(store: Store) -> None:
    arrived, rose, rained = (key_of(PAIRS[at][0]) for at in (0, 1, 3))
    do(store, "edit", [5], text="The minister landed.")
    assert store.changed_since(0).alike == (arrived,)
    seq = store.seq()
    do(store, "edit", [1], text="The minister landed.")
    since = store.changed_since(seq)
    assert (since.rows, since.alike, since.placed) == ((1,), (arrived,), ())
    seq = store.seq()
    do(store, "merge", [1, 2])
    since = store.changed_since(seq)
    assert (since.gone, since.rows, since.placed) == ((2,), (1,), ((1, 0),))
    assert {arrived, rose} <= set(since.alike)
    assert rained not in since.alike


def test_dismissed_it_stays_dismissed_and_is_exported_as_it_stands(store: Store, tmp_path: Path) -> None:
    do(store, "edit", [2], text="Prices went up.")
    [row] = held(store, store.rows([6]))
    [finding] = [own for own in row.body["findings"] if own["check"] == "inconsistent"]
    out = [f.bead for f in reviewed(tmp_path / "news.jsonl").findings if f.check == "inconsistent"]
    assert out == [4, 5]
    do(store, "dismiss", [6], signature=finding["signature"])
    out = [f.bead for f in reviewed(tmp_path / "news.jsonl").findings if f.check == "inconsistent"]
    assert out == [4]
    whole = rows.bitext(store.header, (own.body for own in store.rows()))
    signatures = {
        align.checks.signature(found, whole)
        for found in check(whole, only=["inconsistent"])
        if found.bead == 5
    }
    assert signatures == {finding["signature"]}
