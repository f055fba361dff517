"""The guard: what it sees, and second tries."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from align.engines.base import Request, Translation
from align.engines.guard import Decode, flags, guarded

LONG = "Kalimat ini cukup panjang sehingga hasil yang pendek mencurigakan sekali bagi pembaca."


@pytest.mark.parametrize(
    ("source", "target", "score", "expected"),
    [
        ("Ia pergi ke pasar.", "He went to the market.", -0.5, ()),
        ("Ia pergi ke pasar.", " ", 0.0, ("empty",)),
        (">> Ini << kutipan", ">>>>>>>>>>>>'", 0.0, ("empty",)),
        ("Ia pergi…", "He left))))))", -0.5, ("repetition",)),
        ("Ia pergi… “Ke mana?!”", 'He left.... "Where?!"', -0.5, ()),
        ("Ia pergi.", "no no no no no no", -0.5, ("repetition",)),
        ("Kata mereka begitu saja di sana.", "I'm sorry I'm sorry I'm sorry", -0.5, ("repetition",)),
        (LONG, "the price of the rice the price of the rice is high", -0.5, ("repetition",)),
        ("Ya, ya, ya, ya!", "Yes, yes, yes, yes!", -0.5, ()),
        ("Sangat, sangat besar sekali.", "Very, very big.", -0.5, ()),
        ("Pendek saja.", "x" * 120, -0.5, ("length",)),
        (LONG, "It.", -0.5, ("length",)),
        ("Ia pergi ke pasar.", "He went to the market.", -4.0, ("unlikely",)),
    ],
)
def test_what_is_wrong_is_named(source: str, target: str, score: float, expected: tuple[str, ...]) -> None:
    """Loops that the source lacks, nothing, lengths out of bounds, disbelief; emphasis is language."""
    assert flags(source, target, score) == expected


def way(answers: dict[str, Translation], seen: list[list[str]]) -> Decode:
    def decode(batch: Sequence[Request]) -> list[Translation]:
        seen.append([request.text for request in batch])
        return [answers[request.text] for request in batch]

    return decode


def test_only_what_is_wrong_is_tried_again_and_the_best_is_kept() -> None:
    """A good answer is left alone; of bad ones the fewest flags win, then the score; the rest is flagged."""
    first, second, third = [], [], []
    good, looped = Translation("He is in the market.", -0.4), Translation("no no no no", -0.2)
    plain = way({"Ia di pasar.": good, "Ia pergi.": looped, "Ia datang.": looped}, first)
    careful = way(
        {"Ia pergi.": Translation("He left.", -1.0), "Ia datang.": Translation("so so so so", -0.1)}, second
    )
    last = way({"Ia datang.": Translation("no no no", -0.3)}, third)
    batch = [Request("Ia di pasar."), Request("Ia pergi."), Request("Ia datang.")]
    out = guarded(batch, (plain, careful, last))
    assert [answer.text for answer in out] == ["He is in the market.", "He left.", "so so so so"]
    assert [answer.flags for answer in out] == [(), (), ("repetition",)]
    assert second == [["Ia pergi.", "Ia datang."]]
    assert third == [["Ia datang."]]


def test_no_sentence_is_lost() -> None:
    """Where no try gives a word, the source stands in, flagged; any translation is better than none."""
    none, wrong = Translation("…", -0.1), Translation("no no no no", -9.0)
    batch = [Request("Ia pergi."), Request("Ia datang.")]
    out = guarded(
        batch,
        (way({"Ia pergi.": none, "Ia datang.": none}, []), way({"Ia pergi.": none, "Ia datang.": wrong}, [])),
    )
    assert [(answer.text, answer.flags) for answer in out] == [
        ("Ia pergi.", ("empty",)),
        ("no no no no", ("repetition", "unlikely")),
    ]
