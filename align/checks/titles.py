"""Words beside names, and abbreviations, that English says in words of its own, or leaves out."""

from __future__ import annotations

import re

# English keeps these at times, and so they are in dictionaries, but need not.
TITLES = frozenset(
    "kabupaten kecamatan kelurahan provinsi jalan gunung sungai pulau pantai stasiun bupati camat lurah kiai kyai "
    "ustaz ustad haji hajah raden habib imam sultan pak bapak bu ibu mas mbak bang kampung pasar masjid candi keraton "
    "islam semi anti museum hotel internet film festival radio metro final stadion drama turnamen video motor".split()
)
# Words after a name that say which, and need not be told.
ATTRIBUTES = frozenset(
    "tahun atas bawah utama raya baru lama umum kini lalu nomor pusat periode perusahaan pengelola "
    "musim seluruh semua".split()
)
# Abbreviations made of syllables: English says in words what they stand for.
SYLLABLES = re.compile(
    r"(?:ke)?men(?:k|p|d|l|s|h|b|t|r)[a-z]{1,4}|wamen[a-z]+|pem(?:kot|kab|prov|da)|(?:ka)?pol(?:da|res|sek|tabes|restabes|ri)|"
    r"ke?jari|kejati|kejagung|kajati|dis(?:dik|hub|kes|nak|par)[a-z]*|dir(?:jen|ut|krim|lantas)[a-z]*|sek(?:jen|da|kab)|"
    r"bareskrim|densus|puskesmas|satpol|basarnas|damkar|lapas|rutan|jubir|wa(?:gub|bup|wali|kapolri)|ca(?:gub|bup|leg|pres|wapres)|"
    r"pil(?:kada|pres|eg|gub|kades)|ka(?:dis|bid|sat|nit)[a-z]*|pangdam|propam|kodam|korem|kodim|kopassus|paspampres|ditjen|pemilu|"
    r"(?:ir|brig|let|may)jen|kombes|kompol|let(?:kol|tu|da)|brip(?:ka|tu|da)|ai(?:ptu|pda)|ip(?:tu|da)|ser(?:ka|tu|da)"
)
