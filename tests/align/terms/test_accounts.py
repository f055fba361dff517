"""Which of two answers is taken."""

from __future__ import annotations

import pytest

from align.engines.base import Translation
from align.terms.accounts import Rendered, account, better
from glossary import Glossary, Term

SOURCE = "Korut tidak menolak usul itu (2025)."
GLOSSARY = Glossary((Term("Korea Utara", ("DPRK",), ("Korut",), "name"),))


def _answer(text: str) -> Rendered:
    return account(GLOSSARY.match(SOURCE), Translation(text, -0.5), "model", ())


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("DPRK does not reject it (2025).", True),
        ("DPRK does not reject it (2025, 2025).", False),
        ("DPRK does not reject it.", False),
        ("DPRK rejects it (2025).", False),
    ],
)
def test_no_number_and_no_denial_is_given_for_a_term(text: str, taken: bool) -> None:
    assert better(SOURCE, _answer(text), _answer("Pyongyang does not reject it (2025).")) is taken
