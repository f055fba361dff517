"""Case rules: whether a spelling may stand for what the text holds in these capitals.

A spelling of the `any` rule is found in any case. One of the `exact` rule is found as it is written, and

- with a capital at the beginning of a sentence, where it is written small;
- in title case (`Kim Jong-Un`), where it is a name of several words;
- in capitals, in a line of capitals, or anywhere if it is a name of five letters or more (`PYONGYANG, KCNA -`).

An ordinary word is never a name only because a line is written in capitals: `AS` in SEKARANG AS RODA PATAH is an
axle. There it counts only on the evidence of its neighbours: a word such as `presiden` before it (`PRESIDEN AS`),
a verb such as `menuding` in headline form beside it (`AS TUDING RUSIA`, `IRAN ANCAM AS`), another name joined to
it (`AS-RUSIA`, `AS DAN RUSIA`). The same holds between words in capitals in an ordinary line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from glossary.fold import PARAGRAPH, flat, fold
from glossary.ordinary import ACTS, AIMED, HEADS, PERSONS, WORDS

_LONG_NAME = 5  # letters
_SHOUTED = 0.9  # of the letters of a line of capitals
_LINE = 400  # characters looked at on either side
_SENTENCE_START = re.compile(r"""(?:^|[.!?:…][\s"')\]]*\s|[\n\x1e]|["(\[])["'(\[]*$""")
_WORD_BEFORE = re.compile(r"(\w+)[ \n]$")
_WORD_AFTER = re.compile(r"[ \n](\w+)")
JOINED_BEFORE = re.compile(r"(?:[-–/]|, |[ \n](?:DAN|VS|DENGAN|LAWAN)[ \n])$")
JOINED_AFTER = re.compile(r"(?:[-–/]|, |[ \n](?:DAN|VS|DENGAN|LAWAN)[ \n])")


class Verdict(Enum):
    """`IF_JOINED`: only where another name is joined to it."""

    NO = 0
    IF_JOINED = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Spelling:
    """A source spelling with what its case rule asks for."""

    text: str
    shape: str
    exact: bool
    ordinary: bool
    name: bool

    @classmethod
    def of(cls, spelling: str, *, exact: bool) -> Spelling:
        """The spelling, folded."""
        folded = fold(spelling)
        shape = flat(folded.shape)
        last = re.split(r"[\s-]", shape)[-1]
        return cls(folded.text, shape, exact, folded.text in WORDS, last[:1].isupper())


@dataclass(slots=True)
class Capitals:
    """Answers about one text; remembers which lines are written in capitals."""

    shape: str
    _lines: dict[int, bool] = field(default_factory=dict)

    def verdict(self, spelling: Spelling, start: int, end: int) -> Verdict:
        """Whether [start, end), whose letters agree, may be `spelling`."""
        if not spelling.exact:
            return Verdict.YES
        found = flat(self.shape[start:end])
        if found == spelling.shape:
            if not (spelling.ordinary and found.isupper() and self._amid(start, end)):
                return Verdict.YES
            return self._on_evidence(start, end)
        if found.isupper():
            shouted = self._line(start)
            if spelling.ordinary:
                return self._on_evidence(start, end) if shouted else Verdict.NO
            long_name = not spelling.shape.islower() and sum(map(str.isalpha, found)) >= _LONG_NAME
            return Verdict.YES if shouted or long_name else Verdict.NO
        return Verdict.YES if self._recased(found, spelling.shape, start) else Verdict.NO

    def _recased(self, found: str, wanted: str, start: int) -> bool:
        """A small first letter made a capital where a sentence begins, or small words of a name made capital."""
        if found[1:] == wanted[1:] and wanted[0].islower():
            return bool(_SENTENCE_START.search(self.shape[max(start - 8, 0) : start]))
        if not re.search(r"[\s-]", wanted) or wanted.islower():
            return False
        return all(
            now == was or (now.isupper() and not found[place - 1 : place].isalnum())
            for place, (now, was) in enumerate(zip(found, wanted, strict=True))
        )

    def _on_evidence(self, start: int, end: int) -> Verdict:
        before = _WORD_BEFORE.search(self.shape[max(start - 24, 0) : start])
        if before and before[1].lower() in HEADS | AIMED:
            return Verdict.YES
        after = _WORD_AFTER.match(self.shape, end)
        if after and after[1].lower() in ACTS and self.shape[start:end].lower() not in PERSONS:
            return Verdict.YES
        return Verdict.IF_JOINED

    def _amid(self, start: int, end: int) -> bool:
        """Whether capitals stand around: a line of them, or an ordinary word in capitals on either side."""
        if self._line(start):
            return True
        near = (
            _WORD_BEFORE.search(self.shape[max(start - 24, 0) : start]),
            _WORD_AFTER.match(self.shape, end),
        )
        return any(word and word[1].isupper() and word[1].lower() in WORDS for word in near)

    def _line(self, place: int) -> bool:
        """Whether the line around is in capitals: several words, one of five letters at least."""
        low = max(place - _LINE, 0)
        start = max(self.shape.rfind("\n", low, place), self.shape.rfind(PARAGRAPH, low, place), low - 1) + 1
        if start not in self._lines:
            line = re.split(f"[\n{PARAGRAPH}]", self.shape[start : place + _LINE], maxsplit=1)[0]
            words = re.findall(r"[^\W\d_]+", line)
            letters = "".join(words)
            self._lines[start] = (
                len(words) > 1
                and max(map(len, words)) >= _LONG_NAME
                and sum(map(str.isupper, letters)) >= _SHOUTED * len(letters)
            )
        return self._lines[start]
