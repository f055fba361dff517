"""What is shipped."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_wheel_holds_the_packages_and_their_data_and_nothing_else(tmp_path: Path) -> None:
    """Four packages at top level, the model and the glossaries inside, at most 64 MB of weights."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(tmp_path), str(ROOT)],
        check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        sizes = {info.filename: info.file_size for info in archive.infolist()}
    top = {name.partition("/")[0] for name in sizes}
    assert {name for name in top if not name.endswith(".dist-info")} == {"align", "cli", "glossary", "review"}
    for name in (
        "align/data/embedded/model.bin",
        "align/data/lexicon.npz",
        "align/data/english.npz",
        "glossary/data/news.tsv",
        "align/py.typed",
    ):
        assert sizes.get(name, 0) >= (name != "align/py.typed")
        assert name in sizes
    assert sum(size for name, size in sizes.items() if name.startswith("align/data/embedded/")) <= 64e6


def test_every_package_is_listed() -> None:
    """A folder with Python files under a shipped package stands in pyproject.toml."""
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for top in ("align", "cli", "glossary", "review")
        for path in (ROOT / top).rglob("*.py")
    }
    assert found == listed
