"""First mentions spelt out: `Korean Central News Agency (KCNA)` once, `KCNA` after that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.engines.splice import splice
from align.model import Span, TermUse
from align.terms.accounts import Rendered
from glossary import Match, Term, first_mention, fit, introductions

_SHORT = re.compile(r"(?:[A-Z][A-Z\d]{1,7}|(?:[A-Z]\.){2,})")
_BOUND = re.compile(r"[-–/)(]\w|['’]s \w+ \(")


@dataclass(frozen=True, slots=True)
class _Mention:
    """Use `number` of segment `segment`, whose term may be written short or long."""

    segment: int
    number: int
    short: str
    long: str


def spell_out(rendered: Sequence[Rendered], matches: Sequence[Sequence[Match]]) -> list[Rendered]:
    """The same segments with the first mention of each term that has a short and a long rendering written
    `long (short)`, later ones short. `matches` are those of each segment, one for each use.

    A term that the text itself introduces stays as it is there and is short after that; so do compounds
    (`US-led`), adjectives and plurals. Segments without such a term are the same objects.
    """
    mentions, introduced = _mentions(rendered, matches)
    own = [(m.segment, m.short) in introduced for m in mentions]
    wanted = first_mention(
        ("", "") if left else (m.short, m.long) for m, left in zip(mentions, own, strict=True)
    )
    out = list(rendered)
    for mention, text in sorted(
        zip(mentions, wanted, strict=True), key=lambda pair: _start(rendered, pair[0]), reverse=True
    ):
        if (mention.segment, mention.short) not in introduced:
            seen = any(s < mention.segment and short == mention.short for s, short in introduced)
            out[mention.segment] = _written(out[mention.segment], mention, mention.short if seen else text)
    return out


def _start(rendered: Sequence[Rendered], mention: _Mention) -> tuple[int, int]:
    target = rendered[mention.segment].uses[mention.number].target
    return mention.segment, target.start if target else 0


def _mentions(
    rendered: Sequence[Rendered], matches: Sequence[Sequence[Match]]
) -> tuple[list[_Mention], set[tuple[int, str]]]:
    """Mentions in the order of the translation, and (segment, short form) of what the text introduces itself."""
    found: list[_Mention] = []
    introduced: set[tuple[int, str]] = set()
    for segment, (item, own) in enumerate(zip(rendered, matches, strict=True)):
        text = item.translation.text
        introduced |= {(segment, one.short) for one in introductions(text)}
        here = []
        for number, (match, use) in enumerate(zip(own, item.uses, strict=True)):
            pair = _forms(match.term)
            written = use.target.of(text) if use.target else ""
            if pair and written in pair and use.target and not _bound(text, use.target):
                here.append(_Mention(segment, number, *pair))
        found += sorted(here, key=lambda mention: _start(rendered, mention))
    return found, introduced


def _forms(term: Term) -> tuple[str, str] | None:
    """The first short and the first long form among the accepted renderings."""
    short = next((target for target in term.targets if _SHORT.fullmatch(target)), None)
    long = next((t for t in term.targets if " " in t and not t.isupper() and _capital(t)), None)
    return (short, long) if short and long else None


def _capital(text: str) -> bool:
    return text.removeprefix("the ")[:1].isupper()


def _bound(text: str, place: Span) -> bool:
    """Whether the place is part of a compound or stands in brackets already."""
    return bool(_BOUND.match(text, place.end)) or text[: place.start].endswith(("-", "–", "/", "("))


def _written(item: Rendered, mention: _Mention, text: str) -> Rendered:
    """The segment with one use written as `text`, spans of the others moved."""
    use = item.uses[mention.number]
    place = use.target
    if place is None or place.of(item.translation.text) == text:
        return item
    start, end, new = fit(item.translation.text, place.start, place.end, text)
    changed = splice(item.translation, Span(start, end), new)
    name = mention.long if text != mention.short else mention.short
    inside = new.lower().index(name.lower())
    own = replace(
        use, rendering=name, how="replaced", target=Span(start + inside, start + inside + len(name))
    )
    moved = [_moved(other, end, len(new) - (end - start)) for other in item.uses]
    moved[mention.number] = own
    return Rendered(changed, tuple(moved))


def _moved(use: TermUse, behind: int, by: int) -> TermUse:
    if use.target is None or use.target.start < behind:
        return use
    return replace(use, target=use.target.shift(by))
