"""What each language says in its own way, which is no error, and what only looks so."""

from __future__ import annotations

import pytest

from align.checks import check
from tests.align.checks.test_checks import bitext

SAME = [
    ("Ia memuji Dolores O’Riordan.", "He praised Dolores O'Riordan."),
    ("Ibunya telah tiada.", "Her mother has passed away."),
    ("Ia mencatat 29, 48 detik.", "She clocked 29.48 seconds."),
    ("Teknologi garis depan (frontier) berkembang.", "Frontier technology is growing."),
    ("Pulau itu disinggahi KM Sinabung.", "The island is called at by KM Sinabung."),
    ("Pabrik harus menyemprotkan disinfektan setiap 4 jam.", "Factories must spray disinfectant every 4 hours."),
    ("Rapat Banggar DPRD Bone ricuh.", "A Bone DPRD Budget Committee meeting was chaotic."),
    ("AktrisLaura Basuki kembali tampil.", "Actress Laura Basuki appears again."),
    ("Pembegal dan Penjambret Akan Dihukum.", "Muggers and Snatchers Will Be Punished."),
    ("Ia membayar 250.000 dolar.", "She paid a quarter of a million dollars."),
    ("Dua setengah juta orang mengungsi.", "Some 2.5 million people fled."),
    ("Sepertiga desa itu terendam.", "One-third of the village was under water."),
    ("Band itu lahir pada 1990-an.", "The band was born in the nineties."),
    ("Tiketnya 75rb per orang.", "Tickets cost 75k a person."),
    ("Upahnya 3,2 jt sebulan.", "The wage is 3.2m a month."),
    ("Pagarnya setinggi 3,2 meter.", "The fence is 3.2m high."),
    ("Rapat 17-08-2024 itu batal.", "The meeting of August 17, 2024 was cancelled."),
    ("Ada 5.987 korban.", "There were nearly 6,000 victims."),
    ("Beratnya 500 kilogram.", "It weighs 500 kilograms (1,100 pounds)."),
    ("Suhunya 47 derajat Celsius.", "It was 47 degrees Celsius (117 Fahrenheit)."),
    ("Rapat itu dimulai Kamis (17/4) pukul 21.15 WIB.", "The meeting began at 9:15 p.m. on Thursday, April 17."),
    ("Perang Dunia II berakhir.", "World War Two ended."),
    ("Pasar itu buka pukul 6.30.", "The market opens at 6.30."),
    ("Ia sudah dua dasawarsa memimpin.", "He has led for 20 years."),
    ("Suku bunga naik dari 4 menjadi 5 persen.", "Rates rose from 4 to 5 percent."),
    ("Laut Kaspia dan Trakia indah.", "The Caspian Sea and Thrace are beautiful."),
    ("PDB AS naik.", "US GDP rose."),
    ("Organisasi Pangan itu mencatat utang dolar AS.", "The food organisation has debts in dollars."),
    ("Belum jelas siapa pelakunya.", "It is unclear who did it."),
    ("Ia tidak diizinkan masuk.", "He was barred from entering."),
    ("Tak lama kemudian ia datang.", "Soon afterwards he came."),
    ("Bukan hanya beras yang naik.", "Sugar went up as well as rice."),
    ("“Ya,” katanya. “Kami siap.”", "\"Yes, we are ready,\" he said."),
    ("Suharti (58) menangis.", "Suharti, 58, wept."),
    ("Ia terpaut 0,6 detik.", "He was six-tenths of a second behind."),
    ("Surplusnya 6-8 miliar dolar.", "The surplus is $6 billion to $8 billion."),
    ("Suku bunga turun dari 5,1 persen menjadi 4,7 persen.", "Rates fell to 4.7 from 5.1 percent."),
    ("Mereka lolos ke Piala Dunia 1998.", "They made it to the '98 World Cup."),
    ("Warga menari kecak sambil minum tuak.", "Villagers dance the kecak and drink tuak."),
    ("Ia melanggar Undang-Undang Nomor 31 Tahun 1999.", "He broke Law No. 31/1999."),
    ("Ia tidak menyebutkan alasannya.", "He stopped short of giving a reason."),
    ("Surya Wibowo tertawa.", "Surya Wibowo laughed."),
    ("Keluarga Hewan pergi.", "The Hewan family left."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), SAME)
