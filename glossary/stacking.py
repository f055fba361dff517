"""Several term lists as one, later ones winning.

A spelling of a later list takes that spelling from earlier terms. It also binds within longer earlier terms: where
a later list says `Korea Utara` is `DPRK`, an earlier `pemimpin Korea Utara` rendered `North Korean leader` would
hide it. Of such terms those renderings stay that hold a rendering of the later term (`DPRK leader`), or none of
the overruled one (`Federal Reserve` for `bank sentral AS`). Names, acronyms and what is kept are whole:
`Universitas Studi Korea Utara` stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from glossary.fold import fold
from glossary.match import Matcher
from glossary.rendering import find_renderings
from glossary.term import Claim, Term, claims


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
        targets = binding.targets(term, spellings) if left and term.kind == "term" else term.targets
        if left and targets:
            out.append(_reduced(term, spellings, targets))
    return out


def _reduced(term: Term, left: Sequence[str], targets: tuple[str, ...]) -> Term:
    if len(left) == len(term.spellings) and targets == term.targets:
        return term
    if term.kind == "keep":
        targets = (left[0],)
    return replace(term, source=left[0], aliases=tuple(left[1:]), targets=targets)


class _Binding:
    """Which later terms stand in a spelling outside of earlier names, and what they leave of its renderings."""

    def __init__(self, earlier: Sequence[Term], names: Sequence[Claim], later: Sequence[Term]) -> None:
        pairs = [(claim, term) for term in later for claim in claims(term)]
        self._matcher = Matcher(
            [(claim.text, claim.exact) for claim in (*names, *(claim for claim, _ in pairs))]
        )
        self._owners = [term for _, term in pairs]
        self._first = len(names)
        self._before = {claim.folded: term for term in earlier for claim in claims(term)}

    def targets(self, term: Term, spellings: Sequence[str]) -> tuple[str, ...]:
        """The renderings of `term` that no later term within its spellings forbids."""
        targets = term.targets
        for spelling in spellings:
            for hit in self._matcher.find(spelling):
                if hit.number >= self._first:
                    was = self._before.get(fold(spelling[hit.start : hit.end]).text)
                    targets = tuple(
                        text for text in targets if _agrees(text, self._owners[hit.number - self._first], was)
                    )
        return targets


def _agrees(target: str, owner: Term, was: Term | None) -> bool:
    if find_renderings(owner, target):
        return True
    return was is not None and not find_renderings(was, target)
