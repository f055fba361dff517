"""The store: one primitive, conflicts, undo, history, and nothing lost when the process is killed."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import align
import glossary
from align.errors import InputError
from review import rows
from review.acts import Reviewer, act
from review.opening import open_review, reviewed, store_path
from review.store import Author, Conflict, Row, Store

ME, OTHER = Author("Rina", "tab-1"), Author("Budi", "tab-2")


@pytest.fixture
def store(article: Path):  # type: ignore[no-untyped-def]
    opened = open_review(article)
    yield opened
    opened.close()


def do(store: Store, name: str, ids: list[int], author: Author = ME, **values: object) -> list[Row]:
    reviewer = Reviewer(store.header, glossary.default(), author.who)
    seen = {row.id: row.revision for row in store.rows(ids)}
    return store.replace(seen, act(name, values, reviewer), name=name, author=author)


def bitext(store: Store) -> align.Bitext:
    return rows.bitext(store.header, (row.body for row in store.rows()))


def test_what_nobody_touched_comes_out_as_it_went_in(article: Path, store: Store) -> None:
    assert bitext(store) == align.read(article)
    assert reviewed(article) == align.read(article)


def test_an_edit_carries_links_terms_and_findings_of_the_new_text(store: Store) -> None:
    [row] = do(store, "edit", [2], text="SEOUL – Korea's defence ministry denies 17 rumours.  ")
    assert row.revision == 2
    assert row.body["target"] == "SEOUL – Korea's defence ministry denies 17 rumours."
    assert row.body["machine"] == store.history(2)[0].before[0][1]["target"]
    assert row.body["score"] == 1.0
    assert any(use["how"] == "missed" and use["term"] == "Korea Utara" for use in row.body["terms"])
    assert any(finding["check"] == "numbers" for finding in row.body["findings"])
    written = bitext(store)
    assert list(written)[1].target_text == row.body["target"]
    assert {len(written), len(written.target.segments)} == {len(store.rows())}


def test_emptied_and_filled_again_stands_where_it_stood(store: Store) -> None:
    before = bitext(store).target.text
    [row] = store.rows([3])
    do(store, "edit", [3], text="  ")
    assert "target_segments" not in store.rows([3])[0].body
    bitext(store)
    do(store, "edit", [3], text=row.body["target"])
    assert bitext(store).target.text == before
    assert "machine" not in store.rows([3])[0].body


def test_approving_editing_and_the_machines_version(store: Store) -> None:
    assert do(store, "approve", [2])[0].body["approved"] is True
    [edited] = do(store, "edit", [2], text="Otherwise.")
    assert "approved" not in edited.body
    [restored] = do(store, "restore", [2])
    assert "machine" not in restored.body


def test_merge_split_and_move_keep_every_word_and_undo_exactly(store: Store) -> None:
    before = [row.body for row in store.rows()]
    source, target = bitext(store).source.text, bitext(store).target.text
    do(store, "merge", [2, 3])
    assert len(store.rows()) == len(before) - 1
    first, second = do(store, "split", [2], source=1, target=1)
    assert (first.body["source"], second.body["source"]) == (before[1]["source"], before[2]["source"])
    assert second.id == len(before) + 1  # an id is never used twice
    do(store, "move", [first.id, second.id], up=True)
    assert (bitext(store).source.text, bitext(store).target.text) == (source, target)
    for _ in range(3):
        store.undo(ME)
    assert [row.body for row in store.rows()] == before
    for _ in range(3):
        store.redo(ME)
    assert len(store.rows()) == len(before)
    with pytest.raises(LookupError, match="nothing to redo"):
        store.redo(ME)


def test_many_splits_at_one_place_keep_the_order(article: Path) -> None:
    lines = [f"Kalimat {n}." for n in range(80)]
    pair = align.pair(" ".join(lines), " ".join(f"Sentence {n}." for n in range(80)), engine=None)
    align.write(pair, article)
    store = open_review(article)
    while len(store.rows()) > 1:
        do(store, "merge", [row.id for row in store.rows()[:2]])
    last = store.rows()[-1]
    for _ in range(79):
        last = do(store, "split", [last.id], source=1, target=1)[-1]
    assert [row.body["source"] for row in store.rows()] == lines
    store.close()


def test_who_comes_second_is_told_and_changes_nothing(store: Store) -> None:
    seen = {2: 1}
    reviewer = Reviewer(store.header, glossary.default(), "Budi")
    do(store, "edit", [2], text="First.")
    with pytest.raises(Conflict) as caught:
        store.replace(seen, act("edit", {"text": "Second."}, reviewer), name="edit", author=OTHER)
    assert [row.body["target"] for row in caught.value.rows] == ["First."]
    assert [row.body["target"] for row in store.rows([2])] == ["First."]
    do(store, "edit", [2], OTHER, text="Third.")
    with pytest.raises(Conflict):
        store.undo(ME)
    assert [change.who for change in store.history(2)] == ["Rina", "Budi"]


def test_approval_and_comments_travel_in_every_format_with_a_place_for_them(
    store: Store, tmp_path: Path
) -> None:
    do(store, "approve", [2])
    do(store, "comment", [2], text="Ask the desk.")
    for name in ("jsonl", "tmx", "xliff12", "xliff21"):
        out = tmp_path / f"out.{name}"
        align.write(bitext(store), out, format=name)
        back = list(align.read(out, format=name))
        assert [pair.bead.approved for pair in back[:3]] == [False, True, False], name
        assert "Rina: Ask the desk." in [finding.message for finding in back[1].findings], name
        _, again = rows.bodies(align.read(out, format=name))
        assert again[1]["notes"] == [{"id": 1, "text": "Rina: Ask the desk."}], name


def test_a_dismissed_finding_stays_dismissed_when_translated_anew_and_is_not_exported(store: Store) -> None:
    [row] = do(store, "edit", [2], text="Something about 99 things.")
    finding = row.body["findings"][0]["signature"]
    do(store, "dismiss", [2], signature=finding)
    [row] = do(store, "edit", [2], text="Something about 98 things and 97.")
    assert finding in row.body["dismissed"]
    checks = [own["signature"] for own in row.body["findings"]]
    assert len(list(bitext(store))[1].findings) == len(checks) - checks.count(finding)


@pytest.mark.parametrize(
    ("name", "ids", "values"),
    [
        ("fly", [2], {}),
        ("edit", [2], {}),
        ("edit", [2], {"text": "x" * 30_000}),
        ("edit", [2], {"text": "half \ud83d"}),
        ("merge", [2], {}),
        ("split", [2], {"source": 0, "target": 0}),
        ("split", [2], {"source": "1", "target": 1}),
        ("move", [2, 3], {}),
        ("comment", [2], {"text": "  "}),
        ("uncomment", [2], {"note": 0}),
        ("dismiss", [2], {"signature": "nonesuch"}),
        ("approve", [2], {"approved": "yes"}),
    ],
)
def test_what_an_act_cannot_use_is_refused_and_changes_nothing(
    store: Store, name: str, ids: list[int], values: dict[str, object]
) -> None:
    before = store.rows()
    with pytest.raises(InputError):
        do(store, name, ids, **values)
    assert store.rows() == before
    assert store.seq() == 0


def test_a_file_that_is_no_review_is_named(article: Path) -> None:
    store_path(article).write_text("not a database, but long enough to be looked at as one" * 40)
    with pytest.raises(InputError, match=r"article\.jsonl\.review: is no review"):
        open_review(article)


def test_many_threads_lose_nothing(store: Store) -> None:
    def comment(number: int) -> None:
        for _ in range(5):
            while True:
                try:
                    do(store, "comment", [2], Author(f"w{number}", f"t{number}"), text="seen")
                    break
                except Conflict:
                    continue

    workers = [threading.Thread(target=comment, args=(number,)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(store.rows([2])[0].body["notes"]) == 20


_EDITOR = """
import sys, glossary
from pathlib import Path
from review.acts import Reviewer, act
from review.opening import open_review
from review.store import Author
store = open_review(Path(sys.argv[1]))
reviewer = Reviewer(store.header, glossary.Glossary(), "x")
number = 0
while True:
    number += 1
    [row] = store.rows([2])
    store.replace({2: row.revision}, act("comment", {"text": str(number)}, reviewer), name="comment", author=Author("x", "x"))
    print(number, flush=True)
"""


def test_kill_9_loses_no_acknowledged_edit(article: Path) -> None:
    acknowledged = 0
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", _EDITOR, str(article)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(7):
            assert process.stdout.readline()
        process.kill()
        acknowledged += 7 + len(process.stdout.read().split("\n")) - 1
        process.communicate()
    store = open_review(article)
    kept = len(store.rows([2])[0].body["notes"])
    store.close()
    assert acknowledged <= kept <= acknowledged + 5  # one may be saved and not yet told of at each kill
