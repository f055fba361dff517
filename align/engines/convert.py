"""Checkpoints of transformers made into CTranslate2 folders: int8, a quarter of the size, several times faster.

A conversion is kept only if the folder then says what the checkpoint says.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from align.engines.base import Request
from align.engines.ct2 import load as load_ct2
from align.engines.folder import MULTILINGUAL
from align.engines.hf import kind
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
SPELLINGS = {"marian": ("source.spm", "target.spm"), "m2m_100": (MULTILINGUAL,)}  # NLLB is one


def convert(name: str, folder: Path, *, beam: int = 4) -> float:
    """Writes the MarianMT, NLLB or M2M100 checkpoint `name`, of the Hub or a folder, to the new `folder` as int8.

    Returns how alike the answers of both are on a few sentences, in 0..1.

    Raises:
        OutputError: the folder is there already, or cannot be written.
        EngineError: no such checkpoint, one of another kind, or a conversion that answers differently.
    """
    if folder.exists():
        raise OutputError(f"{folder}: is there already; name a new folder")
    needed = _spellings(name)
    original = load_hf(name, beam=beam, threads=0, device="cpu")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as scratch:
            made = Path(scratch) / "model"
            _write(name, made, needed)
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


def _spellings(name: str) -> tuple[str, ...]:
    """Files that say how a checkpoint spells; looked for where it is a folder. What is no checkpoint needs none."""
    found = kind(name)
    if found is None:
        return ()  # loading says why
    if found not in SPELLINGS:
        raise EngineError(f"{name}: is a {found}; accepted are MarianMT, NLLB and M2M100")
    missing = [file for file in SPELLINGS[found] if Path(name).is_dir() and not (Path(name) / file).exists()]
    if missing:
        raise EngineError(f"{name}: {missing[0]} is missing; download the checkpoint whole")
    return SPELLINGS[found]


def _write(name: str, folder: Path, needed: Sequence[str]) -> None:
    from ctranslate2.converters import TransformersConverter  # noqa: PLC0415  slow to import

    class Converter(TransformersConverter):  # type: ignore[misc]
        def load_tokenizer(self, tokenizer_class: Any, model_name_or_path: str, **options: Any) -> Any:
            own = super().load_tokenizer(tokenizer_class, model_name_or_path, **options)
            return _Numbered(own, self._size) if MULTILINGUAL in needed else own

        def load_model(self, model_class: Any, model_name_or_path: str, **options: Any) -> Any:
            model = super().load_model(model_class, model_name_or_path, **options)
            self._size = model.config.vocab_size
            return model

    try:
        Converter(name, copy_files=list(needed)).convert(str(folder), quantization="int8")
    except (OSError, ValueError, RuntimeError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise EngineError(f"{name}: does not convert ({reason}); it may run as hf:{name}") from error


class _Numbered:
    """A tokenizer that names every row of the embeddings.

    CTranslate2 takes the languages from where transformers 4 kept them (`additional_special_tokens`), and finds none.
    """

    num_madeup_words = 0

    def __init__(self, tokenizer: Any, size: int) -> None:
        self._tokenizer, self._size = tokenizer, size

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tokenizer, name)

    def get_vocab(self) -> dict[str, int]:
        names: dict[str, int] = {}
        for number in range(self._size):
            token = self._tokenizer.convert_ids_to_tokens(number)
            names[f"madeupword{number}" if token is None or token in names else token] = number
        return names
