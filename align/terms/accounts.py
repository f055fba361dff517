"""What became of each term in a translation, and how far the translation is from being right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from align.engines.base import Request, Translation
from align.engines.splice import linked, splice
from align.facts.placeables import Fact, lost
from align.model import Span, TermUse
from glossary import Match, find_renderings


@dataclass(frozen=True, slots=True)
class Rendered:
    """A translation and what became of each term; spans are those of the segment and of `translation.text`."""

    translation: Translation
    uses: tuple[TermUse, ...] = ()

    @property
    def missed(self) -> int:
        """Terms without a rendering."""
        return sum(not use.honoured for use in self.uses)

    @property
    def terms(self) -> list[Span]:
        """Where the terms stand in the segment."""
        return [use.source for use in self.uses]

    def lost(self, sentence: str) -> list[Fact]:
        """Facts of the segment, outside its terms, that do not stand in the translation."""
        return lost(sentence, self.translation.text, self.terms)


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence that is not yet right: its terms, the best so far, and what the engine was asked first."""

    sentence: str
    matches: tuple[Match, ...]
    now: Rendered
    asked: Request


def account(matches: Sequence[Match], answer: Translation, how: str, before: Iterable[TermUse]) -> Rendered:
    """Gives each match, long renderings first, a place in the answer that no other match has.

    `how` is what an honoured use is marked with; uses honoured in `before` keep theirs.
    """
    was = {use.source: use.how for use in before if use.honoured}
    taken: list[Span] = []
    found: dict[int, tuple[Span, str]] = {}
    order = sorted(range(len(matches)), key=lambda n: (-max(map(len, matches[n].term.targets)), n))
    for number in order:
        match = matches[number]
        free = [
            (Span(start, end), rendering)
            for start, end, rendering in find_renderings(match.term, answer.text)
            if not any(Span(start, end).overlaps(span) for span in taken)
        ]
        if free:
            # Where several are free, the one the model's attention ties to this occurrence.
            tied = linked(answer, Span(match.start, match.end)) if len(free) > 1 else []
            span, rendering = max(free, key=lambda f: (sum(f[0].overlaps(t) for t in tied), -f[0].start))
            taken.append(span)
            found[number] = (span, rendering)
    uses = []
    for number, match in enumerate(matches):
        source = Span(match.start, match.end)
        term = match.term
        if number in found:
            place, rendering = found[number]
            uses.append(TermUse(term.source, rendering, source, place, was.get(source, how), term.origin))
        else:
            note = f"none of {', '.join(term.targets)} stands in the translation"
            uses.append(TermUse(term.source, term.targets[0], source, None, "missed", term.origin, note))
    return Rendered(answer, tuple(uses))


def rewritten(rendered: Rendered, place: Span, text: str) -> Rendered:
    """The same with `text` at `place` of the translation, spans behind it moved; the same object if that cuts a term."""
    if any(
        use.target and use.target.start < place.end and place.start < use.target.end for use in rendered.uses
    ):
        return rendered
    by = len(text) - len(place)
    uses = tuple(
        replace(use, target=use.target.shift(by)) if use.target and use.target.start >= place.end else use
        for use in rendered.uses
    )
    return replace(rendered, translation=splice(rendered.translation, place, text), uses=uses)


def cost(sentence: str, rendered: Rendered) -> tuple[int, int, int]:
    """Faults, the gravest first: flags of the engine, terms missed, facts lost."""
    answer = rendered.translation
    return len(answer.flags), rendered.missed, len(rendered.lost(sentence))


def kept(now: Rendered) -> list[Span]:
    """Where the renderings stand."""
    return [use.target for use in now.uses if use.target]
