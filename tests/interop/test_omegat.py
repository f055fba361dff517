"""OmegaT, a translators' program of its own making, opens our files and applies what stands in them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from align.formats import read, render, write
from align.formats.rows import Row, assemble, rows
from align.model import Bitext
from tests.interop.conftest import pairs

PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{source}</source_lang><target_lang>{target}</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""

Translate = Callable[..., Path]


@pytest.fixture
def translate(omegat: Path, tmp_path: Path) -> Translate:
    """OmegaT's console on a project made of `files`; the project's folder, its settings in a folder of the test."""

    def run(files: dict[str, bytes], *, source: str = "ID", target: str = "EN") -> Path:
        project = tmp_path / "project"
        for name in ("source", "target", "tm/auto", "tm/enforce", "glossary", "dictionary", "omegat"):
            (project / name).mkdir(parents=True)
        (project / "omegat.project").write_text(
            PROJECT.format(source=source, target=target), encoding="utf-8"
        )
        for name, data in files.items():
            (project / name).write_bytes(data)
        command: list[str | Path] = [
            omegat,
            "--mode=console-translate",
            f"--config-dir={tmp_path / 'settings'}",
            project,
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return project

    return run


@pytest.mark.parametrize("folder", ["tm/auto", "tm/enforce"])
def test_our_tmx_translates_the_article(translate: Translate, article: Bitext, folder: str) -> None:
    """Every sentence our memory knows comes out in our English; the one left open stays Indonesian, not blank."""
    lines = "\n".join(row.source for row in rows(article))
    files = {"source/a.txt": lines.encode(), f"{folder}/a.tmx": render(article, "tmx")}
    found = (translate(files) / "target" / "a.txt").read_text(encoding="utf-8")
    assert found.splitlines() == [row.target or row.source for row in rows(article)]


def test_our_tmx_fits_running_text(translate: Translate, article: Bitext) -> None:
    """OmegaT cuts the article itself; its own sentences are ours, so each paragraph comes out in English."""
    memory = render(article, "tmx")
    files = {"source/a.txt": article.source.text.encode(), "tm/auto/a.tmx": memory}
    found = (translate(files) / "target" / "a.txt").read_text(encoding="utf-8")
    items = rows(article)
    for paragraph, text in enumerate(found.strip().split("\n\n")):
        own = [row.target or row.source for row in items if row.paragraph == paragraph]
        assert text == " ".join(own)


def test_sentences_broken_over_lines_are_found(translate: Translate) -> None:
    """A line break inside a sentence stands in the memory as it stands in the text, on both sides."""
    wrapped = Row("Kalimat ini dibungkus\npada dua baris.", "This sentence is wrapped\nover two lines.")
    bitext = assemble([wrapped, Row("Kalimat kedua.", "The second one.")])
    files = {"source/a.txt": bitext.source.text.encode(), "tm/auto/a.tmx": render(bitext, "tmx")}
    found = (translate(files) / "target" / "a.txt").read_text(encoding="utf-8")
    assert found == bitext.target.text


@pytest.mark.parametrize("level", ["level1", "level2", "omegat"])
def test_what_omegat_exports_is_read(translate: Translate, article: Bitext, level: str) -> None:
    """The memory OmegaT writes at each of its levels gives back the pairs ours held, and a note each.

    Of several notes OmegaT keeps the last.
    """
    lines = "\n".join(row.source for row in rows(article))
    project = translate({"source/a.txt": lines.encode(), "tm/auto/a.tmx": render(article, "tmx")})
    back = read(project / f"project-{level}.tmx")
    assert sorted(pairs(back)) == sorted((source, target) for source, target in pairs(article) if target)
    told = {row.source: row.findings[-1].message for row in rows(article) if row.target and row.findings}
    assert told
    assert {row.source: row.findings[-1].message for row in rows(back) if row.findings} == told


def test_our_xliff_goes_through_unchanged(translate: Translate, article: Bitext) -> None:
    """Opened and written again, our XLIFF 1.2 holds the same texts, states, notes and terms."""
    project = translate({"source/a.xlf": render(article, "xliff12")})
    back = read(project / "target" / "a.xlf")
    assert rows(back) == rows(article)
    assert back.signature == article.signature


def test_an_edit_in_omegat_lands_in_our_xliff(translate: Translate, article: Bitext, tmp_path: Path) -> None:
    """OmegaT 3 sees our English as its segments: a memory of edits changes those, and all else stays."""
    items = rows(article)
    edits = [replace(row, source=row.target, target=row.target + " <OK & 😀>", terms=()) for row in items]
    memory = tmp_path / "edits.tmx"
    kept = [edit for row, edit in zip(items, edits, strict=True) if row.target and not row.terms]
    write(assemble(kept, source_language="en", target_language="en-GB"), memory)
    files = {"source/a.xlf": render(article, "xliff12"), "tm/auto/edits.tmx": memory.read_bytes()}
    project = translate(files, source="EN", target="EN-GB")
    changed = {row.source: row.target for row in kept}
    assert changed
    back = rows(read(project / "target" / "a.xlf"))
    assert back == [replace(row, target=changed.get(row.target, row.target)) for row in items]
