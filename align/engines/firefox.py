"""Firefox's translation models, by fxtranslate: small, greedy, without attention and scores.

The only module that imports fxtranslate. Its `translate` cuts what is past the model's window without a word, and stops an
answer at a length of its own; both are looked for here. `translate_long` loses white space and is never asked. An object is
bound to the thread that made it, and holds Python's lock while it works: one thread of our own has it, and several at once
would gain nothing (`padanan corpus --workers` takes processes).
"""

from __future__ import annotations

import hashlib
import math
import re
import threading
import weakref
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from align.engines.base import Request, Translation
from align.engines.guard import LEAST_SCORE, guarded
from align.engines.long import split_long
from align.engines.pieces import Pieces
from align.errors import EngineError
from align.text.normalise import moses

WINDOW = 127  # pieces of a source, the end mark aside: what the models were trained with
FACTOR, MORE, MOST = (
    2.0,
    4,
    256,
)  # pieces of an answer: so many times those of the source and so many more, at most
CLAUSE = 12  # words
SCORE = math.log(0.5)  # it gives no probabilities: neither trusted nor doubted
PACKED = ".zst"
_BYTES = re.compile(r"(?:<0x[0-9A-F]{2}>)+")
_Result = TypeVar("_Result")
_Job = tuple[Callable[[Any], Any], "Future[Any]"]


class FirefoxEngine:
    """Translates with a model of Firefox's; annotations are ignored, as is the beam.

    Args:
        make: gives fxtranslate's translator, or an object with its `translate`; called in the thread that keeps it.
        source: what counts the pieces of a source.
        target: what counts those of an answer.
        name: of the weights.

    Raises:
        EngineError: a model that cannot be loaded, or breaks at the first word.
    """

    annotates = False

    def __init__(self, make: Callable[[], Any], source: Pieces, target: Pieces, name: str) -> None:
        self.signature = f"firefox:{name}"
        self._source, self._target = source, target
        self._asked: SimpleQueue[_Job | None] = SimpleQueue()
        threading.Thread(target=_kept, args=(make, self._asked), name="fxtranslate", daemon=True).start()
        weakref.finalize(self, self._asked.put, None)
        self._run(lambda translator: translator.translate("Ya."))  # what lacks weights breaks here

    def translate(self, batch: Sequence[Request], *, attention: bool = False) -> list[Translation]:  # noqa: ARG002
        """One answer a request, in order, without attention. Raises EngineError."""

        def clause_by_clause(requests: Sequence[Request]) -> list[Translation]:
            return split_long(
                requests, lambda r: self._fits(r) and len(r.text.split()) <= CLAUSE, self._greedy
            )

        return split_long(batch, self._fits, partial(guarded, ways=(self._greedy, clause_by_clause)))

    def _fits(self, request: Request) -> bool:
        return len(self._source.encode(_plain(request.text))) <= WINDOW

    def _greedy(self, batch: Sequence[Request]) -> list[Translation]:
        return self._run(lambda translator: [self._answer(translator, request.text) for request in batch])

    def _answer(self, translator: Any, text: str) -> Translation:
        """An answer as long as the engine lets one become was cut: the guard is told to doubt it, and tries clauses."""
        text = _plain(text)
        answer = " ".join(_spelt(translator.translate(text), text).split())
        longest = min(math.ceil(FACTOR * (len(self._source.encode(text)) + 1)) + MORE, MOST)
        cut = len(self._target.encode(answer)) >= longest - 1
        return Translation(answer, LEAST_SCORE - 1 if cut else SCORE)

    def _run(self, ask: Callable[[Any], _Result]) -> _Result:
        told: Future[_Result] = Future()
        self._asked.put((ask, told))
        try:
            return told.result()
        except _BrokenError as error:
            reason = " ".join(str(error).split())[:200]
            raise EngineError(f"{self.signature}: fxtranslate cannot use this model ({reason})") from None


class _BrokenError(Exception):
    """What fxtranslate raised, in words: its own errors would carry its object to another thread."""


