"""Terms that a model may be trusted with."""

from __future__ import annotations

import pytest

from align.terms.expected import expected
from glossary import Glossary, Term


@pytest.mark.parametrize(
    ("source", "targets", "trusted"),
    [
        ("Korea Utara", ("North Korea",), True),
        ("menteri", ("minister",), True),
        ("Dewan Keamanan", ("Council of Security", "Security Council"), True),
        ("Korea Utara", ("Northern Republic",), False),
        ("Xanvuria", ("Zanvoria",), False),
        ("DPRK", ("DPRK",), False),
    ],
)
def test_what_the_table_gives_word_by_word_is_expected(
    source: str, targets: tuple[str, ...], *, trusted: bool
) -> None:
    """Not a rendering of a house's own, a name nobody saw, or an acronym another may be read in."""
    (match,) = Glossary([Term(source, targets)]).match(f"Kata {source} itu.")
    assert expected(match) is trusted
