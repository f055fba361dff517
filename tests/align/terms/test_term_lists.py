"""Audit and proposals over bitext files made by the embedded model."""

from __future__ import annotations

from pathlib import Path

import align
from align.corpus.consistency import audit_files, propose
from glossary import Glossary, Term

TEXT = (
    "Kami bertemu Wirawan di Desa Sukamaju pada hari Rabu. Akan tetapi Wirawan menolak. \u201cKami tahu,\u201d kata Wirawan. "
    "Laporan BZKN dibaca pada bulan September."
)


def test_proposals_are_names(tmp_path: Path) -> None:
    """Names and acronyms with their English; no beginnings of sentences, no days, no known terms."""
    align.write(align.translate(TEXT, glossary=Glossary()), tmp_path / "a.jsonl")
    table = propose([tmp_path / "a.jsonl"], Glossary((Term("Wirawan", ("Wirawan",)),)), least=1)
    sources = [line.split("\t")[0] for line in table.splitlines()[1:]]
    assert "BZKN" in sources
    assert not {"Kami", "Akan", "Rabu", "September", "Wirawan"} & set(sources)
    known = propose([tmp_path / "a.jsonl"], Glossary(), least=3)
    assert [line.split("\t")[0] for line in known.splitlines()[1:]] == ["Wirawan"]


def test_audit_names_places(tmp_path: Path) -> None:
    """Variants come with file and row; an adjective is none."""
    terms = Glossary((Term("Rusia", ("Russia", "Russian", "Moscow")),))
    source = "Rusia menolak. Tentara Rusia pulang. Rusia diam."
    target = "Russia refused. Russian troops went home. Moscow is silent."
    align.write(align.pair(source, target, glossary=terms, engine=None), tmp_path / "a.jsonl")
    lines, varied = audit_files([tmp_path / "a.jsonl"])
    assert varied
    assert lines == [f"Rusia\tRussia (2)\tMoscow (1): {tmp_path / 'a.jsonl'}:3"]
