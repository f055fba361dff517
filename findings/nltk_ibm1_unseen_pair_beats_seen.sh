#!/bin/sh
# NLTK: IBM Model 1 holds a pair it never saw for likelier than one it saw and rejected.
# Guess: words that never stood in one sentence pair get next to nothing from the translation table.
# Seen: a seen source word with any unseen target, even one that exists nowhere, has the uniform starting value.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile nltk==3.10.4
cd "$tmp"
"$tmp/venv/bin/python" - <<'END'
import nltk
from nltk.translate import AlignedSent, IBMModel1

pairs = [("rumah besar", "big house"), ("rumah kecil", "small house"), ("buku besar", "big book")]
table = IBMModel1([AlignedSent(a.split(), b.split()) for a, b in pairs], 20).translation_table
print("nltk", nltk.__version__)
for word, other in [("rumah", "house"), ("rumah", "big"), ("rumah", "book"), ("rumah", "nowhere"), ("tiada", "house")]:
    print(f"table[{word!r}][{other!r}] = {table[word][other]:.2g}")
assert table["rumah"]["big"] < 1e-3
assert table["rumah"]["book"] == table["rumah"]["nowhere"] == 0.25
assert table["tiada"]["house"] < 1e-9
END
