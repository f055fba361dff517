"""The job of a corpus: what every document is made with, and the maker that each process holds.

A maker takes units (a document, or a part of a long one) and gives answers; it depends on nothing but the job and the
unit, so that it does not matter which process or machine it runs in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib.metadata import version

import glossary as term_lists
from align import formats
from align.checks.numbers import values
from align.corpus.statistics import Tally
from align.engines import load_engine
from align.engines.base import BEAM, Engine
from align.errors import AlignError, EngineError
from align.formats import documents
from align.memory.store import Memory, State
from align.model import Document
from align.pipeline.translating import translate
from align.text.files import decode
from align.text.paragraphs import paragraphs
from align.text.rules import rules
from align.text.segment import lines as by_line


@dataclass(frozen=True, slots=True)
class Job:
    """What every document is made with; plain values, so that each process loads its own engine.

    `glossaries` are files or `style:NAME`, later ones win; `form` is a format that can be written; with `lines` each
    line of a text is one segment. `memory` is the file of a translation memory, and `approved` the state of its
    approved pairs that all documents see. What is added here and decides the results belongs into `hash`.
    """

    engine: str = "embedded"
    beam: int = BEAM
    threads: int = 0
    device: str = "cpu"
    glossaries: tuple[str, ...] = ()
    default_glossary: bool = True
    form: str = "jsonl"
    lines: bool = False
    memory: str = ""
    approved: State = field(default_factory=State)

    def terms(self) -> term_lists.Glossary:
        """The stacked glossaries. Raises what loading one raises."""
        own = [
            term_lists.style(name[6:]) if name.startswith("style:") else term_lists.load(name)
            for name in self.glossaries
        ]
        return term_lists.stack([term_lists.default(), *own] if self.default_glossary else own)

    def hash(self, terms: term_lists.Glossary) -> str:
        """Of everything but the documents that decides the results.

        Of a memory the state of its approved pairs does, and nothing else: what a machine made would be made again
        as it is. A run that was stopped goes on to the same bytes while that state stands; where something was
        approved or taken back since, every document is done again, and all but that is then recalled.
        """
        parts = (
            version("padanan"), self.engine, str(self.beam), self.device, self.form, str(self.lines), terms.hash,
            *(() if self.approved == State() else (self.approved.digest,)),
        )  # fmt: skip
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Unit:
    """Work for a maker: the bytes of the document at `path`, or `text`, its part of that number."""

    path: str
    data: bytes = b""
    text: str | None = None
    number: int = 0

    def __len__(self) -> int:
        return len(self.data) if self.text is None else len(self.text)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a unit: the result in the job's format, or one line about what is wrong with it."""

    data: bytes = b""
    tally: Tally = field(default_factory=Tally)
    error: str = ""


class Maker:
    """Engine, terms and memory of one process. Raises EngineError where the engine cannot be loaded."""

    def __init__(self, job: Job, terms: term_lists.Glossary) -> None:
        self._job, self._terms = job, terms
        self._engine: Engine = load_engine(job.engine, beam=job.beam, threads=job.threads, device=job.device)
        self._memory = Memory(job.memory, state=job.approved) if job.memory else None

    def __call__(self, unit: Unit) -> Answer:
        """Translates a unit; whatever is wrong with it stands in the answer, for one must not stop the rest."""
        try:
            bitext = translate(
                self._source(unit), glossary=self._terms, engine=self._engine, memory=self._memory
            )
            return Answer(formats.render(bitext, self._job.form), Tally.of(bitext))
        except EngineError as error:
            return Answer(error=f"{unit.path}: {_line(error)}")
        except AlignError as error:
            return Answer(error=_line(error))
        except Exception as error:  # a fault of ours, shown by this document alone
            return Answer(error=f"{unit.path}: {type(error).__name__}: {_line(error)}")
        finally:
            values.cache_clear()  # it remembers every sentence it has read: a corpus has no end of them

    def _source(self, unit: Unit) -> str | Document:
        if self._job.lines:
            return by_line(decode(unit.data, file=unit.path) if unit.text is None else unit.text, "id")
        if unit.text is None:
            return documents.join(documents.extract(unit.data, file=unit.path).units)
        spans = paragraphs(
            unit.text, rules("id").unfinished
        )  # as `align.formats.documents` does with a whole text
        return documents.join([span.of(unit.text) for span in spans])


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
