"""`padanan translate` and `review export` with documents, as a person runs them, with an engine that says the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PAGE = '<html lang="id"><body><p>Menteri <b>itu</b> pergi.</p></body></html>\n'
XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" datatype="html" '
    'source-language="id" target-language="en"><body><trans-unit id="1"><source>Menteri itu pergi.</source>{}'
    "</trans-unit></body></file></xliff>\n"
)


def padanan(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", *arguments],
        capture_output=True,
        check=False,
    )


@pytest.fixture
def same(tmp_path: Path) -> str:
    """The name of an engine that answers with the source."""
    (tmp_path / "same.tsv").write_text("*\t{}\n", encoding="utf-8")
    return f"fixed:{tmp_path / 'same.tsv'}"


def test_a_page_comes_out_as_a_page_in_a_pipe(tmp_path: Path, same: str) -> None:
    """Its markup is never taken for prose."""
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    done = padanan("translate", "--engine", same, str(tmp_path / "a.html"))
    assert (done.returncode, done.stdout.decode()) == (0, PAGE.replace('"id"', '"en"'))


def test_a_document_goes_into_review_and_comes_back(tmp_path: Path, same: str) -> None:
    """Its units are the bitext, and the reviewed bitext gives the document."""
    page, bitext, out = tmp_path / "a.html", tmp_path / "a.jsonl", tmp_path / "a.en.html"
    page.write_text(PAGE, encoding="utf-8")
    assert padanan("translate", "--engine", same, str(page), "-o", str(bitext)).returncode == 0
    assert "<b>" not in bitext.read_text(encoding="utf-8")
    done = padanan("review", "export", str(bitext), str(out), "--document", str(page))
    assert (done.returncode, out.read_text(encoding="utf-8")) == (0, PAGE.replace('"id"', '"en"'))
    page.write_text(PAGE.replace("pergi", "pulang"), encoding="utf-8")
    done = padanan("review", "export", str(bitext), str(out), "--document", str(page))
    assert done.returncode == 3
    assert b"their texts differ" in done.stderr


def test_units_are_filled_in_place(tmp_path: Path, same: str) -> None:
    """The output is the file with a target."""
    (tmp_path / "a.xlf").write_text(XLIFF.format(""), encoding="utf-8")
    padanan("translate", "--engine", same, str(tmp_path / "a.xlf"), "-o", str(tmp_path / "b.xlf"))
    target = '<target state="translated">Menteri itu pergi.</target>'
    assert (tmp_path / "b.xlf").read_text(encoding="utf-8") == XLIFF.format(target)


def test_markup_under_an_unknown_name_is_refused(tmp_path: Path, same: str) -> None:
    """One line says what the file is."""
    (tmp_path / "a.foo").write_text(PAGE, encoding="utf-8")
    done = padanan("translate", "--engine", same, str(tmp_path / "a.foo"))
    assert done.returncode == 3
    assert b"is HTML, not plain text; accepted are .txt" in done.stderr
    assert done.stdout == b""


def test_a_file_of_pairs_goes_into_review_with_what_it_holds(tmp_path: Path, same: str) -> None:
    """What was translated in it stays, what was not is translated."""
    whole = XLIFF.format("<target>The minister left.</target>")
    unit = '<trans-unit id="2"><source>Ia pulang.</source></trans-unit></body>'
    (tmp_path / "a.xlf").write_text(whole.replace("</body>", unit), encoding="utf-8")
    done = padanan("translate", "--engine", same, str(tmp_path / "a.xlf"), "-o", str(tmp_path / "b.tsv"))
    assert done.returncode == 0, done.stderr.decode()
    lines = (tmp_path / "b.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split("\t")[:2] for line in lines] == [
        ["Menteri itu pergi.", "The minister left."],
        ["Ia pulang.", "Ia pulang."],
    ]
