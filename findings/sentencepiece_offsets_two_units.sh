#!/bin/sh
# sentencepiece: the offsets of pieces count bytes, those of normalisation count characters.
# Guess: in Python begin and end of a piece index the str that went in, as the offsets of normalize do.
# Seen: text[begin:end] is the wrong text after the first letter outside ASCII; the same range of the UTF-8 bytes is right.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile sentencepiece==0.2.3 protobuf==7.36.2
cd "$tmp"
PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1 "$tmp/venv/bin/python" - <<'END'
from importlib.metadata import version

import small_pieces

print("sentencepiece", version("sentencepiece"))

model = small_pieces.train()
text = "kafé ibu"
piece = model.encode(text, return_type="proto").pieces[-1]
normal, offsets = model.normalize(text, with_offsets=True)
start = offsets[normal.index("bu")]
print(f"{text!r}: surface {piece.surface!r}, begin {piece.begin}, end {piece.end}, text[begin:end] {text[piece.begin:piece.end]!r}")
print(f"normalize gives {normal!r} with {offsets}: bu begins at {start}")
assert piece.surface == text.encode()[piece.begin : piece.end].decode() != text[piece.begin : piece.end]
assert start == text.index("bu") and piece.end == len(text) + 1
END
