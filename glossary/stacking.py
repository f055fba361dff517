"""Several term lists as one, later ones winning.

A spelling of a later list takes that spelling from earlier terms. It also binds within longer earlier terms: where
a later list says `Korea Utara` is `DPRK`, an earlier `pemimpin Korea Utara` rendered `North Korean leader` would
hide it. In such terms the overruled rendering is replaced (`DPRK leader`); renderings that hold none stay (`Federal
Reserve` for `bank sentral AS`), those that are nothing else go (`North Koreans`). The origin then names both places.
Names, acronyms and what is kept are whole:
`Universitas Studi Korea Utara` stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from glossary.fold import fold
from glossary.match import Matcher
from glossary.rendering import find_renderings, fit
from glossary.term import Claim, Term, claims

_MID_SENTENCE = "- "  # before a rendering, so that `the` in it stays small


def stacked(layers: Iterable[Sequence[Term]]) -> tuple[Term, ...]:
    """The terms of all layers, what later ones overrule left out."""
    kept: list[Term] = []
    for layer in layers:
        if kept and layer:
            kept = _overruled(kept, layer)
        kept += layer
    return tuple(kept)


def _overruled(earlier: Sequence[Term], later: Sequence[Term]) -> list[Term]:
    taken: dict[str, list[Claim]] = {}
    for term in later:
        for claim in claims(term):
            taken.setdefault(claim.folded, []).append(claim)
    kept = [
        (term, [c for c in claims(term) if not any(rival.beats(c) for rival in taken.get(c.folded, ()))])
        for term in earlier
    ]
    names = [claim for term, left in kept if term.kind != "term" for claim in left]
    binding = _Binding(earlier, names, later)
    out = []
    for term, left in kept:
        spellings = [claim.text for claim in left]
        bound = binding.restated(term, spellings) if left and term.kind == "term" else term
        if left and bound is not None:
            out.append(_reduced(bound, spellings))
    return out


def _reduced(term: Term, left: Sequence[str]) -> Term:
    if len(left) == len(term.spellings):
        return term
    targets = (left[0],) if term.kind == "keep" else term.targets
    return replace(term, source=left[0], aliases=tuple(left[1:]), targets=targets)


class _Binding:
    """Which later terms stand in a spelling outside of earlier names, and what they make of its renderings."""

    def __init__(self, earlier: Sequence[Term], names: Sequence[Claim], later: Sequence[Term]) -> None:
        pairs = [(claim, term) for term in later for claim in claims(term)]
        self._matcher = Matcher(
            [(claim.text, claim.exact) for claim in (*names, *(claim for claim, _ in pairs))]
        )
        self._owners = [term for _, term in pairs]
        self._first = len(names)
        self._before = {claim.folded: term for term in earlier for claim in claims(term)}

    def restated(self, term: Term, spellings: Sequence[str]) -> Term | None:
        """`term` as the later terms within its spellings ask for it; None where no rendering is left."""
        found = {
            (hit.number - self._first, fold(spelling[hit.start : hit.end]).text): None
            for spelling in spellings
            for hit in self._matcher.find(spelling)
            if hit.number >= self._first
        }
        for number, text in found:
            owner = self._owners[number]
            restated = (_restated(target, owner, self._before.get(text)) for target in term.targets)
            targets = tuple(dict.fromkeys(target for target in restated if target))
            if not targets:
                return None
            if targets != term.targets:
                forbidden = tuple(text for text in term.forbidden if text not in targets)
                origin = " after ".join(filter(None, (term.origin, owner.origin)))
                term = replace(term, targets=targets, forbidden=forbidden, origin=origin)
        return term


def _restated(target: str, owner: Term, was: Term | None) -> str:
    """`target` with the preferred rendering of `owner` for those of `was`; empty if nothing else is left."""
    if find_renderings(owner, target):
        return target
    if was is None:
        return ""
    new = _MID_SENTENCE + target
    for start, end, _ in reversed(find_renderings(was, new)):
        begin, stop, text = fit(new, start, end, owner.targets[0])
        new = new[:begin] + text + new[stop:]
    new = new.removeprefix(_MID_SENTENCE)
    return "" if new == owner.targets[0] else new
