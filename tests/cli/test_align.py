"""`padanan align`, `padanan words` and `padanan score`, as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Padanan

SOURCE = ["Gempa melanda Padang.", "Tiga orang tewas.", "Presiden akan datang pada hari Senin.", "Harga beras naik 12 persen."]  # fmt: skip
TARGET = ["An earthquake hit Padang.", "Three people were killed.", "The president will come on Monday.", "The price of rice rose 12 percent."]  # fmt: skip


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """The two texts as files."""
    paths = tmp_path / "source.txt", tmp_path / "target.txt"
    for path, sentences in zip(paths, (SOURCE, TARGET), strict=True):
        path.write_text(" ".join(sentences) + "\n", encoding="utf-8")
    return paths


@pytest.mark.parametrize("engine", [(), ("--engine", "embedded")])
def test_beads_of_a_translation(padanan: Padanan, sides: tuple[Path, Path], engine: tuple[str, ...]) -> None:
    done = padanan("align", *sides, "-f", "beads", *engine)
    assert (done.returncode, done.stdout) == (0, "0:0\n1:1\n2:2\n3:3\n")
    assert done.stderr == ""


def test_missing_sentence_is_a_gap(padanan: Padanan, tmp_path: Path, sides: tuple[Path, Path]) -> None:
    short = tmp_path / "short.txt"
    short.write_text(" ".join([TARGET[0], *TARGET[2:]]), encoding="utf-8")
    done = padanan("align", sides[0], short, "-f", "beads")
    assert done.stdout == "0:0\n1:\n2:1\n3:2\n"


def test_rows_carry_texts_and_scores(padanan: Padanan, sides: tuple[Path, Path]) -> None:
    header, *rows = padanan("align", *sides, "-f", "tsv").stdout.splitlines()
    cells = [dict(zip(header.split("\t"), row.split("\t"), strict=True)) for row in rows]
    assert [(cell["source"], cell["target"]) for cell in cells] == list(zip(SOURCE, TARGET, strict=True))
    assert all(0 < float(cell["score"]) <= 1 for cell in cells)


@pytest.mark.parametrize("engine", [(), ("--engine", "embedded")])
def test_identical_sides_pair_one_to_one(
    padanan: Padanan, sides: tuple[Path, Path], engine: tuple[str, ...]
) -> None:
    """A text that was never translated still lines up with itself."""
    done = padanan("align", sides[0], sides[0], "-f", "beads", *engine)
    assert done.stdout == "0:0\n1:1\n2:2\n3:3\n"
    assert done.stderr == "padanan: the target does not look English; beads are compared as if it were\n"


def test_an_empty_side_leaves_the_other_without_counterparts(
    padanan: Padanan, tmp_path: Path, sides: tuple[Path, Path]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("\n", encoding="utf-8")
    without = padanan("align", sides[0], empty, "-f", "beads")
    assert (without.returncode, without.stdout) == (0, "0:\n1:\n2:\n3:\n")
    assert without.stderr == f"padanan: {empty} holds no text: every sentence of the other stands alone\n"
    other = padanan("align", empty, sides[1], "-f", "jsonl")
    pairs = [json.loads(line) for line in other.stdout.splitlines()[1:]]
    assert [pair["target"] for pair in pairs] == TARGET
    nothing = padanan("align", empty, empty)
    assert nothing.returncode == 3
    assert "hold no text" in nothing.stderr


def test_texts_that_are_no_translations_say_so(padanan: Padanan, tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(" ".join(SOURCE), encoding="utf-8")
    target.write_text("She bakes bread. Our cat sleeps all day. Paint dries slowly.", encoding="utf-8")
    assert "hardly look like translations" in padanan("align", source, target, "-f", "beads").stderr


def test_exchanged_sides_say_so(padanan: Padanan, sides: tuple[Path, Path]) -> None:
    done = padanan("align", sides[1], sides[0], "-f", "jsonl")
    assert done.stderr == "padanan: the source is English and the target Indonesian: exchange the two\n"
    assert "verdict:exchanged" in json.loads(done.stdout.splitlines()[0])["signature"]


def test_min_score_keeps_only_what_reaches_it(
    padanan: Padanan, tmp_path: Path, sides: tuple[Path, Path]
) -> None:
    """Rows for other programs hold nothing else, and the verdict is on the texts, not on what was kept."""
    other = tmp_path / "other.txt"
    other.write_text(" ".join([*TARGET[:2], "Our cat sleeps all day.", TARGET[3]]), encoding="utf-8")
    _, *rows = padanan("align", sides[0], other, "-f", "tsv", "--min-score", "0.9").stdout.splitlines()
    assert rows
    assert all(float(row.split("\t")[2]) >= 0.9 for row in rows)
    assert padanan("align", *sides, "--min-score", "1", "-f", "tsv").stderr == ""


def test_documents_are_read_as_translate_reads_them(padanan: Padanan, tmp_path: Path) -> None:
    """No time, tag or number of a cue becomes a sentence; a file of pairs is refused."""
    source, target = tmp_path / "a.srt", tmp_path / "b.html"
    cues = (f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n" for n, line in enumerate(SOURCE, start=1))
    source.write_text("\n".join(cues), encoding="utf-8")
    target.write_text("<html><body>" + "".join(f"<p>{line}</p>" for line in TARGET) + "</body></html>", encoding="utf-8")  # fmt: skip
    rows = padanan("align", source, target, "-f", "tsv").stdout.splitlines()[1:]
    assert [row.split("\t")[:2] for row in rows] == [list(pair) for pair in zip(SOURCE, TARGET, strict=True)]
    pairs = tmp_path / "c.tmx"
    pairs.write_text("<tmx/>", encoding="utf-8")
    refused = padanan("align", source, pairs)
    assert refused.returncode == 3
    assert refused.stderr.startswith(
        f"padanan: {pairs}: holds both sides already; accepted are texts and .txt, .md"
    )


def test_borders_that_both_sides_share(padanan: Padanan, tmp_path: Path) -> None:
    """With --eoa no bead crosses a line that is .EOA, which needs lines."""
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("\n".join([*SOURCE[:2], ".EOA", *SOURCE[2:]]), encoding="utf-8")
    target.write_text("\n".join([TARGET[0], ".EOA", *TARGET[1:]]), encoding="utf-8")
    done = padanan("align", source, target, "--lines", "--eoa", "-f", "beads")
    assert "2:1\n" in done.stdout
    assert "1:2\n" not in done.stdout
    assert "--eoa goes with --lines" in padanan("align", source, target, "--eoa").stderr


def test_words_prints_pharaoh_lines(padanan: Padanan, tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("Tiga orang tewas .\nHarga naik .\n", encoding="utf-8")
    target.write_text("Three people died .\nPrices rose .\n", encoding="utf-8")
    done = padanan("words", source, target, "--tokenized")
    assert done.stdout == "0-0 1-1 2-2 3-3\n0-0 1-1 2-2\n"
    source.write_text("Tiga orang tewas .\n", encoding="utf-8")
    uneven = padanan("words", source, target)
    assert uneven.returncode == 3
    assert uneven.stderr.startswith(f"padanan: {target}:2: has 2 lines")


def test_score_of_beads_and_links(padanan: Padanan, tmp_path: Path) -> None:
    """Four beads, two of them among the three of the gold; one of three sure links missed."""
    names = ("gold.beads", "own.beads", "gold.pharaoh", "own.pharaoh")
    gold, own, gold_links, own_links = (tmp_path / name for name in names)
    gold.write_text("0:0\n1:1\n2:2\n")
    own.write_text("0:0\n1:1\n2:\n:2\n")
    beads = padanan("score", gold, own).stdout.splitlines()
    assert beads[1] == "strict\tP 0.5000\tR 0.6667\tF1 0.5714"
    gold_links.write_text("0-0 1-1 2-2 3?3\n")
    own_links.write_text("0-0 1-1 3-3\n")
    assert padanan("score", gold_links, own_links).stdout == "AER 0.1667\tP 1.0000\tR 0.6667\n"
