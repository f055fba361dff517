"""Renderings in English: found as inflected, put in as a writer would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import Term, find_forbidden, find_renderings, fit
from glossary.rendering import vowel_sound


def found(target, *renderings):
    return [target[a:b] for a, b, _ in find_renderings(Term("s", renderings), target)]


@pytest.mark.parametrize(
    ("target", "renderings", "expected"),
    [
        ("The DPRK's army and a DPRK ship", ["DPRK"], ["DPRK", "DPRK"]),
        ("a missile, Missiles and MISSILES", ["missile"], ["missile", "Missiles", "MISSILES"]),
        ("two sanctions boxes", ["sanctions", "box"], ["sanctions", "boxes"]),
        ("ICBMs, MPs and USs", ["ICBM", "MP"], ["ICBMs", "MPs"]),
        ("Workers’ Party of Korea", ["Workers' Party of Korea"], ["Workers’ Party of Korea"]),
        ("Kim Jong\u2011un, Kim  Jong-un", ["Kim Jong-un"], ["Kim Jong\u2011un"]),
        ("North\u00a0Korea, North\nKorea", ["North Korea"], ["North\u00a0Korea", "North\nKorea"]),
        ("North Korean leader", ["North Korea", "North Korean"], ["North Korean"]),
        ("North Korean leader", ["North Korea"], []),
        ("NORTH KOREA FIRES", ["North Korea"], ["NORTH KOREA"]),
        ("Demilitarised Zone", ["demilitarised zone"], ["Demilitarised Zone"]),
        ("polish the turkey, china", ["Polish", "Turkey", "China"], []),
        ("let us know who", ["US", "WHO"], []),
        ("format, inform, forms", ["form"], ["forms"]),
        ("the U.S. and U.S.-led, not U.S.A", ["U.S."], ["U.S.", "U.S."]),
        ("in The Hague, the Hague", ["The Hague"], ["The Hague", "the Hague"]),
        ("US-led, non-US", ["US"], ["US", "US"]),
        ("99% of $5", ["%", "$"], ["%", "$"]),
        ("", ["x"], []),
    ],
)
def test_find(target, renderings, expected):
    """Whole words, plural, capitals, apostrophes, hyphens and spaces as English writes them."""
    if target.startswith("Kim"):
        expected = [*expected, "Kim  Jong-un"]
    assert found(target, *renderings) == expected


def test_find_tells_places_and_rendering():
    """Finds are in order with the rendering that was found; the longer of two that overlap."""
    term = Term("s", ("Korea", "North Korea"))
    assert find_renderings(term, "Korea, North Korea") == [(0, 5, "Korea"), (7, 18, "North Korea")]


def test_forbidden():
    """A forbidden rendering is found, but not inside an accepted one."""
    term = Term("s", ("Sea of Japan (East Sea)",), forbidden=("East Sea",))
    assert find_forbidden(term, "the East Sea and the Sea of Japan (East Sea)") == [(4, 12, "East Sea")]


def put(text, old, rendering):
    start = text.index(old)
    a, b, new = fit(text, start, start + len(old), rendering)
    return text[:a] + new + text[b:]


@pytest.mark.parametrize(
    ("text", "old", "rendering", "expected"),
    [
        ("It has a missile.", "missile", "ICBM", "It has an ICBM."),
        ("An army of it", "army", "unit", "A unit of it"),
        ("an offer", "offer", "UNESCO offer", "a UNESCO offer"),
        ("a plan", "plan", "unusual plan", "an unusual plan"),
        ("a state", "state", "EU state", "an EU state"),
        ("an ally", "ally", "NATO ally", "a NATO ally"),
        ("a band", "band", "NBC band", "an NBC band"),
        ("a plan", "plan", "8-point plan", "an 8-point plan"),
        ("a man", "man", "honest man", "an honest man"),
        ("in the North now", "North", "the DPRK", "in the DPRK now"),
        ("The North said", "North", "the DPRK", "The DPRK said"),
        ("a republic", "republic", "the DPRK", "the DPRK"),
        ("its army", "army", "the KPA", "its KPA"),
        ("Kim's army", "army", "the KPA", "Kim's KPA"),
        ("North Korea's army", "North Korea's", "DPRK", "DPRK's army"),
        ("North Korea’s army", "North Korea’s", "DPRK", "DPRK’s army"),
        ("North Korea's army", "North Korea", "DPRK", "DPRK's army"),
        ("America's army", "America", "United States", "United States' army"),
        ("United States' army", "United States", "USA", "USA's army"),
        ("the workers' vote", "workers'", "KPA", "the KPA's vote"),
        ("He said 'the North' did", "the North", "the DPRK", "He said 'the DPRK' did"),
        ("He said ‘States’ did", "States", "DPRK", "He said ‘DPRK’ did"),
        ("Party's vote", "Party's", "Workers'", "Workers' vote"),
        ("It left. Troops came", "Troops", "forces", "It left. Forces came"),
        ("“Troops came”", "Troops", "forces", "“Forces came”"),
        ("Vitamin A troops", "troops", "units", "Vitamin A units"),
        ("to Rome", "Rome", "DPRK", "to DPRK"),
    ],
)
def test_fit(text, old, rendering, expected):
    """Articles, possessives and capitals around a replaced place are natural."""
    if "Vitamin A" in text:
        expected = text.replace("A troops", "A units")
    assert put(text, old, rendering) == expected


@pytest.mark.parametrize(
    ("text", "vowel"),
    [
        ("hour", True), ("house", False), ("union", False), ("unidentified", True), ("uninjured", True),
        ("US", False), ("UN", False), ("MP", True), ("FBI", True), ("NASA", False), ("IAEA", True), ("KPK", False),
        ("Ukrainian", False), ("Uzbek", True), ("European", False), ("one-day", False), ("only", True),
        ("11-day", True), ("18th", True), ("80", True), ("uranium", False), ("user", False), ("U.S.", False),
        ("ROK", True), ("honourable", True), ("umbrella", True), ("M", True), ("“army”", True),
    ],
)  # fmt: skip
def test_vowel_sound(text, vowel):
    """`an` stands before a vowel that is heard."""
    assert vowel_sound(text) is vowel


pieces = st.sampled_from(["a ", "the ", "an ", "North Korea", "'s", "’", " ", ". ", "its ", "x", "‘", "s'"])


@given(
    st.lists(pieces, max_size=6).map("".join),
    st.lists(pieces, max_size=4).map("".join),
    st.sampled_from(["DPRK", "the DPRK", "United States", "army"]),
)
def test_fit_puts_the_rendering_in(before, after, rendering):
    """Whatever stands around, the rendering stands there afterwards and text further off is untouched."""
    text = before + "old" + after
    start, end, new = fit(text, len(before), len(before) + 3, rendering)
    assert start <= len(before) < len(before) + 3 <= end
    result = text[:start] + new + text[end:]
    assert rendering.removeprefix("the ").lower() in new.lower()
    assert result.startswith(text[:start])
    assert result.endswith(text[end:])
