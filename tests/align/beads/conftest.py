"""Pairs of news, one sentence a side."""

from __future__ import annotations

from pathlib import Path

import pytest

_FILE = Path(__file__).parents[2] / "golden" / "sentences" / "news.tsv"


@pytest.fixture(scope="module")
def news() -> list[tuple[str, str]]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return [(source, target) for source, target in (line.split("\t") for line in lines)]
