#!/bin/sh
# CTranslate2: a target prefix is not kept as given.
# Guess: whatever the options, an answer begins with the whole prefix that was forced.
# Seen: a limit below its length cuts it short without an error; replace_unknowns puts source words for a forced <unk>.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile ctranslate2==4.8.5 numpy==2.4.6
cd "$tmp"
PYTHONPATH=$here TMPDIR=$tmp CT2_VERBOSE=-1 PYTHONDONTWRITEBYTECODE=1 "$tmp/venv/bin/python" - <<'END'
import ctranslate2
import random_model

model = random_model.translator()
print("ctranslate2", ctranslate2.__version__)
prefix = ["w8", "w9", "w7"]
for beam in (1, 2):
    for limit in (1, 2, 3):
        [result] = model.translate_batch([["w1", "w2"]], target_prefix=[prefix], max_decoding_length=limit, beam_size=beam)
        print(f"beam {beam}, prefix {prefix}, max_decoding_length {limit}: {result.hypotheses[0]}")
        assert result.hypotheses[0] == prefix[:limit]
    [result] = model.translate_batch(
        [["outside1", "outside2"]], target_prefix=[["w8", "<unk>"]], max_decoding_length=2, beam_size=beam, replace_unknowns=True
    )
    print(f"beam {beam}, prefix ['w8', '<unk>'], replace_unknowns: {result.hypotheses[0]}")
    assert result.hypotheses[0][0] == "w8" and result.hypotheses[0][1] in {"outside1", "outside2"}
END
