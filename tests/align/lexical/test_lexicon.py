"""The lexical table and its fallback to base forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.errors import InputError
from align.lexical.affixes import base_forms
from align.lexical.lexicon import from_table, load, read, save

TABLE = {"tulis": [("write", 0.8), ("written", 0.1)], "kapal": [("ship", 0.6), ("vessel", 0.3)]}


def test_round_trip(tmp_path: Path) -> None:
    """What is saved is read back, most probable first, probabilities to a 255th."""
    path = tmp_path / "small.npz"
    save(path, {**TABLE, "air": [("rain", 0.1), ("water", 0.9)]})
    lexicon = read(path)
    assert len(lexicon) == 3
    assert [word for word, _ in lexicon.translations("air")] == ["water", "rain"]
    assert dict(lexicon.translations("tulis")) == pytest.approx(dict(TABLE["tulis"]), abs=1 / 255)


def test_the_total_of_a_word_is_summed_over_sources() -> None:
    """`ship` for two words; nothing for a word that none turns into."""
    lexicon = from_table({**TABLE, "perahu": [("boat", 0.5), ("ship", 0.2)]})
    assert lexicon.total("ship") == pytest.approx(0.8, abs=2 / 255)
    assert lexicon.total("xyzzy") == 0.0


def test_same_table_same_bytes(tmp_path: Path) -> None:
    """The order in which a table was filled does not show in its arrays."""
    first, second = from_table(TABLE), from_table(dict(reversed(TABLE.items())))
    assert [first.translations(word) for word in TABLE] == [second.translations(word) for word in TABLE]


@pytest.mark.parametrize(
    "form", ["menulis", "ditulis", "tulislah", "menuliskannya", "tertulis", "penulisan", "tulis-tulis"]
)
def test_unknown_forms_fall_back(form: str) -> None:
    """An inflected form the table lacks is answered by its base form, at less trust."""
    (word, probability), *_ = from_table(TABLE).translations(form)
    assert word == "write"
    assert 0.5 < probability < 0.6


def test_unknown_words_have_no_translation() -> None:
    """A word of which no base form is known gives nothing."""
    assert from_table(TABLE).translations("xyzzy") == []
    assert from_table({}).translations("tulis") == []


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("kapal-kapal", "kapal"),
        ("memakai", "pakai"),
        ("menyapu", "sapu"),
        ("mengirimkan", "kirim"),
        ("keberangkatan", "angkat"),
        ("mempertanggungjawabkannya", "tanggungjawab"),
        ("bukunya", "buku"),
        ("apakah", "apa"),
        ("sebesar", "besar"),
    ],
)
def test_base_forms_offer_the_root(form: str, base: str) -> None:
    """The root is among the candidates of an inflected form."""
    assert base in base_forms(form)


@pytest.mark.parametrize("table", [{"a\nb": [("x", 0.5)]}, {"a": [("", 0.5)]}, {"a": [("x", 1.5)]}])
def test_bad_tables_are_refused(table: dict[str, list[tuple[str, float]]], tmp_path: Path) -> None:
    """Words that cannot be stored and numbers that are no probabilities do not get into a file."""
    with pytest.raises(ValueError, match="lexicon entry"):
        save(tmp_path / "bad.npz", table)
    assert not (tmp_path / "bad.npz").exists()


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04broken"])
def test_bad_files_are_named(content: bytes, tmp_path: Path) -> None:
    """A file that is no lexicon is refused in one line that names it."""
    path = tmp_path / "words.npz"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"words\.npz: not a lexicon; expected"):
        read(path)


def test_shipped_lexicon_knows_the_news() -> None:
    """The table in the package translates words that every article needs."""
    for source, target in [
        ("pemerintah", "government"),
        ("menteri", "minister"),
        ("dua", "two"),
        ("kota", "city"),
    ]:
        assert target in [word for word, _ in load().translations(source)]
