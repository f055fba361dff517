#!/bin/sh
# sentencepiece: a user-defined symbol with a space in it is kept in the vocabulary and never used.
# Guess: user_defined_symbols=['rumah sakit'] makes one piece of these two words wherever they stand together.
# Seen: text has its spaces turned into U+2581 before symbols are looked for; only the symbol written with U+2581 matches.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile sentencepiece==0.2.3
cd "$tmp"
PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 "$tmp/venv/bin/python" - <<'END'
from importlib.metadata import version

import small_pieces

print("sentencepiece", version("sentencepiece"))

for symbol in ("rumah sakit", "rumah\u2581sakit"):
    model = small_pieces.train(user_defined_symbols=[symbol])
    pieces = model.encode("ibu di rumah sakit", out_type=str)
    known = model.id_to_piece(model.piece_to_id(symbol)) == symbol
    print(f"{symbol!r}: in the vocabulary {known}; {pieces}")
    assert known and (symbol in pieces) == ("\u2581" in symbol)
END
