"""Approved pairs from files into a memory and out of it: our own TMX, another program's, and the other formats."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

import align
from align.errors import InputError
from align.memory.exchange import Taken, as_bitext, take
from align.memory.store import Memory

FOREIGN = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="Another" creationtoolversion="6.3" segtype="sentence" o-tmf="x" adminlang="EN-US"
  srclang="ID" datatype="plaintext"/>
<body>
<tu changedate="20210102T030405Z" creationid="rina"><prop type="client">x</prop>
 <tuv xml:lang="ID"><seg>Harga <bpt i="1">&lt;b&gt;</bpt>beras<ept i="1">&lt;/b&gt;</ept> naik.</seg></tuv>
 <tuv xml:lang="EN-GB"><seg>The price of rice rose.</seg></tuv></tu>
<tu><tuv xml:lang="EN-GB"><seg>Nobody spoke &amp; left.</seg></tuv>
 <tuv xml:lang="ID"><seg>Tidak ada yang bicara &amp; pergi.</seg></tuv></tu>
<tu><tuv xml:lang="ID"><seg>Belum diterjemahkan.</seg></tuv></tu>
<tu><tuv xml:lang="ID"><seg>Harga beras naik.</seg></tuv>
 <tuv xml:lang="EN-GB"><seg>Rice prices rose.</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    opened = Memory(tmp_path / "m.db")
    yield opened
    opened.close()


def test_every_unit_of_another_programs_memory_is_taken_the_last_of_a_source_counts(
    memory: Memory, tmp_path: Path
) -> None:
    file = tmp_path / "theirs.tmx"
    file.write_text(FOREIGN, encoding="utf-8")
    assert take(memory, file) == Taken(3, 0, 0)
    assert dict(memory.pairs()) == {
        "Harga beras naik.": "Rice prices rose.",
        "Tidak ada yang bicara & pergi.": "Nobody spoke & left.",
    }
    assert memory.counts().origins == {"theirs.tmx": 2}


def test_of_our_own_files_what_is_approved_is_taken(memory: Memory, tmp_path: Path) -> None:
    pairs = align.pair(
        "Ia datang.\n\nIa pergi.\n\nIa diam.", "He came.\n\nHe left.\n\nHe is silent.", engine=None
    )
    beads = [align.Bead(b.source, b.target, b.score, n == 1) for n, b in enumerate(pairs.beads)]
    bitext = align.Bitext(pairs.source, pairs.target, tuple(beads), signature=pairs.signature)
    for form in ("jsonl", "tmx", "xlf"):
        align.write(bitext, tmp_path / f"ours.{form}")
    assert take(memory, tmp_path / "ours.jsonl") == Taken(1, 0, 2)
    assert dict(memory.pairs()) == {"Ia pergi.": "He left."}
    assert take(memory, tmp_path / "ours.tmx") == Taken(0, 1, 2)
    assert take(memory, tmp_path / "ours.xlf") == Taken(0, 1, 2)
    assert take(memory, tmp_path / "ours.tmx", every=True) == Taken(2, 1, 0)


@pytest.mark.parametrize("suffix", ["tmx", "jsonl", "xlf", "tsv", "docx"])
def test_what_is_written_out_is_taken_back_as_it_was(suffix: str, memory: Memory, tmp_path: Path) -> None:
    pairs = [
        ("Harga naik 2,5 persen.", "Prices rose 2.5 percent."),
        ("“Kutip” <b>& 'tunggal'", "\"Quote\" <b>& 'single'"),
        ("Satu kalimat. Dua kalimat.", "One sentence. Two sentences."),
        ("👩‍👩‍👧 selesai\u200b.", "👩‍👩‍👧 done."),
    ]
    memory.approve(pairs, "a")
    out = tmp_path / f"out.{suffix}"
    align.write(as_bitext(memory), out)
    with closing(Memory(tmp_path / "again.db")) as again:
        assert take(again, out, every=suffix in ("tsv", "docx")).new == len(pairs)
        assert list(again.pairs()) == pairs
        assert again.state().digest == memory.state().digest


def test_an_empty_memory_is_written_too(memory: Memory, tmp_path: Path) -> None:
    align.write(as_bitext(memory), tmp_path / "out.tmx")
    assert take(memory, tmp_path / "out.tmx") == Taken(0, 0, 0)


def test_a_file_in_other_languages_is_refused_whole(memory: Memory, tmp_path: Path) -> None:
    file = tmp_path / "other.tmx"
    file.write_text(FOREIGN.replace('"EN-GB"', '"FR"'), encoding="utf-8")
    with pytest.raises(InputError, match="goes from 'ID' to 'FR'; accepted is Indonesian"):
        take(memory, file)
    assert list(memory.pairs()) == []


def test_a_file_that_cannot_be_read_changes_nothing(memory: Memory, tmp_path: Path) -> None:
    file = tmp_path / "cut.tmx"
    file.write_text(FOREIGN[:-80], encoding="utf-8")
    with pytest.raises(InputError, match=r"cut\.tmx:\d+: "):
        take(memory, file)
    assert list(memory.pairs()) == []
