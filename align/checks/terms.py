"""The glossary held against a translation: renderings that must not be used, and terms nobody has looked for yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.checks.base import Remark
from align.facts.verbatim import outside
from align.model import Pair, Span
from glossary import Glossary, Match, find_forbidden, find_renderings


def forbidden(pair: Pair, glossary: Glossary) -> Iterator[Remark]:
    """A rendering that the term list forbids, with the term it was written for."""
    seen: set[tuple[int, int]] = set()
    for match in outside(pair.source_text, glossary.match(pair.source_text)):
        for start, end, rendering in find_forbidden(match.term, pair.target_text):
            if (start, end) not in seen:
                seen.add((start, end))
                message = (
                    f"The glossary forbids `{rendering}` for `{match.term.source}` ({match.term.origin}); "
                    f"it wants `{match.rendering}`."
                )
                yield Remark(message, rendering, Span(match.start, match.end), Span(start, end))
                break


def missing(pair: Pair, glossary: Glossary) -> Iterator[Remark]:
    """Terms without an accepted rendering that the pair does not report itself: of bitexts made without the list."""
    start = pair.source_span.start
    known = [use.source.shift(-start) for use in pair.terms]
    by_term: dict[str, list[Match]] = {}
    for match in outside(pair.source_text, glossary.match(pair.source_text)):
        by_term.setdefault(match.term.source, []).append(match)
    for matches in by_term.values():
        yield from _lacking(matches, known, pair.target_text)


def _lacking(matches: Sequence[Match], known: Sequence[Span], target: str) -> Iterator[Remark]:
    """The last of the matches of one term, as many as renderings are wanting."""
    found = len(find_renderings(matches[0].term, target))
    for match in matches[found:]:
        source = Span(match.start, match.end)
        if not any(source.overlaps(span) for span in known):
            term = match.term
            note = f"none of {', '.join(term.targets)} stands in the translation"
            if found:
                note = f"the translation has it {found} of {len(matches)} times"
            yield Remark(
                f"The glossary wants `{match.rendering}` for `{term.source}` ({term.origin}); {note}.",
                term.source, source,
            )  # fmt: skip