def _kept(make: Callable[[], Any], asked: SimpleQueue[_Job | None]) -> None:
    """Makes the translator and answers by it until there is nothing more to ask; it is let go where it was made."""
    translator = None
    while (job := asked.get()) is not None:
        ask, told = job
        try:
            translator = translator or make()
            told.set_result(ask(translator))
        except BaseException as error:  # Rust's panics are no Exception
            told.set_exception(_BrokenError(str(error) or type(error).__name__))
        del job, ask, told


def load(argument: str, *, beam: int, threads: int, device: str) -> FirefoxEngine:  # noqa: ARG001
    """The model in the folder `argument`: `model.….bin`, `vocab.….spm` or one for each side, and maybe `lex.….bin`."""
    folder = Path(argument)
    if not folder.is_dir():
        raise EngineError(f"{folder}: no such model folder; `padanan engines get firefox` fetches one")
    model, shortlist = _needed(folder, "model"), _one(folder, "lex")
    source = _one(folder, "srcvocab") or _needed(folder, "vocab")
    target = _needed(folder, "trgvocab") if source.name.startswith("srcvocab") else source
    translator = require().Translator
    spelt = Pieces(source, moses)
    digest = hashlib.sha256(model.read_bytes()).hexdigest()[:8]

    def make() -> Any:
        parts = [file.read_bytes() if file else None for file in (model, source, target, shortlist)]
        return translator(*parts)

    return FirefoxEngine(make, spelt, spelt if target == source else Pieces(target, moses), digest)


def unpack(files: Path, folder: Path, digests: Mapping[str, str]) -> None:
    """Unpacks what was fetched into the new folder. Raises EngineError where it is not what was promised, OSError."""
    discovery = require().discovery
    folder.mkdir()
    for packed in sorted(files.glob(f"*{PACKED}")):
        name = packed.name.removesuffix(PACKED)
        try:
            data = discovery.verify_and_decompress(packed.read_bytes(), digests.get(name) or None)
        except ValueError as error:
            packed.unlink()
            raise EngineError(
                f"{packed.name}: damaged ({error}); the same command fetches it again"
            ) from error
        (folder / name).write_bytes(data)


def require() -> Any:
    """The package. Raises EngineError where it is not installed."""
    try:
        import fxtranslate  # noqa: PLC0415
    except ImportError as error:
        raise EngineError("firefox: engines need fxtranslate: pip install 'padanan[firefox]'") from error
    return fxtranslate


def files(argument: str) -> list[Path]:
    """Every file of the model in the folder `argument`."""
    found = (_one(Path(argument), kind) for kind in ("model", "vocab", "srcvocab", "trgvocab", "lex"))
    return [path for path in found if path]


def _one(folder: Path, kind: str) -> Path | None:
    found = sorted(path for path in folder.glob(f"{kind}.*") if path.suffix in (".bin", ".spm"))
    if len(found) > 1:
        raise EngineError(f"{folder}: {found[0].name} and {found[1].name}; accepted is one model a folder")
    return found[0] if found else None


def _needed(folder: Path, kind: str) -> Path:
    found = _one(folder, kind)
    if found is None:
        raise EngineError(
            f"{folder}: {kind}.* is missing; `padanan engines get firefox` fetches a whole model"
        )
    return found


def _spelt(answer: str, source: str) -> str:
    """The answer with characters for the bytes that fxtranslate (0.5.0) leaves as `<0xNN>`, unless the source has such."""
    if _BYTES.search(source):
        return answer
    return _BYTES.sub(lambda found: _decoded(found[0]), answer)


def _decoded(spelt: str) -> str:
    text = bytes(int(code, 16) for code in re.findall(r"[0-9A-F]{2}(?=>)", spelt)).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else " " for char in text)


def _plain(text: str) -> str:
    """Punctuation as Moses has it, white space as spaces; what is no text (half a character) as a question mark."""
    return " ".join(moses(text.encode("utf-8", "replace").decode("utf-8")).text.split())
