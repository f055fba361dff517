"""README.md tells the truth."""

from __future__ import annotations

import doctest
from pathlib import Path

from cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_examples_give_what_they_show() -> None:
    """The Python examples run and print what stands there."""
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0


def test_every_command_is_in_the_readme() -> None:
    """A command that exists is shown, and none that does not."""
    shown = {line.split("`")[1].split()[1] for line in README.splitlines() if line.startswith("| `padanan ")}
    assert shown == set(COMMANDS)


def test_links_point_to_files() -> None:
    """Every relative link leads somewhere."""
    import re  # noqa: PLC0415

    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
