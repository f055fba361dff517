"""One file on the desk: its store, the glossaries in force, and the engine that is loaded when it is asked for."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import align
import glossary as term_lists
from align.errors import InputError
from review import rows
from review.acts import Reviewer, act
from review.carry import NEWER
from review.store import Author, Row, Store

if TYPE_CHECKING:
    from align.engines.base import Engine
    from align.memory.fuzzy import Alike
    from glossary import Glossary
    from review.approvals import Approvals


@dataclass(slots=True)
class Desk:
    """What the server serves. `terms` is the glossary file that reviewers add to, `approvals` lead to a memory."""

    file: Path
    store: Store
    base: Glossary
    terms: Path
    engine: str = "embedded"
    approvals: Approvals | None = None
    _engine: Engine | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _glossary: Glossary | None = None

    @property
    def glossary(self) -> Glossary:
        """The glossaries in force; the reviewers' own wins."""
        if self._glossary is None:
            own = [term_lists.load(self.terms)] if self.terms.exists() else []
            self._glossary = term_lists.stack([self.base, *own])
        return self._glossary

    def warm(self) -> None:
        """Loads what the first edit needs, so that it is answered as fast as the second."""
        for row in self.store.rows(self.store.order()[:1]):
            rows.refresh(row.body, self.store.header, self.glossary)
            self.similar(row.id)
        align.words("satu", "one")

    def act(self, name: str, seen: dict[int, int], values: dict[str, Any], author: Author) -> list[Row]:
        """Carries out an act of `review.acts`; the new rows. Raises InputError, Conflict."""
        if not seen:
            raise InputError("an act names the rows it is about")
        reviewer = Reviewer(self.store.header, self.glossary, author.who)
        return self.store.replace(seen, act(name, values, reviewer), name=name, author=author)

    def similar(self, row: int) -> list[Alike]:
        """What the memory holds that is like this row; nothing without a memory. Raises LookupError where it is gone."""
        found = self.store.rows([row])
        if not found:
            raise LookupError(f"there is no row {row}")
        return self.approvals.like(found[0].body) if self.approvals else []

    def add_term(self, source: str, target: str) -> list[int]:
        """Adds a term to the reviewers' file; ids of the rows whose source holds it. Raises InputError."""
        with self._lock:
            own = list(term_lists.load(self.terms)) if self.terms.exists() else []
            try:
                term = term_lists.Term(source, (target,))
                new = term_lists.Glossary((*(old for old in own if old.source != term.source), term))
            except term_lists.GlossaryError as error:
                raise InputError(str(error)) from None
            term_lists.save(new, self.terms)
            self._glossary = None
        only = term_lists.Glossary((term,))
        return [row.id for row in self.store.rows() if list(only.match(row.body["source"]))]

    def translate_again(self, seen: dict[int, int], author: Author) -> list[Row]:
        """Translates rows anew with the glossary as it is now. Raises EngineError, Conflict."""
        language = self.store.header["source"]
        with self._lock:
            if self._engine is None:
                self._engine = align.load_engine(self.engine)
            results = {
                row.id: align.translate(
                    rows.source_document(row.body, language), glossary=self.glossary, engine=self._engine
                )
                for row in self.store.rows(list(seen))
            }

        def put(before: list[Row]) -> list[Row]:
            return [
                Row(row.id, 0, 0, rows.translated(_unreviewed(row.body), results[row.id])) for row in before
            ]

        return self.store.replace(seen, put, name="translate", author=author)


def _unreviewed(body: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in body.items() if key not in ("approved", "machine", "gap", NEWER)}
