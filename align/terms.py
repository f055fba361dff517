"""Holding a translation to the glossary, and proving it: a chain of ways, each checked in the text it made.

For every term found in a source segment an accepted rendering must stand in the translation, as often as the
term does. What the model wrote by itself is kept. Else, in this order, until nothing is missing: the term is
annotated for a model that was trained to obey (Dinu et al. 2019), or masked for one that was not; a better
one of the n best answers is taken; the words linked to the term are replaced. What is still missing is
reported as missed, with the reason. Segments without a term are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from align.engines.base import Annotation, Engine, Request, Translation
from align.model import Span, TermUse
from align.splice import linked, splice
from glossary import Glossary, Match, find_renderings, fit

N_BEST = 6


@runtime_checkable
class NBest(Protocol):
    """An engine that can give several answers."""

    def alternatives(self, batch: Sequence[Request], count: int) -> list[list[Translation]]:
        """The best answers to each request, best first."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A translation and what became of each term; spans are those of the segment and of `translation.text`."""

    translation: Translation
    uses: tuple[TermUse, ...] = ()

    @property
    def missed(self) -> int:
        """Terms without a rendering."""
        return sum(not use.honoured for use in self.uses)


def render_terms(engine: Engine, sentences: Sequence[str], glossary: Glossary) -> list[Rendered]:
    """Translations of `sentences` in order, held to the glossary."""
    found = [glossary.match(sentence) for sentence in sentences]
    plain = engine.translate([Request(sentence) for sentence in sentences], attention=True)
    out = [account(matches, answer, "model", ()) for matches, answer in zip(found, plain, strict=True)]
    ways = (_annotated if engine.annotates else _masked, _n_best, _replaced)
    for way in ways:
        open_places = [i for i, rendered in enumerate(out) if rendered.missed]
        if not open_places:
            break
        tried = way(
            engine,
            [sentences[i] for i in open_places],
            [found[i] for i in open_places],
            [out[i] for i in open_places],
        )
        for i, rendered in zip(open_places, tried, strict=True):
            if rendered.missed < out[i].missed and len(rendered.translation.flags) <= len(
                out[i].translation.flags
            ):
                out[i] = rendered
    return out


def account(matches: Sequence[Match], answer: Translation, how: str, before: Iterable[TermUse]) -> Rendered:
    """Gives each match, long renderings first, a place in the answer that no other match has.

    `how` is what an honoured use is marked with; uses honoured in `before` keep theirs.
    """
    was = {use.source: use.how for use in before if use.honoured}
    taken: list[Span] = []
    places: dict[int, tuple[Span, str]] = {}
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
            tied = linked(answer, Span(match.start, match.end))
            span, rendering = max(free, key=lambda f: (sum(f[0].overlaps(t) for t in tied), -f[0].start))
            taken.append(span)
            places[number] = (span, rendering)
    uses = []
    for number, match in enumerate(matches):
        source = Span(match.start, match.end)
        term = match.term
        if number in places:
            place, rendering = places[number]
            uses.append(TermUse(term.source, rendering, source, place, was.get(source, how), term.origin))
        else:
            note = f"none of {', '.join(term.targets)} stands in the translation"
            uses.append(TermUse(term.source, term.targets[0], source, None, "missed", term.origin, note))
    return Rendered(answer, tuple(uses))


def _annotated(
    engine: Engine, sentences: Sequence[str], found: Sequence[list[Match]], now: Sequence[Rendered]
) -> list[Rendered]:
    """Asks again, the terms that are missing annotated; then, where that was not enough, all of them."""
    missing = [
        [match for match, use in zip(matches, rendered.uses, strict=True) if not use.honoured]
        for matches, rendered in zip(found, now, strict=True)
    ]
    out = _ask(engine, sentences, missing, found, now)
    rest = [i for i, rendered in enumerate(out) if rendered.missed and len(missing[i]) < len(found[i])]
    if rest:
        chosen = [found[i] for i in rest]
        again = _ask(engine, [sentences[i] for i in rest], chosen, chosen, [now[i] for i in rest])
        for i, rendered in zip(rest, again, strict=True):
            out[i] = min(out[i], rendered, key=lambda r: r.missed)
    return out


