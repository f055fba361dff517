"""The translation memory: what was translated before, and what people approved, in one SQLite file.

Two kinds of entries. *Made* by a machine: a segment's result as bytes under a hash of its text and the
signature of all that made it, so that recalling it gives what making it would. *Approved* by a person: a source text
and its translation, whatever the engine. These are a log that only grows: the last line of a source counts, a pair that
is taken back makes way for the one under it, and a `State` (a place in the log) shows the pairs as they stood at
a moment, however much is approved meanwhile. Of approved pairs the words are indexed (`align.memory.fuzzy`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from align.errors import InputError
from align.memory.database import MemoryFile
from align.memory.fuzzy import LEAST, Alike, code, lengths, likeness, telling, words_of

COUNTED = 1000  # entries of a word, when its rarity is told
LOOKED_AT = 200  # candidates
PAGE = 1000
_WINNER = "SELECT target, origin, at FROM approved WHERE source=? AND at<=? ORDER BY at DESC LIMIT 1"
_LATEST = 1 << 62


@dataclass(frozen=True, slots=True)
class State:
    """The approved pairs as they stood at a moment: a place in their log.

    `digest` is over the pairs alone, in any order (the sum of their hashes: Bellare and Micciancio 1997); `none`
    without any.
    """

    at: int = 0
    digest: str = "none"


@dataclass(frozen=True, slots=True)
class Counts:
    """Approved pairs, those of each origin, and made entries of each maker."""

    approved: int
    origins: Mapping[str, int]
    made: Mapping[str, int]


class Memory(MemoryFile):
    """A memory, begun where the file is missing; several may have it open and write.

    Args:
        file: the SQLite file.
        state: approved pairs are recalled as they stood then; as they are where it is None.

    Raises:
        InputError: for a file that is no memory, or a damaged one; nothing is written to it.
        OutputError: where it cannot be written.
    """

    def __init__(self, file: str | os.PathLike[str], *, state: State | None = None) -> None:
        super().__init__(Path(file))
        self._pinned = state

    def state(self) -> State:
        """How the approved pairs stand: now, or as told when the memory was opened."""
        if self._pinned:
            return self._pinned
        with self._told():
            row = self._db.execute("SELECT at, digest FROM approved ORDER BY at DESC LIMIT 1").fetchone()
        return State(*row) if row else State()

    def made(self, maker: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Bodies of the keys that are known of this maker."""
        query = "SELECT body FROM made WHERE key=? AND maker=(SELECT id FROM maker WHERE signature=?)"
        with self._told():
            found = {key: self._db.execute(query, (key, maker)).fetchone() for key in keys}
        return {key: row[0] for key, row in found.items() if row}

    def keep(self, maker: str, bodies: Mapping[bytes, bytes]) -> None:
        """Writes what a maker made, by key."""
        insert = "INSERT OR REPLACE INTO made SELECT ?, id, ? FROM maker WHERE signature=?"
        with self._writing():
            self._db.execute("INSERT OR IGNORE INTO maker(signature) VALUES(?)", (maker,))
            self._db.executemany(insert, [(key, body, maker) for key, body in bodies.items()])

    def approved(self, sources: Iterable[str], state: State) -> dict[str, str]:
        """Approved translations of these sources, of those that have one."""
        query = _WINNER.replace("source=?", "source=(SELECT id FROM source WHERE text=?)")
        if not state.at:
            return {}
        with self._told():
            asked = filter(usable, sources)
            found = {text: self._db.execute(query, (text, state.at)).fetchone() for text in asked}
        return {text: row[0] for text, row in found.items() if row and row[0] is not None}

    def approve(self, pairs: Iterable[tuple[str, str]], origin: str, *, new: bool = False) -> int:
        """Writes approved pairs; how many translations are new or others. Of one source the last counts.

        `origin` names where they come from. With `new`, a source that has had a translation keeps what it has. Pairs
        with an empty side, or of characters that no file can hold, are left out.
        """
        count = 0
        with self._writing():
            for source, target in ((one.strip(), two.strip()) for one, two in pairs):
                if usable(source) and usable(target):
                    number, known = self._source(source)
                    if not (new and known):
                        count += self._append(number, source, target, origin)
        return count

    def forget(self, pairs: Iterable[tuple[str, str]], origin: str) -> None:
        """Takes approved pairs of this origin back, also where another stands over them; what is left counts."""
        with self._writing():
            for source, target in ((one.strip(), two.strip()) for one, two in pairs):
                query = "SELECT id FROM source WHERE text=?"
                row = self._db.execute(query, (source,)).fetchone() if usable(source) else None
                if row:
                    self._take_back(row[0], source, target, origin)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Approved pairs that count, in the order their sources came in, a page at a time."""
        query = (
            "SELECT id, text, (SELECT target FROM approved WHERE source=id ORDER BY at DESC LIMIT 1) "
            f"FROM source WHERE id>? ORDER BY id LIMIT {PAGE}"
        )
        after = 0
        while True:
            with self._told():
                rows = self._db.execute(query, (after,)).fetchall()
            if not rows:
                return
            yield from ((text, target) for _, text, target in rows if target is not None)
            after = rows[-1][0]

    def similar(self, source: str, *, least: int = LEAST, most: int = 3) -> list[Alike]:
        """Approved pairs whose source is at least `least` per cent like this text, the likest and latest first.

        See `align.memory.fuzzy` for the measure and the method.
        """
        source = source.strip()
        words = words_of(source)
        if not words:
            return []
        with self._told():
            texts = self._candidates(words, least)
            near = [(likeness(words, words_of(text), least), number, text) for number, text in texts]
            near = sorted((one for one in near if one[0]), reverse=True)
            found = []
            for percent, number, text in near:
                target, origin, at = self._db.execute(_WINNER, (number, _LATEST)).fetchone()
                if target is not None:
                    own = percent if text == source else min(percent, 99)
                    found.append((own, at, Alike(text, target, origin, own)))
        return [alike for *_, alike in sorted(found, key=lambda one: one[:2], reverse=True)[:most]]

    def counts(self) -> Counts:
        """How much there is of what."""
        winner = (
            "SELECT origin, count(*) FROM approved AS own WHERE target IS NOT NULL AND at=(SELECT max(at) "
        )
        winner += "FROM approved WHERE source=own.source) GROUP BY origin ORDER BY 2 DESC, 1"
        made = "SELECT signature, count(*) FROM maker JOIN made ON maker=id GROUP BY id ORDER BY 2 DESC, 1"
        with self._told():
            origins = dict(self._db.execute(winner).fetchall())
            return Counts(sum(origins.values()), origins, dict(self._db.execute(made).fetchall()))

    def _candidates(self, words: Sequence[str], least: int) -> list[tuple[int, str]]:
        band = lengths(len(words), least)
        count = "SELECT count(*) FROM (SELECT 1 FROM posting WHERE word=? AND length BETWEEN ? AND ? LIMIT ?)"
        held = {w: self._db.execute(count, (code(w), *band, COUNTED)).fetchone()[0] for w in set(words)}
        asked = json.dumps([code(word) for word in telling(words, held, least)])
        query = (
            "SELECT id, text FROM (SELECT source, count(*) AS held FROM posting WHERE word IN (SELECT value "
            "FROM json_each(?)) AND length BETWEEN ? AND ? GROUP BY source ORDER BY held DESC, source DESC LIMIT ?) "
            "JOIN source ON id=source"
        )
        return self._db.execute(query, (asked, *band, LOOKED_AT)).fetchall()

    def _source(self, text: str) -> tuple[int, bool]:
        """Number of a source, and whether it was there; a new one is indexed."""
        row = self._db.execute("SELECT id FROM source WHERE text=?", (text,)).fetchone()
        if row:
            return row[0], True
        number = self._db.execute("INSERT INTO source(text) VALUES(?)", (text,)).lastrowid or 0
        words = words_of(text)
        postings = [(word, len(words), number) for word in sorted({code(word) for word in words})]
        self._db.executemany("INSERT INTO posting VALUES(?, ?, ?)", postings)
        return number, False

    def _standing(self, number: int) -> Iterator[tuple[int, str, str]]:
        """What stands of a source, the line that counts first: its place, target and origin, and those under it."""
        row = self._db.execute(_WINNER, (number, _LATEST)).fetchone()
        at = row[2] if row else 0
        while at:
            target, origin, was = self._db.execute(
                "SELECT target, origin, was FROM approved WHERE at=?", (at,)
            ).fetchone()
            if target is None:
                return
            yield at, target, origin
            at = was

    def _append(self, number: int, source: str, target: str, origin: str) -> bool:
        """Writes a pair down unless it counts already for this origin; whether the translation is another now."""
        top = next(self._standing(number), (0, None, ""))
        same = takewhile(lambda one: one[1] == target, self._standing(number))
        if any(one[2] == origin for one in same):
            return False
        self._log(number, source, target, origin, top[0], before=top[1])
        return top[1] != target

    def _take_back(self, number: int, source: str, target: str, origin: str) -> None:
        """Writes anew what stands of a source without one pair: from under its lowest line up."""
        lines = list(self._standing(number))
        gone = [place for place, line in enumerate(lines) if line[1:] == (target, origin)]
        if not gone:
            return
        kept = [line for line in lines[: gone[-1]] if line[1:] != (target, origin)]
        under = lines[gone[-1] + 1 :]
        if not kept:  # the line under it is written again, for the last line is the one that counts
            kept, under = under[:1], under[1:]
        at, before = under[0][0] if under else 0, lines[0][1]
        for _, text, own in reversed(kept):
            at = self._log(number, source, text, own, at, before=before)
            before = text
        if not kept:
            self._log(number, source, None, "", 0, before=before)

    def _log(
        self, number: int, source: str, target: str | None, origin: str, was: int, *, before: str | None
    ) -> int:
        """Writes a line in place of `before`; its place."""
        row = self._db.execute("SELECT digest FROM approved ORDER BY at DESC LIMIT 1").fetchone()
        total = 0 if row is None or row[0] == "none" else int(row[0], 16)
        total = (total - _sum(source, before) + _sum(source, target)) % (1 << 128)
        values = (number, target, origin, was, f"{total:032x}" if total else "none")
        query = "INSERT INTO approved(source, target, origin, was, digest) VALUES(?, ?, ?, ?, ?)"
        return self._db.execute(query, values).lastrowid or 0


def usable(text: str) -> bool:
    """Whether a side of a pair can be kept: it is not empty, and holds no NUL and no half of a character."""
    return bool(text.strip()) and not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)


def existing(file: str | os.PathLike[str]) -> Memory:
    """A memory that is there. Raises InputError where none is."""
    if not Path(file).exists():
        raise InputError("there is no such memory; `padanan memory import` begins one", file=os.fspath(file))
    return Memory(file)


def _sum(source: str, target: str | None) -> int:
    if target is None:
        return 0
    return int.from_bytes(hashlib.sha256(f"{source}\0{target}".encode()).digest()[:16], "big")
