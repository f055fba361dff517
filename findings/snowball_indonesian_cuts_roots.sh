#!/bin/sh
# Snowball: the Indonesian stemmer cuts into words that have no affix, and lets different words meet.
# Guess: frequent roots (menteri, kepala, sekolah) come back whole, since what is left would be another word or none.
# Seen: the minister is an anchovy, the head a nutmeg, the school is cut at -lah; a word that has affixes keeps them.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile snowballstemmer==3.1.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'END'
from importlib.metadata import version

import snowballstemmer

print("snowballstemmer", version("snowballstemmer"))
stem = snowballstemmer.stemmer("indonesian").stemWord
expected = {"menteri": "teri", "kepala": "pala", "sekolah": "seko", "perempuan": "empu", "berita": "ita", "keluarga": "luarga"}
seen = {word: stem(word) for word in expected}
for word, short in seen.items():
    print(word, "->", short)
assert seen == expected
assert stem("teri") == stem("menteri") and stem("pala") == stem("kepala")
END
