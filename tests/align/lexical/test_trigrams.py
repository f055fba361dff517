"""The trigram model of English: its estimates, its file, and what it prefers."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from align.errors import InputError
from align.lexical.trigrams import STEP, load, read
from training import ngrams

TEXTS = (
    "The minister met the press.", "The minister met the army.", "The army met the press in Seoul.", "In Seoul the army met.",
    "A press of the army said so.", "The minister said so in Seoul.", "So said a minister.", "The press said the army met.",
)  # fmt: skip


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of the texts from which nothing was dropped."""
    for name in ("WORD", "BIGRAM", "TRIGRAM"):
        monkeypatch.setattr(ngrams, name, 1)
    ngrams.save(tmp_path / "whole.npz", TEXTS)
    return tmp_path / "whole.npz"


def tokens(text: str) -> list[str]:
    return text.lower().replace(".", " .").split()


class Plain:
    """The same estimates, written down as Chen and Goodman give them, with dictionaries."""

    def __init__(self) -> None:
        rows = [["<s>", *tokens(text), "</s>"] for text in TEXTS]
        self.words = {word for row in rows for word in row[1:]}
        self.pairs = Counter(pair for row in rows for pair in pairwise(row))
        self.triples = Counter(t for row in rows for t in zip(row, row[1:], row[2:], strict=False))
        before = Counter((b, c) for _, b, c in self.triples)
        self.kinds = {pair: n if pair[0] == "<s>" else before[pair] for pair, n in self.pairs.items()}

    def off(self, counts: list[int], count: int) -> float:
        sizes = [max(counts.count(size), 1) for size in (1, 2, 3, 4)]
        share, size = sizes[0] / (sizes[0] + 2 * sizes[1]), min(count, 3)
        return max(size - (size + 1) * share * sizes[size] / sizes[size - 1], 0.1)

    def unigram(self, word: str) -> float:
        share = sum(pair[1] == word for pair in self.pairs) / len(self.pairs)
        size = len(self.words - {"</s>"}) + 3
        return (1 - ngrams.UNIFORM) * share + ngrams.UNIFORM / size

    def bigram(self, first: str, word: str) -> float:
        own = {pair[1]: n for pair, n in self.kinds.items() if pair[0] == first}
        return self.discounted(own, list(self.kinds.values()), word, self.unigram(word))

    def trigram(self, first: str, second: str, word: str) -> float:
        own = {t[2]: n for t, n in self.triples.items() if t[:2] == (first, second)}
        lower = self.bigram(second, word)
        return self.discounted(own, list(self.triples.values()), word, lower) if own else lower

    def discounted(self, own: dict[str, int], counts: list[int], word: str, lower: float) -> float:
        spare = sum(self.off(counts, n) for n in own.values())
        kept = own[word] - self.off(counts, own[word]) if word in own else 0.0
        return (kept + spare * lower) / sum(own.values())

    def score(self, text: str) -> float:
        row = ["<s>", *tokens(text), "</s>"]
        logs = [math.log(self.bigram(*row[:2]))]
        logs += [math.log(self.trigram(*row[i : i + 3])) for i in range(len(row) - 2)]
        return sum(logs) / len(logs)


@pytest.mark.parametrize(
    "text",
    [
        "The minister met the press.",
        "The army said so in Seoul.",
        "Seoul met a minister of the press.",
        "So so so.",
        ".",
    ],
)
def test_the_estimates_are_those_of_kneser_and_ney(whole: Path, text: str) -> None:
    """Seen or not seen, backed off or not: to the steps in which logarithms are written, of which two may add up."""
    assert read(whole).scores([tokens(text)])[0] == pytest.approx(Plain().score(text), abs=STEP)


@pytest.mark.parametrize("context", [[], ["the"], ["minister", "met"], ["in", "seoul"], ["xyzzy", "the"]])
def test_probabilities_add_up(tmp_path: Path, context: list[str]) -> None:
    """All words that may follow, listed or not, and the end; most n-grams were dropped. To a step of logarithms."""
    ngrams.save(tmp_path / "small.npz", TEXTS * 2)
    model = read(tmp_path / "small.npz")
    with np.load(tmp_path / "small.npz") as archive:
        listed, unlisted = archive["words"].tobytes().decode().split("\n"), int(archive["unlisted"][0])
    assert unlisted > 1
    places = len(context)
    told = sum(math.exp(model.logs([*context, word])[places]) for word in listed)
    untold = unlisted * math.exp(model.logs([*context, "xyzzy"])[places])
    assert told + untold + math.exp(model.logs(context)[places]) == pytest.approx(1, abs=STEP)


def test_sentences_do_not_leak_into_one_another(whole: Path) -> None:
    sentences = [tokens(text) for text in (*TEXTS, "Xyzzy.", "12 armies", "")]
    model = read(whole)
    assert model.scores(sentences) == [model.scores([own])[0] for own in sentences]


def test_what_was_seen_seldom_is_dropped_and_the_same_text_gives_the_same_file(tmp_path: Path) -> None:
    texts = [*TEXTS * 4, "Xyzzy of Seoul."]
    for name in ("one", "other"):
        ngrams.save(tmp_path / f"{name}.npz", texts)
    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "other.npz") as other:
        assert all((one[name] == other[name]).all() for name in one.files)
        words = one["words"].tobytes().decode().split("\n")
    assert "minister" in words
    assert "xyzzy" not in words


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("the minister denied the report .", "the minister denied report the ."),
        ("they have been living in seoul since 2012 .", "they has been life in seoul since 2012 ."),
        ("he was accused of corruption .", "he was accused on corruption ."),
        ("the number of victims rose .", "the number of victims rised ."),
    ],
)
def test_the_model_that_ships_prefers_english(better: str, worse: str) -> None:
    good, bad = load().scores([better.split(), worse.split()])
    assert good > bad


def test_all_numbers_are_alike() -> None:
    one, other, large = load().scores(
        [f"the {n} soldiers of the north".split() for n in ("7", "1998", "12,500")]
    )
    assert one == other == large


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04broken"])
def test_a_file_that_is_no_model_is_refused_in_a_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "english.npz"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"english\.npz.*n-gram model"):
        read(path)


def test_another_format_is_refused(whole: Path) -> None:
    with np.load(whole) as archive:
        arrays = {name: archive[name] for name in archive.files}
    np.savez(whole, **arrays | {"version": np.array([2], np.uint8)})
    with pytest.raises(InputError, match="format is not 1"):
        read(whole)
