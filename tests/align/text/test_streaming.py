"""Long texts in pieces: nothing lost, the same pieces each time, encodings, and the parts joined to the whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from align import formats
from align.corpus.job import Job
from align.corpus.parts import JOINED
from align.corpus.run import translate_corpus
from align.engines import load_engine
from align.errors import InputError
from align.formats import documents
from align.pipeline.translating import translate
from align.text.segment import lines as by_line
from align.text.streaming import PIECE, pieces, survey

WORDS = "pemerintah kota rapat harga beras naik Korea Utara KCNA banjir “sungai” hujan <pasar> & café".split()


def prose(count: int) -> str:
    rng = random.Random(3)
    sentences = (f"{' '.join(rng.choices(WORDS, k=9)).capitalize()} {number}." for number in range(count))
    return "".join(s + rng.choice((" ", " ", "\n", "\n\n", "\r\n")) for s in sentences)


def cut(file: Path, *, lines: bool = False) -> list[str]:
    known = survey(file, file=file.name)
    return [piece.text for piece in pieces(file, known, lines=lines, file=file.name)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
@pytest.mark.parametrize("lines", [False, True])
def test_pieces_rejoin_to_the_text_in_every_encoding(tmp_path: Path, encoding: str, lines: bool) -> None:
    text = prose(5_000)
    file = tmp_path / "teks.txt"
    file.write_bytes(text.encode(encoding))
    found = cut(file, lines=lines)
    assert "".join(found) == text
    assert len(found) > 4
    assert all(len(piece) <= PIECE for piece in found)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Satu dua tiga. " * 20_000, ". "),  # one line: cut at sentences
        ("kata " * 40_000, " "),  # no sentence: at blanks
        ("x" * 200_000, "x"),  # nothing: anywhere
    ],
)
def test_a_line_of_any_length_is_cut(tmp_path: Path, text: str, ends: str) -> None:
    file = tmp_path / "teks.txt"
    file.write_text(text, encoding="utf-8")
    for lines in (False, True):
        found = cut(file, lines=lines)
        assert "".join(found) == text
        assert all(len(piece) <= PIECE and piece.endswith(ends) for piece in found)


def test_pieces_that_are_done_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "teks.txt"
    file.write_text(prose(6_000), encoding="utf-8")
    known = survey(file, file=file.name)
    every = list(pieces(file, known, lines=False, file=file.name))
    sizes = {piece.number: piece.size for piece in every if piece.number in (0, 1, 3)}
    rest = pieces(file, known, lines=False, file=file.name, done=lambda number: sizes.get(number, 0))
    assert list(rest) == [piece for piece in every if piece.number not in sizes]


@pytest.mark.parametrize(
    ("tail", "message"),
    [
        (b"caf\xc3\n", "is no UTF-8 text"),
        (b"a\0b\n", "is no UTF-8 text"),
        (b"\xff\xfe\xfd\x81", "is no UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(tmp_path: Path, tail: bytes, message: str) -> None:
    file = tmp_path / "teks.txt"
    head = prose(5_000).replace("\r\n", "\n").encode()
    file.write_bytes(head + b"\n" + tail)
    with pytest.raises(InputError, match=message) as caught:
        survey(file, file=file.name)
    assert caught.value.line == head.count(b"\n") + 2


@pytest.mark.parametrize("form", JOINED)
@pytest.mark.parametrize("lines", [False, True])
def test_joined_parts_are_the_result_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, lines: bool
) -> None:
    """With an engine that knows no neighbours, cutting shows nowhere: not a number, not a blank.

    Texts are cut sooner than those of people, so that a short one has several parts.
    """
    monkeypatch.setattr("align.corpus.run.WHOLE", 16_384)
    monkeypatch.setattr("align.text.streaming.PIECE", 4_096)
    (tmp_path / "in").mkdir()
    (tmp_path / "gema.tsv").write_text("*\t{}\n", encoding="utf-8")
    file = tmp_path / "in" / "teks.txt"
    file.write_text(prose(400), encoding="utf-8", newline="")
    engine = f"fixed:{tmp_path / 'gema.tsv'}"
    job = Job(engine, form=form, lines=lines)
    summary = translate_corpus(tmp_path / "in", tmp_path / "out", job)
    assert (summary.done, summary.failed) == (1, 0)
    (result,) = (path for path in (tmp_path / "out").iterdir() if path.name[0] != ".")
    data = file.read_bytes()
    units = documents.extract(data, file="teks.txt").units
    source = by_line(data.decode(), "id") if lines else documents.join(units)
    assert result.read_bytes() == formats.render(translate(source, engine=load_engine(engine)), form)
