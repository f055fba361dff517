"""The floors of ARCHITECTURE.md, read from the code itself."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {"glossary": 0, "align": 1, "review": 2, "cli": 3}
HOMES = {
    "ctranslate2": {"align/engines/ct2.py", "align/engines/convert.py"},
    "transformers": {"align/engines/hf.py"},
    "torch": {"align/engines/hf.py"},
    "sacremoses": {"align/normalise.py"},
    "sentencepiece": {"align/engines/pieces.py"},
    "ray": {"align/cluster.py"},
    "starlette": "review/",
    "uvicorn": "review/",
    "click": "cli/",
    "rich": "cli/",
}


def modules() -> list[Path]:
    return [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]


def imported(path: Path) -> set[str]:
    """Top-level names that a module imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_climbs(path: Path) -> None:
    """A package imports only packages below it."""
    own = FLOORS[path.relative_to(ROOT).parts[0]]
    assert {name for name in imported(path) if FLOORS.get(name, -1) > own} == set()


@pytest.mark.parametrize("name", HOMES)
def test_heavy_packages_have_one_home(name: str) -> None:
    """Each third party that costs start-up time or ties us down is imported in one place."""
    found = {str(path.relative_to(ROOT)) for path in modules() if name in imported(path)}
    home = HOMES[name]
    assert all(place.startswith(home) for place in found) if isinstance(home, str) else found == home


def test_tests_are_no_packages() -> None:
    """An __init__.py among the tests would shadow the packages they test."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []
