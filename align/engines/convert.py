"""Checkpoints of transformers made into CTranslate2 folders: int8, a quarter of the size, several times faster.

A conversion is kept only if the folder then says what the checkpoint says: by transformers where there is torch, else by
CTranslate2 in single precision. Converting itself needs no torch.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import tempfile
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from align.engines.base import Engine, Request
from align.engines.ct2 import load as load_ct2
from align.engines.folder import MULTILINGUAL
from align.engines.hf import load as load_hf
from align.engines.hf import piece_names
from align.engines.layout import MANY, MARIAN, write_model
from align.engines.tensors import Tensors
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
SPELLINGS = {MARIAN: ("source.spm", "target.spm"), MANY: (MULTILINGUAL,)}  # NLLB is one of the latter


def convert(name: str, folder: Path, *, beam: int = 4) -> float:
    """Writes the MarianMT, NLLB or M2M100 checkpoint `name`, of the Hub's cache or a folder, to the new `folder` as int8.

    Returns how alike the answers of both are on a few sentences, in 0..1.

    Raises:
        OutputError: the folder is there already, or cannot be written.
        EngineError: no such checkpoint, one of another kind, or a conversion that answers differently.
    """
    if folder.exists():
        raise OutputError(f"{folder}: is there already; name a new folder")
    source = _local(name)
    config = _config(source)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as scratch:
            made = Path(scratch) / "model"
            _write(name, source, config, made)
            same = _compared(name, source, config, made, beam)
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


def answers(engine: Engine) -> list[str]:
    """What an engine says to the probes."""
    return [answer.text for answer in engine.translate([Request(probe) for probe in PROBES])]


def _compared(name: str, source: Path, config: dict[str, Any], made: Path, beam: int) -> float:
    """How alike the answers of the checkpoint are, which is let go before the conversion is loaded, for both are large."""
    if importlib.util.find_spec("torch"):
        wanted = answers(load_hf(str(source), beam=beam, threads=0, device="cpu"))
    else:
        precise = made.with_name("precise")
        _write(name, source, config, precise, int8=False)
        wanted = answers(load_ct2(str(precise), beam=beam, threads=0, device="cpu", precise=True))
        shutil.rmtree(precise)
    return alike(wanted, answers(load_ct2(str(made), beam=beam, threads=0, device="cpu")))


def _write(name: str, source: Path, config: dict[str, Any], folder: Path, *, int8: bool = True) -> None:
    try:
        if config["model_type"] == MARIAN:
            numbers = json.loads((source / "vocab.json").read_text(encoding="utf-8"))
            pieces = sorted(numbers, key=numbers.__getitem__)
        else:
            pieces = piece_names(str(source), int(config["vocab_size"]))
        write_model(config, Tensors(source), pieces, folder, int8=int8)
    except (EngineError, KeyError, TypeError, ValueError, AttributeError) as error:
        reason = (
            f"{error} is missing" if isinstance(error, KeyError) else (str(error).splitlines() or ["?"])[0]
        )
        raise EngineError(f"{name}: does not convert ({reason}); it may run as hf:{name}") from error
    for file in SPELLINGS[config["model_type"]]:
        shutil.copy(source / file, folder / file)


def _local(name: str) -> Path:
    """The folder of a checkpoint: one that is named, or the Hub's cache of what was downloaded before."""
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download  # noqa: PLC0415  slow to import

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError) as error:
        raise EngineError(
            f"{name}: no such checkpoint here; fetch and convert it by `padanan engines get {name}`, or name a folder"
        ) from error


def _config(source: Path) -> dict[str, Any]:
    """The configuration of a checkpoint of a kind that is known, and whole."""
    try:
        config: dict[str, Any] = json.loads((source / "config.json").read_text(encoding="utf-8"))
        kind = config["model_type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineError(
            f"{source}: not a checkpoint; expected a config.json that names its model_type"
        ) from error
    if kind not in SPELLINGS:
        raise EngineError(f"{source}: is a {kind}; accepted are MarianMT, NLLB and M2M100")
    needed = (*SPELLINGS[kind], *(("vocab.json",) if kind == MARIAN else ()))
    missing = [file for file in needed if not (source / file).exists()]
    if missing:
        raise EngineError(f"{source}: {missing[0]} is missing; download the checkpoint whole")
    return config
