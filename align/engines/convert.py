"""Checkpoints of transformers made into CTranslate2 folders: int8, a quarter of the size, several times faster.

A conversion is kept only if the folder then says what the checkpoint says.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from align.engines.base import Request
from align.engines.ct2 import load as load_ct2
from align.engines.hf import load as load_hf
from align.errors import EngineError, OutputError

PROBES = (
    "Pemerintah mengatakan perundingan akan dilanjutkan pada hari Senin.",
    "Harga beras naik 12 persen dalam tiga bulan terakhir.",
    "Presiden bertemu dengan para menteri di Jakarta.",
    "Polisi belum mengetahui penyebab kebakaran itu.",
    "Kapal tersebut membawa 240 penumpang dari Surabaya.",
)
LEAST_ALIKE = (
    0.8  # mean share of characters in common: rounding to int8 changes a word now and then, not more
)
NEEDED = ("source.spm", "target.spm")


def convert(name: str, folder: Path, *, beam: int = 4) -> float:
    """Writes the MarianMT checkpoint `name`, of the Hub or a folder, to the new `folder` as int8.

    Returns how alike the answers of both are on a few sentences, in 0..1.

    Raises:
        OutputError: the folder is there already, or cannot be written.
        EngineError: no such checkpoint, one that is not MarianMT, or a conversion that answers differently.
    """
    if folder.exists():
        raise OutputError(f"{folder}: is there already; name a new folder")
    original = load_hf(name, beam=beam, threads=0, device="cpu")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as scratch:
            made = Path(scratch) / "model"
            _write(name, made)
            converted = load_ct2(str(made), beam=beam, threads=0, device="cpu")
            requests = [Request(probe) for probe in PROBES]
            same = alike(*([answer.text for answer in e.translate(requests)] for e in (original, converted)))
            if same < LEAST_ALIKE:
                raise EngineError(
                    f"{name}: converted to int8 it answers {same:.0%} alike on {len(PROBES)} sentences, "
                    f"{LEAST_ALIKE:.0%} is wanted; use it as hf:{name}"
                )
            shutil.move(made, folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written ({error.strerror})") from error
    return same


def alike(texts: Sequence[str], others: Sequence[str]) -> float:
    """Mean share of characters that two lists of answers have in common, in 0..1."""
    ratios = [
        SequenceMatcher(None, *pair, autojunk=False).ratio() for pair in zip(texts, others, strict=True)
    ]
    return sum(ratios) / len(ratios)


def _write(name: str, folder: Path) -> None:
    from ctranslate2.converters import TransformersConverter  # noqa: PLC0415  slow to import

    try:
        TransformersConverter(name, copy_files=list(NEEDED)).convert(str(folder), quantization="int8")
    except (OSError, ValueError, RuntimeError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise EngineError(
            f"{name}: no MarianMT checkpoint that converts ({reason}); NLLB and M2M100 run as hf:{name}"
        ) from error
