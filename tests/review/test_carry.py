"""A review carried over to a file that changed: nothing people did is lost, wherever it finds its place."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import align
import glossary
from align.errors import InputError
from review import rows
from review.acts import Reviewer, act
from review.carry import carry
from review.opening import open_review, reviewed, store_path
from review.store import Author, Row, Store
from tests.review.bodies import HEADER, PAIRS, write
from tests.review.pages import lists, said

ME = Author("Rina", "tab-1")


def do(store: Store, name: str, ids: list[int], **values: object) -> list[Row]:
    reviewer = Reviewer(store.header, glossary.Glossary(), "Rina")
    seen = {row.id: row.revision for row in store.rows(ids)}
    return store.replace(seen, act(name, values, reviewer), name=name, author=ME)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file under review: row 1 edited, 2 approved, 3 commented, 4 edited and approved, 5 as it was."""
    path = write(tmp_path / "news.jsonl", PAIRS)
    store = open_review(path)
    do(store, "edit", [1], text="The minister came this morning.")
    do(store, "approve", [2])
    do(store, "comment", [3], text="Which road?")
    do(store, "edit", [4], text="Residents wait for help.")
    do(store, "approve", [4])
    store.close()
    return path


def carried(file: Path, **options: Any) -> tuple[list[dict[str, Any]], str]:
    told: list[str] = []
    store = open_review(file, tell=told.append, **options)
    try:
        return [row.body for row in store.rows()], "\n".join(told)
    finally:
        store.close()


def test_rows_around_new_ones_keep_everything_and_their_history(file: Path) -> None:
    write(file, [("Judul baru.", "A new headline."), *PAIRS[:2], ("Sisipan.", "An insertion."), *PAIRS[2:]])
    found, told = carried(file)
    assert [one["target"] for one in found] == [
        "A new headline.", "The minister came this morning.", PAIRS[1][1], "An insertion.", PAIRS[2][1],
        "Residents wait for help.", PAIRS[4][1],
    ]  # fmt: skip
    assert [bool(one.get("approved")) for one in found] == [False, False, True, False, False, True, False]
    assert found[4]["notes"][0]["text"] == "Which road?"
    assert found[1]["machine"] == PAIRS[0][1]
    assert not any("newer" in one for one in found)
    assert "4 reviewed sentences carried over, 2 sentences new or changed; the review before" in told
    assert reviewed(file).source.text == align.read(file).source.text
    store = open_review(file)
    assert [change.act for change in store.history(4)] == ["edit", "approve", "carry"]
    assert [row.id for row in store.rows()] == [6, 1, 2, 7, 3, 4, 5]
    store.close()


def test_a_persons_text_stands_against_the_new_machine_version_and_is_marked(file: Path) -> None:
    write(file, [(source, f"{target[:-1]}, again.") for source, target in PAIRS])
    found, told = carried(file)
    assert [one["target"] for one in found] == [
        "The minister came this morning.", PAIRS[1][1], "Police closed the road, again.",
        "Residents wait for help.", "Schools remain open, again.",
    ]  # fmt: skip
    assert [one.get("machine") for one in found] == [
        "The minister arrived this morning, again.", "It has rained since last night, again.", None,
        "Residents await aid, again.", None,
    ]  # fmt: skip
    assert [bool(one.get("newer")) for one in found] == [True, True, False, True, False]
    assert "(3 where the machine now says otherwise)" in told
    store = open_review(file)
    assert "newer" not in do(store, "keep", [1])[0].body
    assert "newer" not in do(store, "approve", [2])[0].body
    restored = do(store, "restore", [4])[0].body
    assert (restored["target"], "newer" in restored) == ("Residents await aid, again.", False)
    store.close()


def test_what_the_machine_now_says_too_is_no_edit(file: Path) -> None:
    write(file, [(PAIRS[0][0], "The minister came this morning."), *PAIRS[1:]])
    found, _ = carried(file)
    assert found[0]["target"] == "The minister came this morning."
    assert not {"machine", "newer"} & found[0].keys()


def test_what_finds_no_place_is_written_out_and_the_review_before_is_whole(file: Path) -> None:
    write(file, [("Menteri batal tiba.", "The minister did not come."), *PAIRS[1:3]])
    found, told = carried(file)
    assert [one["target"] for one in found] == ["The minister did not come.", PAIRS[1][1], PAIRS[2][1]]
    assert "2 reviewed sentences without a place, written to news.jsonl.left-6.jsonl" in told
    left = list(align.read(file.with_name("news.jsonl.left-6.jsonl")))
    assert [pair.target_text for pair in left] == [
        "The minister came this morning.",
        "Residents wait for help.",
    ]
    assert [pair.bead.approved for pair in left] == [False, True]
    before = Store(file.with_name("news.jsonl.review.before-6"))
    assert [row.body["target"] for row in before.rows()][3] == "Residents wait for help."
    assert before.seq() == 5
    before.close()
    store = open_review(file)
    assert [change.act for change in store.history(4)] == ["edit", "approve", "carry"]
    store.close()


