"""How consistently entities were rendered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntityReport:
    """An entity, its commonest rendering and how often it was used, and the others with their places."""

    entity: str
    dominant: str
    count: int
    variants: tuple[tuple[str, tuple[str, ...]], ...]


def audit(uses: Iterable[tuple[str, str, str]]) -> list[EntityReport]:
    """Reports of (entity, rendering, place) triples, those with most variants first.

    Case, a possessive and a plural `s` make no variant.
    """
    table: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for entity, rendering, place in uses:
        table.setdefault(entity, {}).setdefault(_bare(rendering), []).append((rendering, place))
    reports = []
    for entity, groups in table.items():
        first, *rest = sorted(groups.values(), key=lambda group: (-len(group), group[0][0]))
        variants = tuple((group[0][0], tuple(place for _, place in group)) for group in rest)
        reports.append(EntityReport(entity, first[0][0], len(first), variants))
    return sorted(reports, key=lambda report: (-len(report.variants), -report.count, report.entity))


def _bare(rendering: str) -> str:
    return re.sub(r"(?:['’]s?|s)$", "", " ".join(rendering.casefold().split()))
