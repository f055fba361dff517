#!/bin/sh
# sacreBLEU: an empty further reference turns a short answer into a perfect one.
# Guess: an empty string as second reference has no n-grams to match and changes nothing.
# Seen: it counts as a reference of length 0, the closest one to a short answer, and the brevity penalty goes; None does not.
set -eu
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 -m venv --without-pip "$tmp/venv"
python3 -m pip --python "$tmp/venv/bin/python" --disable-pip-version-check install -q --no-compile sacrebleu==2.6.0
cd "$tmp"
"$tmp/venv/bin/python" - <<'END'
import sacrebleu

answer = ["the minister left the house early today"]
full = ["the minister left the house early today by car together with two drivers and a guard"]
print("sacrebleu", sacrebleu.__version__)
scores = {}
for name, references in {"one reference": [full], "and None": [full, [None]], "and an empty one": [full, [""]]}.items():
    result = sacrebleu.BLEU().corpus_score(answer, references)
    scores[name] = (round(result.score, 1), round(result.bp, 2), result.ref_len)
    print(f"{name}: BLEU {result.score:.1f}, brevity penalty {result.bp:.2f}, reference length {result.ref_len}")
assert scores["one reference"] == scores["and None"]
assert scores["one reference"][0] < 40 and scores["one reference"][2] == 16
assert scores["and an empty one"] == (100.0, 1.0, 0)
END
