"""Damaged files of every kind end in a bitext, a glossary or an error raised on purpose."""

from __future__ import annotations

from benchmarks import fuzz


def test_damaged_files_never_end_in_a_traceback() -> None:
    ends, examples = fuzz.run(4000, seed=2)
    assert examples == {}
    assert ends["read"] > 400
    assert ends["refused"] > 400
