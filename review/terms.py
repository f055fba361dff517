"""The terms that reviewers add, change and take away: one file beside the bitext; undo takes a change of it back."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import glossary as term_lists
from align.errors import InputError, OutputError
from review.fold import fold

if TYPE_CHECKING:
    from glossary import Glossary, Term
    from review.store import Author, Store

MOST = 200  # terms of a list
_LISTS = ("targets", "aliases", "forbidden")


@dataclass(slots=True)
class Terms:
    """`base` is what was there before, `file` holds what reviewers added, which wins."""

    store: Store
    base: Glossary
    file: Path
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _all: Glossary | None = None
    _stamp: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        self.store.turn_term = self._put

    @property
    def glossary(self) -> Glossary:
        """The terms in force; read again where the file was changed by others."""
        with self._lock:
            stamp = self._stamp_now()
            if self._all is None or stamp != self._stamp:
                self._all, self._stamp = term_lists.stack([self.base, self._own()]), stamp
            return self._all

    def change(self, old: str, values: dict[str, Any], author: Author) -> Term | None:
        """Puts the term of `values` in place of the reviewers' term for `old`; without a target it is taken away.

        Raises InputError where it is no term.
        """
        with self._lock:
            new = _term(values)
            before = {own.source: _values(own) for own in self._own()}
            gone = {source: before[source] for source in (old, new.source if new else "") if source in before}
            come = {new.source: _values(new)} if new else {}
            if not gone and not come:
                raise InputError(
                    f"no reviewer added a term for {old!r}; terms of other lists are changed there"
                )
            if gone != come:
                self.store.log_term(author, gone, come, lambda: self._put(gone, come))
        return new

    def listed(self, wanted: str) -> list[dict[str, Any]]:
        """Terms that hold `wanted` on either side, those of reviewers first."""
        folded = fold(wanted)
        own = {term.source for term in self._own()}
        found = [
            _values(term) | {"own": term.source in own, "origin": term.origin}
            for term in self.glossary
            if folded in fold("\n".join((*term.spellings, *term.targets)))
        ]
        return sorted(found, key=lambda one: (not one["own"], one["source"].casefold()))[:MOST]

    def _own(self) -> Glossary:
        return term_lists.load(self.file) if self.file.exists() else term_lists.Glossary()

    def _put(self, gone: dict[str, Any], come: dict[str, Any]) -> None:
        with self._lock:
            kept = [own for own in self._own() if own.source not in gone and own.source not in come]
            made = [term for own in come.values() if (term := _term(own))]
            try:
                term_lists.save(term_lists.Glossary((*kept, *made)), self.file)
            except OSError as error:
                raise OutputError(f"{self.file}: the terms could not be written ({error.strerror})") from None
            except term_lists.TermError as error:
                raise InputError(str(error)) from None
            self._all = None

    def _stamp_now(self) -> tuple[int, int] | None:
        try:
            found = self.file.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


def _term(values: dict[str, Any]) -> Term | None:
    """The term of these values; None without a target. Texts of lists are separated by `|`."""
    parts = {
        key: [" ".join(text.split()) for text in _text(values, key).split("|") if text.strip()]
        for key in ("source", *_LISTS)
    }
    if not parts["targets"]:
        return None
    source, *more = parts["source"] or [""]
    kind = str(values.get("kind") or "term")
    note = " ".join(_text(values, "note").split())
    targets, forbidden = (tuple(dict.fromkeys(parts[key])) for key in ("targets", "forbidden"))
    aliases = tuple(dict.fromkeys((*more, *parts["aliases"])))
    case = str(values.get("case") or "")
    try:
        return term_lists.Term(source, targets, aliases, kind, case, note, forbidden)
    except term_lists.GlossaryError as error:
        raise InputError(str(error)) from None


def _values(term: Term) -> dict[str, Any]:
    lists = {key: "|".join(getattr(term, key)) for key in _LISTS}
    return {"source": term.source, "kind": term.kind, "case": term.case, "note": term.note, **lists}


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str) or len(value) > 2000:
        raise InputError(f"{key!r} of a term is a text of at most 2,000 characters")
    return value