def test_merged_and_split_rows_stay_as_people_cut_them(tmp_path: Path) -> None:
    file = write(tmp_path / "news.jsonl", PAIRS)
    store = open_review(file)
    do(store, "merge", [1, 2])
    do(store, "merge", [4, 5])
    do(store, "edit", [4], text="Residents wait. Schools are open.")
    do(store, "split", [4], source=1, target=1)
    store.close()
    write(file, [("Judul baru.", "A new headline."), *PAIRS])
    found, told = carried(file)
    assert [one["source"] for one in found[1:]] == [
        f"{PAIRS[0][0]}\n\n{PAIRS[1][0]}", PAIRS[2][0], PAIRS[3][0], PAIRS[4][0]
    ]  # fmt: skip
    assert [one["target"] for one in found[3:]] == ["Residents wait.", "Schools are open."]
    assert found[1]["source_segments"][1][2] == 2, "paragraphs are those of the new file"
    assert "3 reviewed sentences carried over" in told
    assert not any("newer" in one for one in found)
    assert reviewed(file).source.text == align.read(file).source.text

    write(file, [*PAIRS[:1], ("Baru.", "New."), *PAIRS[1:]])  # something between what was merged
    found, _ = carried(file)
    assert [one["source"] for one in found[:3]] == [PAIRS[0][0], "Baru.", PAIRS[1][0]]


def test_begun_anew_keeps_a_copy(file: Path) -> None:
    found, told = carried(file, fresh=True)
    assert [one["target"] for one in found] == [target for _, target in PAIRS]
    assert "begun anew; the review before is in news.jsonl.review.before-6" in told
    before = Store(file.with_name("news.jsonl.review.before-6"))
    assert before.rows()[0].body["target"] == "The minister came this morning."
    before.close()


def test_a_file_that_cannot_be_read_leaves_the_review_standing(file: Path) -> None:
    file.write_text('{"format": "padanan-bitext"', encoding="utf-8")
    with pytest.raises(InputError):
        open_review(file)
    assert next(iter(reviewed(file))).target_text == "The minister came this morning."
    assert {path.name for path in file.parent.iterdir()} == {"news.jsonl", "news.jsonl.review"}


def test_carried_over_twice_and_back(file: Path) -> None:
    write(file, PAIRS[1:])
    carried(file)
    write(file, PAIRS)
    found, _ = carried(file)
    assert [one["target"] for one in found] == [
        *(t for _, t in PAIRS[:3]),
        "Residents wait for help.",
        PAIRS[4][1],
    ]
    names = {path.name for path in file.parent.iterdir()}
    assert {"news.jsonl.review.before-6", "news.jsonl.review.before-7", "news.jsonl.left-6.jsonl"} <= names


_KILLED = """
import sys, time
from pathlib import Path
from review.opening import open_review
from review.store import Store
def wait(*args, **values):
    print("in the middle", flush=True)
    time.sleep(60)
Store._insert_change = wait
open_review(Path(sys.argv[1]))
"""


def test_killed_in_the_middle_the_old_review_stands_and_is_carried_over_next_time(file: Path) -> None:
    write(file, PAIRS[1:])
    for _ in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(file)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        process.kill()
        process.communicate()
    store = Store(store_path(file))
    assert store.rows()[0].body["target"] == "The minister came this morning."
    assert (len(store.rows()), store.seq()) == (5, 5)
    store.close()
    found, told = carried(file)
    assert len(found) == 4
    assert "1 reviewed sentence without a place" in told
    left = [path.name for path in file.parent.iterdir() if ".left-" in path.name]
    assert left == ["news.jsonl.left-6.jsonl"]


_OPENED = "import sys; from pathlib import Path; from review.opening import open_review; open_review(Path(sys.argv[1]), tell=print).close()"


def test_two_who_open_a_changed_file_at_once_carry_it_over_once(file: Path) -> None:
    write(file, PAIRS[1:])
    both = [
        subprocess.Popen([sys.executable, "-c", _OPENED, str(file)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(bool(line) for line in told) == 1
    store = open_review(file)
    assert store.seq() == 6
    store.close()


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


def test_the_command_says_what_was_carried_over(start: Any, file: Path, page: Any) -> None:
    write(file, [(source, f"{target[:-1]}, again.") for source, target in PAIRS])
    server = start(file)
    assert "4 reviewed sentences carried over (3 where the machine now says otherwise)" in server.told
    page.goto(server.address)
    page.wait_for_selector("html[data-ready]")
    page.locator("#filter").select_option("newer")
    lists(page, 3)
    first = page.locator(".row[data-id]").first
    first.get_by_role("button", name="compare").click()
    assert "again" in "".join(first.locator(".machine del").all_text_contents())
    first.get_by_role("button", name="keep this").click()
    said(page, "Kept.")
    page.keyboard.press("j")  # the row in hand stays until it is left
    lists(page, 2)


def test_a_text_that_repeats_itself_is_aligned_as_a_whole() -> None:
    old = made([([letter], "x") for letter in "abcdef" * 40])
    before = [Row(n, n, 2, one | {"machine": "x", "target": "y"}) for n, one in enumerate(old, 1)]
    new = [*old[:20], *made([(["new"], "x")]), *old[20:100], *old[101:]]
    found = carry(before, new, set())
    assert (found.kept, len(found.left), found.fresh) == (239, 1, 1)
