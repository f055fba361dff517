"""Words that one side alone says, who did what to whom, and the chance of a serious error."""

from __future__ import annotations

import pytest

from align.checks.doubts import MACHINE, doubts, freedom, unsaid, unsourced
from align.checks.roles import roles
from align.checks.trust import chance, doubtful
from align.lexical.stems import forms, look_alike, stem
from align.model import Bead, Finding, Pair, Span

SURE = 0.005  # as free as a machine that adds nothing


def pair(source: str, target: str, *, approved: bool = False) -> Pair:
    """One bead of a sentence each."""
    bead = Bead(Span(0, 1), Span(0, 1), 0.9, approved)
    return Pair(bead, Span(0, len(source)), Span(0, len(target)), source, target, 0, (), (), ())


def test_a_word_that_nothing_says_is_found_with_what_stands_in_its_place() -> None:
    """Both places are told, and what the dictionary has for the word."""
    one = pair("Petugas menemukan nelayan itu di dermaga.", "Officers found the carpet on the pier.")
    found = [*unsaid(one, SURE)]
    assert [remark.source.of(one.source_text) for remark in found if remark.source] == ["nelayan"]
    assert [remark.target.of(one.target_text) for remark in found if remark.target] == ["carpet"]
    assert "fisherm" in found[0].message
    right = pair("Petugas menemukan nelayan itu di dermaga.", "Officers found the fisherman on the pier.")
    assert not [*unsaid(right, SURE), *unsourced(right, SURE)]


def test_a_free_translator_leaves_out_at_will() -> None:
    """The same omission is no finding in a document that is free throughout, and a free document is known as one."""
    one = pair("Petugas menemukan nelayan itu di dermaga.", "Officers found him on the pier.")
    assert [*unsaid(one, SURE)]
    assert not [*unsaid(one, 0.1)]
    close = [("Harga beras naik di pasar.", "Rice prices rose at the market.")] * 40
    free = [("Harga beras naik di pasar.", "Shoppers grumble while cheap staples vanish overnight.")] * 40
    assert freedom(close) < freedom(free)


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Rencana itu dikritik partai oposisi.", "The plan was criticised by opposition parties.", "The plan criticised opposition parties."),
        ("Rencana itu dikritik partai oposisi.", "Opposition parties criticised the plan.", "The plan criticised opposition parties."),
        ("Polisi menangkap pencuri.", "The thief was arrested by police.", "Police were arrested by the thief."),
        ("Warga disiksa tentara.", "The residents were tortured by soldiers.", "The residents tortured soldiers."),
    ],
)  # fmt: skip
def test_who_did_what_to_whom(source: str, right: str, wrong: str) -> None:
    """Patient and agent exchanged are found; a sentence turned round rightly is none."""
    assert not [*roles(pair(source, right))]
    assert [*roles(pair(source, wrong))]


def test_the_chance_rises_with_what_is_found_and_is_told_in_words() -> None:
    """More doubts, more findings and an unsure engine make it greater; what a person approved is never told."""
    source = "Petugas menemukan nelayan dan perahu itu di dermaga."
    good, bad = (
        pair(source, "Officers found the fisherman and the boat on the pier."),
        pair(source, "Officers found the carpet on it."),
    )
    lost = Finding(0, "negation", "warning", "", None, None)
    assert chance(good, ()) < chance(bad, ())
    assert chance(good, ()) < chance(good, (lost,))
    assert chance(good, (), engine=0.9) < chance(good, (), engine=0.1)
    told = [*doubtful(bad, (lost,), free=MACHINE, engine=0.1)]
    assert [remark.message.startswith("A translator would probably mark") for remark in told] == [True]
    assert not [*doubtful(pair(source, "Officers found it.", approved=True), (lost,), engine=0.1)]
    assert chance(pair("", ""), ()) == 0.0
    assert chance(pair(source, ""), ()) == 1.0


def test_a_short_sentence_is_not_held_to_be_wrong_for_its_length() -> None:
    """Two words that are right are no likely error, not even where the engine is none too sure."""
    short = pair("Ia pergi.", "He went away.")
    assert not [*doubtful(short, (), engine=0.35)]
    assert chance(short, (), engine=0.35) < 0.6


def test_a_short_document_is_held_to_be_free_until_more_is_read() -> None:
    """Nothing is left out or added in either; only of the long one is that more than chance."""
    close = [("Harga beras naik di pasar.", "Rice prices rose at the market.")]
    assert freedom(close) > freedom(close * 20) > MACHINE > freedom(close * 200)


def test_stems_and_look_alikes() -> None:
    """Forms of a word have one stem, `news` is not `new`, and look-alikes are alike for most of their length."""
    assert len({stem(word) for word in ("carries", "carried", "carry", "carrying")}) == 1
    assert stem("news") != stem("new")
    assert look_alike("komisi", "commission")
    assert look_alike("demokrasi", "democracy")
    assert not look_alike("residivis", "residual")


def test_doubts_are_in_the_order_of_their_chance() -> None:
    """The most probable first."""
    found = doubts("Petugas menemukan nelayan dan perahu itu di dermaga.", "Officers found the carpet on it.")
    assert [one.chance for one in found] == sorted((one.chance for one in found), reverse=True)


def test_what_english_says_in_another_form_is_no_doubt() -> None:
    """Irregular verbs, un- and slips of the pen account for words; months are left to the check of dates."""
    assert stem("said") in forms("say")
    assert stem("sure") in forms("unsure")
    for source, target in (
        ("Mereka belum yakin akan hasil pemilu itu.", "They are unsure of the results of that election."),
        ("Ia belajar cara pancampuran bahan kimia.", "He learns the method of mixing chemical materials."),
        (
            "Polisi menangkap pencuri itu pada Jumat (31/3).",
            "Police arrested the thief on Friday (March 31).",
        ),
    ):
        assert not [*unsaid(pair(source, target), SURE), *unsourced(pair(source, target), SURE)], source


def test_a_capital_that_a_sentence_begins_with_makes_no_name() -> None:
    """Of the same word the doubt is greater inside the sentence."""
    first = doubts("Nelayan menemukan perahu itu.", "They found the boat.")[0]
    inside = doubts("Kemarin Nelayan menemukan perahu itu.", "Yesterday they found the boat.")[0]
    assert first.source
    assert inside.source
    assert (first.source.text, first.source.capital) == ("nelayan", False)
    assert (inside.source.text, inside.source.capital) == ("nelayan", True)
