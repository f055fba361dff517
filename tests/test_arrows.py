"""The floors of ARCHITECTURE.md, read from the code itself."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = {"glossary": 0, "align": 1, "review": 2, "cli": 3}
# The rooms of `align`, the ground first; a room imports only rooms of floors below its own.
WINGS = (
    {"errors"},
    {"model"},
    {"text"},
    {"lexical"},
    {"facts", "beads"},
    {"engines", "formats"},
    {"terms", "checks", "memory"},
    {"repair"},
    {"pipeline"},
    {"corpus"},
    {"__init__"},
)
HOMES = {
    "ctranslate2": {"align/engines/ct2.py", "align/engines/layout.py"},
    "fxtranslate": {"align/engines/firefox.py"},
    "huggingface_hub": {"align/engines/convert.py"},
    "transformers": {"align/engines/hf.py"},
    "torch": {"align/engines/hf.py"},
    "sacremoses": {"align/text/normalise.py"},
    "sentencepiece": {"align/engines/pieces.py"},
    "ray": {"align/corpus/cluster.py"},
    "starlette": "review/",
    "uvicorn": "review/",
    "click": "cli/",
    "rich": "cli/",
}
LONGEST = 300  # lines of a module


@cache
def modules() -> list[Path]:
    return [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py")]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def imported(path: Path) -> set[str]:
    """Modules that a module imports, anywhere in it; ours by their whole names."""
    ours = {name_of(module) for module in modules()}
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names |= {name if name in ours else node.module for name in whole}
    return names


def packages(path: Path) -> set[str]:
    """Top-level names that a module imports."""
    return {name.partition(".")[0] for name in imported(path)}


def wing_of(name: str) -> str:
    return [*name.split("."), "__init__"][1]


def floor_of(wing: str) -> int:
    return next(number for number, wings in enumerate(WINGS) if wing in wings)


def rooms() -> set[str]:
    own = (ROOT / "align").iterdir()
    return {path.stem for path in own if path.suffix == ".py" or (path / "__init__.py").exists()}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_climbs(path: Path) -> None:
    """A package imports only packages below it; inside `align` a wing imports only wings below it."""
    own = FLOORS[path.relative_to(ROOT).parts[0]]
    assert {name for name in packages(path) if FLOORS.get(name, -1) > own} == set()
    if path.relative_to(ROOT).parts[0] == "align" and path != ROOT / "align" / "__init__.py":
        wing = wing_of(name_of(path))
        others = {wing_of(name) for name in imported(path) if name.partition(".")[0] == "align"} - {wing}
        assert {other for other in others if floor_of(other) >= floor_of(wing)} == set()


def test_every_room_has_its_floor() -> None:
    """The table tells of every room of `align` and of no other, and there are few enough to be taken in at a look."""
    assert rooms() == {wing for wings in WINGS for wing in wings}
    assert len(rooms() - {"__init__"}) <= 14


def test_no_modules_import_each_other() -> None:
    """No module reaches itself by imports, not even by those inside functions."""
    TopologicalSorter(
        {name_of(path): imported(path) for path in modules()}
    ).prepare()  # an error names the circle


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_short(path: Path) -> None:
    """No module is longer than a few screens."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("name", HOMES)
def test_heavy_packages_have_one_home(name: str) -> None:
    """Each third party that costs start-up time or ties us down is imported in one place."""
    found = {str(path.relative_to(ROOT)) for path in modules() if name in packages(path)}
    home = HOMES[name]
    assert all(place.startswith(home) for place in found) if isinstance(home, str) else found == home


def test_tests_are_no_packages() -> None:
    """An __init__.py among the tests would shadow the packages they test."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []
