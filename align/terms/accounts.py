"""What became of each term in a translation, and how far the translation is from being right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from align.engines.base import Request, Translation
from align.engines.splice import linked, splice
from align.facts.carried import added, lost
from align.facts.placeables import Fact
from align.facts.verbatim import verbatim
from align.model import Span, TermUse
from glossary import Match, find_renderings

DOUBT = 1.0  # of a token's log-probability, by which an answer may be less likely than the one it takes the place of
_DENIED = re.compile(
    r"(?<!\w)(?:tidak|bukan|belum|tanpa|jangan|tak|tiada|ndak|gak|nggak)(?:lah|kah|nya)?(?!\w)", re.I
)
_DENIES = re.compile(
    r"(?<!\w)(?:not|cannot|no|never|none|nobody|nothing|without|neither|nor|yet)(?!\w)|n['’]t(?!\w)", re.I
)


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

    def added(self, sentence: str) -> int:
        """Numbers of the translation that no fact of the segment accounts for."""
        return added(sentence, self.translation.text, self.terms)


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence that is not yet right: its terms, the best so far, and what the engine is asked with its terms told."""

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
    """The same with `text` at `place` of the translation, spans behind it moved; the same object if that cuts a term or
    what is no language.
    """
    if any(item.source.overlaps(place) for item in verbatim(rendered.translation.text)):
        return rendered
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
    """Faults, the gravest first: flags of the engine, facts lost, terms missed."""
    answer = rendered.translation
    return len(answer.flags), len(rendered.lost(sentence)), rendered.missed


def better(sentence: str, rendered: Rendered, before: Rendered) -> bool:
    """Whether an answer is to be taken for the one before it: never for a term at the cost of a number (lost, or said
    twice), a name, a `not`, or of most of what the model believes in.
    """
    if cost(sentence, rendered) >= cost(sentence, before):
        return False
    now, old = rendered.translation, before.translation
    if len(now.flags) < len(old.flags):
        return True
    had = {fact.source for fact in before.lost(sentence)}
    loses = any(fact.source not in had for fact in rendered.lost(sentence))
    loses = loses or rendered.added(sentence) > before.added(sentence)
    turned = bool(_DENIES.search(now.text)) != bool(_DENIES.search(old.text)) and bool(
        _DENIES.search(now.text)
    ) != bool(_DENIED.search(sentence))
    return not loses and not turned and now.score >= old.score - DOUBT


def kept(now: Rendered) -> list[Span]:
    """Where the renderings stand."""
    return [use.target for use in now.uses if use.target]
