"""The answer that says what the source says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from align.engines import load_engine
from align.engines.base import Request
from align.engines.ct2 import Ct2Engine
from align.engines.rerank import best_of_each

SOURCE = "Pemerintah menaikkan harga beras di Surabaya."


def best(source: str, answers: Sequence[str], scores: Sequence[float]) -> int:
    return best_of_each([(source, answers, scores)])[0]


def chosen(*answers: tuple[str, float], source: str = SOURCE) -> str:
    texts, scores = zip(*answers, strict=True)
    return str(texts[best(source, texts, scores)])


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("The government raised prices in Surabaya.", "The government raised rice prices in Surabaya."),
        ("The government raised the price of rice.", "The government raised the price of rice in Surabaya."),
        (
            "The chicken raised the price of rice in Surabaya.",
            "The government raised the price of rice in Surabaya.",
        ),
    ],
)
def test_what_says_more_of_the_source_wins_among_like_scores(less: str, more: str) -> None:
    """A word left out, a name left out, a word that the source does not say."""
    assert chosen((less, -0.50), (more, -0.52)) == more
    assert chosen((more, -0.52), (less, -0.50)) == more


def test_the_models_own_score_counts_for_more() -> None:
    text = "The government raised rice prices in Surabaya."
    assert chosen(("The government raised prices in Surabaya.", -0.3), (text, -1.5)) != text


@pytest.mark.parametrize("source", ["", "12.500", "!", "xqzt vbrrk"])
def test_where_the_table_says_nothing_the_score_decides(source: str) -> None:
    """Also the first of equals, for the order is the model's."""
    assert chosen(("One", -0.9), ("Two", -0.4), source=source) == "Two"
    assert chosen(("One", -0.4), ("Two", -0.4), source=source) == "One"


def test_many_at_once_are_chosen_as_one_by_one() -> None:
    several = [
        (
            SOURCE,
            ["The government raised prices.", "The government raised rice prices in Surabaya."],
            [-0.5, -0.52],
        ),
        ("!", ["One"], [-0.9]),
        (
            "Dia pergi ke pasar.",
            ["He left.", "He went to the market.", "He went to the market."],
            [-0.4, -0.5, -0.5],
        ),
        ("", ["", "x"], [-0.4, -0.4]),
    ]
    assert best_of_each(several) == [best(*one) for one in several] == [1, 0, 1, 0]
    assert best_of_each([]) == []


def test_the_embedded_model_takes_the_best_of_its_beam() -> None:
    """Of the answers it gives; with a beam of two it takes the first."""
    requests = [
        Request(text) for text in (SOURCE, "Negara-negara yang bermusuhan berteriak tentang pelanggaran itu.")
    ]
    for beam in (2, 4):
        engine = load_engine("embedded", beam=beam)
        assert isinstance(engine, Ct2Engine)
        several = engine.alternatives(requests, beam)
        wanted = [
            answers[
                best(request.text, *zip(*((one.text, one.score) for one in answers), strict=True))
                if beam > 2
                else 0
            ]
            for request, answers in zip(requests, several, strict=True)
        ]
        answers = engine.translate(requests, attention=True)
        assert [(answer.text, answer.score) for answer in answers] == [
            (one.text, one.score) for one in wanted
        ]
