"""Hints of the training sentences, and the table that ships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from align.engines.embedded import FOLDER
from align.engines.hints import read_hints
from tests.training.conftest import Pair
from training.hints import WRITTEN, Links, of_sentences, rendering, shipped

PAIRS = (
    ("Kapal berlabuh malam ini.", "The ship anchored tonight.", "nlp/a", [(1, 2)]),
    ("Perahu berlabuh di sana.", "A boat anchored there.", "nlp/a", [(1, 2)]),
    ("Mereka berlabuh lama.", "They anchor for long.", "nlp/a", [(1, 1)]),
    ("Kami berlabuh juga.", "We moored as well.", "nlp/a", [(1, 1)]),
    ("berlabuh", "anchored", "lexicon/b", [(0, 0)]),
    ("Nelayan berlabuh pagi.", "Fishermen landed early.", "back/c", [(1, 1)]),
)


@pytest.fixture
def links(written: Callable[[Sequence[Pair]], Path]) -> Links:
    """The links of the pairs above."""
    return Links(written(PAIRS))


def test_forms_of_a_word_count_together_and_the_commonest_stands_for_them() -> None:
    assert rendering({"anchored": 2, "anchor": 1, "moored": 2}) == "anchored"
    assert rendering({"the": 9, "of": 9, "anchored": 3}) == "anchored"


def test_what_is_seen_once_or_drowns_in_others_is_no_rendering() -> None:
    assert rendering({"anchored": 1}) is None
    assert rendering({"anchored": 2} | {f"w{chr(97 + n)}{chr(97 + n)}": 1 for n in range(20)}) is None
    assert rendering({}) is None


def test_links_of_people_and_dictionaries_count_those_of_machines_do_not(links: Links) -> None:
    counts = {links.source.forms[form]: row for form, row in links.counts().items()}
    assert counts["berlabuh"] == Counter({"anchored": 3, "anchor": 1, "moored": 1})
    assert links.seen[links.source.forms.index("berlabuh")] == 4


def test_a_capital_is_a_names_but_at_the_start(written: Callable[[Sequence[Pair]], Path]) -> None:
    """As at run time."""
    pairs = (
        ("Berlabuh di sini.", "Anchored here.", "nlp/a", [(0, 0)]),
        ("Pantai Berlabuh indah.", "Berlabuh beach is lovely.", "nlp/a", [(1, 0)]),
    )
    links = Links(written(pairs))
    found = [(number, word) for number, word, _ in links.places() if number < 2]
    assert (0, 0) in found
    assert (1, 1) not in found


def test_a_sentence_does_not_tell_itself(links: Links) -> None:
    """Without its own link the first sentence has two of `anchored` and one of `anchor` left."""
    counts = links.counts()
    hints = {number: told for number, _, told in of_sentences(links, counts)}
    assert hints == dict.fromkeys(range(4), "anchored")
    assert set(hints) == {0, 1, 2, 3}  # no dictionary entry, no sentence of a machine
    alone = {form: Counter({"anchored": 2}) for form in counts}
    assert {n for n, _, _ in of_sentences(links, alone)} == {2, 3}  # the others' own is half of it


def test_what_is_written_by_hand_ships() -> None:
    """In order, so that a change shows as one line, and not where a word is its own rendering."""
    written, ours = read_hints(WRITTEN), read_hints(FOLDER / "hints.tsv")
    assert list(written) == sorted(written)
    assert {word: text for word, text in ours.items() if word in written} == dict(shipped(written))
    assert list(ours.items()) == shipped(ours)
