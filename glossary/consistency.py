"""How consistently entities were rendered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EntityReport:
    """An entity, its commonest rendering, how often and where it was used, and the others with their places."""

    entity: str
    dominant: str
    count: int
    variants: tuple[tuple[str, tuple[str, ...]], ...]
    places: tuple[str, ...] = ()


def audit(uses: Iterable[tuple[str, str, str]]) -> list[EntityReport]:
    """Reports of (entity, rendering, place) triples, those with most variants first.

    Case, spacing, a possessive and a plural `s` make no variant. Variants are sorted by number, then by
    spelling; places keep the order of `uses`.
    """
    table: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for entity, rendering, place in uses:
        table.setdefault(entity, {}).setdefault(_bare(rendering), []).append((rendering, place))
    reports = [_report(entity, _plurals_joined(groups)) for entity, groups in table.items()]
    return sorted(reports, key=lambda report: (-len(report.variants), -report.count, report.entity))


def _report(entity: str, groups: dict[str, list[tuple[str, str]]]) -> EntityReport:
    first, *rest = sorted(groups.values(), key=lambda group: (-len(group), group[0][0]))
    variants = tuple((_shown(group), _places(group)) for group in rest)
    return EntityReport(entity, _shown(first), len(first), variants, _places(first))


def _plurals_joined(groups: dict[str, list[tuple[str, str]]]) -> dict[str, list[tuple[str, str]]]:
    """Groups with `missiles` put to `missile` where both are there."""
    out: dict[str, list[tuple[str, str]]] = {}
    for key, group in groups.items():
        singular = key.removesuffix("s")
        out.setdefault(singular if singular in groups else key, []).extend(group)
    return out


def _shown(group: list[tuple[str, str]]) -> str:
    """The commonest spelling of a group, the first of equals."""
    spellings = [rendering for rendering, _ in group]
    return max(dict.fromkeys(spellings), key=spellings.count)


def _places(group: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(place for _, place in group)


def _bare(rendering: str) -> str:
    return re.sub(r"['’]s$|(?<=s)['’]$", "", " ".join(rendering.casefold().split()))
