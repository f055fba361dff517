"""Words beside names, and abbreviations, that English says in words of its own, or leaves out."""

from __future__ import annotations

import re

# English keeps these at times, and so they are in dictionaries, but need not.
TITLES = frozenset(
    "kabupaten kecamatan kelurahan dusun provinsi jalan gunung sungai pulau pantai stasiun bupati camat lurah kiai kyai "
    "ustaz ustad haji hajah raden habib imam sultan pak bapak bu ibu mas mbak bang kampung pasar masjid candi keraton "
    "islam semi anti museum hotel internet film festival radio metro final stadion drama turnamen video motor".split()
)
# Words after a name that say which, and need not be told.
ATTRIBUTES = frozenset(
    "tahun atas bawah utama raya baru lama umum kini lalu nomor pusat periode perusahaan pengelola "
    "musim seluruh semua bagian hulu hilir".split()
)
# Abbreviations made of syllables, of offices, bodies and ranks: English says in words what they stand for.
SYLLABLES = re.compile(
    r"(?:ke)?men(?:k|p|d|l|s|h|b|t|r)[a-z]{1,4}|wamen[a-z]+|pem(?:kot|kab|prov|da|des)|(?:wa)?(?:ka)?pol(?:da|res|sek|tabes|restabes|ri)|"
    r"kem(?:han|lu|keu|dag|dagri|hub|kes|sos|nag|tan|hut|perin|pora|naker|kumham|dik[a-z]*|kominfo)|"
    r"ke?jari|kejati|kejagung|kajati|dis(?:dik|hub|kes|nak|par)[a-z]*|di[rt](?:jen|ut|krim|lantas|res|pol)[a-z]*|sek(?:jen|da|kab)|"
    r"dep(?:kes|keu|dag|dagri|lu|han|hub|tan|perin|nakertrans|diknas|sos|ag|kominfo|kumham)|bareskrim|densus|puskesmas|basarnas|damkar|lapas|rutan|jubir|wa(?:gub|bup|wali|kapolri)|ca(?:gub|bup|leg|pres|wapres)|"
    r"pil(?:kada|pres|eg|gub|kades)|ka(?:dis|bid|sat|nit|div|pus)[a-z]*|pangdam|propam|kodam|korem|kodim|kopassus|paspampres|"
    r"ditjen|pemilu|sat(?:gas|pol|pam|lantas|resk[a-z]*|resn[a-z]*|brimob|lak)|dan(?:dim|rem|lanal|lanud|yon|pom|sat)[a-z]*|"
    r"pol(?:airud|hut|wan|antas)|brimob|linmas|b?habin[a-z]*|babinsa|gakkumdu|panwaslu|bawaslu|"
    r"(?:ir|brig|let|may|kom)jen|kombes|kompol|let(?:kol|tu|da)|brip(?:ka|tu|da)|ai(?:ptu|pda)|ip(?:tu|da)|ser(?:ka|tu|da|ma)|"
    r"laks(?:ma|da|dya)|mars(?:ma|da|dya)|pel(?:da|tu)|kop(?:da|tu|ka)|pra(?:da|tu|ka)|bhara(?:da|tu|ka)|kolonel|kapten"
)
# Prefixes that make a word of another: `Antiteror`.
PREFIXED = re.compile(r"(?:anti|antar|pasca|pra|multi|semi|non|sub|super|mikro|makro|eks|ultra)([a-z]{4,})")
CITIES = frozenset({"medan"})  # whose name is an ordinary word, too
# Names that stand for countries, in the news above all: `mata uang Garuda`.
EPITHETS = {"garuda": "indonesia", "sakura": "japan", "samba": "brazil", "ginseng": "korea"}
