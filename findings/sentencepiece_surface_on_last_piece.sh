#!/bin/sh
# sentencepiece: of the pieces that one character becomes, the last one owns it.
# Guess: where normalisation turns one character into several pieces, the first has it as surface, or all share it.
# Seen: all but the last have an empty surface of length 0 before the character, so a link to the first piece ties to nothing.
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
for text, last in {"ibu\u2026ke": "\u2026", "\ufb01lm": "\ufb01"}.items():
    pieces = [(piece.piece, piece.surface, piece.begin, piece.end) for piece in model.encode(text, return_type="proto").pieces]
    print(f"{text!r}: {pieces}")
    place = next(i for i, piece in enumerate(pieces) if piece[1] == last)
    assert pieces[place - 1][0].strip("\u2581") and pieces[place - 1][1] == ""
    assert pieces[place - 1][2] == pieces[place - 1][3] == pieces[place][2]
END
