#!/bin/sh
# sacremoses: the tokenizer takes Jum'at apart for Indonesian and the detokenizer puts it together wrongly.
# Guess: detokenize(tokenize(s)) gives back plain Indonesian sentences.
# Seen: an apostrophe within a word ends as one after a space, units after a slash get spaces; as English the word is safe.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile sacremoses==0.2.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'END'
from importlib.metadata import version

from sacremoses import MosesDetokenizer, MosesTokenizer

print("sacremoses", version("sacremoses"))
for language, text, back in [
    ("id", "Pada hari Jum'at ia datang.", "Pada hari Jum 'at ia datang."),
    ("id", "Harganya Rp1.500/kg di pasar.", "Harganya Rp1.500 / kg di pasar."),
    ("en", "Pada hari Jum'at ia datang.", "Pada hari Jum'at ia datang."),
]:
    tokens = MosesTokenizer(lang=language).tokenize(text, escape=False)
    seen = MosesDetokenizer(lang=language).detokenize(tokens)
    print(f"{language}: {text!r} -> {tokens} -> {seen!r}")
    assert seen == back
END
