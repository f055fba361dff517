#!/bin/sh
# pyahocorasick: iter_long loses a key at the end of the text.
# Guess: iter_long gives the leftmost longest keys, so any text in which iter finds something gives it something too.
# Seen: where the text ends inside a longer key, a shorter key that ends there is found by iter and not by iter_long.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile pyahocorasick==2.3.1
cd "$tmp"
"$tmp/venv/bin/python" - <<'END'
from importlib.metadata import version

import ahocorasick


def found(keys, text):
    automaton = ahocorasick.Automaton()
    for key in keys:
        automaton.add_word(key, key)
    automaton.make_automaton()
    return [key for _, key in automaton.iter(text)], [key for _, key in automaton.iter_long(text)]


print("pyahocorasick", version("pyahocorasick"))
keys = ["bank", "anak bank dunia"]
for text, expected in {
    "dia menyebut anak bank itu": (["bank"], ["bank"]),
    "dia menyebut anak bank": (["bank"], []),
    "dia menyebut bank": (["bank"], ["bank"]),
}.items():
    plain, long = found(keys, text)
    print(f"{text!r}: iter {plain}, iter_long {long}")
    assert (plain, long) == expected
END
