"""Between the pipeline and the memory: which segments are known, and what is new of those that were made.

A result is recalled only for the engine, the glossary (by its hash) and the version of padanan that made it, so that a
text comes out the same with a memory as without. Approved translations win over that, whatever the engine: the
glossary's terms are looked up in them, and their words are linked as those of any given pair (`align.words`), with the
embedded model as the reader.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version

from align.engines.base import Engine, Translation
from align.engines.reading import readable, reader
from align.facts.verbatim import outside
from align.lexical.links import link_pairs
from align.memory.store import Memory
from align.pipeline.results import Made
from align.pipeline.serial import pack, unpack
from align.terms.accounts import account
from glossary import Glossary

AnyMemory = Memory | str | os.PathLike[str]


class Recall:
    """A memory as one job sees it; its approved pairs as they stood when it was made.

    `attention` keeps that in place of word links, for a job that goes on changing what it has translated.
    """

    def __init__(self, memory: Memory, engine: Engine, terms: Glossary, *, attention: bool) -> None:
        self._memory, self._terms = memory, terms
        self._state = memory.state()
        self._own = f"glossary:{terms.hash}|padanan:{version('padanan')}"
        self._maker = f"engine:{engine.signature}|{self._own}{'|attention' if attention else ''}"

    @property
    def signature(self) -> str:
        """Names the approved pairs; `none` where there are none, and the result is what it is without a memory."""
        return self._state.digest

    def known(self, sentences: Sequence[str]) -> dict[str, Made]:
        """Results for the sentences that have one."""
        approved = self._approved(self._memory.approved(sentences, self._state))
        rest = {sentence: _key(sentence) for sentence in sentences if sentence not in approved}
        return approved | self._found(self._maker, rest)

    def keep(self, sentences: Sequence[str], made: Sequence[Made]) -> None:
        """Writes down what an engine made."""
        keys = map(_key, sentences)
        self._memory.keep(self._maker, dict(zip(keys, map(pack, made), strict=True)))

    def _found(self, maker: str, keys: Mapping[str, bytes]) -> dict[str, Made]:
        bodies = self._memory.made(maker, keys.values())
        out = {}
        for sentence, key in keys.items():
            if key in bodies:
                try:
                    out[sentence] = unpack(bodies[key], outside(sentence, self._terms.match(sentence)))
                except ValueError:  # damaged, and so not known
                    continue
        return out

    def _approved(self, pairs: Mapping[str, str]) -> dict[str, Made]:
        if not pairs:
            return {}
        maker = f"reader:{getattr(reader(), 'signature', 'none')}|{self._own}"
        keys = {source: _key(f"{source}\0{target}") for source, target in pairs.items()}
        found = self._found(maker, keys)
        fresh = [(source, target) for source, target in pairs.items() if source not in found]
        read = dict(zip((source for source, _ in fresh), self._read(fresh), strict=True))
        if read:
            self._memory.keep(maker, {keys[source]: pack(made) for source, made in read.items()})
        return {source: Made(made.rendered, made.links, True) for source, made in (found | read).items()}

    def _read(self, pairs: Sequence[tuple[str, str]]) -> list[Made]:
        rendered = [
            account(outside(source, self._terms.match(source)), Translation(target, 0.0), "found", ())
            for source, target in pairs
        ]
        short = [number for number, pair in enumerate(pairs) if readable(*pair)]
        tied = [[(use.source, use.target) for use in rendered[n].uses if use.target] for n in short]
        links = dict(
            zip(short, link_pairs([pairs[n] for n in short], engine=reader(), terms=tied), strict=True)
        )
        return [Made(item, links.get(number, ())) for number, item in enumerate(rendered)]


@contextmanager
def recalled(
    memory: AnyMemory | None, engine: Engine, terms: Glossary, *, attention: bool
) -> Iterator[Recall | None]:
    """The memory for one job; one that is named is opened and closed. None without one."""
    if memory is None or isinstance(memory, Memory):
        yield None if memory is None else Recall(memory, engine, terms, attention=attention)
        return
    opened = Memory(memory)
    try:
        yield Recall(opened, engine, terms, attention=attention)
    finally:
        opened.close()


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
