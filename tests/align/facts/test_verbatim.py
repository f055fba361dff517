"""What is no language: found where it stands, missed where it is gone."""

from __future__ import annotations

import pytest

from align.facts.verbatim import absent, strange, verbatim


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lapor di s.id/lapor-desa atau warga@desa.go.id ya.", ["s.id/lapor-desa", "warga@desa.go.id"]),
        ("Buka https://contoh.id/a?b=1&c=2, lalu tel:+62-21-555.", ["https://contoh.id/a?b=1&c=2", "tel:+62-21-555"]),
        ("Ikuti @kabar_desa dan #mudik2025.", ["@kabar_desa", "#mudik2025"]),
        ("Simpan notulen_akhir.docx di /var/data/arsip.", ["notulen_akhir.docx", "/var/data/arsip"]),
        ("Nomor 0812-3456-7890, kode 00417, NIK 3273010101010001.", ["0812-3456-7890", "00417", "NIK 3273010101010001"]),
        ("IP 010.020.003.004 dan versi 2.10.3.", ["IP 010.020.003.004", "2.10.3"]),
        ("Pelat D 0045 XZ, surat 12/SK-03/2025.", ["D 0045 XZ", "12/SK-03/2025"]),
        ("Halo {nama}, {{kota}}, %s dan %(hari)s.", ["{nama}", "{{kota}}", "%s", "%(hari)s"]),
        ("Toko 本屋 dan книга ★ buka.", ["本屋", "книга", "★"]),
        ("Suhu ≥ 2,5 dan 3 × 4, ½ gelas.", ["≥ 2.5", "3 × 4", "½"]),
        ("Jumlahnya 1.500.000 orang pada 5/2, pukul 08.00, 3-1, 2020-2025.", []),
        ("ISBN 978-1-23 dan NIP 0198 7654.", ["ISBN 978-1-23", "NIP 0198 7654"]),
        ("Warga RT 04/RW 11 hadir.", ["RT 04/RW 11"]),
        ("NPWP: 01.234.567.8-901.000 itu.", ["01.234.567.8-901.000"]),
        ("Rektor Budi, M.Si. hadir, lalu Ani, S.H. pulang.", ["M.Si.", "S.H."]),
        ("KPK, S2, APBN-2024, dan/atau, s.d., km/jam, Rp1.500.", []),
        ("Ia pergi ke pasar.Lalu pulang.", []),
    ],
)  # fmt: skip
def test_placeables_are_found_as_they_must_stand(text: str, found: list[str]) -> None:
    """Of every kind, and neither quantities nor abbreviations nor words."""
    assert [item.target for item in verbatim(text)] == found


def test_what_is_gone_is_absent() -> None:
    """As often as the source has it; a symbol that only the translation has is strange, an English one is not."""
    assert [item.target for item in absent("Kode 00417 dan 00417.", "Code 00417.")] == ["00417"]
    assert [place.of("It is → 30° £5") for place in strange("Ia 30 derajat", "It is → 30° £5")] == ["→"]
