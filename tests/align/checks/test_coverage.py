"""Coverage: sentences that one side has alone."""

from __future__ import annotations

import pytest

from align.checks import check
from align.model import Finding
from benchmarks.checks import bitext

SOURCE = (
    "Pemerintah menaikkan harga beras mulai bulan depan. Petani di Karawang menyambut baik keputusan itu."
)
TARGET = "The government will raise the price of rice next month. Farmers in Karawang welcomed the decision."
STRAY = "Gardeners are advised to water their roses early in the morning."


def findings(source: str, target: str) -> list[Finding]:
    return list(check(bitext([("Ia diam.", "He is silent."), (source, target)]), only=("made-up", "untold")))


def test_a_translation_covers_its_source() -> None:
    """Two sentences for two."""
    assert findings(SOURCE, TARGET) == []


def test_a_sentence_from_elsewhere_is_found_at_its_place() -> None:
    """The span is the sentence, in the document."""
    (found,) = findings(SOURCE, f"{TARGET} {STRAY}")
    assert found.check == "made-up"
    assert found.bead == 1
    assert found.target is not None
    assert found.target.of(f"He is silent.\n{TARGET} {STRAY}") == STRAY


def test_a_sentence_left_out_is_found_at_its_place() -> None:
    """The span is the sentence of the source."""
    (found,) = findings(SOURCE, TARGET.split(". ", maxsplit=1)[0] + ".")
    assert found.check == "untold"
    assert found.source is not None
    assert found.source.of(f"Ia diam.\n{SOURCE}").startswith("Petani di Karawang")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("", STRAY),
        (SOURCE, ""),
        ("Apa kabar? Sudah lama tak jumpa.", "How are things? It has been ages."),
        (
            "Harga beras naik tajam, kata Direktur Daroel O. Aboebakar dalam laporannya kepada bursa di ibu kota itu.",
            "Rice prices have risen sharply, a spokesman said.",
        ),
        ("Kata Dr. Hasan, pasien itu sudah pulang.", "The patient has gone home, said Dr. Hasan."),
    ],
)
def test_what_cannot_be_told_is_left_alone(source: str, target: str) -> None:
    """Empty sides, short idioms, titles with a stop."""
    assert findings(source, target) == []
