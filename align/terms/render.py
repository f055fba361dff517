"""Holding a translation to the glossary, and proving it: a chain of ways, each checked in the text it made.

For every term found in a source segment an accepted rendering must stand in the translation, as often as the
term does. The model is asked plainly first, and what it wrote is kept where it will do. Else, in this order, until nothing
is missing, and never at the cost of a number, a name or a negation (`accounts.better`): a model that was trained to obey
(Dinu et al. 2019) is told of the terms it might get wrong (`expected`), and

- with such a model, what it left in the source's spelling, or what attends to the term alone, is replaced; then every term
  is annotated and the best answer taken, then that of the n best that lacks least, then one put together clause by clause;
- with another, the term is masked (`masks`), then the n best answers are looked through;
- what the term became is replaced (`locate`), in the first answer where the others lost more.

At last the text around is made natural (`tidy`), and a term gets one spelling (`variants`). What is still
missing is reported as missed, with the reason. Segments without a term are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from align.engines.base import Annotation, Engine, Request, Translation
from align.engines.guard import flagged
from align.engines.long import split_long
from align.engines.reading import reader
from align.engines.splice import put
from align.errors import EngineError
from align.facts.placeables import facts
from align.facts.verbatim import outside
from align.model import Span
from align.terms.accounts import Rendered, Task, account, better, cost
from align.terms.expected import expected
from align.terms.inplace import in_place
from align.terms.locate import places
from align.terms.masks import masked, unmask
from align.terms.tidy import tidy
from align.terms.variants import uniform
from glossary import Glossary, Match, Term, default, find_renderings, short_beside_long

N_BEST, CLAUSE = 8, 20  # answers; words
_FIGURE = re.compile(r"\d")
Way = Callable[[Engine, Sequence[Task]], list[Rendered]]


@runtime_checkable
class NBest(Protocol):
    """An engine that can give several answers."""

    def alternatives(self, batch: Sequence[Request], count: int) -> list[list[Translation]]:
        """The best answers to each request, best first."""


def render_terms(engine: Engine, sentences: Sequence[str], glossary: Glossary) -> list[Rendered]:
    """Translations of `sentences` in order, held to the glossary; a model that takes annotations is held to
    numbers and unknown names in the same way.
    """
    found = [short_beside_long(outside(sentence, glossary.match(sentence))) for sentence in sentences]
    asked = [_request(engine, *each) for each in zip(sentences, found, strict=True)]
    out = _plainly(engine, sentences, found)
    first = list(out)

    def attempt(way: Way, places: Sequence[int], answers: Sequence[Rendered]) -> None:
        tasks = [Task(sentences[i], tuple(found[i]), answers[i], asked[i]) for i in places]
        for i, rendered in zip(places, way(engine, tasks) if tasks else [], strict=True):
            if better(sentences[i], rendered, out[i]):
                out[i] = rendered

    ways = (_seen, _asked, _annotated, _n_best, _in_clauses) if engine.annotates else (_masked, _n_best)
    for way in (*ways, _replaced):
        facts_too = engine.annotates and way in (_seen, _asked, _annotated, _n_best)
        wrong = [i for i, item in enumerate(out) if item.missed or (facts_too and item.lost(sentences[i]))]
        attempt(way, wrong, out)
    changed = [i for i, item in enumerate(out) if item is not first[i] and any(cost(sentences[i], item))]
    attempt(_replaced_unasked, changed, first)
    tidied = [_tidied(*each) for each in zip(sentences, found, out, strict=True)]
    return [uniform(rendered, matches) for rendered, matches in zip(tidied, found, strict=True)]


def _request(engine: Engine, sentence: str, matches: Sequence[Match]) -> Request:
    """What is asked second: a model that takes annotations is told of the terms and numbers it might get wrong."""
    if not engine.annotates:
        return Request(sentence)
    told = [_annotation(match) for match in matches if not expected(match)]
    known = facts(sentence, [Span(match.start, match.end) for match in matches])
    figures = [Annotation(fact.source, fact.target) for fact in known if fact.told]
    return Request(sentence, (*told, *figures))


def _plainly(engine: Engine, sentences: Sequence[str], found: Sequence[Sequence[Match]]) -> list[Rendered]:
    answers = engine.translate([Request(sentence) for sentence in sentences], attention=True)
    return [account(matches, answer, "model", ()) for matches, answer in zip(found, answers, strict=True)]


def _asked(engine: Engine, tasks: Sequence[Task]) -> list[Rendered]:
    """Asks again, the model told of the terms and numbers that it might get wrong."""
    telling = [n for n, task in enumerate(tasks) if task.asked.annotations]
    answers = engine.translate([tasks[n].asked for n in telling], attention=True) if telling else []
    out = [task.now for task in tasks]
    for n, answer in zip(telling, answers, strict=True):
        told = {each.source for each in tasks[n].asked.annotations}
        again = _by_annotation(account(tasks[n].matches, answer, "model", ()), told)
        out[n] = in_place(replace(tasks[n], now=again))
    return out


def _annotation(match: Match) -> Annotation:
    return Annotation(Span(match.start, match.end), match.rendering)


def _by_annotation(rendered: Rendered, told: Container[Span]) -> Rendered:
    """The same with what the model was told of marked as such."""
    uses = (
        replace(use, how="annotated") if use.honoured and use.source in told else use for use in rendered.uses
    )
    return replace(rendered, uses=tuple(uses))


def _tidied(sentence: str, matches: Sequence[Match], rendered: Rendered) -> Rendered:
    """What was asked for more than once is tidied; what the model wrote by itself is not touched."""
    if all(use.how in ("model", "missed") for use in rendered.uses):
        return rendered
    answer = tidy(sentence, rendered.translation, rendered.uses)
    if answer.text == rendered.translation.text:
        return rendered
    again = account(matches, answer, "annotated", rendered.uses)
    return again if again.missed <= rendered.missed else rendered


def _seen(engine: Engine, tasks: Sequence[Task]) -> list[Rendered]:  # noqa: ARG001  a way like the others
    """What is plain to see is put right without asking."""
    return [in_place(task) for task in tasks]


def _annotated(engine: Engine, tasks: Sequence[Task]) -> list[Rendered]:
    """Asks again with every term annotated: where one got lost, the model may lose others as it makes room for it.

    What was asked just so would be answered just so.
    """
    fresh = {n: request for n, task in enumerate(tasks) if (request := _told(task)) != task.asked}
    answers = engine.translate(list(fresh.values()), attention=True) if fresh else []
    again = iter(_accounted([tasks[n] for n in fresh], answers))
    return [next(again) if n in fresh else task.now for n, task in enumerate(tasks)]


def _told(task: Task) -> Request:
    """Each term with what stands for it already (an adjective, a plural), else the preferred rendering, and facts."""
    text = task.now.translation.text
    terms = [
        Annotation(use.source, use.target.of(text) if use.target else use.rendering) for use in task.now.uses
    ]
    free = [Annotation(fact.source, fact.target) for fact in facts(task.sentence, task.now.terms)]
    return Request(task.sentence, (*terms, *free))


def _accounted(tasks: Sequence[Task], answers: Sequence[Translation]) -> list[Rendered]:
    return [
        in_place(replace(task, now=account(task.matches, answer, "annotated", task.now.uses)))
        for task, answer in zip(tasks, answers, strict=True)
    ]


def _in_clauses(engine: Engine, tasks: Sequence[Task]) -> list[Rendered]:
    """Short clauses one by one, every term annotated: a model loses less of what it sees less of."""
    answers = split_long(
        [_told(task) for task in tasks],
        lambda part: len(part.text.split()) <= CLAUSE,
        lambda parts: engine.translate(parts, attention=True),
    )
    return _accounted(tasks, answers)


def _masked(engine: Engine, tasks: Sequence[Task]) -> list[Rendered]:
    """Terms replaced by placeholders, and those by renderings where every one came back exactly once."""
    try:
        answers = engine.translate(
            [Request(masked(task.sentence, task.matches).text) for task in tasks], attention=True
        )
    except EngineError:
        return [task.now for task in tasks]  # an engine that refuses the masked text: the plain answer stands
    out = []
    for task, answer in zip(tasks, answers, strict=True):
        filled = unmask(task.sentence, answer, task.matches)
        out.append(account(task.matches, filled, "placeholder", ()) if filled else task.now)
    return out


def _n_best(engine: Engine, tasks: Sequence[Task]) -> list[Rendered]:
    """The best of the n best answers that lacks least, to the annotated sentence where the model takes that.

    They differ in a few words: what lacks more than there are answers is not looked for in them.
    """
    out = [task.now for task in tasks]
    near = [n for n, task in enumerate(tasks) if sum(cost(task.sentence, task.now)[1:]) <= N_BEST]
    if not isinstance(engine, NBest) or not near:
        return out
    requests = [_told(tasks[n]) if engine.annotates else Request(tasks[n].sentence) for n in near]
    for n, answers in zip(near, engine.alternatives(requests, N_BEST), strict=True):
        out[n] = _least_lacking(tasks[n], answers, annotates=engine.annotates)
    return out


def _least_lacking(task: Task, several: Sequence[Translation], *, annotates: bool) -> Rendered:
    found = [flagged(task.sentence, answer) for answer in several]
    if annotates:
        accounted = _accounted([task] * len(found), found)
    else:
        accounted = [account(task.matches, answer, "n-best", ()) for answer in found]
    return min(accounted, key=lambda rendered: cost(task.sentence, rendered))


def _replaced(engine: Engine, tasks: Sequence[Task]) -> list[Rendered]:
    """What a missing term has become, by attention and by guesses, replaced by its rendering."""
    missing = {
        match.spelt
        for task in tasks
        for match, use in zip(task.matches, task.now.uses, strict=True)
        if not use.honoured
    }
    alone = _alone(engine, sorted(missing))
    return [_replace(task, alone) for task in _attended(tasks)]


def _replaced_unasked(engine: Engine, tasks: Sequence[Task]) -> list[Rendered]:
    """The first answers, if asking again lost more than it won."""
    return _replaced(engine, [replace(task, now=in_place(task)) for task in tasks])


def _attended(tasks: Sequence[Task]) -> list[Task]:
    """The same; answers without attention get that of the embedded model, which reads both sides."""
    blind = [number for number, task in enumerate(tasks) if task.now.translation.attention is None]
    other = reader() if blind else None
    out = list(tasks)
    if other is None:
        return out
    seen = other.attend([(tasks[number].sentence, tasks[number].now.translation.text) for number in blind])
    for number, attention in zip(blind, seen, strict=True):
        now = tasks[number].now
        read = replace(now, translation=replace(now.translation, attention=attention))
        out[number] = replace(tasks[number], now=read)
    return out


def _alone(engine: Engine, surfaces: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What each text may be called in English: itself, by the built-in glossary, by the engine."""
    try:
        answers = [answer.text for answer in engine.translate([Request(text) for text in surfaces])]
    except EngineError:
        answers = list(surfaces)
    out = {}
    for text, answer in zip(surfaces, answers, strict=True):
        known = [m.term.targets for m in default().match(text) if (m.start, m.end) == (0, len(text))]
        guesses = (text, *(known[0] if known else ()), " ".join(answer.split()).strip(" .,;:!?\"'“”"))
        out[text] = tuple(dict.fromkeys(guess for guess in guesses if _likely(guess, text)))
    return out


