"""What words account for, counted on pairs: begun with a dictionary, and gone on with from a file."""

from __future__ import annotations

import math
import sys
from collections import Counter
from pathlib import Path

import pytest

from align.lexical.accounts import NEW_WORD, Accounts, listed, read, save
from align.lexical.stems import stem
from training.accounts import gone_on, main

MADE_UP = ("bruks", "glemp", "trewn", "skalt", "plosk"), ("wimble", "fandor", "chunts", "yerrow", "jopple")
PAIRS = 20 * (
    "desk_a\tNelayan mewarta kapal.\tFishermen heralded the ship.\n"
    "other\tGuru zirkon kapal.\tThe teacher gazes at ships.\n"
    + "".join(
        f"desk_b\tGuru {own} kapal.\tThe teacher {one} ships.\n" for own, one in zip(*MADE_UP, strict=True)
    )
)


def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *options: str) -> Accounts:
    """What the command makes of the pairs; one column before the three of a pair is skipped."""
    (tmp_path / "pairs.tsv").write_text("".join(f"nlp\t{line}\n" for line in PAIRS.splitlines()), "utf-8")
    out = tmp_path / "new.npz"
    monkeypatch.setattr(sys, "argv", ["accounts", str(out), str(tmp_path / "pairs.tsv"), *options])
    main()
    return read(out)


def test_renderings_are_counted_from_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is left over on both sides belongs together; the dictionary is taken at its word for rare words."""
    (tmp_path / "words.tsv").write_text("kaikki\tzamrut\temerald\n", "utf-8")
    new = made(monkeypatch, tmp_path, "--dictionary", str(tmp_path / "words.tsv"), "--only", "desk")
    assert stem("heralded") not in listed("mewarta")
    assert stem("heralded") in new.stems("mewarta")
    assert stem("emerald") in new.stems("zamrut")
    assert "zirkon" not in new
    assert new.unsaid("mewarta") > 2


def test_an_existing_file_is_gone_on_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What it has stays, renderings are added, and its rates count as twelve uses."""
    save(tmp_path / "old.npz", {"zamrut": ["emerald"]}, {"mewarta": 0.25, "zamrut": 1.0}, {"emerald": 2.0})
    new = made(monkeypatch, tmp_path, "--from", str(tmp_path / "old.npz"), "--only", "desk")
    assert stem("emerald") in new.stems("zamrut")
    assert stem("heralded") in new.stems("mewarta")
    assert new.unsaid("mewarta") > 0.25


def test_rates_before_are_a_prior_scaled_to_the_pairs() -> None:
    """A word seen often goes by these pairs, one not seen by the file before."""
    told = gone_on((Counter(a=1200, b=1200), Counter(a=12, b=600)), {"a": 1.0, "b": 1.0, "c": 1.0})
    scaled = 612 / 2400
    assert told["c"] == pytest.approx(-math.log(scaled), abs=1e-6)
    assert told["a"] == pytest.approx(-math.log((12 + 12 * scaled) / 1212))
    assert told["b"] < told["c"] < NEW_WORD * 2 < told["a"]
