"""Acronyms: introductions, tokens, first mentions."""

import pytest

from glossary import acronyms, default, first_mention, introductions, short_beside_long


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("Menurut Komisi Pemberantasan Korupsi (KPK), itu", "Komisi Pemberantasan Korupsi", "KPK"),
        (
            "oleh Badan Meteorologi, Klimatologi, dan Geofisika (BMKG)",
            "Badan Meteorologi, Klimatologi, dan Geofisika",
            "BMKG",
        ),
        ("Perserikatan Bangsa-Bangsa (PBB)", "Perserikatan Bangsa-Bangsa", "PBB"),
        (
            "Kata Kepolisian Negara Republik Indonesia (Polri)",
            "Kepolisian Negara Republik Indonesia",
            "Polri",
        ),
        ("Kementerian Luar Negeri (Kemlu) RI", "Kementerian Luar Negeri", "Kemlu"),
        ("PBB (Perserikatan Bangsa-Bangsa) menolak", "Perserikatan Bangsa-Bangsa", "PBB"),
        ("the Korean Central News Agency (KCNA) said", "Korean Central News Agency", "KCNA"),
        ("the Workers’ Party of Korea (WPK)", "Workers’ Party of Korea", "WPK"),
        ("Badan Energi Atom Internasional (IAEA)", "Badan Energi Atom Internasional", "IAEA"),
        ("Tentara Nasional\nIndonesia (TNI)", "Tentara Nasional\nIndonesia", "TNI"),
        ("Presiden Amerika Serikat (AS)", "Amerika Serikat", "AS"),
    ],
)
def test_introduction(text, long, short):
    """A long form and its short form are found with their places, whichever comes first."""
    (found,) = introductions(text)
    assert (found.long, found.short) == (long, short)
    assert text[found.long_start : found.long_end] == long
    assert text[found.short_start : found.short_end] == short


@pytest.mark.parametrize(
    "text",
    [
        "Budi Santoso (PKS) menolak.",
        "Rapat Senin (12/5) batal.",
        "Warga Solo (Jateng) pindah.",
        "Kapal itu (KRI) besar.",
        "(KPK)",
        "Hasilnya baik (IV).",
        "Senator Joni Ernst (Republik) hadir.",
    ],
)
def test_no_introduction(text):
    """Brackets behind a person, a date or a place introduce nothing."""
    assert introductions(text) == []


def test_acronyms():
    """Tokens in capitals with their places; numerals, words in capitals, addresses and shouted lines left out."""
    text = "KPK dan TNI-AL di Bab XIV; TIDAK ada G20.\nSEMUA TNI SIAP BERTUGAS\nkpk.go.id @KPK UUD 1945, AT&T, A."
    found = acronyms(text)
    assert [token for _, _, token in found] == ["KPK", "TNI-AL", "G20", "UUD"]
    assert all(text[start:end] == token for start, end, token in found)


@pytest.mark.parametrize("numeral", ["II", "IV", "VIII", "XIX", "XXI", "MCMXLV", "MMXX"])
def test_numerals(numeral):
    """A Roman numeral is no acronym."""
    assert acronyms(f"Perang Dunia {numeral} usai.") == []


def test_first_mention():
    """The first mention is spelled out with the acronym, later ones are short, each acronym for itself."""
    uses = [("KPK", "Corruption Eradication Commission"), ("US", ""), ("KPK", "Corruption Eradication Commission"),
            ("KCNA", "KCNA"), ("US", "United States")]  # fmt: skip
    assert first_mention(uses) == ["Corruption Eradication Commission (KPK)", "US", "KPK", "KCNA", "US"]


@pytest.mark.parametrize(
    ("text", "renderings"),
    [
        (
            "Komisi Pemberantasan Korupsi (KPK) menahan dua orang.",
            ["Corruption Eradication Commission", "KPK"],
        ),
        ("Perserikatan Bangsa-Bangsa (PBB) menolak.", ["United Nations", "UN"]),
        (
            "Komisi Nasional Hak Asasi Manusia (Komnas HAM) menolak.",
            ["National Commission on Human Rights", "Komnas HAM"],
        ),
        ("DPRK adalah Republik Rakyat Demokratik Korea.", ["DPRK", "Democratic People's Republic of Korea"]),
    ],
)
def test_a_name_and_its_acronym_are_not_said_twice(text, renderings):
    """Beside its long form an acronym has no long rendering; in brackets the long form has no short one."""
    matches = short_beside_long(default().match(text))
    assert [match.rendering for match in matches] == renderings
    if "(" in text:
        assert not set(matches[0].term.targets) & set(matches[1].term.targets)