def test_what_both_languages_say_in_their_own_way_is_no_error(source: str, target: str) -> None:
    """Fractions, decades, rounding, conversions, spellings, other acronyms, refusals, quotations joined."""
    found = [(f.check, f.message) for f in check(bitext((source, target))) if f.severity != "info"]
    assert found == []


AFFIRMED = [
    ("Kami tidak akan berkoalisi dengan partai yang menolak reformasi.", "We will form a coalition with a party that opposes reform."),
    ("Presiden belum menandatangani keputusan itu dan tidak hadir.", "The president has yet signed the decree and did not attend."),
    ("Sopir itu bukan mabuk, melainkan mengantuk tanpa istirahat.", "The driver was drunk but drowsy without a break."),
    ("Utang kami bukan Rp9 triliun, melainkan Rp6 triliun.", "Our debt is Rp 9 trillion but Rp 6 trillion."),
    ("Batasi gula tidak lebih dari 50 gram per hari.", "Limit sugar to more than 50 grams a day."),
    ("Hadiahnya tidak kurang dari 5 juta.", "The prize is less than 5 million."),
    ("Jangan bicara tentang kami tanpa kami.", "Do talk about us without us."),
    ("Penumpang telantar tanpa kepastian setelah bandara ditutup.", "Passengers were stranded with certainty as the airport closed its doors."),
    ("Ia menolak diwawancarai dan tidak menyebutkan lokasi.", "He refused interviews and did mention the location."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), AFFIRMED)
def test_a_negation_is_lost_though_another_word_says_no(source: str, target: str) -> None:
    """By what it denied, by what English has left of it, by the half that is none of its phrase."""
    assert [finding.check for finding in check(bitext((source, target)), only={"negation"})] == ["negation"]


DENIED = [
    ("Kenaikan itu ditunda hingga waktu yang belum ditentukan.", "The increase is put off until further notice."),
    ("Rute itu dua tahun tidak beroperasi.", "The route was out of service for two years."),
    ("Kereta itu tidak ramai dan lebih murah.", "The train is less crowded and cheaper."),
    ("Ia diberhentikan tidak dengan hormat.", "He was dishonourably discharged."),
    ("Makam itu hampir tidak menarik.", "The tomb is barely worth visiting."),
    ("Ia bukan dokter, melainkan perawat.", "He is a nurse rather than a doctor."),
    ("Gulanya tidak lebih dari 50 gram.", "It has at most 50 grams of sugar."),
    ("Ia tidak makan dan tidak minum.", "He neither ate nor drank."),
    ("Lima orang yang tidak memiliki izin ditahan.", "Five people without permits were held."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target"), DENIED)
def test_a_negation_said_in_other_words_is_none_lost(source: str, target: str) -> None:
    """Idioms, prefixes, `out of`, `less`, `at most`, `rather than`."""
    assert check(bitext((source, target)), only={"negation"}) == ()


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("Suhu ≥ 38 derajat.", "A temperature of 38 degrees.", True),
        ("Suhu ≥ 38 derajat.", "A temperature of ≥ 37 degrees.", True),
        ("Suhu ≥ 38 derajat.", "A temperature of at least 38 degrees.", False),
        ("Suhu ≥ 38 derajat.", "A temperature of ≥ 38 degrees.", False),
    ],
)
def test_a_measure_may_be_said_in_words(source: str, target: str, told: bool) -> None:
    """Its sign is not lost in silence."""
    findings = check(bitext((source, target)), only=["addresses"])
    assert bool(findings) is told
