"""Names that are words or acronyms as well, told by what stands beside them: `Ibu Bintang` is Mrs Bintang, not a mother
and a star; `AS (34)` is a person and not the United States.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.facts.figures import Figure
from align.model import Span

_ENGLISH = {"Pak": "Mr", "Bapak": "Mr", "Bu": "Mrs", "Ibu": "Mrs", "Tn.": "Mr", "Ny.": "Mrs", "Sdr.": "Mr",
            "Sdri.": "Ms", "dr.": "Dr"}  # fmt: skip
_KEPT = "Prof. Dr. Drs. Dra. Ir. Hj. H. KH KH. Ust. Ustaz Kiai Mas Mbak Bang Tgk. Teuku Cut Raden R.A."
_PLACES = (
    "Desa Kelurahan Kecamatan Kampung Dusun Jalan Jl. Gang Pulau Gunung Sungai Danau Teluk Pasar Stasiun"
)
# Offices and kin, which `Pak` and `Ibu` stand before too; what `Ibu` makes one thing with.
_NO_NAME = frozenset(
    "Presiden Menteri Gubernur Bupati Wali Walikota Wakil Ketua Camat Lurah Guru Dokter Hakim Jaksa "
    "Direktur Kepala Kapolri Panglima Jenderal Kota Negara Rumah Pertiwi Tiri Kandung Mertua Haji Kapolda "
    "Kapolres Polisi Dosen Rektor Kades Komandan Saudara Tua Hamil Bangsa RT RW Yang Dan Di Ke Itu Ini "
    "Raya Utama Tol Besar Baru Lama Utara Selatan Timur Barat Tengah".split()
)

#: Given names that are words as well.
GIVEN = frozenset(
    "Agung Ajeng Akbar Aji Amal Angin Bagus Bambang Bayu Bintang Budi Bulan Bunga Cahaya Cinta Citra Dewi Dharma "
    "Embun Fajar Firman Fitri Galih Gilang Gita Guntur Hidayat Ilham Iman Indah Intan Jaya Kartika Lestari Maya Mawar "
    "Mega Melati Mentari Mulya Mutiara Nur Pelangi Permata Puspa Putra Rahmat Ratna Rezeki Rizki Sakti Sari Satria "
    "Setia Sinar Slamet Sri Surya Taufik Teguh Tiara Tulus Untung Utami Wahyu Wangi Wulan Yudha".split()
)


def _pattern(titles: str) -> re.Pattern[str]:
    forms = "|".join(map(re.escape, sorted(titles.split(), key=len, reverse=True)))
    return re.compile(
        rf"(?<![\w.-])(?P<title>(?:{forms})(?: (?:{forms}))*) (?P<name>[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+){{0,2}})(?![\w-])"
    )


_ADDRESSED, _CALLED, _PLACED = _pattern(" ".join(_ENGLISH)), _pattern(_KEPT), _pattern(_PLACES)
_VILLAGES = _pattern("Desa Kelurahan Kecamatan Kampung Dusun Jalan Jl. Jln. Gang Gg.")
_AGE = r" \(\d{1,2}(?: ?(?:tahun|thn|th)\.?)?\)"
_LETTERS = r"[A-Z]{1,3}(?![\w.-])"
_INITIALLED = re.compile(
    rf"(?<!\w)(?:ber|dengan )?inisial (?P<list>{_LETTERS}(?:{_AGE})?(?:(?:, | dan | serta |, dan ){_LETTERS}(?:{_AGE})?)*)"
)
_AGED = re.compile(rf"(?<![\w.-])[A-Z]{{2,3}}(?={_AGE})")
_LETTER_RUN = re.compile(rf"(?<![\w.-]){_LETTERS}")
_HOUSE = re.compile(  # a street with the number of a house
    r"(?<![\w.-])(?:Jalan|Jl\.|Jln\.|Gang|Gg\.) (?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3}) "
    r"(?:(?:No\.|Nomor) ?)?(?P<number>\d+[A-Z]?)(?![\w.]*\d)"
)


def titled(text: str) -> Iterator[Figure]:
    """Titles with their names, and the names of places without what the places are; how English has them."""
    for match in _ADDRESSED.finditer(text):
        name = _name(match)
        if name:
            end = match.start("name") + len(name)
            title = _ENGLISH[match["title"].split()[-1]]
            others = (
                (f"{title}. {name}", f"Ms {name}", f"Ms. {name}") if title == "Mrs" else (f"{title}. {name}",)
            )
            yield Figure(Span(match.start(), end), f"{title} {name}", (*others, f"{match['title']} {name}"))
    for match in _CALLED.finditer(text):
        if name := _name(match):
            yield Figure(
                Span(match.start(), match.start("name") + len(name)), f"{match['title']} {name}", (name,)
            )
    for match in _HOUSE.finditer(text):
        street = f"{match['name']} Street"
        said = (f"{street} {match['number']}", f"{match['number']} {street}")
        yield Figure(Span(*match.span()), match[0].replace("Nomor", "No."), said)
    for match in _PLACED.finditer(text):
        if name := _name(match):
            start = match.start("name")
            yield Figure(Span(start, start + len(name)), name, ())
    for place in initials(text):
        yield Figure(place, place.of(text), ())


def initials(text: str) -> list[Span]:
    """The initials that stand for persons: `berinisial AS`, `AS (34)`, and the same letters elsewhere in the text."""
    known = {
        letters for match in _INITIALLED.finditer(text) for letters in _LETTER_RUN.findall(match["list"])
    }
    known |= set(_AGED.findall(text))
    return [Span(*match.span()) for match in _LETTER_RUN.finditer(text) if match[0] in known] if known else []


def villages(text: str) -> list[Span]:
    """The names of villages, districts and streets, in which no word means what it means elsewhere."""
    return [
        Span(match.start("name"), match.start("name") + len(name))
        for match in _VILLAGES.finditer(text)
        if (name := _name(match))
    ]


def _name(match: re.Match[str]) -> str:
    """The words of the match that are one."""
    words = match["name"].split()
    known = next((place for place, word in enumerate(words) if word in _NO_NAME), len(words))
    return " ".join(words[:known])
