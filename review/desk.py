"""One document on the desk: its store and lists, the terms in force, and the engine that is loaded when it is asked for."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import align
import glossary as term_lists
from align.errors import InputError
from review import rows
from review.acts import Reviewer, act
from review.carry import NEWER
from review.find import Finder
from review.fold import fold
from review.store import Author, Row, Store
from review.terms import Terms

if TYPE_CHECKING:
    from align.engines.base import Engine
    from align.memory.fuzzy import Alike
    from glossary import Glossary
    from review.approvals import Approvals

MOST = 30  # sentences that hold a word


@dataclass(slots=True)
class Engines:
    """The engine of a desk, loaded once for all its documents."""

    name: str = "embedded"
    lock: threading.Lock = field(default_factory=threading.Lock)
    _loaded: Engine | None = None

    def load(self) -> Engine:
        """The engine; to be asked for with the lock held. Raises EngineError."""
        if self._loaded is None:
            self._loaded = align.load_engine(self.name)
        return self._loaded


@dataclass(slots=True)
class Desk:
    """A document that is served. `approvals` lead to a memory."""

    file: Path
    store: Store
    terms: Terms
    engines: Engines = field(default_factory=Engines)
    approvals: Approvals | None = None
    finder: Finder = field(init=False)

    def __post_init__(self) -> None:
        self.finder = Finder(self.store)

    @property
    def glossary(self) -> Glossary:
        """The glossaries in force; the reviewers' own wins."""
        return self.terms.glossary

    def warm(self) -> None:
        """Loads what the first edit needs, so that it is answered as fast as the second."""
        first = self.store.at(1)
        for row in self.store.rows([first]):
            rows.refresh(row.body, self.store.header, self.glossary)
            self.similar(row.id)
        align.words("satu", "one")

    def act(
        self, name: str, seen: dict[int, int], values: dict[str, Any], author: Author, step: str = ""
    ) -> list[Row]:
        """Carries out an act of `review.acts`; the new rows. Raises InputError, Conflict."""
        if not seen:
            raise InputError("an act names the rows it is about")
        at = datetime.now(UTC).isoformat(timespec="seconds")
        reviewer = Reviewer(self.store.header, self.glossary, author.who, at)
        if name == "spread":
            seen, values = self._like(seen)
        return self.store.replace(seen, act(name, values, reviewer), name=name, author=author, step=step)

    def _like(self, seen: dict[int, int]) -> tuple[dict[int, int], dict[str, Any]]:
        """All rows with the source of the one in `seen`, as they stand."""
        found = self.store.rows(list(seen))
        if len(found) != 1:
            raise InputError("this act is about one row, whose like it finds")
        model = found[0]
        like = self.store.rows([row for row, _ in self.store.alike(model.body["source"])])
        return {row.id: row.revision for row in like} | seen, {"of": model.id}

    def similar(self, row: int) -> list[Alike]:
        """What the memory holds that is like this row; nothing without a memory. Raises LookupError where it is gone."""
        found = self.store.rows([row])
        if not found:
            raise LookupError(f"there is no row {row}")
        return self.approvals.like(found[0].body) if self.approvals else []

    def concordance(self, wanted: str) -> list[tuple[str, str]]:
        """Pairs of the memory that hold `wanted` on either side, as a search finds it."""
        folded = fold(wanted)
        if not folded or not self.approvals:
            return []
        out = []
        for source, target in self.approvals.memory.pairs():
            if folded in fold(source) or folded in fold(target):
                out.append((source, target))
                if len(out) == MOST:
                    break
        return out

    def holding(self, source: str) -> tuple[list[int], list[int]]:
        """Ids of the rows whose source holds the term for `source`: those free to be translated again, and others.

        The others are approved or edited: people's work, which is spared.
        """
        terms = term_lists.Glossary(tuple(term for term in self.glossary if term.source == source))
        found = [row for row, _, text, _ in self.store.texts() if next(iter(terms.match(text)), None)]
        free = {row.id for row in self.store.rows(found) if not _of_people(row)}
        return [row for row in found if row in free], [row for row in found if row not in free]

    def translate_again(
        self, seen: dict[int, int], author: Author, *, step: str = "", all_of_them: bool = False
    ) -> list[Row]:
        """Translates rows anew with the glossary as it is now; what people approved or edited only if asked for.

        Raises EngineError, Conflict.
        """
        language = self.store.header["source"]
        wanted = [row for row in self.store.rows(list(seen)) if all_of_them or not _of_people(row)]
        with self.engines.lock:
            engine = self.engines.load()
            results = {
                row.id: align.translate(
                    rows.source_document(row.body, language), glossary=self.glossary, engine=engine
                )
                for row in wanted
            }

        def put(before: list[Row]) -> list[Row]:
            return [
                Row(row.id, 0, 0, rows.translated(_unreviewed(row.body), results[row.id])) for row in before
            ]

        free = {row.id: seen[row.id] for row in wanted}
        return self.store.replace(free, put, name="translate", author=author, step=step) if free else []


def _of_people(row: Row) -> bool:
    return bool(row.body.get("approved")) or "machine" in row.body


def _unreviewed(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in ("approved", "machine", "gap", NEWER)}
