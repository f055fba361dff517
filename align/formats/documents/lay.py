"""Codes laid over a translation, by word links.

Where the translation is the source, in whatever capitals, codes keep their places. Else a pair goes to the run of words
that most links of its words lead to and fewest of others (a maximum-sum run, Kadane); without links to the same characters
(a name, a number), failing that to the words at the same share. A whole takes the place of the same characters; where they
are missing it is put in, and replaces words only where these are nothing but its own translation. An atom stays beside the
code or the word it stood beside. Codes inside another are laid inside it, and those beside it outside: nesting is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from align.formats.documents.codes import Code, Node, tree
from align.model import Span

Links = Sequence[tuple[Span, Span]]

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")
_UNLINKED, _FOREIGN = (
    -0.3,
    -1.0,
)  # what a word costs a run that is not linked into the pair, or linked elsewhere


def lay(codes: Sequence[Code], source: str, target: str, links: Links) -> list[Node]:
    """The codes of `source` in their places over `target`, in order, none left out."""
    nodes = tree(codes)
    if len(source) != len(target) or source.lower() != target.lower():
        _Layer(source, target, links).place(nodes, Span(0, len(source)), Span(0, len(target)))
    return nodes


class _Layer:
    def __init__(self, source: str, target: str, links: Links) -> None:
        self.source, self.target, self.links = source, target, links
        self.words = [Span(*match.span()) for match in _WORD.finditer(target)]

    def place(self, nodes: list[Node], within: Span, around: Span) -> None:
        """Gives siblings their places inside `around`, which answers to `within` of the source."""
        taken: list[Span] = []
        for node in nodes:
            if not self._bare(node.code):
                node.span = self._words(node.code, within, around, taken)
                taken.append(node.span)
        for place, node in enumerate(nodes):
            if self._bare(node.code):
                node.span = self._atom(nodes, place, within, around)
        nodes.sort(key=lambda node: (node.span.start, len(node.span) > 0, node.order))
        self._apart(nodes)
        for node in nodes:
            self.place(node.inner, node.code.span, node.span)

    def _bare(self, code: Code) -> bool:
        """Whether a code has no words of its own, so that it stands at a place."""
        return code.kind == "atom" or not code.span.of(self.source).strip()

    def _apart(self, nodes: list[Node]) -> None:
        """No sibling begins before the one before it has ended."""
        at = 0
        for node in nodes:
            start = max(node.span.start, at)
            node.span = Span(start, max(start, node.span.end))
            at = node.span.end

    def _words(self, code: Code, within: Span, around: Span, taken: list[Span]) -> Span:
        own = code.span
        rest = self.source[within.start : own.start] + self.source[own.end : within.end]
        if code.kind == "pair" and not any(map(str.isalnum, rest)):
            return around
        free = [
            word
            for word in self.words
            if around.start <= word.start and word.end <= around.end and not any(map(word.overlaps, taken))
        ]
        linked = [right for left, right in self.links if left.overlaps(own)]
        same = self._same(code, around, taken, linked)
        if same is not None:
            return same
        if code.kind == "whole":
            return self._own_translation(own, free) or self._point(own.start, around)
        run = self._run(own, free) if linked else None
        run = run or self._share(own, free)
        if run is None:
            place = max((span.end for span in taken), default=around.start)
            return Span(place, place)
        return self._with_marks(own, run, around, taken)

    def _same(self, code: Code, around: Span, taken: list[Span], linked: list[Span]) -> Span | None:
        """The same characters in the translation: those the links lead to, or of as many the one of the same number."""
        words = code.span.of(self.source).strip()
        flags = re.IGNORECASE if code.kind == "pair" else 0
        pattern = re.compile(
            rf"(?<!\w){re.escape(words)}(?!\w)" if words[:1].isalnum() else re.escape(words), flags
        )
        found = [Span(*match.span()) for match in pattern.finditer(self.target, around.start, around.end)]
        origins = [match.start() for match in pattern.finditer(self.source)]
        spare = [span for span in found if not any(map(span.overlaps, taken))]
        if code.kind == "pair" and linked:
            spare = [span for span in spare if any(map(span.overlaps, linked))]
        if not spare:
            return None
        if len(found) == len(origins) and code.span.start in origins:
            wanted = found[origins.index(code.span.start)]
            if wanted in spare:
                return wanted
        share = code.span.start * len(self.target) / max(len(self.source), 1)
        return min(spare, key=lambda span: (not any(map(span.overlaps, linked)), abs(span.start - share)))

    def _run(self, own: Span, free: list[Span]) -> Span | None:
        """The run of free words with the greatest sum."""
        best, best_sum, begin, total = None, 0.0, None, 0.0
        for word in free:
            value = self._value(word, own)
            if total <= 0:
                begin, total = word, 0.0
            total += value
            if total > best_sum and begin is not None:
                best, best_sum = Span(begin.start, word.end), total
        return best

    def _value(self, word: Span, own: Span) -> float:
        lefts = [left for left, right in self.links if right.overlaps(word)]
        if any(left.overlaps(own) for left in lefts):
            return 1.0
        return _FOREIGN if lefts else _UNLINKED

    def _own_translation(self, own: Span, free: list[Span]) -> Span | None:
        """Words that are linked to nothing but the words of a whole, and no more of them than it has."""
        words = own.of(self.source).split()
        if not all(word.isalpha() and word.islower() for word in words):
            return None  # an identifier is not translated: what is linked to it is linked by mistake
        mine = [
            word
            for word in free
            if (lefts := [left for left, right in self.links if right.overlaps(word)])
            and all(own.start <= left.start and left.end <= own.end for left in lefts)
        ]
        if not mine or len(mine) > len(words):
            return None
        run = Span(mine[0].start, mine[-1].end)
        return run if sum(run.overlaps(word) for word in self.words) == len(mine) else None

    def _share(self, own: Span, free: list[Span]) -> Span | None:
        """The free words at the same share of the text: as many as the pair has, at least one."""
        count = min(max(1, len(_WORD.findall(own.of(self.source)))), len(free))
        wanted = (own.start + own.end) / 2 * len(self.target) / max(len(self.source), 1)
        runs = (
            [Span(free[n].start, free[n + count - 1].end) for n in range(len(free) - count + 1)]
            if free
            else []
        )
        return min(runs, key=lambda run: abs((run.start + run.end) / 2 - wanted), default=None)

    def _with_marks(self, own: Span, run: Span, around: Span, taken: list[Span]) -> Span:
        """`run` with the quotation marks and brackets around it that the pair holds too."""
        words = own.of(self.source)
        start, end = run.start, run.end
        for char in reversed(words[: re.search(r"\w|$", words).start()]):  # type: ignore[union-attr]
            if start > around.start and self.target[start - 1] == char:
                start -= 1
        for char in words[len(words.rstrip("!?.,;:)]}”’\"'»…")) :]:
            if end < around.end and self.target[end] == char:
                end += 1
        wide = Span(start, end)
        return run if any(map(wide.overlaps, taken)) else wide

    def _atom(self, nodes: list[Node], number: int, within: Span, around: Span) -> Span:
        code = nodes[number].code
        place = self._beside(nodes, number)
        if place is None:
            if not self.source[within.start : code.span.start].strip():
                place = around.start
            elif not self.source[code.span.end : within.end].strip():
                place = around.end
            else:
                place = self._point(code.span.start, around, code.side, blank=len(code.span) > 0).start
        for node in nodes:
            if not self._bare(node.code) and node.span.start < place < node.span.end:
                place = node.span.start if node.order > nodes[number].order else node.span.end
        if len(code.span) and self.target[place : place + 1].isspace() and place < around.end:
            return Span(place, place + 1)
        if len(code.span) and place > around.start and self.target[place - 1].isspace():
            return Span(place - 1, place)
        return Span(place, place)

    def _beside(self, nodes: list[Node], number: int) -> int | None:
        """The edge of the code that an atom touches."""
        own, code = nodes[number].order, nodes[number].code
        others = [(node.order, node.code.span, node) for node in nodes if not self._bare(node.code)]
        after = next(
            (node for order, span, node in others if order > own and span.start == code.span.end), None
        )
        before = next(
            (node for order, span, node in others if order < own and span.end == code.span.start), None
        )
        if after is not None and (before is None or code.side > 0) and code.side >= 0:
            return after.span.start
        return before.span.end if before is not None else None

    def _point(self, place: int, around: Span, side: int = 0, *, blank: bool = False) -> Span:
        """The place between words that answers to one in the source: beside the translation of the word it touches."""
        before = next((m for m in reversed(list(_WORD.finditer(self.source, 0, place)))), None)
        after = _WORD.search(self.source, place)
        touches = place > 0 and not self.source[place - 1].isspace() and side <= 0 and not blank
        at: int | None = None
        if touches and before is not None:
            at = self._edge(Span(*before.span()), around, last=True)
            if at is not None:
                for char in self.source[before.end() : place]:
                    at += self.target[at : at + 1] == char
        elif after is not None:
            at = self._edge(Span(*after.span()), around, last=False)
        if at is None:
            at = self._near(place, around, ends=touches)
        return Span(at, at)

    def _edge(self, word: Span, around: Span, *, last: bool) -> int | None:
        linked = [right for left, right in self.links if left.overlaps(word)]
        inside = [right for right in linked if around.start <= right.start and right.end <= around.end]
        if not inside:
            return None
        return max(span.end for span in inside) if last else min(span.start for span in inside)

    def _near(self, place: int, around: Span, *, ends: bool) -> int:
        """The edge of a word nearest to the same share of the text, behind what is linked to what stood before."""
        wanted = float(place * len(self.target) / max(len(self.source), 1))
        before = [pair for pair in self.links if pair[0].end <= place]
        if before:
            wanted = float(max(before, key=lambda pair: pair[0].end)[1].end)
        inside = [word for word in self.words if around.start <= word.start and word.end <= around.end]
        edges = [word.end if ends else word.start for word in inside] + [around.end]
        return min(edges, key=lambda edge: (edge < wanted and bool(before), abs(edge - wanted)))
