"""The pieces that the model which ships may write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from align.engines.shortlist import read_shortlist
from tests.training.conftest import Pair
from training.pieces import MARKUP
from training.shortlist import FEWEST, save

PAIRS = [("Menteri berlabuh di Eropa.", "The minister anchored in Europe.", "nlp/a", [(0, 1)])] * FEWEST
ONCE = ("Raja pulang.", "The king returned.", "nlp/a", [(0, 1)])


def test_it_holds_the_english_that_was_seen_and_what_spells_the_rest(
    written: Callable[[Sequence[Pair]], Path], tmp_path: Path
) -> None:
    """No piece of the Indonesian, and no symbol; the engine reads it as it was meant."""
    work = written([*PAIRS, ONCE])
    (tmp_path / "out").mkdir()
    save(work, tmp_path / "out")
    listed = read_shortlist(tmp_path / "out" / "vmap.txt")
    assert {"▁minister", "▁Europe", "▁The", "▁in", "."} <= listed
    assert {"a", "Z", "7", "▁", "<0x00>", "<0xFF>"} <= listed
    assert not listed & {"▁Menteri", "▁Eropa", "▁king", "</s>", "<unk>", *MARKUP}
