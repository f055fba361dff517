"""Small bitexts of made-up news, as files and as rows under review."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import align
from review import rows

HEADER = {
    "format": "padanan-bitext", "version": 1, "source": "id", "target": "en", "source_tail": "\n",
    "target_tail": "\n", "signature": "",
}  # fmt: skip


PAIRS = [
    ("Menteri tiba pagi ini.", "The minister arrived this morning."),
    ("Hujan turun sejak malam.", "It has rained since last night."),
    ("Jalan ditutup polisi.", "Police closed the road."),
    ("Warga menunggu bantuan.", "Residents await aid."),
    ("Sekolah tetap buka.", "Schools remain open."),
]


def body(number: int, source: str, target: str) -> dict[str, Any]:
    before = "\n\n" if number else ""
    return rows.from_pieces(
        [rows.Piece(before, source, number)], [rows.Piece(before, target, number)], score=0.9
    )


def write(file: Path, pairs: Sequence[tuple[str, str]]) -> Path:
    align.write(rows.bitext(HEADER, [body(n, *pair) for n, pair in enumerate(pairs)]), file)
    return file
