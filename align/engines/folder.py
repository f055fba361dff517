"""The model folders that CTranslate2 engines read: padanan's own layout, and OPUS-MT, NLLB and M2M100 as converted."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.engines.markup import Markup
from align.errors import EngineError
from align.text.normalise import NORMALISERS

LONGEST, RATIO = 180, 2.5  # of models which come without a description
MULTILINGUAL = "sentencepiece.bpe.model"
LANGUAGES = (("ind_Latn", "eng_Latn"), ("__id__", "__en__"))  # NLLB; M2M100


@dataclass(frozen=True, slots=True)
class Folder:
    """What an engine must know of a model besides its weights.

    `longest` counts source pieces; an answer has at most `ratio` times the pieces of its source, and a few.
    `calibration` holds intercept and weights of `align.engines.confidence.features`, or nothing. `languages` are the pieces
    that a source and an answer begin with in models of many languages. `hints` is a file of rare words (`engines.hints`);
    `shortlist` one of the pieces that answers are made of, where not all are (CTranslate2's vocabulary map).
    """

    path: Path
    name: str
    source: Path
    target: Path
    normalisation: str = "moses"
    longest: int = LONGEST
    ratio: float = RATIO
    markup: Markup | None = None
    calibration: tuple[float, ...] = ()
    languages: tuple[str, str] | None = None
    hints: Path | None = None
    shortlist: Path | None = None


def read_folder(path: str | Path) -> Folder:
    """Checks that everything a model needs is there, and reads what describes it.

    `padanan.json` beside `spm.model` describes a model of padanan's; a folder with `source.spm` and `target.spm`
    holds an OPUS-MT model as ct2-transformers-converter left it, one with `sentencepiece.bpe.model` NLLB or M2M100.

    Raises:
        EngineError: naming the folder, what is missing or wrong, and the remedy.
    """
    path = Path(path)
    if not path.is_dir():
        raise EngineError(f"{path}: no such model folder; expected one made by ct2-transformers-converter")
    for name in ("model.bin", "config.json"):
        _need(path / name, "made by ct2-transformers-converter")
    if not any(path.glob("*vocabulary.*")):
        raise EngineError(f"{path}: shared_vocabulary.json is missing; made by ct2-transformers-converter")
    if (path / "padanan.json").exists() or (path / "spm.model").exists():
        _need(path / "spm.model", "the SentencePiece model of the training data")
        return _described(path, _description(_need(path / "padanan.json", "written by training.export")))
    many = (path / MULTILINGUAL).exists()
    source, target = (MULTILINGUAL, MULTILINGUAL) if many else ("source.spm", "target.spm")
    for name in (source, target):
        _need(path / name, "copy it from the original checkpoint (--copy_files of the converter)")
    with (path / "model.bin").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:8]
    languages = _languages(path) if many else None
    return Folder(path, f"ct2:{digest}", path / source, path / target, languages=languages)


def files(path: str | Path) -> list[Path]:
    """Every file the model in this folder needs. Raises EngineError naming the first that is missing."""
    folder = read_folder(path)
    described = [folder.path / "padanan.json"] if (folder.path / "padanan.json").exists() else []
    vocabularies = sorted(folder.path.glob("*vocabulary.*"))
    spellings = list(dict.fromkeys((folder.source, folder.target)))
    return [
        folder.path / "model.bin",
        folder.path / "config.json",
        *vocabularies,
        *described,
        *spellings,
        *(file for file in (folder.hints, folder.shortlist) if file),
    ]


def _languages(path: Path) -> tuple[str, str]:
    file = _need(path / "shared_vocabulary.json", "made by padanan engines convert")
    pieces = set(json.loads(file.read_text(encoding="utf-8")))
    for pair in LANGUAGES:
        if pieces.issuperset(pair):
            return pair
    raise EngineError(
        f"{path}: knows no Indonesian and English; accepted are NLLB and M2M100 as they are published"
    )


def _need(file: Path, remedy: str) -> Path:
    if not file.is_file():
        raise EngineError(f"{file.parent}: {file.name} is missing; {remedy}")
    return file


def _promised(described: dict[str, Any], name: str, file: Path) -> Path | None:
    return _need(file, "written by training.export") if described.get(name) else None


def _description(file: Path) -> dict[str, Any]:
    try:
        described = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineError(f"{file}: not readable as JSON ({error})") from error
    if not isinstance(described, dict):
        raise EngineError(f"{file}: expected a JSON object")
    return described


def _described(path: Path, described: dict[str, Any]) -> Folder:
    where = path / "padanan.json"
    try:
        markup, normalisation = described.get("markup"), str(described["normalisation"])
        if normalisation not in NORMALISERS:
            raise EngineError(f"{where}: normalisation {normalisation!r}; known: {', '.join(NORMALISERS)}")
        return Folder(
            path,
            name=f"{described['name']}-{described['version']}",
            source=path / "spm.model",
            target=path / "spm.model",
            normalisation=normalisation,
            longest=int(described["max_source_pieces"]),
            ratio=float(described["max_length_ratio"]),
            markup=Markup(markup["open"], markup["middle"], markup["close"]) if markup else None,
            calibration=tuple(float(weight) for weight in described.get("calibration", ())),
            hints=_promised(described, "hints", path / "hints.tsv"),
            shortlist=_promised(described, "shortlist", path / "vmap.txt"),
        )
    except KeyError as error:
        raise EngineError(f"{where}: {error} is missing; written by training.export") from error
    except (TypeError, ValueError) as error:
        raise EngineError(f"{where}: {error}; written by training.export") from error