def _likely(guess: str, text: str) -> bool:
    """Whether a guess is a name for `text` and not a tale about it."""
    return any(map(str.isalnum, guess)) and len(guess.split()) <= len(text.split()) + 4


def _replace(task: Task, alone: Mapping[str, Sequence[str]]) -> Rendered:
    current = task.now
    for number, match in enumerate(task.matches):
        if current.uses[number].honoured:
            continue
        spans = [Span(other.start, other.end) for other in task.matches]
        for place in places(
            current.translation, task.sentence, spans[number],
            rivals=[span for span in spans if span != spans[number]],
            kept=[use.target for use in current.uses if use.target] + _spelt_out(current, task, match),
            guesses=alone[match.spelt],
        ):  # fmt: skip
            if any(map(str.isdecimal, place.of(current.translation.text))) and not _FIGURE.search(
                match.spelt
            ):
                continue  # a number is another's
            answer = put(current.translation, place, match.rendering)
            tried = account(task.matches, answer, "replaced", current.uses)
            if tried.missed < current.missed:
                current = tried
                break
    return current


def _spelt_out(current: Rendered, task: Task, own: Match) -> list[Span]:
    """Where other missing terms stand in the translation as they are spelt in the source: those are theirs."""
    others = {
        match.spelt
        for match, use in zip(task.matches, current.uses, strict=True)
        if not use.honoured and match.spelt != own.spelt
    }
    text = current.translation.text
    return [Span(a, b) for name in sorted(others) for a, b, _ in find_renderings(Term(name, (name,)), text)]
