"""How consistently entities were rendered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ENDINGS = ("s", "n", "ns", "an", "ans", "ian", "ians")
_SHORT = 4  # letters: `US` and `USAN` have nothing to do with each other


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

    Case, spacing, a possessive, a plural `s` and an adjective (`Russian` beside `Russia`) make no variant.
    Variants are sorted by number, then by spelling; places keep the order of `uses`.
    """
    table: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for entity, rendering, place in uses:
        table.setdefault(entity, {}).setdefault(_bare(rendering), []).append((rendering, place))
    reports = [_report(entity, _joined(groups)) for entity, groups in table.items()]
    return sorted(reports, key=lambda report: (-len(report.variants), -report.count, report.entity))


def _report(entity: str, groups: dict[str, list[tuple[str, str]]]) -> EntityReport:
    first, *rest = sorted(groups.values(), key=lambda group: (-len(group), group[0][0]))
    variants = tuple((_shown(group), _places(group)) for group in rest)
    return EntityReport(entity, _shown(first), len(first), variants, _places(first))


def _joined(groups: dict[str, list[tuple[str, str]]]) -> dict[str, list[tuple[str, str]]]:
    """Groups with `missiles` put to `missile`, `north korean` to `north korea`, where both are there."""
    out: dict[str, list[tuple[str, str]]] = {}
    for key, group in groups.items():
        endings = _ENDINGS if len(key) > _SHORT else ("s",)
        bases = (key.removesuffix(ending) for ending in endings if key.endswith(ending))
        out.setdefault(next((base for base in bases if base in groups), key), []).extend(group)
    return out


def _shown(group: list[tuple[str, str]]) -> str:
    """The commonest spelling of a group, the first of equals."""
    spellings = [rendering for rendering, _ in group]
    return max(dict.fromkeys(spellings), key=spellings.count)


def _places(group: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(place for _, place in group)


def _bare(rendering: str) -> str:
    return re.sub(r"['’]s$|(?<=s)['’]$", "", " ".join(rendering.casefold().split()))
