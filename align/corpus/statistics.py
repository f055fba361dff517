"""What a bitext came to, in numbers: small enough to keep for a million documents, exact enough to add up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from align.model import Bitext


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one document or part: findings by check, uses and misses by term."""

    segments: int = 0
    findings: Mapping[str, int] = field(default_factory=dict)
    terms: Mapping[str, int] = field(default_factory=dict)
    missed: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, bitext: Bitext) -> Tally:
        """The counts of `bitext`."""
        return cls(
            len(bitext),
            Counter(finding.check for finding in bitext.findings),
            Counter(use.term for use in bitext.terms),
            Counter(use.term for use in bitext.terms if not use.honoured),
        )

    @classmethod
    def loads(cls, text: str) -> Tally:
        """The counts that `dumps` wrote."""
        return cls(*json.loads(text))

    def dumps(self) -> str:
        """One line of JSON."""
        values = (self.segments, self.findings, self.terms, self.missed)
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class Totals:
    """Tallies added up; as large as the glossary and the table of checks, however many there are."""

    def __init__(self) -> None:
        self.segments = 0
        self.findings: Counter[str] = Counter()
        self.terms: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()

    def add(self, tally: Tally) -> None:
        """Takes in one more."""
        self.segments += tally.segments
        self.findings.update(tally.findings)
        self.terms.update(tally.terms)
        self.missed.update(tally.missed)

    def tally(self) -> Tally:
        """What has been taken in so far."""
        return Tally(self.segments, dict(self.findings), dict(self.terms), dict(self.missed))