def _ask(
    engine: Engine, sentences: Sequence[str], told: Sequence[list[Match]], found: Sequence[list[Match]],
    now: Sequence[Rendered],
) -> list[Rendered]:  # fmt: skip
    requests = [
        Request(sentence, tuple(Annotation(Span(m.start, m.end), m.term.targets[0]) for m in matches))
        for sentence, matches in zip(sentences, told, strict=True)
    ]
    answers = engine.translate(requests, attention=True)
    return [
        account(matches, answer, "annotated", rendered.uses)
        for matches, answer, rendered in zip(found, answers, now, strict=True)
    ]


def placeholder(number: int) -> str:
    """A stand-in that models tend to copy: three capitals, like an acronym."""
    return f"XQ{chr(ord('A') + number % 26)}" + ("" if number < 26 else str(number // 26))


def _masked(
    engine: Engine, sentences: Sequence[str], found: Sequence[list[Match]], now: Sequence[Rendered]
) -> list[Rendered]:
    """Terms replaced by placeholders, and those by renderings where every one came back exactly once."""
    masked = [_mask(sentence, matches) for sentence, matches in zip(sentences, found, strict=True)]
    answers = engine.translate([Request(text) for text in masked], attention=True)
    out = []
    for matches, answer, rendered in zip(found, answers, now, strict=True):
        marks = [placeholder(number) for number in range(len(matches))]
        if any(answer.text.count(mark) != 1 for mark in marks):
            out.append(rendered)  # dropped or doubled: nothing of this answer can be trusted
            continue
        for mark, match in zip(marks, matches, strict=True):
            start = answer.text.index(mark)
            answer = _put(answer, Span(start, start + len(mark)), match.term.targets[0])  # noqa: PLW2901
        # Attention of the masked text points at placeholders, not at words of the source.
        out.append(account(matches, replace(answer, attention=None), "placeholder", ()))
    return out


def _mask(sentence: str, matches: Sequence[Match]) -> str:
    out, end = "", 0
    for number, match in enumerate(matches):
        out += sentence[end : match.start] + placeholder(number)
        end = match.end
    return out + sentence[end:]


def _n_best(
    engine: Engine, sentences: Sequence[str], found: Sequence[list[Match]], now: Sequence[Rendered]
) -> list[Rendered]:
    """The best of the n best answers that lacks fewest terms."""
    if not isinstance(engine, NBest):
        return list(now)
    answers = engine.alternatives([Request(sentence) for sentence in sentences], N_BEST)
    return [
        min(
            (account(matches, answer, "n-best", ()) for answer in several),
            key=lambda r: r.missed,
            default=rendered,
        )
        for matches, several, rendered in zip(found, answers, now, strict=True)
    ]


def _replaced(
    engine: Engine, sentences: Sequence[str], found: Sequence[list[Match]], now: Sequence[Rendered]  # noqa: ARG001
) -> list[Rendered]:  # fmt: skip
    """The words linked to a missing term replaced by its rendering."""
    out = []
    for matches, rendered in zip(found, now, strict=True):
        current = rendered
        for number, match in enumerate(matches):
            if current.uses[number].honoured:
                continue
            kept = [use.target for use in current.uses if use.target]
            run = _run(
                [
                    s
                    for s in linked(current.translation, Span(match.start, match.end))
                    if not any(s.overlaps(k) for k in kept)
                ]
            )
            if run is None:
                continue
            answer = _put(current.translation, run, match.term.targets[0])
            tried = account(matches, answer, "replaced", current.uses)
            current = tried if tried.missed < current.missed else current
        out.append(current)
    return out


def _run(spans: Sequence[Span]) -> Span | None:
    """The longest run of neighbouring spans (at most two characters between them) as one."""
    best: Span | None = None
    current: Span | None = None
    for span in sorted(spans):
        near = current is not None and span.start - current.end <= 2
        current = Span(current.start, span.end) if near and current else span
        if best is None or len(current) > len(best):
            best = current
    return best


def _put(answer: Translation, span: Span, rendering: str) -> Translation:
    """`rendering` in place of `span`, articles and possessives around it left natural."""
    start, end, text = fit(answer.text, span.start, span.end, rendering)
    return splice(answer, Span(start, end), text)
