"""What is left of a document when its text is taken out, and how translated text is put back in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from align.errors import ModelError
from align.formats.documents.project import project
from align.formats.markup import Mark, weave
from align.model import Span
from align.text.files import Decoded


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
    """A unit's place in a text file: its plain text, the markup in it, and how plain text is made safe there.

    `finish` takes the rebuilt markup and gives it the shape its place asks for.
    """

    text: str
    marks: tuple[Mark, ...]
    quote: Callable[[str], str]
    finish: Callable[[str], str] = str

    def fill(self, rendering: Rendering) -> str:
        """The markup of a translation, every mark at the place of the words it stood over."""
        marks = project(self.marks, self.text, rendering.text, rendering.links)
        return self.finish(weave(rendering.text, marks, self.quote))


@dataclass(frozen=True, slots=True)
class TextSkeleton:
    """A text file as verbatim pieces and slots in between."""

    pieces: tuple[str | Slot, ...]
    decoded: Decoded

    @property
    def units(self) -> tuple[str, ...]:
        """The text of every slot, in order."""
        return tuple(piece.text for piece in self.pieces if isinstance(piece, Slot))

    def rebuild(self, renderings: Sequence[Rendering]) -> bytes:
        """The file with its slots filled, in the encoding it came in. Raises ModelError."""
        check_count(self.units, renderings)
        filling = iter(renderings)
        return self.decoded.encode("".join(self._parts(filling)))

    def _parts(self, filling: Iterator[Rendering]) -> Iterator[str]:
        for piece in self.pieces:
            yield piece if isinstance(piece, str) else piece.fill(next(filling))


def check_count(units: Sequence[str], renderings: Sequence[Rendering]) -> None:
    """Raises ModelError unless there is one rendering for each unit."""
    if len(units) != len(renderings):
        raise ModelError(f"{len(renderings)} renderings for {len(units)} units; expected one for each")
