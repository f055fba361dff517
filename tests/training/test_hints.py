"""Hints of the training sentences, and the table that ships."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import sentencepiece

from align.engines.embedded import FOLDER
from training.hints import Links, of_sentences, rendering
from training.words import split_words

PAIRS = (
    ("Kapal berlabuh malam ini.", "The ship anchored tonight.", "nlp/a", [(1, 2)]),
    ("Perahu berlabuh di sana.", "A boat anchored there.", "nlp/a", [(1, 2)]),
    ("Mereka berlabuh lama.", "They anchor for long.", "nlp/a", [(1, 1)]),
    ("Kami berlabuh juga.", "We moored as well.", "nlp/a", [(1, 1)]),
    ("berlabuh", "anchored", "lexicon/b", [(0, 0)]),
    ("Nelayan berlabuh pagi.", "Fishermen landed early.", "back/c", [(1, 1)]),
)


@pytest.fixture
def links(tmp_path: Path) -> Links:
    """The pairs above as `prepare` and `aligner` leave them."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(FOLDER / "spm.model"))
    names = sorted({pair[2] for pair in PAIRS})
    arrays = {"names": np.array(names), "source_of": np.array([names.index(pair[2]) for pair in PAIRS])}
    words = {}
    for side, name in enumerate(("src", "tgt")):
        encoded = [pieces.encode(pair[side]) for pair in PAIRS]
        arrays[name] = np.array([piece for row in encoded for piece in row])
        arrays[f"{name}_offsets"] = np.cumsum([0, *map(len, encoded)])
        words[name] = split_words(arrays[name], arrays[f"{name}_offsets"], pieces)
    np.savez(tmp_path / "pairs.npz", **arrays)
    told = [link for pair in PAIRS for link in pair[3]]
    offsets = np.cumsum([0, *(len(pair[3]) for pair in PAIRS)])
    np.savez(tmp_path / "links.npz", links=np.array(told, dtype=np.uint8), offsets=offsets)
    (tmp_path / "spm.model").write_bytes((FOLDER / "spm.model").read_bytes())
    return Links(tmp_path)


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


def test_a_sentence_does_not_tell_itself(links: Links) -> None:
    """Without its own link the first sentence has two of `anchored` and one of `anchor` left."""
    counts = links.counts()
    hints = {number: told for number, _, told in of_sentences(links, counts)}
    assert hints == dict.fromkeys(range(4), "anchored")
    assert set(hints) == {0, 1, 2, 3}  # no dictionary entry, no sentence of a machine
    alone = {form: Counter({"anchored": 2}) for form in counts}
    assert {n for n, _, _ in of_sentences(links, alone)} == {2, 3}  # the others' own is half of it
