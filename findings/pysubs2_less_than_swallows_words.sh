#!/bin/sh
# pysubs2: reading SubRip, words between a less-than and a greater-than sign vanish.
# Guess: known tags (i, b, u, s, font) are read and anything else between such signs stays text.
# Seen: all from the one sign to the other is gone, and words in braces are gone from the plain text.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile pysubs2==1.8.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'END'
import pysubs2

print("pysubs2", pysubs2.VERSION)
for line, plain in {
    "jika a < b dan c > d": "jika a  d",
    "suhu < 5 derajat": "suhu < 5 derajat",
    "Halo {tertawa} semua": "Halo  semua",
}.items():
    [event] = pysubs2.SSAFile.from_string(f"1\n00:00:01,000 --> 00:00:02,000\n{line}\n")
    print(f"{line!r} -> {event.plaintext!r}")
    assert event.plaintext == plain
END
