"""What people approved: a log in which the last line counts, each place of it can be seen again, and any can go."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.memory.store import Memory, State, existing, usable

S, T = st.sampled_from(["Satu.", "Dua."]), st.sampled_from(["One.", "Two.", "Three."])
STEPS = st.lists(st.tuples(st.booleans(), S, T, st.sampled_from(["a", "b"])), max_size=14)


@settings(max_examples=40)
@given(STEPS)
def test_a_memory_is_a_pile_of_approvals_for_each_source(steps: list[tuple[bool, str, str, str]]) -> None:
    """Held against lists: approving lays a pair on top, taking back removes it wherever it lies; states stay visible."""
    piles: dict[str, list[tuple[str, str]]] = {"Satu.": [], "Dua.": []}
    seen: list[tuple[State, dict[str, str]]] = []
    with TemporaryDirectory() as folder, closing(Memory(Path(folder) / "m.db")) as memory:
        for approving, source, target, origin in steps:
            pile = piles[source]
            if approving:
                top = pile[-1][0] if pile else None
                same = [own for text, own in pile[_run(pile) :] if text == target]
                if origin not in same:
                    pile.append((target, origin))
                assert memory.approve([(source, target)], origin) == (top != target)
            else:
                piles[source] = [one for one in pile if one != (target, origin)]
                memory.forget([(source, target)], origin)
            held = {text: pile[-1][0] for text, pile in piles.items() if pile}
            assert dict(memory.pairs()) == held
            seen.append((memory.state(), held))
        for state, held in seen:
            assert memory.approved(piles, state) == held
        counts = memory.counts()
        tops = [pile[-1][1] for pile in piles.values() if pile]
        assert counts.approved == len(tops)
        assert counts.origins == {own: tops.count(own) for own in tops}
    digests = {state.digest: held for state, held in seen}
    assert all(digests[state.digest] == held for state, held in seen)  # one digest, one set of pairs
    assert len({frozenset(held.items()) for held in digests.values()}) == len(digests)


def _run(pile: list[tuple[str, str]]) -> int:
    """Where the topmost lines of one translation begin."""
    at = len(pile)
    while at and pile[at - 1][0] == pile[-1][0]:
        at -= 1
    return at


def test_the_digest_is_over_the_pairs_in_any_order(tmp_path: Path) -> None:
    pairs = [("Satu.", "One."), ("Dua.", "Two."), ("Tiga.", "Three.")]
    digests = set()
    for number, order in enumerate((pairs, pairs[::-1])):
        with closing(Memory(tmp_path / f"{number}.db")) as memory:
            memory.approve([("Dua.", "Zwei.")], "b")
            memory.approve(order, f"{number}.tmx")
            digests.add(memory.state().digest)
    assert len(digests) == 1
    assert re.fullmatch(r"[0-9a-f]{32}", digests.pop())


def test_an_approval_covered_by_another_can_be_taken_back(tmp_path: Path) -> None:
    """What somebody took back does not come again when the one above it goes."""
    with closing(Memory(tmp_path / "m.db")) as memory:
        memory.approve([("Satu.", "One.")], "a")
        memory.approve([("Satu.", "A one.")], "b")
        memory.forget([("Satu.", "One.")], "a")
        assert dict(memory.pairs()) == {"Satu.": "A one."}
        memory.forget([("Satu.", "A one.")], "b")
        assert dict(memory.pairs()) == {}
        assert memory.state().digest == "none"


def test_what_two_approved_stands_until_both_took_it_back(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m.db")) as memory:
        assert memory.approve([("Satu.", "One.")], "a") == 1
        assert memory.approve([("Satu.", "One.")], "b") == 0
        for origin, left in (("a", 1), ("b", 0)):
            memory.forget([("Satu.", "One.")], origin)
            assert memory.counts().approved == left


def test_a_memory_opened_at_a_state_shows_that_one(tmp_path: Path) -> None:
    file = tmp_path / "m.db"
    with closing(Memory(file)) as memory:
        memory.approve([("Satu.", "One.")], "a")
        then = memory.state()
        memory.approve([("Satu.", "A one."), ("Dua.", "Two.")], "a")
    with closing(Memory(file, state=then)) as memory:
        assert memory.state() == then
        assert memory.approved(["Satu.", "Dua."], memory.state()) == {"Satu.": "One."}


def test_new_leaves_a_source_that_ever_had_a_translation(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m.db")) as memory:
        memory.approve([("Satu.", "One."), ("Dua.", "Two.")], "a")
        memory.forget([("Dua.", "Two.")], "a")
        again = [("Satu.", "A one."), ("Dua.", "Two."), ("Tiga.", "Three.")]
        assert memory.approve(again, "b", new=True) == 1
        assert dict(memory.pairs()) == {"Satu.": "One.", "Tiga.": "Three."}


@pytest.mark.parametrize("pair", [("", "x"), ("x", " "), ("a\0b", "x"), ("x", "\ud83d"), ("\udc00", "x")])
def test_what_no_file_can_hold_is_left_out(pair: tuple[str, str], tmp_path: Path) -> None:
    assert not (usable(pair[0]) and usable(pair[1]))
    with closing(Memory(tmp_path / "m.db")) as memory:
        assert memory.approve([pair, ("Satu.", "One.")], "a") == 1
        memory.forget([pair], "a")
        assert list(memory.pairs()) == [("Satu.", "One.")]
        assert memory.approved([pair[0], "Satu."], memory.state()) == {"Satu.": "One."}


def test_more_pairs_than_a_page_come_out_in_their_order(tmp_path: Path) -> None:
    pairs = [(f"Kalimat {number}.", f"Sentence {number}.") for number in range(2_500)]
    with closing(Memory(tmp_path / "m.db")) as memory:
        assert memory.approve(pairs, "a") == len(pairs)
        assert list(memory.pairs()) == pairs


def test_made_entries_are_those_of_their_maker(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "m.db")) as memory:
        memory.keep("one", {b"k": b"1", b"l": b"2"})
        memory.keep("two", {b"k": b"3"})
        memory.keep("two", {b"k": b"4"})
        assert memory.made("one", [b"k", b"l", b"m"]) == {b"k": b"1", b"l": b"2"}
        assert memory.made("two", [b"k", b"l"]) == {b"k": b"4"}
        assert memory.made("three", [b"k"]) == {}
        assert memory.counts().made == {"one": 2, "two": 1}


def test_a_memory_that_is_missing_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(
        Exception, match=r"m\.db: there is no such memory; `padanan memory import` begins one"
    ):
        existing(tmp_path / "m.db")
    assert not list(tmp_path.iterdir())
