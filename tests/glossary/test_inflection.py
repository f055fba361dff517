"""The form of a verb that the words before it ask for."""

from __future__ import annotations

import pytest

from glossary import Glossary, Term, default
from glossary.inflection import suited

FORMS = ("called for", "call for", "calling for", "urged")


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("", "called for"),
        ("PBB ", "called for"),
        ("PBB akan ", "call for"),
        ("Untuk ", "call for"),
        ("PBB tidak ", "call for"),
        ("Dengan ", "calling for"),
        ("tanpa  ", "calling for"),
        ("Ia dibukakan ", "called for"),
        ("akan, ", "called for"),
    ],
)
def test_the_word_before_decides(before: str, wanted: str) -> None:
    text = f"{before}menyerukan gencatan senjata"
    assert suited(FORMS, text, len(before)) == wanted


@pytest.mark.parametrize(
    "targets",
    [
        ("tank", "tanks"),
        ("restraint", "refrain", "refrained"),
        ("cut",),
        ("was called", "be called", "is called"),
    ],
)
def test_what_does_not_list_three_forms_is_left(targets: tuple[str, ...]) -> None:
    assert suited(targets, "akan menahan diri", 5) == targets[0]


def test_only_active_verbs_are_inflected() -> None:
    """`akan diserukan` is will be called for."""
    assert suited(FORMS, "akan diserukan", 5) == "called for"


@pytest.mark.parametrize(
    ("bare", "gerund"), [("deny", "denying"), ("impose", "imposing"), ("stop", "stopping"), ("die", "dying")]
)
def test_gerunds_are_spelt_as_english_has_them(bare: str, gerund: str) -> None:
    assert suited(("was", bare, gerund), "akan mengecam", 5) == bare


def test_a_match_carries_it() -> None:
    """Of a term whose renderings were narrowed, only one that is left."""
    term = Term("mengecam", ("condemned", "condemn", "condemning"))
    [match] = Glossary((term,)).match("AS akan mengecam Iran")
    assert match.rendering == "condemn"


def test_verbs_of_the_default_glossary_list_their_forms() -> None:
    text = "AS akan mengecam dan tidak menjatuhkan sanksi tanpa menyerukan itu"
    assert [match.rendering for match in default().match(text)] == [
        "US", "condemn", "impose sanctions", "calling for",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("targets", "text", "wanted"),
    [
        (("reckless", "rash", "recklessly", "rashly"), "secara sembrono", "recklessly"),
        (("reckless", "rash", "recklessly"), "yang  sembrono", "reckless"),
        (("limited",), "Secara terbatas", "limited"),
    ],
)
def test_behind_secara_stands_an_adverb(targets: tuple[str, ...], text: str, wanted: str) -> None:
    assert suited(targets, text, text.index(" ") + 1) == wanted
