"""Placeables kept out of a model's reach, put back into its answer, tied to their source, and looked for in the end.

An engine that copies nothing reliably is given a sentence with stand-ins (`masks`) for addresses, codes and long lists
of names, and without symbols, which are put back beside the word that they stand by in the source; where a stand-in got
lost, what lies between the placeables is translated by itself. An engine that says it `copies` sees the sentence as it
is, and is asked again with stand-ins where something is missing. No character that English does not have and the source
does not have leaves either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from align.engines.base import Annotation, Request, Translation
from align.engines.guard import copied
from align.engines.masks import Masked, mask
from align.engines.putback import put_back
from align.engines.splice import splice
from align.errors import EngineError
from align.facts.placeables import listed
from align.facts.verbatim import Placeable, absent, strange, verbatim
from align.model import Span

Ask = Callable[[Sequence[Request]], list[Translation]]
_MOST = 40  # placeables of a sentence beyond which what lies between them is asked for by itself
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_CAPITAL = re.compile(r"(?!I\b)[A-Z](?=[a-z]* [a-z])")  # of one word, not of a name of several


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A request as the engine gets it, and what was taken out of it."""

    whole: Request
    asked: Request
    masked: Masked
    nouns: tuple[Placeable, ...]
    loose: tuple[Placeable, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is left to translate."""
        rest = self.asked.text
        for name in self.masked.names:
            rest = rest.replace(name, "")
        return not _LETTER.search(rest)

    @property
    def at_once(self) -> bool:
        """Whether it is asked for in one piece: there are words, and not more placeables than are worth putting back."""
        return not self.empty and len(self.nouns) + len(self.loose) <= _MOST


def kept(batch: Sequence[Request], ask: Ask, *, copies: bool) -> list[Translation]:
    """One answer to each request, that holds the placeables of its text. Raises what `ask` raises."""
    answers = ask(batch) if copies else _hidden(batch, ask)
    if copies:
        answers = _again(batch, answers, ask)
    return [_cleaned(request, answer) for request, answer in zip(batch, answers, strict=True)]


def several(
    batch: Sequence[Request], ask: Callable[[Sequence[Request]], list[list[Translation]]], *, copies: bool
) -> list[list[Translation]]:
    """The same for several answers each; those that lost a stand-in are left out, unless all did."""
    hidden = [None if copies else hide(request) for request in batch]
    asked = [own.asked if own else request for own, request in zip(hidden, batch, strict=True)]
    out = []
    for request, own, answers in zip(batch, hidden, ask(asked), strict=True):
        if own is not None:
            shown = [answer for each in answers if (answer := _shown(own, each)) is not None]
            answers = shown or [_pieced(own, [copied(part) for part in _between(own)])]  # noqa: PLW2901
        out.append([_cleaned(request, answer) for answer in answers])
    return out


def hide(request: Request, *, all_masked: bool = False) -> _Hidden | None:
    """The request without its placeables; None where it has none.

    What an annotation renders otherwise is the annotation's, and one that lies inside a placeable falls away.
    """
    found = sorted((*verbatim(request.text), *listed(request.text)), key=lambda item: item.source)
    wanted = [item for item in found if not _told(item, request.annotations)]
    if not wanted:
        return None
    loose = tuple(
        item for item in wanted if item.loose and _stands_free(item, request.text) and not all_masked
    )
    free = {item.source for item in loose}
    nouns = tuple(item for item in wanted if item.source not in free)
    own = mask(request.text, [item.source for item in nouns], [_taken(item, request.text) for item in loose])
    moved = []
    for annotation in request.annotations:
        place = own.forward(annotation.source)
        if place and not any(annotation.source.overlaps(item.source) for item in wanted):
            moved.append(Annotation(place, annotation.target))
    return _Hidden(request, Request(own.text, tuple(moved)), own, nouns, loose)


def _told(item: Placeable, annotations: Sequence[Annotation]) -> bool:
    """Whether an annotation renders it, or a name of a list, otherwise."""
    return any(
        told.source.overlaps(item.source) and told.target not in item.target
        if item.kind == "names"
        else told.source.start <= item.source.start
        and item.source.end <= told.source.end
        and told.target != item.target
        for told in annotations
    )


def _stands_free(item: Placeable, text: str) -> bool:
    """Whether a symbol stands by itself, not inside a word or a sum: a tag may stand anywhere."""
    before, after = (
        text[item.source.start - 1 : item.source.start],
        text[item.source.end : item.source.end + 1],
    )
    return item.kind == "inline" or not (before.isalnum() and after.isalnum())


def _taken(item: Placeable, text: str) -> Span:
    """The characters of a loose placeable with one of the blanks around it."""
    start, end = item.source.start, item.source.end
    if text[start - 1 : start].isspace() and (end == len(text) or not text[end].isalnum()):
        return Span(start - 1, end)
    return (
        Span(start, end + 1)
        if (not start or text[start - 1].isspace()) and text[end : end + 1].isspace()
        else item.source
    )


def _hidden(batch: Sequence[Request], ask: Ask) -> list[Translation]:
    """Answers to requests that an engine sees without their placeables."""
    hidden = [hide(request) for request in batch]
    wanted = [
        own.asked if own else request
        for own, request in zip(hidden, batch, strict=True)
        if own is None or own.at_once
    ]
    answers = iter(ask(wanted) if wanted else ())
    out: list[Translation | None] = []
    for request, own in zip(batch, hidden, strict=True):
        if own is None:
            out.append(next(answers))
        elif own.at_once:
            out.append(_shown(own, next(answers)))
        else:
            out.append(copied_through(request.text) if own.empty else None)
    torn = [own for own, answer in zip(hidden, out, strict=True) if own is not None and answer is None]
    pieced = iter(_in_pieces(torn, ask) if torn else ())
    return [next(pieced) if answer is None else answer for answer in out]


def copied_through(text: str) -> Translation:
    """A text of placeables alone, each as English writes it."""
    answer = copied(text)
    for item in reversed(verbatim(text)):
        answer = splice(answer, item.source, item.target) if item.target != item.source.of(text) else answer
    return answer


def _again(batch: Sequence[Request], answers: list[Translation], ask: Ask) -> list[Translation]:
    """The answers, those that lost a placeable asked for again with stand-ins."""
    hidden = {
        place: own
        for place, (request, answer) in enumerate(zip(batch, answers, strict=True))
        if absent(request.text, answer.text) and (own := hide(request, all_masked=True)) and own.at_once
    }
    try:
        second = ask([own.asked for own in hidden.values()]) if hidden else []
    except EngineError:
        return (
            answers  # an engine that refuses the masked text: the plain answer stands, and a finding says so
        )
    out = list(answers)
    for (place, own), answer in zip(hidden.items(), second, strict=True):
        shown = _shown(own, answer)
        out[place] = shown if shown is not None else out[place]
    return out


def _shown(own: _Hidden, answer: Translation) -> Translation | None:
    """The answer with placeables for stand-ins; None where one was lost."""
    places = own.masked.places(answer.text)
    if places is None:
        return None
    answer = own.masked.unmoved(answer)
    for place, item in sorted(zip(places, own.nouns, strict=True), key=lambda pair: pair[0], reverse=True):
        answer = splice(answer, place, item.target)
    for item in reversed(own.loose):
        answer = put_back(own.whole.text, answer, item)
    return answer


def _between(own: _Hidden) -> list[str]:
    """What lies between the placeables of a text."""
    edges = sorted((*own.nouns, *own.loose), key=lambda item: item.source)
    starts = [0, *(item.source.end for item in edges)]
    ends = [*(item.source.start for item in edges), len(own.whole.text)]
    return [own.whole.text[start:end] for start, end in zip(starts, ends, strict=True)]


def _in_pieces(torn: Sequence[_Hidden], ask: Ask) -> list[Translation]:
    """Answers put together from what lies between the placeables, each translated by itself."""
    parts = [part for own in torn for part in _between(own)]
    wanted = list(dict.fromkeys(part.strip() for part in parts if _LETTER.search(part)))
    answers = dict(zip(wanted, ask([Request(part) for part in wanted]) if wanted else (), strict=True))
    done = iter([answers.get(part.strip()) or copied(part.strip()) for part in parts])
    return [_pieced(own, [next(done) for _ in _between(own)]) for own in torn]


def _pieced(own: _Hidden, done: Sequence[Translation]) -> Translation:
    """The parts with the placeables, and the blanks of the source, between them. Without attention."""
    edges = [*sorted((*own.nouns, *own.loose), key=lambda item: item.source), None]
    text = ""
    for part, answer, item in zip(_between(own), done, edges, strict=True):
        body = part.strip()
        said = answer.text if part[-1:] in ".!?" or not body else answer.text.rstrip(".")
        if body[:1].islower() and _CAPITAL.match(said):
            said = said[0].lower() + said[1:]  # it began no sentence
        before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :] if body else ""
        text += before + said + after + (item.target if item else "")
    weights = [max(len(answer.text), 1) for answer in done]
    score = sum(answer.score * weight for answer, weight in zip(done, weights, strict=True)) / sum(weights)
    flags = tuple(dict.fromkeys(flag for answer in done for flag in answer.flags))
    return Translation(text, score, None, flags=flags)


def _cleaned(request: Request, answer: Translation) -> Translation:
    """The answer without characters that English and the source lack."""
    told = "".join(annotation.target for annotation in request.annotations)
    for place in reversed(strange(request.text + told, answer.text)):
        spaced = (
            answer.text[place.start - 1 : place.start].isspace()
            and answer.text[place.end : place.end + 1].isspace()
        )
        answer = splice(answer, Span(place.start - spaced, place.end), "")
    return answer
