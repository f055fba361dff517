"""What is left of a document when its text is taken out, and how translated text is put back in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from align.errors import ModelError
from align.formats.documents.codes import Code, weave
from align.formats.documents.lay import lay
from align.model import Span


@dataclass(frozen=True, slots=True)
class Rendering:
    """The translation of a unit; `links` tie characters of the unit to characters of `text`, where known."""

    text: str
    links: tuple[tuple[Span, Span], ...] = ()


class Skeleton(Protocol):
    """A document whose texts can be replaced."""

    @property
    def units(self) -> tuple[str, ...]:
        """The plain texts to translate, in order; inline markup is taken out and remembered."""

    def rebuild(self, renderings: Sequence[Rendering]) -> bytes:
        """The document with a rendering in the place of each unit. Raises ModelError for any other count."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A unit's place in a text file: its plain text, the codes in it, and how plain text is made safe there.

    `finish` takes the rebuilt markup and gives it the shape its place asks for. `inner` are units inside codes, such as
    the description of a picture; `held(n)` stands in the code for the one at `n`. `raw` is what stands in the file: a
    unit whose translation is the unit itself, as names and numbers are, stays as it stands.
    """

    text: str
    codes: tuple[Code, ...]
    quote: Callable[[str], str]
    finish: Callable[[str], str] = str
    inner: tuple[Slot, ...] = ()
    raw: str | None = None

    def units(self) -> Iterator[str]:
        """The text of this slot and of those inside it."""
        yield self.text
        for slot in self.inner:
            yield from slot.units()

    def fill(self, filling: Iterator[Rendering]) -> str:
        """The markup of the next translations, every code at the place of the words it stood over."""
        own = [next(filling) for _ in self.units()]
        if self.raw is not None and all(
            made.text == unit for made, unit in zip(own, self.units(), strict=True)
        ):
            return self.raw
        nodes = lay(self.codes, self.text, own[0].text, own[0].links)
        markup = weave(own[0].text, nodes, self.quote)
        rest = iter(own[1:])
        inner = [slot.fill(rest) for slot in self.inner]
        return self.finish(_HELD.sub(lambda match: inner[int(match[1])], markup) if inner else markup)


_HELD = re.compile("\0([0-9]+)\0")  # no text file holds a NUL: such a file is refused


def held(number: int) -> str:
    """What stands in a code for the inner unit of that number."""
    return f"\0{number}\0"


def merged(pieces: Iterable[str | Slot]) -> tuple[str | Slot, ...]:
    """The pieces with runs of verbatim ones as one: a page has many that are a few characters long."""
    done: list[str | Slot] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
        else:
            done += "".join(run), piece
            run = []
    return (*done, "".join(run))


@dataclass(frozen=True, slots=True)
class TextSkeleton:
    """A text file as verbatim pieces and slots in between; `encode` gives the bytes of the whole."""

    pieces: tuple[str | Slot, ...]
    encode: Callable[[str], bytes]

    @property
    def units(self) -> tuple[str, ...]:
        """The text of every slot, in order."""
        return tuple(unit for piece in self.pieces if isinstance(piece, Slot) for unit in piece.units())

    def rebuild(self, renderings: Sequence[Rendering]) -> bytes:
        """The file with its slots filled, in the encoding it came in. Raises ModelError."""
        check_count(self.units, renderings)
        filling = iter(renderings)
        parts = (piece if isinstance(piece, str) else piece.fill(filling) for piece in self.pieces)
        return self.encode("".join(parts))


def check_count(units: Sequence[str], renderings: Sequence[Rendering]) -> None:
    """Raises ModelError unless there is one rendering for each unit."""
    if len(units) != len(renderings):
        raise ModelError(f"{len(renderings)} renderings for {len(units)} units; expected one for each")
